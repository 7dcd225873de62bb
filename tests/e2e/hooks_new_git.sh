#!/bin/sh
# What git 2.54 and later can do: hooks in the configuration, reftable, relative worktrees, history and
# replay, parallel hooks. With an older git each test shows what that
# one does in its place, and says what it therefore does not show.
# Usage: hooks_new_git.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

if runs_configuration_hooks; then configured=yes; else configured=; fi

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
