#!/bin/sh
# git agents validate: which findings are printed, and which make it fail.
# Usage: validate_level.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# three: a file with an error, one with a warning and one with an info.
three() {
  begin
  bad agents/error.md
  agent agents/warning.md warning
  printf 'See [it](gone.md).\n' >>agents/warning.md
  printf '# Notes\n' >agents/info.md
}
shows() { grep -qF -e ": $1: " "$scratch/out" || problem "no $1 is shown"; }
hides() { ! grep -qF -e ": $1: " "$scratch/out" || problem "$1 is shown"; }

t 'people are shown errors and warnings, and told how to see the rest'
three
expect_code 1 git agents validate
shows error
shows warning
hides info
expect_out '1 error, 1 warning in 3 definitions; 1 info not shown'
expect_err "hint: '--level info' shows all"

t 'a level chooses what is shown, and changes nothing else'
three
expect_code 1 git agents validate --level info
shows info
expect_no_err
expect_code 1 git agents validate --level error
shows error
hides warning
rm agents/error.md
expect_ok git agents validate --level error
expect_code 1 git agents validate --level error --fail-on warning

t 'programs are given all'
three
for format in json jsonl sarif github gitlab; do
  expect_code 1 git agents validate --format $format
  expect_out not-an-agent
  expect_no_err
done
expect_code 1 git agents validate --json --level error
if grep -q not-an-agent "$scratch/out"; then problem 'the info is shown'; fi

t 'the command line has the last word on what fails'
three
rm agents/error.md
expect_ok git agents validate
expect_code 1 git agents validate --fail-on warning
expect_code 1 git agents validate --strict
rm agents/warning.md
expect_ok git agents validate --fail-on warning
expect_code 1 git agents validate --fail-on info
shows info
printf 'version: 1\ndefinitions: [{path: agents}]\nvalidate: {fail-on: info}\n' >.git-agents.yaml
expect_code 1 git agents validate
shows info
expect_ok git agents validate --fail-on error
expect_ok git agents validate --fail-on never

t 'text is another word for human'
three
expect_code 1 git agents validate
cp "$scratch/out" "$scratch/human"
expect_code 1 git agents validate --format text
check cmp "$scratch/human" "$scratch/out"

t 'an unknown rule in the configuration is refused with a suggestion'
begin
printf 'version: 1\nvalidate: {rules: {duplicat-key: off}}\n' >.git-agents.yaml
expect_code 1 git agents validate
expect_out "did you mean 'duplicate-key'?"

finish
