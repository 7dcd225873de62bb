#!/bin/sh
# Random edits, commits, renames, deletions and rewritten histories on both sides of a source: no text of
# the user's is lost, and a pull that refuses changes nothing (tests/support/pull_property.py).
bin=$1
property=$(cd "$(dirname "$0")/../support" && pwd)/pull_property.py
# shellcheck source=tests/e2e/sources_lib.sh
. "$(dirname "$0")/sources_lib.sh"

for seed in 1 2 3; do
  t "by git, seed $seed"
  upstream lib
  for n in 1 2 3; do
    up_write lib "agents/a$n.md" "---\nname: a$n\ndescription: A.\n---\n1\n2\n3\n4\n5\n6\n7\n8\n"
  done
  project lib
  expect_ok git agents pull
  expect_ok python3 "$property" "$seed" 25 "$PWD" "$up" "$(cache_of lib)" "$XDG_STATE_HOME/git-agents"
  cat "$scratch/out"
done

finish
