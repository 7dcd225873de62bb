#!/bin/sh
# What git 2.54 and later can do: hooks in the configuration, of one repository and of all; reftable,
# relative worktrees, history and replay, parallel hooks. With an older git each test shows what that
# one does in its place, and says what it therefore does not show.
# Usage: hooks_new_git.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

if runs_configuration_hooks; then configured=yes; else configured=; fi

# instead WHAT: this git cannot; says so, and what is tested is what it does.
instead() { echo "not run with $(git version): $1; tested instead: $2"; }

# adopted: settings of ours are committed.
adopted() {
  printf 'version: 1\n' >.git-agents.yaml
  git add .git-agents.yaml
  git commit -q -n -m settings
}
# traced CODE COMMAND...: runs it with git's trace of its own.
traced() {
  traced_code=$1
  shift
  rm -f "$scratch/trace"
  expect_code "$traced_code" env GIT_TRACE="$scratch/trace" "$@"
}
# runs_of EVENT: how many hooks of ours git started for it in the last traced command.
runs_of() { grep -c "run_command:.*git-agents-hook.* $1" "$scratch/trace"; }

t 'hooks of the configuration run whatever core.hooksPath says'
begin
git config core.hooksPath .githooks
expect_ok git agents install
if [ "$configured" ]; then
  check_not test -e .githooks
  expect_ok git agents doctor
  expect_out 'installed, in the local configuration, which only git 2.54 and later runs (else install --shim): pre-commit'
else
  instead 'hooks of the configuration' 'hook files in core.hooksPath'
  check test -x .githooks/pre-commit
fi
bad agents/bad.md
git add -A
refused agents/bad.md git commit -q -m x
git config core.hooksPath "$PWD/.husky/_"
mkdir -p .husky/_
printf '#!/bin/sh\nexit 0\n' >.husky/_/pre-commit
chmod +x .husky/_/pre-commit
if [ "$configured" ]; then
  refused agents/bad.md git commit -q -m x
  expect_ok git agents doctor
else
  silent git commit -q -m x
  expect_code 1 git agents doctor
  expect_out "installed, but not reachable: the hook is husky's, without our block: pre-commit"
fi

t 'hook.<name>.enabled and hook.<event>.enabled switch hooks of the configuration off, and doctor says so'
begin
expect_ok git agents install
bad agents/bad.md
git add -A
for key in hook.agents-pre-commit.enabled hook.pre-commit.enabled; do
  git config $key false
  if [ "$configured" ]; then
    expect_ok git commit -q -m x
    git reset -q --soft HEAD~1 2>/dev/null || git update-ref -d HEAD
    expect_code 1 git agents doctor
    expect_out "'$key' is false: pre-commit"
    expect_out "remove it with 'git config --unset $key'"
  else
    instead "$key" 'it is not read'
    refused agents/bad.md git commit -q -m x
    expect_ok git agents doctor
  fi
  git config --unset $key
done
refused agents/bad.md git commit -q -m x

t 'an edited command in the configuration is refused with what was edited'
begin
expect_ok git agents install
if [ "$configured" ]; then
  git config hook.agents-pre-commit.command 'make lint'
  expect_code 1 git agents install
  expect_err "'hook.agents-pre-commit.command' was edited since we wrote it: 'git agents install --force' replaces it"
  expect_err '  + make lint'
  expect_code 1 git agents doctor
  expect_out "'hook.agents-pre-commit.command' is not what we wrote"
  expect_code 1 git agents uninstall
  expect_err "remove it with 'git config --local --remove-section hook.agents-pre-commit'"
  check test "$(git config hook.agents-pre-commit.command)" = 'make lint'
  expect_ok git agents install --force
  expect_ok git agents uninstall
  check_not grep -q hook .git/config
else
  instead 'hooks of the configuration' 'doctor says that this git does not run those that a newer one has'
  rm .git/hooks/*
  git config hook.agents-pre-commit.command true
  git config hook.agents-pre-commit.event pre-commit
  expect_code 1 git agents doctor
  expect_out 'installed in the configuration, but not reachable: only git 2.54 and later runs hooks from there: pre-commit'
fi

t '--shim takes hooks out of the configuration, and install without it takes them out of files'
begin
expect_ok git agents install
expect_ok git agents install --shim
expect_out 'in .git/hooks: pre-commit'
check_not git config hook.agents-pre-commit.command
check test -x .git/hooks/pre-commit
expect_ok git agents install
if [ "$configured" ]; then
  check git config hook.agents-pre-commit.command
  check_not test -e .git/hooks/pre-commit
else
  instead 'hooks of the configuration' '--shim is what happens anyway'
  check test -x .git/hooks/pre-commit
fi

# ---- the global configuration

if [ "$configured" ]; then
  t 'global: silent and without a trace where no settings of ours are in the tree that is judged'
  expect_ok git agents install --global
  begin
  git init -q --bare ../o.git
  bad agents/bad.md
  git add -A
  silent git commit -q -m first
  silent git push -q ../o.git main
  silent git switch -q -c other
  echo x >x
  git add x
  silent git commit -q -m other
  silent git commit -q --amend -m amended
  silent git switch -q main
  silent git merge -q --no-ff -m merge other
  check_not test -e .git/agents
  # Not the work tree counts, and not what is only intended to be added.
  printf 'version: 1\n' >.git-agents.yaml
  silent git commit -q --allow-empty -m empty
  git add -N .git-agents.yaml
  silent git commit -q --allow-empty -m empty
  git add .git-agents.yaml
  refused agents/bad.md git commit -q -m settings

  t 'global: checks where they are, each pushed tree by itself'
  expect_ok git agents install --global
  begin
  git init -q --bare ../o.git
  adopted
  expect_ok git agents doctor
  expect_out 'installed, in the global configuration'
  agent agents/good.md good
  git add -A
  silent git commit -q -m good
  expect_ok git agents status
  git agents list >/dev/null
  bad agents/bad.md
  git add -A
  refused agents/bad.md git commit -q -m bad
  refused agents/bad.md git commit -q -a -m bad
  git commit -q -n -m bad
  git rm -q .git-agents.yaml
  git commit -q -n -m 'no settings'
  # HEAD has none, but main~1 has.
  silent git push -q ../o.git main:refs/heads/none
  expect_code 1 git push -q ../o.git main:refs/heads/again main~1:refs/heads/bad
  expect_err 'refused because of refs/heads/bad'
  silent git push -q ../o.git main~2:refs/heads/good
  silent git push -q ../o.git :refs/heads/good

  t 'global: three thousand refs on stdin'
  expect_ok git agents install --global
  begin
  adopted
  id=$(git rev-parse HEAD)
  zero=$(echo "$id" | tr 0-9a-f 0)
  for i in $(seq 3000); do echo "refs/heads/$i $id refs/heads/$i $zero"; done >../refs
  expect_ok sh -c 'git-agents-hook --global pre-push o o <../refs'
  bad agents/bad.md
  git add -A
  git commit -q -n -m bad
  id=$(git rev-parse HEAD)
  echo "refs/heads/last $id refs/heads/last $zero" >>../refs
  expect_code 1 sh -c 'git-agents-hook --global pre-push o o <../refs'
  expect_err 'refused because of refs/heads/last'

  t 'global and local: one run, by the one name of both'
  expect_ok git agents install --global
  begin
  expect_ok git agents install
  bad agents/bad.md
  git add -A
  traced 1 git commit -q -m bad
  check test "$(runs_of pre-commit)" = 1
  check test "$(grep -c 'was refused' "$scratch/err")" = 1
  expect_ok git agents doctor
  expect_out 'installed, in the local configuration'
  expect_ok git agents uninstall
  expect_out "the hooks in your global configuration stay: 'git agents uninstall --global' removes them"
  # Without settings of ours, the global one has nothing to do.
  silent git commit -q -m bad

  t 'S-117 global and hook files: two runs, one message, the same exit code'
  expect_ok git agents install --global
  begin
  adopted
  expect_ok git agents install --shim
  bad agents/bad.md
  git add -A
  traced 1 git commit -q -m bad
  check test "$(runs_of pre-commit)" = 1
  check test "$(grep -c 'run_command:.*.git/hooks/pre-commit' "$scratch/trace")" = 1
  check test "$(grep -c 'was refused' "$scratch/err")" = 1
  git commit -q -n -m bad
  git init -q --bare ../o.git
  expect_code 1 git push -q ../o.git main
  check test "$(grep -c 'was refused' "$scratch/err")" = 1
  # A second push is another command.
  expect_code 1 git push -q ../o.git main
  check test "$(grep -c 'was refused' "$scratch/err")" = 1

  t 'S-117 a hook of the configuration and a block in a file: two runs, one message'
  begin
  printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-commit
  chmod +x .git/hooks/pre-commit
  expect_ok git agents install --shim
  cp -r .git/hooks ../hooks
  expect_ok git agents install
  rm -r .git/hooks && mv ../hooks .git/hooks
  bad agents/bad.md
  git add -A
  refused agents/bad.md git commit -q -m bad
  check test "$(grep -c 'was refused' "$scratch/err")" = 1

  t 'global: deploys nothing before git agents trust'
  expect_ok git agents install --global
  begin
  printf 'version: 1\ndeploy: {on: [commit], branches: [main], targets: [{tool: claude, scope: project}]}\n' >.git-agents.yaml
  agent agents/good.md good
  git add -A
  silent git commit -q -m first
  git agents list >/dev/null
  check_not test -e .claude
  expect_ok git agents trust
  silent git commit -q --allow-empty -m second
  wait_for test -e .claude/agents/good.md

  t 'global: a program that has gone is told where our settings are, and only there'
  mkdir ../programs
  link "$bin/git-agents" ../programs/git-agents
  link "$bin/git-agents-hook" ../programs/git-agents-hook
  expect_ok ../programs/git-agents install --global
  rm -r ../programs
  begin
  git init -q --bare ../o.git
  silent env PATH="$system_path" git commit -q --allow-empty -m x
  silent env PATH="$system_path" git push -q ../o.git main
  adopted
  expect_ok env PATH="$system_path" git commit -q --allow-empty -m y
  check test "$(cat "$scratch/err")" = 'git-agents-hook is not installed: this commit was not checked (install git-agents again, or remove this hook)'
  expect_ok env PATH="$system_path" git push -q ../o.git main
  expect_err 'this push was not checked'
  git config agents.hooks.required true
  expect_code 1 env PATH="$system_path" git commit -q --allow-empty -m z
  silent env PATH="$system_path" GIT_AGENTS=0 git commit -q --allow-empty -m z

  t 'global: outside of any repository'
  expect_ok git agents install --global
  check git config --global hook.agents-pre-commit.command
  expect_ok git agents uninstall --global
  check_not git config --global hook.agents-pre-commit.command
else
  t 'global: what a newer git has in the global configuration does nothing here, and is not installed'
  instead 'hooks in the global configuration' 'they are refused, and a newer one'\''s are not run'
  expect_code 1 git agents install --global
  expect_err 'git before 2.54 runs no hooks from the configuration'
  git config --global hook.agents-pre-commit.command 'exit 1'
  git config --global hook.agents-pre-commit.event pre-commit
  begin
  silent git commit -q --allow-empty -m x
  expect_ok git agents doctor
  expect_out 'not installed'
fi

# ---- parallel hooks

t 'hook.jobs: parallel hooks give the same verdict'
begin
expect_ok git agents install
agent agents/good.md good
git add -A
git commit -q -m start
git init -q --bare ../o.git
git config hook.jobs 4
for name in one two; do
  git config hook.$name.command 'cat >/dev/null; echo other'
  git config hook.$name.event pre-push
  git config hook.$name.parallel true
done
git config hook.agents-pre-push.parallel true
[ "$configured" ] || instead 'parallel hooks' 'the settings of parallel hooks are ignored'
expect_ok git push -q ../o.git main
check_not grep -q 'git agents' "$scratch/err"
bad agents/bad.md
git add -A
git commit -q -n -m bad
expect_code 1 git push -q ../o.git main
expect_err 'agents/bad.md:1:1: error'
expect_err 'git agents: refused because of refs/heads/main'
[ ! "$configured" ] || expect_err other
check test "$(git -C ../o.git rev-parse main)" = "$(git rev-parse main~1)"

# ---- what fires nothing

t 'S-70d git history and git replay fire no hook of ours: the next question brings the index there'
begin
expect_ok git agents install
agent agents/one.md one
git add -A
git commit -q -m one
git switch -q -c topic
agent agents/two.md two
git add -A
git commit -q -m two
git switch -q main
agent agents/three.md three
git add -A
git commit -q -m three
expect_ok git agents list
# moved: whatever moved HEAD, no hook of ours ran, and the answer is right.
moved() {
  check_not grep -q git-agents-hook "$scratch/trace"
  expect_ok git agents list
  for name in "$@"; do expect_out "$name"; done
}
if [ "$configured" ]; then
  traced 0 env GIT_EDITOR="sed -i 1s/.*/reworded/" git history reword HEAD
  check test "$(git log -1 --format=%s)" = reworded
  moved three
  traced 0 git replay --onto main main..topic
  # Before 2.53 it printed commands for update-ref.
  [ ! -s "$scratch/out" ] || git update-ref --stdin <"$scratch/out"
  git reset -q --hard topic
  moved two three
else
  instead 'git history, git replay' 'update-ref and reset'
  traced 0 git update-ref HEAD topic
  traced 0 git reset -q --hard
  moved two
fi

# ---- formats of repositories

t 'S-101 reftable'
if [ "$configured" ]; then
  git init -q --ref-format=reftable .
  for option in '' --shim; do
    # shellcheck disable=SC2086 # may be empty
    expect_ok git agents install $option
    agent agents/good.md "good$option"
    git add -A
    expect_ok git commit -q -m good
    bad agents/bad.md
    git add -A
    refused agents/bad.md git commit -q -m bad
    git rm -q -f agents/bad.md
  done
  expect_ok git agents list
  expect_out good
  git switch -q -c topic
  agent agents/more.md more
  git add -A
  silent git commit -q -m more
  silent git switch -q main
  silent git merge -q --no-ff -m merge topic
  git worktree add -q ../linked
  cd ../linked || exit 2
  bad agents/bad.md
  git add -A
  refused agents/bad.md git commit -q -m bad
  expect_ok git agents doctor
  expect_ok git agents list
  git init -q --bare ../o.git
  git commit -q -n -m bad
  refused refs/heads/linked git push -q ../o.git linked
else
  instead 'reftable' 'the words of git about a format that it does not know'
  git init -q .
  git config core.repositoryFormatVersion 1
  git config extensions.refStorage reftable
  expect_code 128 git agents install
  expect_err 'unknown repository extension'
  expect_err refstorage
fi

t 'worktrees with relative paths'
begin
git commit -q --allow-empty -m start
if [ "$configured" ]; then
  git worktree add -q --relative-paths ../linked
  check test "$(git config extensions.relativeWorktrees)" = true
  expect_ok git agents install
  cd ../linked || exit 2
  bad agents/bad.md
  git add -A
  refused agents/bad.md git commit -q -m bad
  git rm -q -f agents/bad.md
  agent agents/good.md good
  git add -A
  silent git commit -q -m good
  expect_ok git agents list
  expect_out good
  expect_ok git agents doctor
  expect_out 'reached from 1 other worktree'
  expect_ok git agents uninstall
  check_not test -e ../work/.git/agents
  check_not test -e ../work/.git/worktrees/linked/agents
else
  instead 'worktrees with relative paths' 'the words of git about an extension that it does not know'
  git config core.repositoryFormatVersion 1
  git config extensions.relativeWorktrees true
  expect_code 128 git agents install
  expect_err 'unknown repository extension'
  expect_err relativeworktrees
fi

finish
