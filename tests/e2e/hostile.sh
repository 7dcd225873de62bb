#!/bin/sh
# Hostile files, paths, configurations and repositories: every command ends soon, in little memory,
# with an exit code of git's, tells what is wrong, and shows a terminal nothing that it would obey.
# Usage: hostile.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

support=$(cd "$(dirname "$0")/../support" && pwd) || exit 2

# guard COMMAND...: runs it as guard.py demands; its output and exit code as `run` leaves them.
guard() {
  broken_law=$(python3 -I -S "$support/guard.py" "$scratch/out" "$scratch/err" "$@")
  code=$?
  [ -z "$broken_law" ] || problem "$*" "$broken_law"
}

hostile() { python3 "$support/hostile_file.py" "$1" "${2:-agents/hostile.md}"; }

# start: a repository with one sound agent, a commit and the hooks.
start() {
  begin
  agent agents/sound.md sound
  git add -A
  git commit -q -m sound
  git agents install >/dev/null 2>&1 || problem 'install failed'
}

# expect_finding SEVERITY RULE: the last command found it and nothing else made it fail.
expect_finding() {
  cat "$scratch/out" "$scratch/err" >"$scratch/both"
  grep -aqE ": $1: .*\[$2\]\$" "$scratch/both" ||
    problem "no $1 [$2], exit code $code:" "$(head -c 2000 "$scratch/both")"
}

# found SEVERITY RULE: `validate` and the hook find it; then everything else is looked at.
found() {
  wanted=0
  [ "$1" = error ] && wanted=1
  for how in '' --staged; do
    [ -z "$how" ] || git add -A || problem 'git add failed'
    guard git agents validate --level info $how
    [ "$code" = "$wanted" ] || problem "validate $how: exit code $code, not $wanted"
    expect_finding "$1" "$2"
  done
  guard git commit -q -m hostile
  [ "$code" = "$wanted" ] || problem "commit: exit code $code, not $wanted"
  [ "$1" != error ] || expect_finding "$1" "$2"
  survive
}

# survive: the commands that look, build and deploy keep to the laws whatever they say.
survive() {
  git add -A
  broken_law=$(python3 -I -S "$support/guard.py" "$scratch/out" "$scratch/err" <<'.'
git commit -q -m hostile
git commit -q --no-verify -m hostile
git agents index --rebuild
git agents validate --rev HEAD
git agents validate --json
git agents list
git agents list --json
git agents show hostile
git agents show hostile --json
tty git agents show --composed hostile
tty git agents show --composed --lines hostile
git agents deps hostile
git agents deps sound --reverse --transitive --format dot
git agents search hostile
git agents build -o built
git agents build --check -o built
git agents deploy --target claude --dry-run
git agents deploy --target claude --worktree --dry-run
.
  )
  [ -z "$broken_law" ] || problem "$broken_law"
}

# Files.
while read -r kind severity rule; do
  t "$kind ends in '$severity: … [$rule]'"
  start
  hostile "$kind"
  found "$severity" "$rule"
done <<'.'
flow-nesting error yaml-syntax
open-nesting error yaml-syntax
map-nesting error yaml-syntax
sequence-nesting error yaml-syntax
key-nesting error yaml-syntax
block-nesting error yaml-syntax
alias-bomb error yaml-syntax
self-alias error yaml-syntax
100000-keys error yaml-syntax
60000-same-keys error yaml-syntax
900-kilobyte-key error yaml-syntax
long-key error too-large
long-scalar info length
long-name warning length
nul error binary
nul-body error binary
utf16-le error binary
utf16-be error binary
utf16-bare error binary
latin1 error not-utf8
lone-cr error eol
20-megabytes error too-large
20-megabytes-one-key error too-large
lfs error lfs-pointer
git-crypt warning encrypted
empty info not-an-agent
fences info not-an-agent
one-fence info not-an-agent
open-fence error unclosed-frontmatter
10000-links warning broken-link
calls warning dangling-agent
escapes-in-values error name-charset
escapes-raw error name-charset
bidi error name-charset
.

for kind in merge-bomb 10000-links-in-a-line brackets backticks escapes-in-body; do
  t "$kind is sound, and harms nothing"
  start
  hostile "$kind"
  guard git agents validate --level info
  [ "$code" = 0 ] || problem "validate: exit code $code, not 0"
  survive
done

t 'control characters in the frontmatter are told'
start
hostile escapes-raw
guard git agents validate --level info
expect_finding warning yaml-portability

# Paths.
while read -r what octal shown; do
  t "a path with $what is quoted"
  start
  # shellcheck disable=SC2059 # the table holds formats
  hostile open-fence "agents/a$(printf "$octal.")b.md"
  guard git agents validate --level info
  [ "$code" = 1 ] || problem "validate: exit code $code, not 1"
  expect_out "\"agents/a$shown.b.md\":"
  found error unclosed-frontmatter
  guard git agents list
  expect_out "\"agents/a$shown.b.md\""
done <<'.'
a-newline \012 \n
a-tab \011 \t
a-quote \042 \"
a-byte-that-is-not-UTF-8 \377 \377
a-terminal-escape \033 \033
a-C1-control \302\233 \302\233
a-bidi-override \342\200\256 \342\200\256
a-backslash \134 \\
.

# Symbolic links and other things that are no files.
t 'a definition that links out of the repository is not followed'
start
ln -s /etc/passwd agents/hostile.md
found warning symlink
check_not grep -rq root: built
expect_no_secret() { ! grep -aq root: "$scratch/out" "$scratch/err" || problem 'the link was followed'; }
guard git agents show --composed hostile
expect_no_secret
guard git agents search root
expect_no_secret

for to in sound.md nowhere.md hostile.md ../agents; do
  t "a definition that links to $to is told"
  start
  ln -s "$to" agents/hostile.md
  found warning symlink
done

t 'a directory of definitions that is a link is not followed'
start
mkdir "$HOME/elsewhere"
agent "$HOME/elsewhere/secret.md" secret
mkdir -p .claude
ln -s "$HOME/elsewhere" .claude/agents
found warning symlink
guard git agents list
check_not grep -q secret "$scratch/out"

t 'a submodule at the place of a definition is told'
start
git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),agents/hostile.md"
guard git agents validate --staged --level info
expect_finding info submodule
guard git commit -q -m submodule
[ "$code" = 0 ] || problem "commit: exit code $code"
guard git agents index
guard git agents validate --rev HEAD --level info
expect_finding info submodule

t 'a blob that is missing is told, and git itself refuses the commit'
start
agent agents/hostile.md hostile
git add -A
blob=$(git rev-parse :agents/hostile.md)
object=.git/objects/$(printf %s "$blob" | sed 's|^..|&/|')
rm -f "$object"
git reset -q --mixed 2>/dev/null
git update-index --add --cacheinfo "100644,$blob,agents/hostile.md"
guard git agents validate --staged --level info
expect_finding warning missing-object
guard git commit -q -m hostile
[ "$code" -ne 0 ] || problem 'the commit was accepted'

# The configuration and the baseline.
# refused: whatever is committed next to it, the configuration is an error that says so.
refused() {
  for how in '' --staged; do
    [ -z "$how" ] || git add -A
    guard git agents validate $how
    [ "$code" = 1 ] || problem "validate $how: exit code $code, not 1"
    expect_finding error configuration
  done
  guard git commit -q -m hostile
  [ "$code" = 1 ] || problem "commit: exit code $code, not 1"
  expect_finding error configuration
}

for kind in 20-megabytes 300-kilobytes bomb self-alias nesting nul escapes; do
  t "a configuration with $kind is refused"
  start
  hostile "settings-$kind" .git-agents.yaml
  refused
  survive
  guard git agents list
  [ "$code" = 128 ] || expect_err 'warning: the configuration is not used'
done

t 'a configuration of endless patterns ends'
start
hostile settings-patterns .git-agents.yaml
guard git agents validate --level info
survive

for kind in no-json empty 10-megabytes 100-megabytes nesting object-nesting wrong-types not-utf8; do
  t "a baseline with $kind is refused, and renewed as the hint says"
  start
  hostile "baseline-$kind" .git-agents-baseline.json
  refused
  survive
  guard git agents validate --write-baseline
  [ "$code" = 0 ] || problem "validate --write-baseline: exit code $code"
  guard git agents validate --level info
  [ "$code" = 0 ] || problem "validate: exit code $code"
done

for file in .git-agents.yaml .git-agents-baseline.json; do
  t "$file as a symbolic link is refused"
  start
  printf 'version: 1\n' >"$HOME/elsewhere"
  ln -s "$HOME/elsewhere" "$file"
  refused
  survive
  t "$file as a directory does no harm"
  start
  mkdir "$file"
  agent "$file/x.md" x
  guard git agents validate --level info
  survive
done

for path in ../x /etc /etc/passwd .git .git/hooks agents/../../x ./.git/hooks .GIT/hooks; do
  for key in 'build: {output: "%s"}' 'definitions: [{path: "%s"}]'; do
    # shellcheck disable=SC2059 # the list holds formats
    line=$(printf "$key" "$path")
    t "a configuration with $line is refused"
    start
    printf 'version: 1\n%s\n' "$line" >.git-agents.yaml
    refused
  done
done

# untouched: neither the build nor the hooks write through the link or over the user's file.
t 'build.output behind a symbolic link writes nothing'
start
mkdir "$HOME/elsewhere"
ln -s "$HOME/elsewhere" out
printf 'version: 1\nbuild: {output: out/built}\n' >.git-agents.yaml
git add -A
guard git agents build
[ "$code" -ne 0 ] || problem 'build: exit code 0'
check test -z "$(ls -A "$HOME/elsewhere")"
guard git commit -q -m linked
check test -z "$(ls -A "$HOME/elsewhere")"
check test -L out

t 'build.output never replaces a file that was not built'
start
mkdir out
printf 'mine\n' >out/sound.md
printf 'version: 1\nbuild: {output: out}\n' >.git-agents.yaml
git add -A
git commit -q --no-verify -m mine
guard git agents build
[ "$code" -ne 0 ] || problem 'build: exit code 0'
check test "$(cat out/sound.md)" = mine

t 'a built file that was replaced by a link is not followed'
start
printf 'version: 1\nbuild: {output: out}\n' >.git-agents.yaml
guard git agents build
printf 'mine\n' >"$HOME/mine"
ln -sf "$HOME/mine" out/sound.md
printf 'More.\n' >>agents/sound.md
guard git agents build
check test "$(cat "$HOME/mine")" = mine

finish
