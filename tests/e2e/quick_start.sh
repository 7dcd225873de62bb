#!/bin/sh
# Runs the commands of docs/quick-start.md in order, and compares what they print with what the page
# says: each ```sh block is run, and the ```text block after it is its output.
bin=$1
page=$(cd "$(dirname "$0")/../../docs" && pwd)/quick-start.md
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

t 'the commands of the quick start print what the page says'
blocks=$scratch/blocks
mkdir "$blocks"
awk -v out="$blocks/block" '
  /^```sh$/ { n++; kind = "sh"; next }
  /^```text$/ { kind = "text"; next }
  /^```/ { kind = ""; next }
  kind != "" { print > (out "." n "." kind) }
' "$page"
count=0
while [ -f "$blocks/block.$((count + 1)).sh" ]; do
  count=$((count + 1))
  # shellcheck disable=SC1090 # the page's own commands; they change the directory for the next ones
  . "$blocks/block.$count.sh" >"$blocks/out" 2>&1
  [ -f "$blocks/block.$count.text" ] || continue
  sed "s|$PWD|\$PWD|g" "$blocks/out" >"$blocks/seen"
  diff -u "$blocks/block.$count.text" "$blocks/seen" >&2 || problem "block $count prints something else"
done
[ "$count" -ge 10 ] || problem "only $count blocks were found in $page"
finish
