#!/bin/sh
# What a deployment leaves to a person: why, in which words, and what settles it.
bin=$1
# shellcheck source=tests/e2e/sources_lib.sh
. "$(dirname "$0")/sources_lib.sh"

# deploying NAME...: a repository with these sources and a Claude target, and a first commit.
deploying() {
  project "$@"
  echo 'deploy: {targets: [{tool: claude}]}' >>.git-agents.yaml
  agent agents/own.md own
  git add -A
  git commit -q -m first
}

t 'deploy: a source with another ref that was not pulled yet takes nothing away that is deployed'
upstream lib
git -C "$up" tag v1
deploying lib
expect_ok git agents source set o/lib --ref v1
expect_ok git agents pull
check test -f .claude/agents/one.md
expect_ok git agents source set o/lib --ref main
expect_ok git agents deploy --prune
expect_err "of 'upstream.test/o/lib@v1' stay until all configured sources can be read"
expect_out '2 kept until all sources can be read'
check_not grep -q 'no longer configured' "$scratch/out" "$scratch/err"
expect_ok git agents status
expect_out "claude:project:$PWD: 2 kept until all sources can be read"
check test -f .claude/agents/one.md
expect_ok git agents deploy --prune --json
expect_out '"waiting"'
git -C "$up" rm -q agents/two.md
git -C "$up" commit -qm gone
expect_ok git agents pull
expect_ok git agents deploy --prune
check test -f .claude/agents/one.md
check_not test -e .claude/agents/two.md

t 'hooks: a source with another ref that was not pulled yet takes nothing away that is deployed'
upstream lib
git -C "$up" tag v1
deploying lib
sed -i 's/^deploy: {/deploy: {on: [commit], branches: [main], /' .git-agents.yaml
git commit -qam 'on commit'
expect_ok git agents source set o/lib --ref v1
expect_ok git agents pull
git agents install >/dev/null
git config agents.hooks.wait 10000
expect_ok git agents source set o/lib --ref main
git agents trust >/dev/null
run git commit -qam 'another ref'
check test -f .claude/agents/one.md
echo 'sources: [' >>.git-agents.yaml
run git commit -q --allow-empty -m broken
check test -f .claude/agents/one.md

t 'deploy: what is damaged in a cache is an error that says what mends it'
upstream lib
deploying lib
expect_ok git agents pull
cache=$(cache_of lib)
damage() {
  id=$(git -C "$cache" rev-parse "$1")
  object=$cache/.git/objects/$(echo "$id" | cut -c1-2)/$(echo "$id" | cut -c3-)
  if [ ! -f "$object" ]; then
    mv "$cache"/.git/objects/pack/*.pack "$scratch/$number/pack"
    rm -f "$cache"/.git/objects/pack/*
    git -C "$cache" unpack-objects -q <"$scratch/$number/pack"
  fi
  chmod u+w "$object"
  echo damaged >"$object"
}
damage HEAD:agents/one.md
expect_code 1 git agents deploy --prune
expect_err "error: source 'o/lib': part of it cannot be read: 'git agents cache verify o/lib' tells what is wrong, 'git agents cache reset o/lib' clones it anew"
check test -f .claude/agents/one.md
expect_code 1 git agents deploy --prune --accept one
check test -f .claude/agents/one.md
damage HEAD
expect_code 1 git agents deploy --prune
expect_err "'git agents cache reset o/lib' clones it anew"
check_not grep -q 'git agents pull' "$scratch/err"
check test -f .claude/agents/one.md
expect_ok git agents cache reset o/lib
expect_ok git agents deploy --prune

t 'deploy: what is held back is told last, with the name that --accept takes'
upstream lib
up_write lib agents/broken.md '---\nname: bad: [\ndescription: X.\ntools: Bash\n---\nText.\n'
deploying lib
expect_code 1 git agents pull
expect_code 1 git agents deploy --dry-run
expect_out "; --accept 'bad: ['"
check_not grep -q 'privilege change of bad' "$scratch/out"
git agents undo >/dev/null
expect_code 1 git agents deploy --dry-run
check test "$(grep -n 'held back  ' "$scratch/out" | cut -d: -f1)" -gt "$(grep -n 'privilege change' "$scratch/out" | tail -1 | cut -d: -f1)"
expect_ok git agents deploy --accept 'bad: [' --dry-run
expect_ok git agents deploy --accept broken
check grep -q Bash .claude/agents/broken.md
expect_code 128 git agents deploy --accept brokem
expect_err "did you mean 'broken'?"

t 'deploy: a collision that only the order decides is settled with a priority'
upstream a
upstream b
up_write b agents/uno.md '---\nname: one\ndescription: Of b.\ntools: Read\n---\nText.\n'
git -C "$up" rm -q agents/one.md agents/two.md
git -C "$up" commit -qm less
deploying a b
expect_code 1 git agents pull
expect_code 1 git agents deploy
expect_out '  collision  one: agents/one.md of o/a is deployed, agents/uno.md of o/b is not'
expect_out "hint: 'priority' or 'tier' of one of the two sources settles a collision, 'detect' and 'path' choose what is deployed"
expect_ok git agents source set o/b --priority 1
expect_ok git agents deploy
expect_out '  outranked  one: agents/uno.md of o/b is deployed, agents/one.md of o/a is not'
expect_out "no longer wanted of its source, and beside 'uno.md' a second agent 'one' until it is removed"
check_not grep -q "hint: 'priority'" "$scratch/out"
expect_ok git agents deploy --json
expect_out '"by_rank":true'
expect_ok git agents deploy --prune
check_not test -e .claude/agents/one.md
expect_ok git agents status
expect_out "claude:project:$PWD: up to date"

t 'outside of a repository the user'\''s own sources, targets and operations are told and taken back'
upstream lib
expect_code 128 git agents deploy
expect_err 'fatal: there is nowhere to deploy to: outside of a repository the targets are the'
expect_err "hint: set deploy.targets in '$XDG_CONFIG_HOME/git-agents/config.yaml', or give '--target claude'"
expect_code 128 git agents deploy --worktree
expect_err 'fatal: not a git repository'
expect_ok git agents status
expect_out 'deployment    no targets'
mkdir -p "$XDG_CONFIG_HOME/git-agents"
printf 'version: 1\nsources: [{url: "https://upstream.test/o/lib"}]\n' >"$XDG_CONFIG_HOME/git-agents/config.yaml"
expect_ok git agents pull
expect_ok git agents deploy --target claude
expect_ok git agents status
expect_out 'source        o/lib: main'
expect_out "deployment    claude:user:$HOME/.claude: 2 files deployed; not in deploy.targets"
expect_out 'operation     #'
check_not grep -q hooks "$scratch/out"
expect_ok git agents status --json
expect_out '"repository": false'
echo 'deploy: {targets: [{tool: claude, scope: user}]}' >>"$XDG_CONFIG_HOME/git-agents/config.yaml"
expect_ok git agents status
expect_out "deployment    claude:user:$HOME/.claude: up to date"
check test -f "$HOME/.claude/agents/one.md"
expect_ok git agents undo
check_not test -e "$HOME/.claude/agents/one.md"
expect_fail git agents undo
expect_err 'there is nothing to undo outside of repositories'

t 'status tells what was deployed to a target that is not configured'
upstream lib
project lib
agent agents/own.md own
git add -A
git commit -qm first
expect_ok git agents pull
expect_ok git agents deploy --target claude
expect_ok git agents status
expect_out "deployment    claude:project:$PWD: 3 files deployed; not in deploy.targets"

t 'deploy: without a commit, what is left over of a source that went is still removed'
upstream lib
project lib
echo 'deploy: {targets: [{tool: claude}]}' >>.git-agents.yaml
expect_ok git agents pull
check test -f .claude/agents/one.md
expect_ok git agents source remove o/lib
expect_ok git agents deploy --prune
check_not test -e .claude/agents/one.md
expect_code 128 git agents deploy
expect_err 'fatal: there is no commit to deploy yet'

t 'undo: what is undone already, or was changed since, is refused with what can be done'
upstream lib
deploying lib
expect_ok git agents pull
echo edited >>.claude/agents/one.md
expect_code 1 git agents undo
expect_err "was changed since operation "
expect_err "--force' puts it back all the same; its present content is kept in the history"
operation=$(git agents undo --list | sed -n '1s/ .*//p')
expect_ok git agents undo --force "$operation"
expect_code 1 git agents undo "$operation"
expect_err "error: operation $operation is undone already"
expect_err "hint: 'git agents undo --list' shows the state of each"

finish
