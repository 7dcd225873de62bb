#!/bin/sh
# Hooks in the global configuration, and two of ours for one git command. With a git before 2.54:
# that it has none.
# Usage: hooks_global.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

if runs_configuration_hooks; then configured=yes; else configured=; fi

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

finish
