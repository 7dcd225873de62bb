#!/bin/sh
# Every scenario that the hooks must get right has a test, and docs/hooks.md lists them by the titles of the
# tests: "t 'S-nn what must hold'" in tests/e2e/*.sh.
# Usage: scenarios.sh <directory of the built programs> [--write]
set -u
write=${2-}
cd "$(dirname "$0")/../.." || exit 1
# shellcheck source=tests/support/page_block.sh
. tests/support/page_block.sh
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

numbers='
  01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34
  35 36 37 38 39 40 41 42 43 44 45 46 47 48 49
  50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 64b 64c 64d 64e 64f
  65 66 67 68 69 70 70b 70c 70d 70e 70f 70g
  71 72 73 74 75 76 77 78 79 80 80b 80c 80d 80e 80f 80g
  81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 100 101 102 103 104 105 106 107 108 109 110 111
  112 113 114 115 116 117 118 119 120 121'

# The titles: their numbers, a tab, what must hold, a tab, the script. Of a title in double quotes what is
# common to all values of its variables.
for script in tests/e2e/*.sh; do
  sed -n "s/^ *t '\(S-.*\)'\$/\1/p; s/^ *t \"\(S-.*\)\"\$/\1/p" "$script" |
    sed "s/'\\\\''/'/g; s/[\$]{[^}]*}//g; s/[|*_<]/\\\\&/g" |
    sed -E "s/^((S-[0-9]+[a-z]? )+)(.*)/\1\t\3\t${script##*/}/"
done >"$scratch/titles"

failures=0
for number in $numbers; do
  grep -qE "^(S-[0-9a-z]+ )*S-$number " "$scratch/titles" && continue
  echo "no test of scenario S-$number"
  failures=$((failures + 1))
done
for number in $(cut -f1 "$scratch/titles" | tr ' ' '\n' | sed -n 's/^S-//p' | sort -u); do
  case " $(echo $numbers) " in *" $number "*) continue ;; esac
  echo "a test names scenario S-$number, which is not in the list"
  failures=$((failures + 1))
done

{
  printf '\n| scenario | what must hold | test |\n|---|---|---|\n'
  sed 's/ \t/\t/; s/^S-//' "$scratch/titles" | sort -s -V -k1,1 |
    awk -F '\t' '{ gsub(/ S-/, ", S-", $1); printf "| S-%s | %s | %s |\n", $1, $2, $3 }'
} >"$scratch/table"
page_block docs/hooks.md scenarios "$scratch/table" "$write" || failures=$((failures + 1))
[ "$failures" = 0 ] || { echo "$failures failures; --write takes the titles into docs/hooks.md"; exit 1; }
