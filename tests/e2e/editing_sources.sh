#!/bin/sh
# Runs the commands of docs/editing-sources.md in order, and compares what they print with what the page
# says: each ```sh block is run, and the ```text block after it is its output, but for ids and times.
bin=$1
page=$(cd "$(dirname "$0")/../../docs" && pwd)/editing-sources.md
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

t 'the commands of the page about editing sources print what it says'
# What the page calls example/library at github.com.
up=$scratch/up
git init -q --bare "$up/example/library"
git config --global "url.file://$up/.insteadOf" https://github.com/
git init -q "$scratch/colleague"
agent "$scratch/colleague/agents/engineer/reviewer.md" reviewer
printf '# House rules\n\nAnswer in one paragraph.\n' >"$scratch/colleague/agents/BASE-AGENT.md"
git -C "$scratch/colleague" add -A
git -C "$scratch/colleague" commit -q -m 'Begin'
git -C "$scratch/colleague" push -q "$up/example/library" HEAD:main
git -C "$up/example/library" symbolic-ref HEAD refs/heads/main
colleague_pushes() {
  git -C "$scratch/colleague" pull -q "$up/example/library" main
  agent "$scratch/colleague/agents/engineer/tester.md" tester
  git -C "$scratch/colleague" add -A
  git -C "$scratch/colleague" commit -q -m 'Add a tester'
  git -C "$scratch/colleague" push -q "$up/example/library" HEAD:main
}

blocks=$scratch/blocks
mkdir "$blocks"
awk -v out="$blocks/block" '
  /^```sh$/ { n++; kind = "sh"; next }
  /^```text$/ { kind = "text"; next }
  /^```/ { kind = ""; next }
  kind != "" { print > (out "." n "." kind) }
' "$page"
# Ids of commits, ids in hunks of seven digits and more, and times differ from run to run.
comparable() {
  sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/TIME/g; s/\b[0-9a-f]{7,64}\b/ID/g; s/[0-9]+ ms/N ms/g' |
    sed "s|$HOME|~|g; s|$PWD|\$PWD|g"
}
count=0
while [ -f "$blocks/block.$((count + 1)).sh" ]; do
  count=$((count + 1))
  # shellcheck disable=SC1090 # the page's own commands; they change the directory for the next ones
  . "$blocks/block.$count.sh" >"$blocks/out" 2>&1
  [ -f "$blocks/block.$count.text" ] || continue
  comparable <"$blocks/out" >"$blocks/seen"
  comparable <"$blocks/block.$count.text" | diff -u - "$blocks/seen" >&2 ||
    problem "block $count prints something else"
done
[ "$count" -ge 8 ] || problem "only $count blocks were found in $page"
finish
