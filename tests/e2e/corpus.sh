#!/bin/sh
# Real definitions: every error found in the corpora that GIT_AGENTS_CORPUS names is one that somebody
# has looked at and called a real defect (tests/golden/corpus/*.txt), and building gives the bytes
# that the library's own tool gives. Without the variable only a built-in sample is tested.
# Usage: corpus.sh <directory of the built programs>; with ACCEPT=1 it renews the golden files.
bin=$1
corpora=${GIT_AGENTS_CORPUS-} # lib.sh unsets all of git's variables
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

golden=$(cd "$(dirname "$0")/../golden/corpus" && pwd) || exit 2

# adopt DIRECTORY: a repository of its files, with the configuration that `init` finds.
adopt() {
  begin
  cp -R "$1/." .
  git add -A -f
  git commit -q -m corpus
  expect_ok git agents init
  cp "$scratch/out" "$scratch/init"
  rm -f .git-agents-baseline.json
}

# errors: "path:line rule" of every error, a line each.
errors() {
  git agents validate --json | python3 -c '
import json, sys
for d in json.load(sys.stdin)["diagnostics"]:
    if d["severity"] == "error":
        print("%s:%s %s" % (d["path"], d["line"] or 0, d["rule"]))
'
}

# same_errors NAME: as the golden file says; its comment lines hold the reasons.
same_errors() {
  errors >"$scratch/errors"
  if [ -n "${ACCEPT-}" ]; then
    kept=$(grep '^#' "$golden/$1.txt" 2>/dev/null)
    { [ -z "$kept" ] || printf '%s\n' "$kept"; cat "$scratch/errors"; } >"$golden/$1.txt"
  fi
  grep -v '^#' "$golden/$1.txt" >"$scratch/wanted"
  diff "$scratch/wanted" "$scratch/errors" >"$scratch/difference" ||
    problem "the errors of $1 changed:" "$(cat "$scratch/difference")"
}

found() { grep -qF "found $1" "$scratch/init" || problem "init did not find $1:" "$(cat "$scratch/init")"; }

t 'the built-in sample has the errors that its golden file lists'
mkdir sample
agent sample/agents/sound.md sound 'tools: Read, Grep'
agent sample/agents/security/security.md Security
agent sample/agents/qa/caller.md caller 'handoff_agents: [Security]'
printf '# Base\n\nBe polite.\n' >sample/agents/BASE-AGENT.md
printf -- '---\nname: quoted\ndescription: "Use it.\n<example>\ntext\n"\n---\n\nText.\n' >sample/agents/quoted.md
printf -- '---\nname: twice\ndescription: One.\ndescription: Two.\n---\n\nText.\n' >sample/agents/twice.md
printf -- '---\nname: plain\ndescription: Use for: this and that.\n---\n\nText.\n' >sample/agents/plain.md
printf '# Notes\n\nNo agent.\n' >sample/agents/notes.md
printf '# Policy\n' >sample/agents/SECURITY.md
(cd sample && tar -cf ../sample.tar .)
rm -r sample
mkdir "$HOME/sample"
tar -xf sample.tar -C "$HOME/sample"
rm sample.tar
adopt "$HOME/sample"
found '6 agents and 1 base in agents/'
same_errors sample

# corpus NAME: the next test is about it; skipped where it is not there.
corpus() {
  [ -n "$corpora" ] || return 1
  if [ ! -d "$corpora/$1" ]; then
    echo "skipped: no $1 in $corpora"
    return 1
  fi
  t "$1 has exactly the errors that its golden file lists"
  place=$corpora/$1
  [ ! -d "$place/$1" ] || place=$place/$1
  adopt "$place"
  same_errors "$1"
}

[ -n "$corpora" ] || echo 'GIT_AGENTS_CORPUS is not set: only the built-in sample was tested'

if corpus anthropics-skills; then
  found '17 skills in skills/'
fi

if corpus wshobson-agents; then
  found '202 agents in plugins/*/agents/'
  found '105 commands in plugins/*/commands/'
  found '181 skills in plugins/*/skills/'
  t 'every definition of the plugins is listed'
  adopt "$place"
  for file in .claude-plugin/*.json plugins/*/.claude-plugin/plugin.json plugins/*/hooks/hooks.json plugins/*/agents/*.md plugins/*/commands/*.md plugins/*/skills/*/SKILL.md; do
    [ ! -f "$file" ] || echo "$file"
  done | LC_ALL=C sort >"$scratch/wanted"
  git agents list -z | tr '\0' '\n' | LC_ALL=C sort >"$scratch/listed"
  check diff "$scratch/wanted" "$scratch/listed"
fi

if corpus claude-mpm-agents; then
  found '49 agents and 5 bases in agents/ (claude-mpm)'
  built=$corpora/claude-mpm-agents-built
  if [ -d "$built" ]; then
    t 'claude-mpm-agents is built byte for byte as its own tool builds it'
    adopt "$place"
    [ ! -d "$built/agents" ] || built=$built/agents
    expect_ok git agents build -o dist
    diff -r "$built" dist >"$scratch/difference" || problem "$(head -20 "$scratch/difference")"
    expect_ok git agents build --check -o dist
  fi
fi

finish
