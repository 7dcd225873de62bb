#!/bin/sh
# What pre-commit and pre-merge-commit judge: the index of this commit, whole, and nothing else.
# Usage: hooks_index.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

missing='error: the file has no frontmatter [missing-frontmatter]'

t 'S-01 staged good, unstaged bad: the commit passes and the work tree stays as it is'
ready
printf 'More.\n' >>agents/good.md
git add agents/good.md
bad agents/good.md
cp -p agents/good.md ../before
before=$(stat -c '%y %z %i' agents/good.md)
silent git commit -q -m x
check cmp agents/good.md ../before
check test "$(stat -c '%y %z %i' agents/good.md)" = "$before"
check test "$(git status --porcelain)" = ' M agents/good.md'

t 'S-02 staged bad, unstaged good: refused, and the way out is named'
ready
bad agents/a.md
git add agents/a.md
agent agents/a.md a
refused "agents/a.md:1:1: $missing" git commit -q -m x
expect_err 'note: the staged content was checked, and the work tree differs: git add agents/a.md'
expect_err "hint: 'git agents validate --staged' shows this again"
git add agents/a.md
silent git commit -q -m x

t 'S-02 the way out is named also where the same was refused before'
ready
bad agents/a.md
git add agents/a.md
refused agents/a.md git commit -q -m x
check_not grep -q '^note:' "$scratch/err"
agent agents/a.md a
refused agents/a.md git commit -q -m x
expect_err 'note: the staged content was checked, and the work tree differs: git add agents/a.md'

t 'S-03 staged bad, gone from the work tree: refused'
ready
bad agents/a.md
git add agents/a.md
rm agents/a.md
refused agents/a.md git commit -q -m x

t 'S-04 some hunks are staged: exactly those are judged'
ready
text='  a
  b
  c
  d
  e
  f
  g
  h'
printf -- '---\nname: p\ndescription: >\n%s\n---\n\nBody.\n' "$text" >agents/p.md
git add agents
git commit -q -m p
# The name moves from before the description to after it: either half alone is wrong.
printf -- '---\ndescription: >\n%s\nname: p\n---\n\nBody.\n' "$text" >agents/p.md
cp agents/p.md ../before
printf 'n\ny\n' | git add -p >/dev/null 2>&1
check test "$(git diff --cached --numstat)" = "$(printf '1\t0\tagents/p.md')"
refused duplicate-key git commit -q -m x
git reset -q
printf 'y\nn\n' | git add -p >/dev/null 2>&1
check test "$(git diff --cached --numstat)" = "$(printf '0\t1\tagents/p.md')"
refused name-missing git commit -q -m x
check cmp agents/p.md ../before
git add agents
silent git commit -q -m x

t 'S-05 commit -a and commit -i: the edits of this commit are judged'
ready
bad agents/good.md
refused agents/good.md git commit -q -a -m x
refused agents/good.md git commit -q -i agents/good.md -m x
check git diff --cached --quiet
agent agents/good.md good 'color: red'
silent git commit -q -a -m x

t 'S-06 commit FILE: another bad staged file does not matter and stays staged'
ready
bad agents/a.md
git add agents/a.md
agent agents/good.md good 'color: red'
silent git commit -q -m x agents/good.md
check test "$(git status --porcelain)" = 'A  agents/a.md'
refused agents/a.md git commit -q -m y
refused agents/a.md git commit -q -m y agents/a.md

# built: as ready, with built files that are tracked.
built() {
  ready
  printf 'version: 1\ndefinitions: [{path: agents, kind: agent}]\nbuild: {output: dist}\n' \
    >.git-agents.yaml
  expect_ok git agents build
  git add -A
  silent git commit -q -m built
  built_file=$(git ls-files dist | head -n 1)
}
# stale COMMAND...: passes, tells of one stale file, and stages and writes nothing.
stale() {
  before=$(git ls-files -s dist)
  cp "$built_file" ../before
  expect_ok "$@"
  expect_err "git agents: warning: 1 built file is stale, first $built_file"
  expect_err "hint: run 'git agents build' and commit the result"
  check test "$(git ls-files -s dist)" = "$before"
  check test "$(git ls-tree -r HEAD dist | sed 's/ blob / /;s/\t/ 0\t/')" = "$before"
  check cmp "$built_file" ../before
  check test -z "$(git status --porcelain dist)"
}

t 'S-07 commit FILE: the hook stages nothing and tells of stale built files'
built
printf 'More.\n' >>agents/good.md
stale git commit -q -m x agents/good.md

t 'S-08 commit, commit -a, commit -i: the hook stages nothing and tells of stale built files'
built
printf 'More.\n' >>agents/good.md
git add agents
stale git commit -q -m x
printf 'More.\n' >>agents/good.md
stale git commit -q -a -m y
printf 'More.\n' >>agents/good.md
stale git commit -q -i agents/good.md -m z

t 'S-09 built files are compared with what the staged definitions give'
built
printf 'Staged.\n' >>agents/good.md
git add agents
printf 'Not staged.\n' >>agents/good.md
git agents build >/dev/null
git add dist
expect_ok git commit -q -m x
expect_err 'warning: 1 built file is stale'
git stash -q
git agents build >/dev/null
git add dist
silent git commit -q -m y

t 'S-10 --amend with nothing staged judges what the commit holds'
ready
bad agents/a.md
git add agents
git commit -q -n -m bad
refused agents/a.md git commit -q --amend --no-edit

t 'S-11 --amend that corrects it passes'
ready
bad agents/a.md
git add agents
git commit -q -n -m bad
agent agents/a.md a
git add agents
silent git commit -q --amend --no-edit

t 'S-12 the first commit of a repository'
begin
git agents install >/dev/null
bad agents/a.md
git add .
refused agents/a.md git commit -q -m first
check_not git rev-parse -q --verify HEAD
agent agents/a.md a
git add .
silent git commit -q -m first

t 'S-13 the first commit of an orphan branch'
ready
silent git switch -q --orphan other
bad agents/a.md
git add .
refused agents/a.md git commit -q -m first
agent agents/a.md a
git add .
silent git commit -q -m first
silent git switch -q main

t 'S-14 what is only intended to be added is not judged, and stays so'
ready
bad .claude/skills/s/SKILL.md
git add -N .claude/skills/s/SKILL.md
agent agents/a.md a
git add agents
silent git commit -q -m x
check test "$(git status --porcelain)" = ' A .claude/skills/s/SKILL.md'

t 'S-14 an empty file is judged, after it was only intended to be added too'
ready
mkdir -p .claude/skills/s
: >.claude/skills/s/SKILL.md
git add -N .claude/skills/s/SKILL.md
silent git commit -q --allow-empty -m x
git add .claude
refused '.claude/skills/s/SKILL.md:1:1: error:' git commit -q -m y

t 'S-15 the deletion of an agent that another one names is refused'
ready
agent agents/lead.md lead 'handoffs: [{agent: good}]'
git add -A
silent git commit -q -m lead
git rm -q agents/good.md
refused "agents/lead.md:5:" git commit -q -m x
expect_err "there is no agent 'good' (handoffs)"

t 'S-16 a rename with an edit is judged at its new path'
ready
git mv agents/good.md agents/better.md
bad agents/better.md
git add -A
refused "agents/better.md:1:1: $missing" git commit -q -m x
check_not grep -q 'agents/good.md' "$scratch/err"

t 'S-16 a rename alone is judged by its new name'
ready
mkdir -p .claude/skills/one
printf -- '---\nname: one\ndescription: Use for it.\n---\n\nDo it.\n' >.claude/skills/one/SKILL.md
git add -A
silent git commit -q -m one
git mv .claude/skills/one .claude/skills/two
printf 'version: 1\nvalidate: {rules: {skill-dir-mismatch: error}}\n' >.git-agents.yaml
git add .git-agents.yaml
refused .claude/skills/two/SKILL.md git commit -q -m two

t 'S-17 a definition that became a symbolic link is not followed'
ready
printf 'x\n' >agents/a.md
agent agents/a.md a
git add -A
git commit -q -m a
ln -sf /etc/passwd agents/a.md
git add -A
silent git commit -q -m link
expect_ok git agents validate --staged
expect_out 'agents/a.md: warning: the definition is a symbolic link, which is not followed [symlink]'
check_not grep -q root "$scratch/out"
printf 'version: 1\nvalidate: {rules: {symlink: error}}\n' >.git-agents.yaml
git add -A
refused '[symlink]' git commit -q -m strict

t 'S-18 symbolic links inside, outside and in circles are reported, never followed'
ready
agent shared/x.md x
mkdir -p .claude/agents
ln -s ../../shared/x.md .claude/agents/inside.md
ln -s ../../../../outside.md .claude/agents/outside.md
ln -s circle.md .claude/agents/circle.md
git add -A
silent git commit -q -m links
expect_ok git agents validate --staged
for link in inside outside circle; do
  expect_out ".claude/agents/$link.md: warning: the definition is a symbolic link"
done

t 'S-19 a submodule among the agents is skipped with a note'
git init -q ../sub
agent ../sub/x.md x
git -C ../sub add -A
git -C ../sub commit -q -m x
ready
git -c protocol.file.allow=always submodule --quiet add ../../../../sub agents/sub.md 2>/dev/null ||
  git -c protocol.file.allow=always submodule --quiet add "$PWD/../sub" agents/sub.md
silent git commit -q -m sub
expect_ok git agents validate --staged --level info
expect_out "agents/sub.md: info: a submodule lies at a definition's place [submodule]"

t 'S-20 a change of the executable bit alone passes'
ready
chmod +x agents/good.md
git add -A
check test "$(git ls-files -s agents/good.md | cut -d' ' -f1)" = 100755
silent git commit -q -m x

t 'S-21 empty, huge, binary and UTF-16 files'
ready
mkdir -p .claude/skills/empty
: >.claude/skills/empty/SKILL.md
head -c 1100000 /dev/zero | tr '\0' 'x' >agents/huge.md
printf -- '---\nname: a\0b\n---\n' >agents/nul.md
printf '\377\376-\0-\0-\0\n\0' >agents/wide.md
git add -A
refused '.claude/skills/empty/SKILL.md:1:1: error:' git commit -q -m x
expect_err 'agents/huge.md: error: the file has 1100000 bytes, more than the limit of 1048576 [too-large]'
expect_err 'agents/nul.md:2:8: error: the file holds a NUL byte, at offset 11 [binary]'
expect_err 'agents/wide.md:1:1: error: the file is UTF-16 [binary]'

t 'S-22 nothing of ours is staged: no output, and one question to git'
ready
echo text >README
git add README
expect_ok env GIT_TRACE="$scratch/trace" git-agents-hook pre-commit
expect_no_out
expect_no_err
check test "$(grep -c 'trace: built-in: git' "$scratch/trace")" = 1
rm "$scratch/trace"
silent git commit -q -m x

t 'S-23 nothing is staged at all: git speaks, we do not'
ready
expect_code 1 git commit -m x
expect_no_err
expect_out 'nothing to commit'

t 'S-24 the staged configuration governs, the one in the work tree does not'
ready
printf 'version: 1\ndefinitions: [{path: team, kind: agent}]\n' >.git-agents.yaml
bad team/a.md
git add team
silent git commit -q -m 'team is no place of agents yet'
git add .git-agents.yaml
refused "team/a.md:1:1: $missing" git commit -q -m x
agent team/a.md a
git add team
silent git commit -q -m x
printf 'version: 1\nvalidate: {rules: {missing-frontmatter: off}}\n' >.git-agents.yaml
bad team/b.md
git add team
refused team/b.md git commit -q -m y
expect_err 'the work tree differs: git add .git-agents.yaml'

t 'S-25 a bad configuration is refused with its place; without one the defaults hold'
ready
printf 'version: 1\nvalidat: {}\n' >.git-agents.yaml
git add -A
refused '.git-agents.yaml:2:1: error:' git commit -q -m x
expect_err "'validate'"
printf 'version: 1\ndefinitions: [{path: team, kind: agent}]\n' >.git-agents.yaml
bad agents/a.md
git add -A
silent git commit -q -m 'only team counts'
git rm -q .git-agents.yaml
refused agents/a.md git commit -q -m defaults

t 'S-26 assume-unchanged and skip-worktree hide nothing'
ready
for flag in assume-unchanged skip-worktree; do
  bad agents/$flag.md
  git add -A
  git update-index --$flag agents/$flag.md
  rm agents/$flag.md
  refused agents/$flag.md git commit -q -m x
  git reset -q --hard
  git update-index --no-$flag agents/$flag.md 2>/dev/null
done

t 'S-27 --allow-empty, --fixup, --squash, -C and -F are commits as well'
ready
bad agents/a.md
git add -A
refused agents/a.md git commit -q --allow-empty -m x
refused agents/a.md git commit -q --fixup HEAD
refused agents/a.md git commit -q --squash HEAD --no-edit
refused agents/a.md git commit -q -C HEAD
echo text >../message
refused agents/a.md git commit -q -F - <../message
git rm -q -f --cached agents/a.md
rm agents/a.md
silent git commit -q --allow-empty -m x
silent git commit -q --allow-empty --fixup HEAD
silent git commit -q --allow-empty -C HEAD
silent git commit -q --allow-empty -F - <../message

finish
