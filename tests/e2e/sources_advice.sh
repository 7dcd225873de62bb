#!/bin/sh
# What the commands about sources advise: it is true, and can be pasted.
bin=$1
# shellcheck source=tests/e2e/sources_lib.sh
. "$(dirname "$0")/sources_lib.sh"

# pulled: a project in the working directory with the source 'lib', and its cache.
pulled() {
  upstream lib
  git -C "$scratch/$number/up/o/lib" config receive.denyCurrentBranch ignore
  git init -q .
  expect_ok git agents source add https://upstream.test/o/lib --name lib
  expect_ok git agents pull
  cache=$(cache_of lib)
}

# edit: a local commit in the cache.
edit() {
  echo 'And more.' >>"$cache/agents/one.md"
  git -C "$cache" commit -qam 'Say more'
}

t 'source set and remove: local work that is no longer pushed is told, and how to push it'
pulled
edit
echo 'Not committed.' >>"$cache/agents/two.md"
expect_ok git agents source set lib --ref main
expect_err "warning: 1 commit and 1 edited file stay in $cache and are no longer pushed"
expect_err '  to push them after all: git agents undo 2; git agents push lib -m '"'Local edits'"
expect_ok git agents undo
expect_ok git agents source set lib --priority 7
check_not grep -q warning "$scratch/err"
expect_ok git agents source remove lib --dry-run
expect_err "warning: 1 commit and 1 edited file would stay in $cache"
expect_ok git agents source remove lib
expect_err "warning: 1 commit and 1 edited file stay in $cache and are no longer pushed"
expect_ok git agents undo
expect_ok git agents push lib -m 'Local edits'
check test "$(git -C "$scratch/$number/up/o/lib" rev-list --count main)" = 3

t 'source remove: a clone that another source uses is not said to be left'
pulled
expect_ok git agents source add https://upstream.test/o/lib --name part --path agents
edit
expect_ok git agents source remove part
check_not grep -q -e 'its clone' -e warning "$scratch/err"
expect_ok git agents source remove lib
expect_err "its clone stays in $cache"

t 'source remove: only what was deployed is said to stay, with the command that removes it'
pulled
expect_ok git agents source remove lib
check_not grep -q 'was deployed' "$scratch/err"
expect_ok git agents undo
git add .git-agents.yaml
git commit -qm sources
expect_ok git agents deploy --target claude
check test -f .claude/agents/one.md
expect_ok git agents source remove lib
expect_err "what was deployed from it stays; 'git agents deploy --prune --target claude' removes it"
git commit -qam removed
expect_ok git agents deploy --prune --target claude
check_not test -e .claude/agents/one.md

t 'push: where another branch is checked out, the way back is said, also when behind'
pulled
edit
git -C "$cache" checkout -qb topic
expect_code 1 git agents push
expect_err "'topic' is checked out in '$cache', not 'main'"
expect_err "hint: git -C $cache checkout main"
up_write lib notes.txt 'x\n'
expect_code 1 git agents push
expect_err "'lib' has commits that are not here yet, and 'topic' is checked out in '$cache', not 'main'"
expect_err "hint: git -C $cache checkout main"
check_not grep -q "git agents pull lib' merges them" "$scratch/err"

t 'push --branch: only what can be a branch, and never HEAD'
pulled
edit
for branch in HEAD -x '@{-1}' 'a b' a.lock; do
  expect_code 1 git agents push "--branch=$branch"
  expect_err "'$branch' cannot be a branch's name"
done
check test "$(git -C "$scratch/$number/up/o/lib" for-each-ref --format='%(refname)')" = refs/heads/main

t 'push --branch: what the branch has already is not pushed again, nor counted'
pulled
edit
expect_ok git agents push --branch x
expect_out "lib: pushed 1 commit to 'x'"
expect_ok git agents push --branch x
expect_out "lib: nothing to push: 'x' has it already"
edit
expect_ok git agents push --branch x --dry-run
expect_out "lib: would push 1 commit to 'x'"
expect_ok git agents push --branch x
expect_out "lib: pushed 1 commit to 'x'"

t 'push --pr: an unknown host is asked for none, and its setting is named'
pulled
edit
expect_ok git agents push --pr --branch x --dry-run
expect_out "lib: would push 1 commit to 'x'"
expect_out "note: no pull request would be asked for: which forge upstream.test is is not known; 'git config --global agents.upstream.test.forge' names one of github, gitlab, gitea and forgejo"
expect_ok git agents push --pr --branch x
expect_out "note: no pull request was asked for: which forge upstream.test is is not known"
git config --global agents.upstream.test.forge gitlab
git -C "$scratch/$number/up/o/lib" config receive.advertisePushOptions true
expect_ok git agents push --pr --branch y --dry-run
expect_out "note: a pull request of 'y' to 'main' would be asked for"

t 'cache status: a conflict is no sync, and the lock is not said to wait for a pull'
pulled
git agents cache status --json | sed -n 's/.*"synced":"\([^"]*\)".*/\1/p' >synced
next_second() {
  now=$(date +%s)
  while [ "$(date +%s)" = "$now" ]; do :; done
}
next_second
edit
printf -- '---\nname: one\ndescription: Use for one.\n---\nOther.\n' >text
up_write lib agents/one.md "$(cat text)\n"
expect_code 1 git agents pull
expect_ok git agents cache status
expect_out "; $(up_head lib | cut -c1-7) came and is not merged: 'git agents pull lib' says why"
check_not grep -q 'moves it' "$scratch/out"
expect_ok git agents cache status --json
expect_out "\"synced\":\"$(cat synced)\""
expect_out '"status":"conflict"'

t 'cache status: a restoration asks no remote, and what it finds is no conflict'
pulled
git agents cache status --json | sed -n 's/.*\("remote_time":"[^"]*"\).*/\1/p' >asked
next_second
up_write lib notes.txt 'x\n'
expect_ok git agents pull --locked
expect_ok git agents cache status --json
expect_out "$(cat asked)"
echo 'More.' >>"$cache/agents/one.md"
expect_code 1 git agents pull --locked
expect_ok git agents cache status --json
expect_out '"status":"differs"'
expect_ok git agents cache status
expect_out '; the last try found what is not as the lock says, '

t 'cache status: an answer that another source of the cache got counts for all'
pulled
expect_ok git agents source add https://upstream.test/o/lib --name part --path agents
expect_ok git agents pull
up_write lib notes.txt 'x\n'
expect_ok git agents pull lib
expect_ok git agents cache status
check_not grep -q 'has more' "$scratch/out"

t 'status: why a source was never pulled is said'
pulled
rm -rf "$cache"
expect_ok git agents source add https://upstream.test/o/none --name none
expect_code 1 git agents pull none
expect_ok git agents status
expect_out 'none: not pulled yet; the last try failed, '
expect_out "there is no repository 'none'"
git agents doctor >out
check grep -q "none: the last try failed, .*: there is no repository 'none'" out

t 'source add: the hint for a source that is there can be pasted'
pulled
expect_code 128 git agents source add https://upstream.test/o/lib --name other
expect_err "hint: 'git agents source set lib --name other' changes it"
expect_ok git agents source set lib --name other

t 'source: a full ref is followed, and an abbreviated commit explained'
upstream lib
git -C "$scratch/$number/up/o/lib" branch dev
git -C "$scratch/$number/up/o/lib" tag v1
git init -q .
expect_ok git agents source add https://upstream.test/o/lib --name lib --ref refs/heads/dev
expect_ok git agents source add https://upstream.test/o/lib --name tag --ref refs/tags/v1
expect_ok git agents pull
expect_ok git agents outdated
expect_ok git agents pull --dry-run
expect_ok git agents source set tag --ref "$(up_head lib | cut -c1-8)"
expect_code 1 git agents pull tag
expect_err "hint: give all 40 digits of a commit; 'git ls-remote https://upstream.test/o/lib' lists what there is"

t 'pull: a host without an HTTP API is not said to have one'
pulled
git config --global --unset-all "url.file://$scratch/$number/up/.insteadOf"
git config --global url.http://127.0.0.1:9/.insteadOf https://upstream.test/
expect_code 1 git agents pull
expect_err 'cannot reach'
check_not grep -q 'sync-method' "$scratch/err"

t 'push -m and cache commit: new files that no definition is made of are left out, and named'
pulled
echo 'And more.' >>"$cache/agents/one.md"
agent "$cache/agents/three.md" three
mkdir -p "$cache/skills/four/scripts"
printf -- '---\nname: four\ndescription: Use for four.\n---\nX.\n' >"$cache/skills/four/SKILL.md"
echo x >"$cache/skills/four/scripts/run.sh"
echo x >"$cache/secret.env"
echo x >"$cache/agents/.DS_Store"
expect_ok git agents cache commit lib -m 'Mine'
expect_out 'lib: committed 4 files as '
expect_out '  left out, for no definition is made of it: agents/.DS_Store'
expect_out '  left out, for no definition is made of it: secret.env'
expect_out '  to commit them: git agents cache commit lib -m MSG -- agents/.DS_Store secret.env'
check test "$(git -C "$cache" status --porcelain)" = '?? agents/.DS_Store
?? secret.env'
expect_code 1 git agents cache commit lib -m 'More'
expect_err 'lib: nothing to commit'
expect_err '  to commit them: git agents cache commit lib -m MSG -- agents/.DS_Store secret.env'
expect_ok git agents push lib -m 'More'
expect_out 'left out, for no definition is made of it: secret.env'
expect_ok git agents cache commit lib -m 'More' -- secret.env
expect_out 'lib: committed 1 file as '

t 'pull: a file in the place of a cache is an error of that source alone'
upstream lib
upstream two
project lib two
cache=$(cache_of lib)
mkdir -p "$(dirname "$cache")"
echo mine >"$cache"
expect_code 1 git agents pull
expect_err "error: o/lib: '$cache' is there and is no directory"
expect_out 'o/two: updated to '
check test "$(cat "$cache")" = mine
git agents cache status o/lib >out || :
check grep -qF "o/lib: its place is no directory" out

finish
