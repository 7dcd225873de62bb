#!/bin/sh
# Merges, conflicts and what ends them: a merge commit is judged as a whole, like any other.
# Usage: hooks_merge.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

# diverge: main and topic both change agents/good.md.
diverge() {
  ready
  git switch -q -c topic
  agent agents/good.md good 'color: red'
  git commit -q -a -m topic
  git switch -q main
  agent agents/good.md good 'color: blue'
  git commit -q -a -m main
}

t 'S-28 unmerged files: git refuses, and validate says why without reading the markers'
diverge
expect_code 1 git merge -q topic
check_not grep -q 'git agents' "$scratch/err"
expect_code 128 git commit -q -m x
check_not grep -q 'git agents' "$scratch/err"
expect_code 1 git agents validate --staged
expect_out 'agents/good.md: error: the file has unmerged changes [unmerged]'
check_not grep -q 'conflict-markers' "$scratch/out"

t 'S-29 conflict markers that were staged are named as such'
diverge
git merge -q topic >/dev/null 2>&1
git add agents/good.md
refused '[conflict-markers]' git commit -q -m x
agent agents/good.md good 'color: green'
git add agents/good.md
silent git commit -q -m merged

# topic_with FILE KIND: a topic branch that adds FILE, unseen by the hooks, and a newer main.
topic_with() {
  ready
  git switch -q -c topic
  "$2" "$1" "${3-}"
  git add -A
  git commit -q -n -m topic
  git switch -q main
  echo main >main
  git add main
  git commit -q -m main
}

t 'S-30 a true merge is judged, and the message says how to go on'
topic_with agents/a.md bad
refused agents/a.md git merge -q topic
expect_err "hint: the merge is not committed: correct the files, 'git add' them and 'git commit', or"
check git rev-parse -q --verify MERGE_HEAD
refused agents/a.md git commit -q --no-edit
agent agents/a.md a
git add agents
silent git commit -q --no-edit
check git rev-parse -q --verify HEAD^2

t 'S-31 the commit that ends a conflict is judged as a whole'
diverge
git switch -q topic
bad agents/theirs.md
git add -A
git commit -q -n -m theirs
git switch -q main
git merge -q topic >/dev/null 2>&1
agent agents/good.md good 'color: green'
git add agents/good.md
refused agents/theirs.md git commit -q --no-edit
expect_err 'note: this came with the merge (MERGE_HEAD): agents/theirs.md'
bad agents/mine.md
git add agents
refused agents/mine.md git commit -q --no-edit
expect_err 'note: this came with the merge (MERGE_HEAD): agents/theirs.md'
check_not grep -q 'MERGE_HEAD.*mine' "$scratch/err"
git rm -q -f agents/mine.md
refused agents/theirs.md git merge --continue

t 'S-32 two sound sides whose union is not sound'
ready
git switch -q -c topic
agent agents/one.md same
git add -A
silent git commit -q -m topic
git switch -q main
agent agents/two.md same
git add -A
silent git commit -q -m main
refused 'duplicate-name' git merge -q topic
expect_err "the agent name 'same' is also used by agents/one.md"

t 'S-33 a squash merge is judged when it is committed'
topic_with agents/a.md bad
expect_ok git merge -q --squash topic
refused agents/a.md git commit -q -m squashed

t 'S-34 octopus, ours and subtree merges are judged as well'
topic_with agents/a.md bad
git switch -q -c other HEAD~1
echo other >other
git add other
git commit -q -m other
git switch -q main
refused agents/a.md git merge -q -m octopus topic other
git reset -q --hard
silent git merge -q -s ours -m ours topic
git reset -q --hard HEAD~1
mkdir sub && git mv main sub/main && git commit -q -m sub
refused agents/a.md git merge -q -s subtree -m subtree topic
finish
