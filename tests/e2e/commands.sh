#!/bin/sh
# Commands as people call them: from anywhere, with paths and names of every form, and across
# repositories.
# Usage: commands.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

t 'undo without a number stays in its own repository'
git init -q one && git init -q two
for repository in one two; do
  agent "$repository/agents/a.md" a
  git -C "$repository" add -A
  git -C "$repository" commit -q -m first
done
expect_ok git -C one agents deploy --target claude
expect_code 128 git -C two agents undo
expect_err 'there is nothing to undo in this repository'
check test -f one/.claude/agents/a.md
expect_ok git -C two agents undo 1
check_not test -e one/.claude/agents/a.md

t 'undo over an edit is a conflict, exit code 1'
ready
expect_ok git agents deploy --target claude
echo more >>.claude/agents/good.md
expect_code 1 git agents undo
expect_err 'was changed since'
check grep -q more .claude/agents/good.md

t 'validate refuses a path that holds no definition'
ready
expect_code 128 git agents validate agnts
expect_err "fatal: 'agnts' holds no definition"
expect_ok git agents validate agents/good.md

t 'validate mentions definitions outside of the configured places'
ready
printf 'version: 1\ndefinitions: [{path: agents}]\n' >.git-agents.yaml
bad .claude/agents/forgotten.md
expect_ok git agents validate
expect_err 'warning: 1 definition lies outside of the configured places and was not checked, first .claude/agents/forgotten.md'

t 'an output that hides definitions is an error of the configuration'
ready
printf 'version: 1\ndefinitions: [{path: agents}]\nbuild: {output: agents}\n' >.git-agents.yaml
git add -A
refused "'build.output' hides definitions: 'agents'" git commit -q -m hide

t 'build refuses a place among the definitions'
ready
expect_code 129 git agents build -o agents/out
expect_err "'agents/out' lies among the definitions"

t 'deploy knows the names that it is given, in any case'
ready
expect_code 128 git agents deploy --target claude --accept goood
expect_err "hint: did you mean 'good'?"
mkdir -p .claude/agents
echo mine >.claude/agents/good.md
expect_ok git agents deploy --target claude --adopt GOOD
check grep -q 'Use for good' .claude/agents/good.md
expect_ok git agents undo
check grep -qx mine .claude/agents/good.md

t 'deploy before the first commit says what to do'
begin
agent agents/a.md a
expect_code 128 git agents deploy --target claude
expect_err "'git agents deploy --worktree' deploys the files on disk"

t 'a deployment never goes through a symbolic link that a commit brought'
ready
mkdir .claude
ln -s ../.git .claude/skills
mkdir -p skills/hooks
printf -- '---\nname: hooks\ndescription: d\n---\nText.\n' >skills/hooks/SKILL.md
echo payload >skills/hooks/post-index-change
git add -A
git commit -q -n -m link
expect_code 128 git agents deploy --target claude
expect_err 'is a symbolic link'
check_not test -e .git/hooks/post-index-change

t 'a verdict that depends on other files is not remembered'
ready
printf 'version: 1\nvalidate: {rules: {broken-link: error}}\n' >.git-agents.yaml
mkdir docs
echo x >docs/x.md
printf '[x](../docs/x.md)\n' >>agents/good.md
git add -A
silent git commit -q -m link
git rm -q docs/x.md
refused "the link leads to '../docs/x.md'" git commit -q -m gone

t 'show, deps and list work from anywhere'
ready
mkdir elsewhere
agents() { git --git-dir="$PWD/.git" --work-tree="$PWD" -C elsewhere agents "$@"; }
expect_ok agents list
expect_out agents/good.md
cd agents || exit 1
expect_ok git agents show ./good.md
expect_out 'agents/good.md'
cd .. || exit 1
git clone -q --bare . ../bare.git
expect_ok git -C ../bare.git agents list --rev HEAD
expect_out agents/good.md
expect_code 128 git -C ../bare.git agents list
expect_err "'--rev HEAD' reads the last commit"

t 'pathspec variables of the user do not get in the way'
ready
agent agents/b.md b
git add -A
silent env GIT_GLOB_PATHSPECS=1 git commit -q -m b

t 'a lone carriage return in the frontmatter is an error'
ready
printf -- '---\nname: b\ndescription: a\rpermissionMode: bypassPermissions\n---\nText.\n' >agents/b.md
git add -A
refused 'a lone carriage return stands in the frontmatter [eol]' git commit -q -m b

t 'a baseline does not accept the same error of another definition'
begin
printf -- '---\nname: old\n---\nText.\n' >agents.md
mkdir agents
mv agents.md agents/a.md
git add -A
git commit -q -m old
expect_ok git agents init
git add -A
silent git commit -q -m init
printf -- '---\nname: new\n---\nText.\n' >agents/a.md
git add -A
refused description-missing git commit -q -m new
finish
