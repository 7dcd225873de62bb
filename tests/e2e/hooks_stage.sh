#!/bin/sh
# build.stage: the built files of what a commit changes are in the same commit, made from its index.
# Usage: hooks_stage.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

# staging: two agents that inherit a base; built files are tracked and staged by the hook.
staging() {
  ready
  mkdir -p agents
  printf '# Base\n\nEverybody is polite.\n' >agents/BASE-AGENT.md
  agent agents/other.md other
  printf '%s\n' 'version: 1' 'definitions: [{path: agents, kind: agent}]' \
    'build: {output: dist, stage: true}' >.git-agents.yaml
  expect_ok git agents trust
  expect_ok git agents build
  git add -A
  silent git commit -q -m built
}
# built NAME: the file that agents/NAME.md is built to.
built() { git ls-files "dist/$1.md" "dist/*/$1.md"; }
# committed_as_composed: HEAD's built files are what HEAD's agents compose to.
committed_as_composed() {
  rm -rf ../head ../composed
  git init -q ../head
  git archive HEAD | tar -x -C ../head
  mv ../head/dist ../composed
  (cd ../head && git agents build >/dev/null) || problem 'build failed'
  check diff -r ../composed ../head/dist
}
clean() { check test -z "$(git status --porcelain)"; }

t 'S-08 commit: the built file of a changed agent is in the same commit, and nothing is left over'
staging
printf 'More.\n' >>agents/good.md
git add agents/good.md
expect_ok git commit -q -m x
expect_err "git agents: staged 1 built file, first $(built good)"
check test "$(git show --format= --name-only HEAD | tr '\n' ' ')" = "agents/good.md $(built good) "
committed_as_composed
clean

t 'S-08 commit -a, commit -i, --amend and --fixup: the same'
staging
printf 'More.\n' >>agents/good.md
expect_ok git commit -q -a -m a
committed_as_composed
clean
printf 'More.\n' >>agents/good.md
expect_ok git commit -q -i agents/good.md -m i
committed_as_composed
clean
printf 'More.\n' >>agents/good.md
git add agents
expect_ok git commit -q --amend --no-edit
committed_as_composed
clean
printf 'More.\n' >>agents/good.md
git add agents
expect_ok git commit -q --fixup HEAD
committed_as_composed
clean

t 'S-08 a changed base: the built files of all that inherit it'
staging
printf '# Base\n\nEverybody is brief.\n' >agents/BASE-AGENT.md
git add agents
expect_ok git commit -q -m base
expect_err 'git agents: staged 2 built files'
committed_as_composed
clean

t 'S-08 new, renamed and removed agents: their built files come, move and go'
staging
agent agents/new.md new
git add agents
expect_ok git commit -q -m new
check test -s "$(built new)"
committed_as_composed
clean
old=$(built new)
git mv agents/new.md agents/newer.md
agent agents/newer.md newer
git add -A
expect_ok git commit -q -m renamed
check_not test -e "$old"
check test -s "$(built newer)"
committed_as_composed
clean
git rm -q agents/newer.md
gone=$(built newer)
expect_ok git commit -q -m removed
check_not test -e "$gone"
committed_as_composed
clean

t 'S-07 commit PATH: only checked and told, and the next commit brings it up to date'
staging
printf 'More.\n' >>agents/good.md
before=$(git ls-files -s dist)
expect_ok git commit -q -m path agents/good.md
expect_err "note: built files were not staged: 'git commit PATH' takes nothing else into the commit"
expect_err "git agents: warning: 1 built file is stale, first $(built good)"
check test "$(git ls-files -s dist)" = "$before"
clean
printf 'Still more.\n' >>agents/good.md
git add agents
expect_ok git commit -q -m next
expect_err 'git agents: staged 1 built file'
committed_as_composed
clean

t 'S-08 a built file with unstaged edits is left alone, and told'
staging
file=$(built good)
printf 'Mine.\n' >>"$file"
cp "$file" ../mine
printf 'More.\n' >>agents/good.md
git add agents
expect_ok git commit -q -m x
expect_err "note: $file was not staged: it has changes that are not staged"
expect_err "git agents: warning: 1 built file is stale, first $file"
check cmp "$file" ../mine
check test "$(git status --porcelain)" = " M $file"
rm "$file"
printf 'More.\n' >>agents/good.md
git add agents
expect_ok git commit -q -m y
expect_err "note: $file was not staged: it has changes that are not staged"
check_not test -e "$file"

t 'S-08 a built file that somebody staged by hand is left alone, and told'
staging
file=$(built good)
printf 'Mine.\n' >>"$file"
printf 'More.\n' >>agents/good.md
git add -A
cp "$file" ../mine
expect_ok git commit -q -m x
expect_err "note: $file was not staged: it is not what was built"
check cmp "$file" ../mine
check test "$(git show "HEAD:$file" | git hash-object --stdin)" = "$(git hash-object ../mine)"

t 'S-08 another file in the place of a new built file is left alone'
staging
agent agents/new.md new
place=$(dirname "$(built good)")/new.md
echo mine >"$place"
git add agents
expect_ok git commit -q -m x
expect_err "note: $place was not staged: another file is in its place"
check grep -qx mine "$place"
check test "$(git status --porcelain)" = "?? $place"

t 'S-08 a built file that this commit removes is not brought back'
staging
file=$(built good)
git rm -q "$file"
expect_ok git commit -q -m x
expect_err "note: $file was not staged: this commit removes it"
check_not git cat-file -e "HEAD:$file"

t 'S-09 the built file is made from what is staged, not from the work tree'
staging
printf 'Staged.\n' >>agents/good.md
git add agents
printf 'Not staged.\n' >>agents/good.md
expect_ok git commit -q -m x
committed_as_composed
check_not grep -q 'Not staged' "$(built good)"
check test "$(git status --porcelain)" = ' M agents/good.md'

t 'S-09 a fresh clone stages as well, and line ends are those of a checkout'
staging
printf '* text eol=crlf\n' >.gitattributes
git add .gitattributes
silent git commit -q -m attributes
git clone -q . ../clone 2>/dev/null
cd ../clone || exit 2
git agents install >/dev/null
printf 'More.\r\n' >>agents/good.md
expect_ok git commit -q -a -m x
expect_err 'git agents: staged 1 built file'
clean
check grep -q "$(printf '\r')" "$(built good)"
git cat-file blob "HEAD:$(built good)" >"$scratch/blob"
check_not grep -q "$(printf '\r')" "$scratch/blob"

t 'what git is told to take for unchanged is looked at all the same'
staging
file=$(built good)
git update-index --assume-unchanged "$file"
printf '\nmine\n' >>"$file"
printf 'More.\n' >>agents/good.md
git add agents
expect_ok git commit -q -m x
expect_err "note: $file was not staged: it has changes that are not staged"
check grep -qx mine "$file"
git rm -q agents/good.md
expect_ok git commit -q -m y
expect_err "note: $file was not staged: it has changes that are not staged"
check grep -qx mine "$file"
staging_again=$(built other)
git config core.checkStat minimal
git config core.trustctime false
touch -r "$staging_again" ../time
tr a-z A-Z <"$staging_again" >../upper && cat ../upper >"$staging_again"
touch -r ../time "$staging_again"
cp "$staging_again" ../mine
printf 'More.\n' >>agents/other.md
git add agents
expect_ok git commit -q -m z
check cmp "$staging_again" ../mine

t 'files, submodules and repositories where a built file would go are left alone'
staging
echo notes >dist/ops
git add dist
expect_ok git commit -q -m notes
agent agents/ops/c.md c
git add agents
expect_ok git commit -q -m c
expect_err "note: dist/ops/c.md was not staged: another file or a submodule is in its directory's place"
check test "$(git show HEAD:dist/ops)" = notes
check grep -qx notes dist/ops
git rm -q dist/ops
expect_ok git commit -q -m away
git init -q ../sub
git -C ../sub commit -q --allow-empty -m sub
git -c protocol.file.allow=always submodule --quiet add "$PWD/../sub" dist/deep 2>/dev/null
expect_ok git commit -q -m sub
agent agents/deep/d.md d
git add agents
expect_ok git commit -q -m d
expect_err "note: dist/deep/d.md was not staged: another file or a submodule is in its directory's place"
check test "$(git ls-tree HEAD dist/deep | cut -c1-6)" = 160000
check_not test -e dist/deep/d.md
git init -q dist/nested
agent agents/nested/n.md n
git add agents
expect_ok git commit -q -m n
expect_err 'note: dist/nested/n.md was not staged: its directory is another repository'
check_not test -e dist/nested/n.md
mkdir -p dist/e.md
echo notes >dist/e.md/notes
git add dist/e.md
expect_ok git commit -q -m 'a directory'
agent agents/e.md e
git add agents
expect_ok git commit -q -m e
expect_err 'note: dist/e.md was not staged: a directory is in its place'
check test "$(git show HEAD:dist/e.md/notes)" = notes

t 'S-46 a built file that git filters is left alone'
staging
git config filter.rot.clean 'tr a-z b-za'
git config filter.rot.smudge 'tr b-za a-z'
printf 'dist/** filter=rot\n' >.gitattributes
git add .gitattributes
git commit -q -n -m attributes
agent agents/secret.md secret
git add agents
expect_ok git commit -q -m secret
expect_err 'note: dist/secret.md was not staged: git filters it'
check_not git cat-file -e HEAD:dist/secret.md

t 'build takes what git holds, or what a hook wrote, for its own'
staging
printf 'More.\n' >>agents/good.md
expect_ok git commit -q -a -m more
printf 'Still more.\n' >>agents/good.md
expect_ok git agents build
expect_out "built    $(built good)"
git commit -q -a -m 'still more'
git switch -q -c topic HEAD~2
agent agents/topic.md topic
git add -A
expect_ok git commit -q -m topic
expect_ok git agents build
expect_out ', 0 changed'
printf 'Mine.\n' >>"$(built topic)"
printf 'More.\n' >>agents/topic.md
expect_code 1 git agents build
expect_err 'was not written by git agents, or was edited since: left alone'
git checkout -q -- .
rm agents/topic.md
expect_ok git agents build
expect_out "removed  dist/topic.md"
echo mine >dist/notes.md
git add dist
agent agents/last.md last
expect_ok git agents build
check grep -qx mine dist/notes.md

t 'after a rebase the built files are brought up to date by build'
staging
git switch -q -c topic
agent agents/topic.md topic
git add -A
expect_ok git commit -q -m topic
git switch -q main
printf '# Base\n\nEverybody is brief.\n' >agents/BASE-AGENT.md
expect_ok git commit -q -a -m base
git switch -q topic
git rebase -q main
# Nothing but stale files: git would find nothing to commit.
expect_code 1 git commit -q -a -m fix
check_not grep -q 'staged' "$scratch/err"
clean
expect_ok git agents build
expect_ok git commit -q -a -m fix
committed_as_composed
clean

t 'a commit that was given up leaves nothing that a later one must not have'
staging
printf 'More.\n' >>agents/good.md
expect_code 1 git commit -q -a -m ''
git checkout -q -- agents/good.md
expect_code 1 git commit -q -a -m oops
expect_err 'git agents: the commit was refused: it holds nothing but built files, and these are now as HEAD has them'
check test "$(git log -1 --format=%s)" = built
expect_ok git agents build
clean

t 'a commit that is refused stages nothing'
staging
printf 'More.\n' >>agents/good.md
bad agents/bad.md
git add agents
before=$(git ls-files -s dist)
refused agents/bad.md git commit -q -m x
check test "$(git ls-files -s dist)" = "$before"

t 'without trust nothing is staged, and the way is named'
staging
git config --unset agents.trusted
printf 'More.\n' >>agents/good.md
git add agents
expect_ok git commit -q -m x
expect_err "note: built files were not staged: what .git-agents.yaml may write was not agreed to: 'git agents trust' shows it"
check test "$(git show --format= --name-only HEAD)" = agents/good.md

t 'doctor tells that nothing is tracked yet to be staged'
ready
printf '%s\n' 'version: 1' 'definitions: [{path: agents, kind: agent}]' \
  'build: {output: dist, stage: true}' >.git-agents.yaml
expect_ok git agents doctor
expect_out 'build.stage: no built file is tracked, so none is staged'
expect_out 'git agents build && git add dist'

t 'S-30 a merge: git takes nothing more into it, so it is told'
staging
git switch -q -c topic
printf '# Base\n\nEverybody is brief.\n' >agents/BASE-AGENT.md
git add agents
expect_ok git commit -q -m topic
git switch -q main
agent agents/new.md new
git add agents
expect_ok git commit -q -m new
expect_ok git merge -q --no-edit topic
expect_err 'note: built files were not staged: git takes nothing more into a merge'
expect_err 'git agents: warning: 1 built file is stale'
clean

t 'S-80f somebody else holds the lock of the index: told, and the commit goes on'
staging
printf 'More.\n' >>agents/good.md
git add agents
: >.git/index.lock
expect_ok git-agents-hook pre-commit
expect_err 'note: built files were not staged: '
expect_err index.lock
rm .git/index.lock

t 'S-96 a sparse checkout: built files outside of it are staged and not written'
staging
echo x >x
git add x
silent git commit -q -m x
git sparse-checkout set --no-cone /agents /x
check_not test -e dist
printf 'More.\n' >>agents/good.md
git add agents
expect_ok git commit -q -m more
expect_err 'git agents: staged 1 built file'
check_not test -e dist
clean
git sparse-checkout disable
committed_as_composed
clean

t 'S-100 SHA-256, a linked worktree and odd names'
git init -q --object-format=sha256 .
filled
git worktree add -q ../linked
cd ../linked || exit 2
printf '%s\n' 'version: 1' 'definitions: [{path: agents, kind: agent}]' \
  'build: {output: dist, stage: true}' >.git-agents.yaml
agent 'agents/a b"c.md' odd
expect_ok git agents trust
expect_ok git agents build
git add -A
silent git commit -q -m built
printf 'More.\n' >>'agents/a b"c.md'
printf 'More.\n' >>agents/good.md
git add -A
expect_ok git commit -q -m x
expect_err 'git agents: staged 2 built files'
committed_as_composed
clean

t 'a hostile configuration cannot aim the built files elsewhere'
staging
mkdir ../outside
rm -r dist
ln -s ../outside dist
git add -A
printf 'More.\n' >>agents/good.md
git add agents
expect_ok git commit -q -m x
check test -z "$(ls ../outside)"
finish
