#!/bin/sh
# The same as sources_property.sh over HTTP: no text of the user's is lost in a mirror, and a pull that refuses
# changes nothing.
bin=$1
property=$(cd "$(dirname "$0")/../support" && pwd)/pull_property.py
# shellcheck source=tests/e2e/http_lib.sh
. "$(dirname "$0")/http_lib.sh"

start_nginx

for seed in 11 12; do
  t "over HTTP, seed $seed"
  use_api "$nginx"
  up=$scratch/$number/up
  mkdir -p "$up"
  git -C "$up" init -q
  agent "$up/agents/one.md" one
  for n in 1 2 3; do
    printf -- '---\nname: a%s\ndescription: A.\n---\n1\n2\n3\n4\n5\n6\n7\n8\n' $n >"$up/agents/a$n.md"
  done
  git -C "$up" add -A
  git -C "$up" commit -q -m first
  # shellcheck disable=SC2089 # a command for sh
  PUBLISH="python3 '$servers/static_api.py' '$up' o/lib$seed '$nginx_root/www'"
  # shellcheck disable=SC2090 # the same
  export PUBLISH
  sh -c "$PUBLISH"
  sources "o/lib$seed\", sync: http"
  expect_ok git agents pull
  expect_ok python3 "$property" "$seed" 25 "$PWD" "$up" "$(cache_of "o/lib$seed")" \
    "$XDG_STATE_HOME/git-agents"
  cat "$scratch/out"
done

finish
