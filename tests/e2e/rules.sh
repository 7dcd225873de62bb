#!/bin/sh
# The catalogue of the rules: docs/rules.md is what the program says of them, and the command says it
# exactly. ACCEPT=1 takes what the program prints as the new docs/rules.md.
# Usage: rules.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

page=$(cd "$(dirname "$0")/../../docs" && pwd)/rules.md || exit 2

t 'the page of the documentation is what the program says'
expect_ok git agents rules --format markdown
expect_no_err
[ -z "${ACCEPT-}" ] || cp "$scratch/out" "$page"
diff "$page" "$scratch/out" >"$scratch/difference" 2>&1 ||
  problem 'docs/rules.md differs:' "$(head -50 "$scratch/difference")"

t 'each rule has a heading to link to, and is linked'
git agents rules --format json | sed -n 's/^{"id": "\([a-z0-9-]*\)".*/\1/p' >"$scratch/ids"
[ "$(wc -l <"$scratch/ids")" -ge 74 ] || problem 'not all rules are listed'
while read -r id; do
  [ "$(grep -cx "### $id" "$page")" = 1 ] || problem "not one heading of $id"
  grep -qF "](#$id)" "$page" || problem "no link to $id"
done <"$scratch/ids"

t 'nothing in the page is hidden'
check env LC_ALL=C.UTF-8 iconv -f UTF-8 -t UTF-8 "$page"
check_not env LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$page"

t 'a rule is explained'
git agents rules not-mapping >"$scratch/shown"
cat >"$scratch/wanted" <<'END'
not-mapping: the frontmatter is not a mapping

group     Frontmatter
severity  error
fixable   by hand

Hosts look fields up by their keys. A list or a bare text between the fences
parses as YAML but has no keys, so the definition has no name and no
description and is skipped.

Found in practice: None of 3,481 definitions in 25 public repositories
(August–November 2026); 5 paths in the history of 18 of them.

Breaks the rule:

    ==> .claude/agents/reviewer.md <==
    ---
    - name: reviewer
    - description: Use after a change to review it.
    ---
    You review changes.

Keeps it:

    ==> .claude/agents/reviewer.md <==
    ---
    name: reviewer
    description: Use after a change to review it.
    ---
    You review changes.

To switch it off in a repository, in .git-agents.yaml:

    validate:
      rules: {not-mapping: off}

for some files, with a pattern under validate.ignore; in one file, with a line

    <!-- git-agents: ignore not-mapping -->
END
diff "$scratch/wanted" "$scratch/shown" >"$scratch/difference" 2>&1 ||
  problem 'the explanation differs:' "$(cat "$scratch/difference")"

t 'a rule is explained as JSON'
expect_ok git agents rules --json file-size
expect_out '{"schema": 1,'
expect_out '{"id": "file-size", "group": "Text", "severity": "info", "off": false, "audited": "info", "here": "info", "fixable": false, "cwe": null, "summary": "a definition is very long", "why": "'
expect_ok git agents rules --json generic-secret
expect_out '"severity": "warning", "off": true, "audited": "warning", "here": "off", "fixable": false, "cwe": 798,'

t 'several rules are explained in the order of the catalogue'
git agents rules --format markdown unmerged bom | grep '^###' >"$scratch/shown"
[ "$(tr '\n' ' ' <"$scratch/shown")" = '### bom ### unmerged ' ] || problem "$(cat "$scratch/shown")"

t 'an unknown rule is refused with a suggestion'
expect_code 128 git agents rules duplicat-key
expect_err "there is no rule 'duplicat-key'"
expect_err "did you mean 'duplicate-key'?"
expect_no_out

t 'what is not seen is written out'
expect_ok git agents rules hidden-unicode not-utf8 eol binary
expect_out 'You review changes.\u{e0061}'
expect_out 'below 10 \xb5s.'
expect_out '    ---\x0d'
expect_out 'to review it.\x00'

t 'the configuration of the repository is shown, though not in the page'
begin
printf 'version: 1\nvalidate:\n  rules: {duplicate-key: off, generic-secret: error}\n' \
  >.git-agents.yaml
expect_ok git agents rules duplicate-key
expect_out 'severity  error; here: off'
expect_ok git agents rules generic-secret
expect_out 'severity  off by default, warning where it is switched on; here: error'
expect_ok git agents rules
expect_out 'off*'
expect_out "* = set by .git-agents.yaml"
git agents rules --format markdown | diff - "$page" >/dev/null || problem 'the page differs'
mkdir below
(cd below && git agents rules duplicate-key) >"$scratch/out"
expect_out 'here: off'

t 'a configuration that cannot be used is passed over'
begin
echo 'validate: {rules: {eol: off}}' >.git-agents.yaml
expect_ok git agents rules eol
expect_out 'severity  warning'
check_not grep -q 'here:' "$scratch/out"

finish
