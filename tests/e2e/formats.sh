#!/bin/sh
# What `git agents validate --format` writes for other programs, read as those would read it.
# Usage: formats.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

schemas=$(cd "$(dirname "$0")/../schemas" && pwd) || exit 2
python=/usr/bin/python3 # the one that has Debian's packages

# hostile: definitions whose names and content try to leave the place where they are printed.
hostile() {
  mkdir -p agents
  bad 'agents/a,line=1::b%0A.md'
  bad 'agents/http:x#[y].md'
  bad "agents/$(printf 'n\n::error file=x::owned').md"
  bad "agents/$(printf 'i\377').md"
  bad 'agents/"q".md'
  agent agents/twice.md twice "$(printf 'x\033[2J%%: 1')" "$(printf 'x\033[2J%%: 1')"
  printf -- '---\nname: q\ndescription: a\ndescription: "]({0})(::error::) %%"\n---\nDo.\n' \
    >agents/brackets.md
  printf -- '---\nname: \xc3\xa4\ndescription: \xf0\x9f\x8e\x89 Use for: all\n---\nDo.\n' \
    >agents/wide.md
}

# python CODE: with what the last command printed as bytes in `out`.
python() {
  "$python" -c "import json
out = open('$scratch/out', 'rb').read()
$1" >"$scratch/python" 2>&1 || problem 'not as it should be:' "$(cat "$scratch/python")"
}

t 'SARIF is valid, whatever is found'
begin
run git agents validate --format sarif
cp "$scratch/out" "$scratch/none.sarif"
hostile
run git agents validate --format sarif
check test "$code" = 1
cp "$scratch/out" "$scratch/hostile.sarif"
"$python" "$schemas/validate_sarif.py" "$schemas/sarif-2.1.0.json" "$scratch/none.sarif" \
  "$scratch/hostile.sarif" >"$scratch/python" 2>&1 || problem "$(cat "$scratch/python")"
python "
import os, urllib.parse
run = json.loads(out)['runs'][0]
paths = set()
for result in run['results']:
    place = result['locations'][0]['physicalLocation']
    path = urllib.parse.unquote_to_bytes(place['artifactLocation']['uri'])
    assert os.path.lexists(path), path
    paths.add(path)
    region = place.get('region', {})
    if 'startColumn' in region:
        line = open(path, 'rb').read().decode(errors='replace').split('\n')[region['startLine'] - 1]
        assert 1 <= region['startColumn'] <= region['endColumn'] <= len(line) + 1, (path, region)
assert len(paths) >= 6, paths
assert run['invocations'] == [{'executionSuccessful': True, 'exitCode': 1}]
assert b'\x1b' not in out"

t 'SARIF describes every rule in a form that is valid'
begin
printf 'version: 1\nvalidate:\n  rules:\n' >.git-agents.yaml
hostile
for rule in generic-secret zero-width odd-space; do
  printf '    %s: warning\n' "$rule" >>.git-agents.yaml
done
mkdir -p agents
printf -- '---\nname: s\ndescription: a\xe2\x80\x8bb\n---\nDo\xc2\xa0it, password: "hunter2hunter2".\n' \
  >agents/s.md
run git agents validate --format sarif
"$python" "$schemas/validate_sarif.py" "$schemas/sarif-2.1.0.json" "$scratch/out" \
  >"$scratch/python" 2>&1 || problem "$(cat "$scratch/python")"

t 'every line of JSON lines is a document, the last one the summary'
begin
hostile
run git agents validate --format json
cp "$scratch/out" "$scratch/json"
run git agents validate --format jsonl
python "
lines = [json.loads(line) for line in out.decode().splitlines()]
whole = json.load(open('$scratch/json', encoding='utf-8'))
assert lines[:-1] == whole['diagnostics']
assert lines[-1] == {'schema': 1, 'summary': whole['summary']}
assert out.count(b'\n') == len(lines)"

t 'no content begins a workflow command of its own'
begin
hostile
run git agents validate --format github
python "
import re
lines = out.decode().split('\n')
assert lines.pop() == ''
assert re.fullmatch(r'\d+ errors?.* in \d+ definitions?.*', lines.pop()), out
form = re.compile(r'::(error|warning|notice) file=[^,:]*(,line=\d+(,col=\d+,endColumn=\d+)?)?,title=[a-z-]+::.+')
levels = []
for line in lines:
    match = form.fullmatch(line)
    assert match, line
    assert line.isprintable(), line
    levels.append(match[1])
assert levels == sorted(levels, key=['error', 'warning', 'notice'].index)
assert 'file=agents/n%0A%3A%3Aerror file=x%3A%3Aowned.md,' in out.decode()"

t 'a Code Quality report has what GitLab asks for, and no fingerprint twice'
begin
hostile
{
  printf -- '---\nname: links\ndescription: Use it.\ntools: Read\n---\n'
  for _ in 1 2 3 4; do echo 'See [it](gone.md).'; done
} >agents/links.md
run git agents validate --format gitlab
python "
report = json.loads(out)
assert len([entry for entry in report if entry['check_name'] == 'broken-link']) == 4
assert len({entry['fingerprint'] for entry in report}) == len(report)
for entry in report:
    assert set(entry) == {'description', 'check_name', 'fingerprint', 'severity', 'location'}
    assert entry['description'] and entry['severity'] in ('info', 'minor', 'major', 'critical')
    assert entry['location']['lines']['begin'] >= 1
    assert not entry['location']['path'].startswith(('/', './'))"

# many: more findings than any buffer between two programs holds.
many() {
  mkdir -p agents
  for i in $(seq 1000); do printf 'name: %s\n' "$i" >"agents/many-$i.md"; done
}

t 'a slow reader gets all, a reader that leaves ends nothing badly'
begin
many
for format in human json jsonl sarif github gitlab; do
  run git agents validate --format "$format"
  [ "$(wc -c <"$scratch/out")" -gt 200000 ] || problem "$format: less than 200 KB"
  "$python" -c "
import os, subprocess, sys
command = ['git', 'agents', 'validate', '--format', '$format']
child = subprocess.Popen(command, stdout=subprocess.PIPE)
taken = bytearray()
while byte := os.read(child.stdout.fileno(), 1):
    taken += byte
assert child.wait() == $code, child.returncode
assert taken == open('$scratch/out', 'rb').read(), 'not whole'
child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
os.read(child.stdout.fileno(), 1)
child.stdout.close()
complaint = child.stderr.read()
assert child.wait() in (0, 1, 128, 141, -13), child.returncode
assert b'Sanitizer' not in complaint and b'terminate' not in complaint, complaint" \
    >"$scratch/python" 2>&1 || problem "$format:" "$(tail -1 "$scratch/python")"
done

finish
