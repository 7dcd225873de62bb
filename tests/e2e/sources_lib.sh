# shellcheck shell=sh
# What the tests of sources share. Usage: bin=$1; . "$(dirname "$0")/sources_lib.sh"

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# upstream NAME: a repository of definitions in ../up/o/NAME, which git finds at
# https://upstream.test/o/NAME.
upstream() {
  up=$scratch/$number/up/o/$1
  mkdir -p "$up"
  git config --global "url.file://$scratch/$number/up/.insteadOf" https://upstream.test/
  git -C "$up" init -q
  agent "$up/agents/one.md" one
  agent "$up/agents/two.md" two
  git -C "$up" add -A
  git -C "$up" commit -q -m 'first'
}

# up_write NAME FILE TEXT: a commit in that upstream; \n in the text is a line end.
up_write() {
  mkdir -p "$(dirname "$scratch/$number/up/o/$1/$2")"
  printf '%b' "$3" >"$scratch/$number/up/o/$1/$2"
  git -C "$scratch/$number/up/o/$1" add -A
  git -C "$scratch/$number/up/o/$1" commit -q -m "upstream: $2"
}

up_head() { git -C "$scratch/$number/up/o/$1" rev-parse HEAD; }

# cache_of NAME [REF]: where its cache is.
cache_of() { echo "$XDG_CACHE_HOME/git-agents/sources/upstream.test/o/$1@${2-HEAD}"; }

# project NAME...: an empty repository with these sources, in the working directory.
project() {
  git init -q .
  {
    printf 'version: 1\nsources:\n'
    for source_name in "$@"; do
      printf '  - {url: "https://upstream.test/o/%s"}\n' "$source_name"
    done
  } >.git-agents.yaml
}
