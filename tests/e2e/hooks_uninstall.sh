#!/bin/sh
# Uninstalling, S-115, in every form and scope: .git is byte for byte as it was.
# Usage: hooks_uninstall.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

if runs_configuration_hooks; then configured=yes; else configured=; fi

for option in '' --shim; do
  t "S-115 install${option:+ $option} and uninstall leave .git byte for byte as it was"
  begin
  rm -rf .git/hooks
  before
  # shellcheck disable=SC2086 # may be empty
  expect_ok git agents install $option
  worked
  check test -e .git/agents/memo.db
  expect_ok git agents uninstall
  as_before
  expect_ok git agents uninstall
  expect_out 'no hooks were installed'
  as_before

  t "S-115 the same${option:+ with $option} beside other hooks and settings"
  begin
  mkdir -p .git/hooks
  printf '#!/bin/sh\nexit 0' >.git/hooks/pre-commit
  printf '#!/bin/sh\n' >.git/hooks/pre-push
  printf '#!/bin/sh\nexit 0\n' >.git/hooks/commit-msg
  chmod 711 .git/hooks/*
  printf '# mine\n[agents]\n\tenabled = true\n[hook "mine"]\n\tcommand = true\n\tevent = pre-commit\n' >>.git/config
  chmod 600 .git/config
  before
  # shellcheck disable=SC2086 # may be empty
  expect_ok git agents install $option
  worked
  expect_ok git agents uninstall
  as_before
done

t 'S-115 what --force replaced is back'
begin
mkdir -p .git/hooks
printf '#!/usr/bin/env python3\n' >.git/hooks/pre-commit
chmod 700 .git/hooks/pre-commit
ln -s /bin/true .git/hooks/post-merge
printf '#!/bin/sh\n' >.git/hooks/pre-push
chmod 644 .git/hooks/pre-push
before
expect_ok git agents install --shim --force
check test -e .git/hooks/pre-commit.pre-git-agents
worked
expect_ok git agents uninstall
expect_out 'the former hook was put back: pre-commit'
as_before

t 'S-115 a hook directory of core.hooksPath that we made is gone, with its parents'
begin
git config core.hooksPath .config/git/hooks
before
expect_ok git agents install --shim
check test -x .config/git/hooks/pre-commit
expect_ok git agents uninstall
as_before
check_not test -e .config

t 'S-115 somebody else'\''s file in a hook directory that we made keeps it'
begin
git config core.hooksPath .githooks
expect_ok git agents install --shim
echo mine >.githooks/README
expect_ok git agents uninstall
check test "$(ls .githooks)" = README

t 'S-115 state of linked worktrees goes too, and what is not ours stays'
begin
git commit -q --allow-empty -m start
git worktree add -q ../linked
before
expect_ok git agents install
(cd ../linked && worked)
check test -e .git/worktrees/linked/agents/index.db
expect_ok git agents uninstall
rm -f .git/worktrees/linked/index
git -C ../linked read-tree HEAD
as_before
expect_ok git agents install
mkdir -p .git/agents
echo mine >.git/agents/notes
expect_ok git agents uninstall
check test "$(ls .git/agents)" = notes

t 'S-115 the list of ignored deployed files stays while something is deployed'
begin
agent agents/good.md good
printf 'version: 1\ndeploy: {targets: [{tool: claude, scope: project}]}\n' >.git-agents.yaml
git add -A
git commit -q -m start
cp .git/info/exclude exclude
expect_ok git agents install
expect_ok git agents deploy
check_not cmp -s exclude .git/info/exclude
expect_ok git agents uninstall
check_not cmp -s exclude .git/info/exclude
expect_ok git agents undo
expect_ok git agents uninstall
check cmp exclude .git/info/exclude

# ---- scopes

t 'S-115 --worktree: for one worktree, and nothing is left'
begin
git commit -q --allow-empty -m start
git worktree add -q ../linked
before
expect_code 1 git agents install --worktree
if [ "$configured" ]; then
  expect_err "'git config extensions.worktreeConfig true' gives each its own"
else
  expect_err 'hook files serve all worktrees of a repository'
  # shellcheck disable=SC2016 # as it is printed
  expect_err 'git config --worktree core.hooksPath "$(git rev-parse --absolute-git-dir)/hooks"'
fi
git config --unset agents.trusted
rm -rf .git/agents
as_before
git config extensions.worktreeConfig true
[ "$configured" ] || git config --worktree core.hooksPath "$(git rev-parse --absolute-git-dir)/own-hooks"
before
expect_ok git agents install --worktree
if [ "$configured" ]; then
  expect_out "hooks installed in this worktree's configuration: pre-commit"
  check git config --worktree hook.agents-pre-commit.command
  check_not git config --local hook.agents-pre-commit.command
else
  check test -x .git/own-hooks/pre-commit
fi
bad agents/bad.md
git add -A
refused agents/bad.md git commit -q -m bad
git rm -q -f agents/bad.md
bad ../linked/agents/bad.md
git -C ../linked add -A
silent git -C ../linked commit -q -m 'nobody looks there'
git commit -q -n --allow-empty -m state
before_commits=$(git rev-parse HEAD)
expect_ok git agents uninstall --worktree
check test "$(git rev-parse HEAD)" = "$before_commits"
check_not git config agents.trusted
check_not git config --worktree hook.agents-pre-commit.command
check_not test -e .git/own-hooks
check_not test -e .git/agents

t 'S-115 --worktree and uninstall leave .git byte for byte as it was'
begin
git config extensions.worktreeConfig true
[ "$configured" ] || git config --worktree core.hooksPath "$(git rev-parse --absolute-git-dir)/own-hooks"
before
expect_ok git agents install --worktree
worked
expect_ok git agents uninstall --worktree
as_before

t 'S-115 --global: for all repositories that have our settings, and nothing is left'
begin
before
cp "$HOME/.gitconfig" ../gitconfig
if [ ! "$configured" ]; then
  expect_code 1 git agents install --global
  expect_err 'git before 2.54 runs no hooks from the configuration'
  expect_err "run 'git agents install' in each of them"
  check cmp ../gitconfig "$HOME/.gitconfig"
else
  expect_ok git agents install --global
  expect_out 'hooks installed in your global configuration: pre-commit'
  expect_out 'they check where .git-agents.yaml is committed'
  expect_ok git agents install --global
  expect_out 'hooks already in your global configuration: pre-commit'
  expect_ok git agents uninstall --global
  check cmp ../gitconfig "$HOME/.gitconfig"
fi
as_before

t 'scopes exclude each other, and what does not go together is refused'
begin
for options in '--local --global' '--global --worktree' '--global --shim' '--manual --force' '--manual --global'; do
  # shellcheck disable=SC2086 # words
  expect_code 129 git agents install $options
  expect_err 'exclude each other'
done
expect_code 129 git agents uninstall --local --worktree
check_not test -e .git/agents

finish
