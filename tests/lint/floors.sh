#!/bin/sh
# Includes only go down the floors of docs/architecture.md; each heavy library has one includer a
# module; the adapters know nothing of what the product is about; no file is longer than 400 lines.
set -u
cd "$(dirname "$0")/../.." || exit 1
failures=0
fail() { printf '%s\n' "$*"; failures=$((failures + 1)); }

# What a module may include besides itself: the modules below it, and the few arrows sideways.
may_include() {
  adapters='base os git objects http syntax db settings telemetry'
  case $1 in
    base) echo '' ;;
    os) echo 'base' ;;
    syntax) echo 'base' ;;
    git | objects | http | db | telemetry) echo 'base os' ;;
    settings) echo 'base os syntax git' ;;
    agent) echo "$adapters" ;;
    source) echo "$adapters agent" ;;
    index) echo "$adapters agent source" ;;
    track | approval) echo "$adapters agent" ;;
    forge) echo 'base os git http' ;;
    sync) echo "$adapters agent source index track forge" ;;
    deploy | build | repair) echo "$adapters agent source index track" ;;
    report) echo "$adapters agent source index track forge sync deploy build" ;;
    hooks) echo "$adapters agent source index approval build report" ;;
    git-agents) echo "$adapters agent source index track forge sync deploy build repair report hooks" ;;
    *) echo UNKNOWN ;;
  esac
}

files=$(find lib hooks git-agents -name '*.cpp' -o -name '*.hpp' | sort)
for file in $files; do
  case $file in
    lib/*) module=${file#lib/} && module=${module%%/*} ;;
    *) module=${file%%/*} ;;
  esac
  allowed=$(may_include "$module")
  [ "$allowed" = UNKNOWN ] && fail "$file: module '$module' has no floor: add it to this test"
  for header in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
    target=${header%%/*}
    [ "$target" = "$module" ] && continue
    case " $allowed " in
      *" $target "*) ;;
      *) fail "$file: must not include \"$header\": '$module' is not above '$target'" ;;
    esac
  done
  lines=$(wc -l <"$file")
  [ "$lines" -gt 400 ] && fail "$file: $lines lines, more than 400"
done

# library header prefix, and the only file that may include it
one_includer() {
  found=$(grep -lE "#include <($1)" $files | tr '\n' ' ')
  [ "$found" = "$2 " ] || fail "<$1> is included by: ${found:-nobody}; wanted: $2"
}
one_includer 'yaml-cpp/' lib/syntax/events.cpp
one_includer 'toml\+\+/' lib/syntax/toml.cpp
one_includer 'sqlite3\.h' lib/db/database.cpp
one_includer 'git2' lib/objects/object_database.cpp
one_includer 'curl/' lib/http/libcurl.hpp
one_includer 'cxxopts' git-agents/args.cpp
one_includer 'nettle/' lib/os/digest.cpp
one_includer 'utf8proc' lib/base/fold.cpp

words=$(grep -nE 'agent' lib/base/* lib/os/* lib/git/* lib/objects/* lib/http/* lib/syntax/* lib/db/* \
  lib/settings/* lib/telemetry/* /dev/null)
[ -z "$words" ] || fail "the adapters know nothing of agents:
$words"

if [ "$failures" -gt 0 ]; then
  printf '%s failures\n' "$failures"
  exit 1
fi
