#!/bin/sh
# git agents validate --range and --since: the findings and the privileges of a change.
# Usage: validate_range.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# out_is: the last command printed exactly what comes on stdin.
out_is() {
  cat >"$scratch/wanted"
  diff "$scratch/wanted" "$scratch/out" >"$scratch/difference" ||
    problem 'stdout differs:' "$(cat "$scratch/difference")"
}
save() { git add -A && git commit -q --no-verify -m "$1"; }

# history: old.md is bad in both; the side branch changes, adds, removes and renames agents.
history() {
  begin
  bad agents/old.md
  agent agents/changed.md changed 'tools: Read' 'disallowedTools: WebFetch'
  agent agents/gone.md gone 'tools: Read, Bash'
  agent agents/here.md moved 'tools: Read'
  agent agents/same.md same
  save first
  git checkout -q -b side
  agent agents/changed.md changed 'tools: Read, Bash' 'permissionMode: acceptEdits'
  git rm -q agents/gone.md
  git mv agents/here.md agents/there.md
  agent agents/there.md moved 'tools: Read, Write'
  agent agents/new.md new 'tools: Bash, Read'
  save second
}

t 'a range shows what its end may do that its begin might not'
history
expect_ok git agents validate --range main..side
out_is <<'OUT'
5 definitions, no findings
privilege change of agent changed (agents/changed.md):
    - disallowedTools: WebFetch
  ! + permissionMode: acceptEdits
  ! + tools: Bash
  !   disallowedTools: no longer WebFetch
privilege change of agent gone (agents/gone.md, removed):
    - tools: Bash
    - tools: Read
privilege change of agent new (agents/new.md, added):
  ! + tools: Bash
    + tools: Read
privilege change of agent moved (agents/here.md => agents/there.md):
  ! + tools: Write
OUT
expect_err 'note: 1 finding in unchanged definitions not shown'

t 'privileges are in the JSON document'
history
expect_ok git agents validate --range main..side --json
check python3 - "$scratch/out" <<'PYTHON'
import json, sys
document = json.load(open(sys.argv[1]))
assert document["schema"] == 1 and document["diagnostics"] == []
by_path = {change["path"]: change for change in document["privileges"]}
assert list(by_path) == ["agents/changed.md", "agents/gone.md", "agents/new.md", "agents/there.md"]
assert by_path["agents/changed.md"]["widened"] == ["tools: Bash", "disallowedTools: no longer WebFetch", "permissionMode: acceptEdits"]
assert by_path["agents/there.md"]["change"] == "renamed"
assert by_path["agents/there.md"]["old_path"] == "agents/here.md"
assert by_path["agents/gone.md"]["removed"] == ["tools: Bash", "tools: Read"]
assert by_path["agents/new.md"]["old_path"] is None
PYTHON

t 'findings in changed definitions are shown and fail'
history
bad agents/new.md
save broken
expect_code 1 git agents validate --range main..side
expect_out 'agents/new.md:1:1: error: '
expect_err 'note: 1 finding in unchanged definitions not shown'
expect_ok git agents validate --range side..main
expect_ok git agents validate --range main..side --fail-on never

t 'what a change breaks in a definition that it left alone is shown'
begin
agent agents/a.md a
agent agents/b.md b
printf 'Use subagent_type="b".\n' >>agents/a.md
save first
git rm -q agents/b.md
save second
run git agents validate --range HEAD~1..HEAD
expect_out '[dangling-agent]'

t 'three dots compare with the merge base, an end left out is HEAD'
history
git checkout -q main
agent agents/same.md same 'tools: Bash'
save third
expect_ok git agents validate --range main...side
if grep -q 'agent same' "$scratch/out"; then problem 'main is compared'; fi
expect_ok git agents validate --range main..side
expect_out 'privilege change of agent same'
expect_ok git agents validate --range side..
expect_out 'privilege change of agent new (agents/new.md, removed)'

t 'unknown revisions are named'
history
expect_code 128 git agents validate --range main..nowhere
expect_err "fatal: 'nowhere' is not a commit, tag or tree of this repository"
expect_code 128 git agents validate --since nowhere
expect_err "fatal: 'nowhere' is not a commit, tag or tree of this repository"
git checkout -q --orphan apart
git commit -q --no-verify -m apart
expect_code 128 git agents validate --range main...apart
expect_err "fatal: 'main' and 'apart' have no common ancestor"

t 'a shallow clone says what it lacks'
history
git clone -q --depth 1 "file://$PWD" clone
cd clone || exit 2
expect_code 128 git agents validate --range main..HEAD
expect_err "hint: this clone is shallow: 'git fetch --unshallow' brings the rest"

t 'since shows what the work tree brought, untracked files included'
begin
bad agents/old.md
agent agents/a.md a
save first
expect_ok git agents validate --since HEAD
expect_out '2 definitions, no findings'
expect_err 'note: 1 finding in unchanged definitions not shown'
bad agents/new.md
expect_code 1 git agents validate --since HEAD
expect_out 'agents/new.md:1:1: error: '
touch agents/old.md
echo more >>agents/a.md
expect_code 1 git agents validate --since HEAD
expect_err 'note: 1 finding in unchanged definitions not shown'
expect_ok git agents validate --since HEAD --staged
git add agents/new.md
expect_code 1 git agents validate --since HEAD --staged
expect_ok git agents validate --since HEAD --rev HEAD

t 'since shows the findings of a file that was changed, also the old ones'
begin
bad agents/old.md
save first
echo more >>agents/old.md
expect_code 1 git agents validate --since HEAD
expect_out 'agents/old.md:1:1: error: '

finish
