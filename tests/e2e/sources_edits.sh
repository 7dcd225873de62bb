#!/bin/sh
# `git agents pull` where there is local work in a source: nothing of the user's is lost, and nothing of
# upstream's becomes the user's.
bin=$1
# shellcheck source=tests/e2e/sources_lib.sh
. "$(dirname "$0")/sources_lib.sh"

t 'pull: an edit of other lines stays, uncommitted, in a file that upstream changed'
upstream lib
up_write lib agents/long.md '---\nname: long\ndescription: Long.\n---\n1\n2\n3\n4\n5\n6\n7\n'
project lib
expect_ok git agents pull
sed -i 's/^1$/ONE/' "$(cache_of lib)/agents/long.md"
up_write lib agents/long.md '---\nname: long\ndescription: Long.\n---\n1\n2\n3\n4\n5\n6\nSEVEN\n'
expect_ok git agents pull
expect_out 'uncommitted edits are still there: 1 file'
check grep -q ONE "$(cache_of lib)/agents/long.md"
check grep -q SEVEN "$(cache_of lib)/agents/long.md"
check test "$(git -C "$(cache_of lib)" status --porcelain)" = ' M agents/long.md'

t 'pull: an edit of the same lines is refused, and every byte is as it was'
upstream lib
project lib
expect_ok git agents pull
cache=$(cache_of lib)
echo 'my line' >>"$cache/agents/one.md"
echo 'their line' >>"$up/agents/one.md"
git -C "$up" commit -qam 'their change'
cp -r "$cache/agents" ../before
lock=$(cat .git-agents.lock)
expect_code 1 git agents pull
expect_out 'o/lib: conflict, nothing was changed: upstream'
expect_out '  agents/one.md'
expect_out '    here:     edited, not committed'
expect_out 'their change'
expect_out "    git agents cache commit o/lib -m 'Local edits'"
expect_out "    git -C $cache merge refs/agents/upstream"
expect_out '    git agents pull --force o/lib'
check diff -r "$cache/agents" ../before
check test "$(git -C "$cache" status --porcelain)" = ' M agents/one.md'
check test "$lock" = "$(cat .git-agents.lock)"
# The commands that were printed resolve it.
expect_ok git agents cache commit o/lib -m 'Local edits'
check_not git -C "$cache" merge -q refs/agents/upstream
expect_code 1 git agents pull
expect_out 'not merged: a merge is not finished'
sed -i '/^[<=>]/d' "$cache/agents/one.md"
check git -C "$cache" commit -qam 'both'
expect_ok git agents pull
check grep -q 'my line' "$cache/agents/one.md"
check grep -q 'their line' "$cache/agents/one.md"

t 'pull: after a conflict what is deployed stays as it was, local edits included'
upstream lib
project lib
expect_ok git agents pull
cache=$(cache_of lib)
echo 'my line' >>"$cache/agents/one.md"
expect_ok git agents deploy --target claude
check grep -q 'my line' .claude/agents/one.md
echo 'their line' >>"$up/agents/one.md"
git -C "$up" commit -qam 'their change'
expect_code 1 git agents pull
expect_ok git agents deploy --target claude
check grep -q 'my line' .claude/agents/one.md

t 'pull: what upstream withdrew goes, and is nothing of the user'"'"'s'
upstream lib
project lib
first=$(up_head lib)
expect_ok git agents pull
cache=$(cache_of lib)
up_write lib agents/bad.md '---\nname: bad\ndescription: Bad.\n---\nx\n'
expect_ok git agents pull
check test -f "$cache/agents/bad.md"
git -C "$up" reset -q --hard "$first"
expect_ok git agents pull
expect_out "; upstream's history was rewritten"
check_not test -e "$cache/agents/bad.md"
check test "$(git -C "$cache" rev-parse HEAD)" = "$first"
expect_ok git agents pull
expect_out 'up to date'
# The same with local commits.
echo mine >>"$cache/agents/two.md"
git -C "$cache" commit -qam mine
up_write lib agents/bad.md '---\nname: bad\ndescription: Bad.\n---\nx\n'
expect_ok git agents pull
git -C "$up" reset -q --hard "$first"
expect_ok git agents pull
check_not test -e "$cache/agents/bad.md"
check grep -q mine "$cache/agents/two.md"
expect_ok git agents pull
expect_out 'up to date'

t 'undo: takes a pull back, the branch of the cache with the files'
upstream lib
project lib
expect_ok git agents pull
cache=$(cache_of lib)
old=$(up_head lib)
echo mine >>"$cache/agents/two.md"
up_write lib agents/one.md 'new\n'
expect_ok git agents pull
expect_ok git agents undo
check test "$(git -C "$cache" rev-parse HEAD)" = "$old"
check test "$(git -C "$cache" status --porcelain)" = ' M agents/two.md'
expect_ok git agents pull
check grep -q new "$cache/agents/one.md"
check grep -q mine "$cache/agents/two.md"

t 'pull: local commits are merged, never rebased and never reset'
upstream lib
project lib
expect_ok git agents pull
cache=$(cache_of lib)
echo mine >>"$cache/agents/one.md"
git -C "$cache" commit -qam 'mine'
mine=$(git -C "$cache" rev-parse HEAD)
up_write lib agents/two.md 'theirs\n'
git config --global pull.rebase true
expect_ok git agents pull
expect_out 'with local commits'
check test "$(git -C "$cache" rev-parse HEAD^1)" = "$mine"
check test "$(git -C "$cache" rev-parse HEAD^2)" = "$(up_head lib)"
check test -z "$(git -C "$cache" status --porcelain)"

t 'pull --force: gives local work up, and undo brings it back'
upstream lib
project lib
expect_ok git agents pull
cache=$(cache_of lib)
echo mine >>"$cache/agents/one.md"
echo theirs >>"$up/agents/one.md"
git -C "$up" commit -qam 'theirs'
expect_ok git agents pull --force
expect_out 'local work given up'
check test "$(git -C "$cache" rev-parse HEAD)" = "$(up_head lib)"
check_not grep -q mine "$cache/agents/one.md"
expect_ok git agents undo
check grep -q mine "$cache/agents/one.md"
check git -C "$cache" for-each-ref --format='%(refname)' refs/agents/backup

t 'pull: follows a rewritten upstream, and keeps local commits on it'
upstream lib
project lib
expect_ok git agents pull
cache=$(cache_of lib)
echo mine >>"$cache/agents/two.md"
git -C "$cache" commit -qam mine
echo amended >>"$up/agents/one.md"
git -C "$up" commit -qa --amend -m amended
expect_ok git agents pull
check grep -q mine "$cache/agents/two.md"
check grep -q amended "$cache/agents/one.md"

t 'pull: another branch that is checked out in the cache is left alone'
upstream lib
project lib
expect_ok git agents pull
cache=$(cache_of lib)
git -C "$cache" switch -q -c feature
up_write lib agents/one.md 'new\n'
expect_ok git agents pull
expect_out "files left alone: 'feature' is checked out there, not 'main'"
expect_out "  to bring it in: git -C $cache checkout main; then pull again"
check_not grep -q new "$cache/agents/one.md"

finish
