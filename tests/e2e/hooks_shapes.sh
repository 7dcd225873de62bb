#!/bin/sh
# Repositories of every shape: worktrees, submodules, bare, sparse, partial and shallow ones, SHA-256,
# and where git looks for the hooks.
# Usage: hooks_shapes.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

# judged: a bad agent is refused here, and a good one passes and is in the index.
judged() {
  bad agents/bad.md
  git add agents
  refused agents/bad.md git commit -q -m bad
  refused agents/bad.md git commit -q -a -m bad
  agent agents/bad.md now-good
  git add agents
  silent git commit -q -m good
  expect_ok git agents list
  expect_out now-good
}

t 'S-81 a relative core.hooksPath is missing in a linked worktree, and doctor says so'
begin
git config core.hooksPath .githooks
echo .githooks >.gitignore
as_files filled
git worktree add -q ../linked
bad ../linked/agents/bad.md
git -C ../linked add agents
expect_ok git -C ../linked commit -q -m 'nothing is checked here'
expect_code 1 git agents doctor
cat "$scratch/err" >>"$scratch/out"
expect_out "/linked' git finds no pre-commit hook: core.hooksPath '.githooks' leads to"
expect_out 'make core.hooksPath absolute, or commit its directory'

t 'S-82 core.hooksPath and an installation from a subdirectory'
begin
git config core.hooksPath .githooks
mkdir -p sub/dir
(cd sub/dir && git agents install --shim >"$scratch/out") || problem 'install failed'
expect_out 'hooks installed in .githooks: pre-commit'
check test -x .githooks/pre-commit
check_not test -e sub/dir/.githooks
judged

t 'S-83 an empty core.hooksPath is explained'
begin
git config core.hooksPath ''
expect_code 1 git agents install --shim
expect_err 'core.hooksPath is empty, so git would look for hooks in the top of the work tree'
expect_err "remove it with 'git config --local --unset core.hooksPath'"
check_not test -e pre-commit
check test -z "$(find .git/hooks -name pre-commit)"

t 'S-84 core.hooksPath below the home directory'
begin
# shellcheck disable=SC2088 # git expands it
git config core.hooksPath '~/hooks'
expect_ok git agents install --shim
check test -x "$HOME/hooks/pre-commit"
judged

t 'S-85 core.hooksPath of the global configuration is refused'
begin
git config --global core.hooksPath "$HOME/hooks"
expect_code 1 git agents install --shim
expect_err "core.hooksPath is '$HOME/hooks' in the global configuration"
expect_err 'so a hook there would run in every repository'
check_not test -e "$HOME/hooks"

t 'S-86 core.hooksPath of one worktree'
begin
git config extensions.worktreeConfig true
git config --worktree core.hooksPath .githooks
expect_ok git agents install --shim
check test -x .githooks/pre-commit
judged

t 'S-87 a hook with Windows line endings is left alone'
begin
printf '#!/bin/sh\r\necho x\r\n' >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
cp .git/hooks/pre-commit ../before
expect_code 1 git agents install --shim
expect_err 'has Windows line endings'
check cmp .git/hooks/pre-commit ../before

t 'S-88 a hook that is not executable is told, and made so again'
as_files ready
chmod -x .git/hooks/pre-commit
expect_code 1 git agents doctor
cat "$scratch/err" >>"$scratch/out"
expect_out 'is not executable, so git does not run it'
expect_ok git agents install --shim
expect_out 'made executable in .git/hooks: pre-commit'
judged

t 'S-88 core.sharedRepository decides who may change and run a hook'
begin
git config core.sharedRepository group
expect_ok git agents install --shim
check test "$(stat -c %a .git/hooks/pre-commit)" = 775
git config core.sharedRepository 0640
rm .git/hooks/*
expect_ok git agents install --shim
check test "$(stat -c %a .git/hooks/pre-commit)" = 750

t 'S-89 a hook without a shebang, an empty one, and a directory'
begin
printf 'echo theirs >>log\n' >.git/hooks/pre-commit
: >.git/hooks/post-commit
chmod +x .git/hooks/pre-commit .git/hooks/post-commit
mkdir .git/hooks/pre-push
expect_code 1 git agents install --shim
expect_err '.git/hooks/pre-push is a directory'
rmdir .git/hooks/pre-push
judged
check test "$(wc -l <log)" = 1

t 'S-90 a symbolic link as a hook is left alone'
begin
ln -s "$bin/git-agents-hook" .git/hooks/pre-commit
expect_code 1 git agents install --shim
expect_err 'is a symbolic link'
check test -L .git/hooks/pre-commit

t 'S-91 a linked worktree: installed from it, the hooks are in the common directory'
begin
git commit -q --allow-empty -m empty
git worktree add -q ../linked
cd ../linked || exit 2
as_files filled
check test -x "$(git rev-parse --git-common-dir)/hooks/pre-commit"
check_not test -e "$(git rev-parse --git-dir)/hooks"
judged
check test -s "$(git rev-parse --git-common-dir)/agents/memo.db"
check test -s "$(git rev-parse --git-dir)/agents/index.db"
cd ../work || exit 2
judged

t 'S-92 a submodule has its own hooks'
git init -q ../sub
git -C ../sub commit -q --allow-empty -m x
begin
git -c protocol.file.allow=always submodule --quiet add "$PWD/../sub" sub
as_files filled
bad sub/agents/bad.md
git -C sub add -A
silent git -C sub commit -q -m 'no hooks here'
git -C sub rm -q agents/bad.md
git -C sub commit -q -m clean
cd sub || exit 2
as_files filled
check test -x ../.git/modules/sub/hooks/pre-commit
judged

t 'S-93 a bare repository and its worktrees'
as_files ready
bad agents/bad.md
git add -A
git commit -q -n -m bad
git clone -q --bare . ../bare.git
cd ../bare.git || exit 2
expect_code 1 git agents validate --rev main
expect_out agents/bad.md
expect_ok git agents validate --rev main~1
expect_code 128 git -c safe.bareRepository=explicit agents validate --rev main~1
expect_err "safe.bareRepository is 'explicit'"
expect_ok git -c safe.bareRepository=explicit --git-dir=. agents validate --rev main~1
git worktree add -q ../of-bare main~1 2>/dev/null
cd ../of-bare || exit 2
git switch -q -c work
expect_ok git agents install --shim
check test -x ../bare.git/hooks/pre-commit
judged

t 'S-94 --git-dir and --work-tree, as managers of dotfiles use them'
git init -q --bare ../dots.git
dots() { git --git-dir="$PWD/../dots.git" --work-tree="$PWD" "$@"; }
expect_ok dots agents install
agent agents/good.md good
dots add agents
silent dots commit -q -m first
bad agents/bad.md
dots add agents
refused agents/bad.md dots commit -q -m x
mkdir sub
refused agents/bad.md git -C sub --git-dir="$PWD/../dots.git" --work-tree="$PWD" commit -q -m x
GIT_DIR=$PWD/../dots.git
GIT_WORK_TREE=$PWD
export GIT_DIR GIT_WORK_TREE
refused agents/bad.md git commit -q -m x
rm agents/bad.md
agent agents/b.md b
git add -A agents
silent git commit -q -m y
unset GIT_DIR GIT_WORK_TREE

t 'S-95 .git is a file, or a symbolic link'
git init -q --separate-git-dir ../separate .
filled
judged
rm .git
ln -s ../separate .git
agent agents/good.md good 'color: red'
silent git commit -q -a -m link
rm agents/bad.md
bad agents/worse.md
git add -A
refused agents/worse.md git commit -q -m worse

t 'S-96 a sparse checkout: what is not on disk is judged as well'
ready
bad other/x
git add -A
git commit -q -m other
git sparse-checkout set --no-cone /other
check_not test -e agents
silent git commit -q --allow-empty -m empty
id=$(printf 'name: bad\n' | git hash-object -w --stdin)
git update-index --add --cacheinfo "100644,$id,agents/bad.md"
git update-index --skip-worktree agents/bad.md
refused agents/bad.md git commit -q -m x
git update-index --force-remove agents/bad.md
agent agents/user.md user 'handoffs: [{agent: good}]'
git add --sparse agents/user.md
silent git commit -q -m 'the agent that is not on disk is known'

t 'S-96 a sparse checkout: built files of what is not on disk are neither stale nor removed'
ready
printf 'version: 1\ndefinitions: [{path: agents, kind: agent}]\nbuild: {output: dist}\n' \
  >.git-agents.yaml
agent agents/team/other.md other
git agents build >/dev/null
git add -A
silent git commit -q -m built
git ls-files -s dist >../before
git sparse-checkout set --no-cone '/*' '!/agents/team/' '!/dist/team/'
check_not test -e agents/team/other.md
silent git commit -q --allow-empty -m empty
run git agents build
silent git commit -q -a --allow-empty -m built
check test "$(git ls-files -s dist)" = "$(cat ../before)"

t 'S-97 a sparse index'
ready
mkdir -p deep/agents
echo x >deep/x
git add -A
git commit -q -m deep
git sparse-checkout init --cone --sparse-index
git sparse-checkout set deep
check_not test -e agents
check git ls-files --sparse --error-unmatch agents/
silent git commit -q --allow-empty -m empty
id=$(git rev-parse HEAD:agents/good.md)
agent agents/user.md user 'handoffs: [{agent: good}]'
git add --sparse agents/user.md
silent git commit -q -m user
bad agents/bad.md
git add --sparse agents/bad.md
refused agents/bad.md git commit -q -m x

t 'S-98 a partial clone: nothing is fetched, and what is not here refuses no commit'
ready
agent agents/user.md user 'handoffs: [{agent: good}]'
git add -A
git commit -q -m user
git init -q --bare ../o.git
git -C ../o.git config uploadpack.allowFilter true
git -C ../o.git config uploadpack.allowAnySHA1InWant true
git push -q ../o.git main
git clone -q --filter=blob:none --no-checkout "file://$PWD/../o.git" ../partial
cd ../partial || exit 2
git agents install >/dev/null
git read-tree HEAD
missing() { git rev-list --objects --missing=print HEAD | grep -c '^?'; }
check test "$(missing)" = 2
agent agents/a.md a
git add agents/a.md
silent git-agents-hook pre-commit
bad agents/bad.md
git add agents/bad.md
refused agents/bad.md git-agents-hook pre-commit
check test "$(missing)" = 2

t 'S-98 a partial clone with a checkout'
ready
git init -q --bare ../o.git
git -C ../o.git config uploadpack.allowFilter true
git push -q ../o.git main
git clone -q --filter=blob:none "file://$PWD/../o.git" ../partial
cd ../partial || exit 2
git agents install >/dev/null
judged
silent git push -q origin main

t 'S-99 replaced objects are seen as git sees them'
ready
bad agents/bad.md
git add -A
bad_id=$(git rev-parse :agents/bad.md)
agent ../now-good now-good
good_id=$(git hash-object -w ../now-good)
git replace "$bad_id" "$good_id"
silent git commit -q -m replaced

t 'S-100 SHA-256'
git init -q --object-format=sha256 .
filled
check test "$(git rev-parse HEAD | tr -d '\n' | wc -c)" = 64
judged
: >agents/empty.md
git add -N agents/empty.md
silent git commit -q --allow-empty -m empty
git rm -q --cached agents/empty.md
git switch -q -c topic
agent agents/topic.md topic
git add agents/topic.md
silent git commit -q -m topic
silent git switch -q main
silent git merge -q --no-ff -m merge topic
expect_ok git agents list
expect_out agents/topic.md

t 'S-101 an extension that git does not know: git says so'
ready
git config core.repositoryFormatVersion 1
git config extensions.unheardOf true
expect_code 128 git agents validate
expect_err 'unknown repository extension'
expect_err unheardof

if git init -q --ref-format=reftable ../reftable 2>/dev/null; then
  t 'S-101 refs in a reftable'
  git init -q --ref-format=reftable .
  filled
  judged
  git init -q --bare ../o.git
  bad agents/worse.md
  git add -A
  git commit -q -n -m bad
  refused agents/worse.md git push -q ../o.git main
fi

t 'S-102 index version 4, split index, untracked cache, file system monitor, and no hash'
# shellcheck disable=SC2016 # for the monitor
printf '#!/bin/sh\necho asked >>"%s"\nprintf "token\\0/\\0"\n' "$PWD/../asked" >../ask-monitor
chmod +x ../ask-monitor
for form in version-4 split untracked-cache monitor skip-hash; do
  git init -q "../$form"
  cd "../$form" || exit 2
  case $form in
    version-4) git config index.version 4 ;;
    split) git config core.splitIndex true ;;
    untracked-cache) git config core.untrackedCache true ;;
    monitor) git config core.fsmonitor "$PWD/../ask-monitor" ;;
    skip-hash) git config index.skipHash true ;;
  esac
  filled
  judged
done
check test -n "$(ls ../split/.git/sharedindex.* 2>/dev/null)"
check test -s ../asked

t 'S-103 a large repository is asked about its definitions only'
ready
bad agents/bad.md
git add -A
expect_code 1 env GIT_TRACE="$scratch/trace" git commit -q -m x
check_not grep -qE 'built-in: git status' "$scratch/trace"
check grep -q 'built-in: git ls-files -s -z -- .*agents' "$scratch/trace"

if [ "$(id -u)" = 0 ] && chown -R 65534 . 2>/dev/null; then
  t 'S-104 a repository of somebody else: the advice is git'\''s'
  ready
  chown -R 65534 .
  expect_code 128 git agents validate
  expect_err 'detected dubious ownership in repository'
  expect_err 'safe.directory'
  expect_ok env SUDO_UID=65534 git agents validate
  git config --global --add safe.directory '*'
  expect_ok git agents validate
fi

finish
