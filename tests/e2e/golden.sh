#!/bin/sh
# What the commands print, compared with what was once looked at and accepted.
# A case is tests/golden/<command>/<case>/: `cmd`, a shell script that runs in a repository made of
# the files of `repo` (where the case has none: of tests/golden/repo); `out`, `err` and `code`, which
# must come of it. ACCEPT=1 takes what comes as the new out, err and code.
# Usage: golden.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

golden=$(cd "$(dirname "$0")/../golden" && pwd) || exit 2
GIT_AUTHOR_DATE='2024-01-02T03:04:05Z'
GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE
export GIT_AUTHOR_DATE GIT_COMMITTER_DATE

# normalised FILE: without what differs from run to run.
normalised() {
  sed -E -e "s|$PWD|\$REPO|g" -e "s|$HOME|\$HOME|g" -e "s|$bin|\$BIN|g" \
    -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z| ?[+-][0-9:]+)?/TIME/g' \
    -e 's/"(time|started|ended|at)": ?[0-9]+/"\1": TIME/g' "$1"
}

for cmd in "$golden"/*/*/cmd; do
  case=${cmd%/cmd}
  t "${case#"$golden"/} prints what it printed"
  begin
  files=$case/repo
  [ -d "$files" ] || files=$golden/repo
  cp -R "$files/." .
  git add -A -f
  git commit -q -m first
  run sh "$cmd"
  echo "$code" >"$scratch/code"
  for what in out err code; do
    normalised "$scratch/$what" >"$scratch/$what.normalised"
    [ -z "${ACCEPT-}" ] || cp "$scratch/$what.normalised" "$case/$what"
    diff "$case/$what" "$scratch/$what.normalised" >"$scratch/difference" 2>&1 ||
      problem "$what differs:" "$(head -50 "$scratch/difference")"
  done
done

finish
