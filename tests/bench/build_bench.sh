#!/bin/sh
# build_bench.sh GIT-AGENTS [RUNS]
#
# Measures `git-agents build` on 4,900 agents against what the machine can do: `cp -r` of the same
# output, and looking once at every source and output. Prints times and ratios; judges nothing.
# Uses the definitions in $GIT_AGENTS_CORPUS where there are any, else makes some of that size.
# Works in $TMPDIR, else in /dev/shm.
set -eu

case ${1-} in
  '') echo "usage: $0 GIT-AGENTS [RUNS]" >&2; exit 2 ;;
  */*) program=$(cd "$(dirname "$1")" && pwd)/${1##*/} ;;
  *) program=$(command -v "$1") ;;
esac
runs=${2-15}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/dev/shm}/build-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

for helper in stat_walk stopwatch; do
  "${CXX:-c++}" -O2 -std=c++20 -o "$work/$helper" "$here/$helper.cpp"
done

# A base or an agent: $1 lines of prose after an optional frontmatter.
prose() {
  awk -v lines="$1" 'BEGIN { for (i = 1; i <= lines; ++i)
    print "- Line " i " says what an agent of this kind is expected to do, and when not to." }'
}

generate() {
  for directory in engineer/backend engineer/frontend ops/platform qa documentation security data; do
    mkdir -p "$1/$directory"
    for name in one two three four five six seven; do
      {
        printf -- '---\nname: %s\ndescription: Makes %s things\n---\n\n' "$name" "$name"
        prose 240
      } > "$1/$directory/$name.md"
    done
  done
  prose 100 > "$1/BASE-AGENT.md"
  for directory in engineer ops qa data; do prose 150 > "$1/$directory/BASE-AGENT.md"; done
}

repository=$work/repository
mkdir -p "$work/home" "$repository/agents" "$work/one"
export HOME="$work/home" XDG_CONFIG_HOME="$work/home/config" XDG_CACHE_HOME="$work/home/cache"
export XDG_STATE_HOME="$work/home/state" GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
corpus=${GIT_AGENTS_CORPUS-}/claude-mpm-agents/claude-mpm-agents/agents
if [ -d "$corpus" ]; then
  cp -r "$corpus/." "$work/one"
else
  generate "$work/one"
fi
mv "$work/one/BASE-AGENT.md" "$repository/agents/"
copy=1
while [ "$copy" -le 100 ]; do
  cp -r "$work/one" "$repository/agents/c$copy"
  copy=$((copy + 1))
done
cat > "$repository/.git-agents.yaml" <<'YAML'
version: 1
definitions:
  - {path: agents, kind: agent, profile: claude-mpm}
build:
  output: dist/agents
YAML
git init -q "$repository"
cd "$repository"

measure() { "$work/stopwatch" "$@"; }
least() { echo "$1" | cut -d' ' -f1; }
report() { echo "$3" | awk -v name="$1" -v floor="$2" -v target="$4" '{
  printf "%-28s %8.1f ms (median %.1f)", name, $1, $2
  if (floor > 0) printf "   %.2fx, target %s", $1 / floor, target
  printf "   peak %.1f MiB\n", $3 / 1024 }'; }

"$program" build > /dev/null
agent=$(find agents/c50 -name '*.md' ! -name 'BASE-AGENT.md' ! -name 'README.md' | sort | head -n 1)
output="$(find dist -type f | wc -l) files, $(du -sm dist | cut -f1) MB"
echo "agents built: $output"

copied=$(measure 5 "rm -rf '$work/copy'" cp -r dist "$work/copy")
rm -rf "$work/copy"
report "cp -r of the output" 0 "$copied" ""
cold=$(measure 5 "rm -rf dist .git/agents" "$program" build)
report "cold build" "$(least "$copied")" "$cold" "2.0x of cp -r"

walked=$(measure "$runs" "" "$work/stat_walk" agents dist)
report "stat walk" 0 "$walked" ""
unchanged=$(measure "$runs" "" "$program" build)
report "nothing changed" "$(least "$walked")" "$unchanged" "1.3x of the walk"
changed=$(measure "$runs" "echo >> '$agent'; echo x >> '$agent'" "$program" build)
report "one agent changed" "$(least "$unchanged")" "$changed" "1.5x of nothing changed"
replaced=$(measure "$runs" "cp '$agent' '$agent~' && echo y >> '$agent~' && mv '$agent~' '$agent'" \
  "$program" build)
report "one agent replaced" "$(least "$unchanged")" "$replaced" "1.5x of nothing changed"
