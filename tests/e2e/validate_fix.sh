#!/bin/sh
# git agents validate --fix: what it writes, what it leaves alone, and how it is taken back.
# Usage: validate_fix.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# colon PATH: an agent whose description is YAML for some hosts only.
colon() {
  mkdir -p "$(dirname "$1")"
  printf -- '---\nname: a\ndescription: Use for: x\ntools: Read\n---\n\nYou do that.\n' >"$1"
}
colon_fixed() {
  printf -- '---\nname: a\ndescription: "Use for: x"\ntools: Read\n---\n\nYou do that.\n'
}
# is FILE: it holds exactly what comes on stdin.
is() { cmp "$1" - || problem "$1 is not what it must be" "$(cat "$1")"; }

t 'a finding is repaired, its file keeps its mode, and undo brings the old text back'
begin
colon agents/a.md
chmod 604 agents/a.md
git add -A
git commit -q -m first
expect_ok git agents validate --fix
expect_out '1 definition, no findings'
expect_err "fixed 1 finding in 1 file; undo with 'git agents undo'"
colon_fixed | is agents/a.md
[ "$(stat -c %a agents/a.md)" = 604 ] || problem 'the mode changed'
git diff --cached --quiet || problem 'the index changed'
expect_ok git agents validate --fix
expect_no_err
expect_ok git agents undo
check git diff --quiet
[ "$(stat -c %a agents/a.md)" = 604 ] || problem 'the mode changed'
expect_ok git agents undo 2
colon_fixed | is agents/a.md

t 'a dry run prints a patch that git takes, and writes nothing'
begin
colon 'agents/a b.md'
git add -A
git commit -q -m first
expect_ok git agents validate --fix --dry-run
expect_err 'would fix 1 finding in 1 file; 0 findings would remain'
cp "$scratch/out" "$scratch/patch"
is "$scratch/patch" <<'PATCH'
diff --git a/agents/a b.md b/agents/a b.md
--- a/agents/a b.md	
+++ b/agents/a b.md	
@@ -1,6 +1,6 @@
 ---
 name: a
-description: Use for: x
+description: "Use for: x"
 tools: Read
 ---
 
PATCH
check git diff --quiet
check git apply "$scratch/patch"
colon_fixed | is 'agents/a b.md'
check_not test -e "$XDG_STATE_HOME/git-agents"

t 'bytes outside of the edit stay as they are'
begin
mkdir agents
printf -- '---\nname:   a  # mine\ndescription: Use for: x\n\ntools:\n  - Read\n---\n\n  Text \t\nend' >agents/a.md
expect_ok git agents validate --fix
printf -- '---\nname:   a  # mine\ndescription: "Use for: x"\n\ntools:\n  - Read\n---\n\n  Text \t\nend' | is agents/a.md

t 'a skill in a file with another name is renamed, and undo gives the name back'
begin
mkdir -p skills/x
printf -- '---\nname: x\ndescription: Use for: x\n---\n\nText.\n' >skills/x/skill.md
chmod 640 skills/x/skill.md
git add -A
git commit -q -m first
expect_ok git agents validate --fix --dry-run
is "$scratch/out" <<'PATCH'
diff --git a/skills/x/skill.md b/skills/x/SKILL.md
rename from skills/x/skill.md
rename to skills/x/SKILL.md
--- a/skills/x/skill.md
+++ b/skills/x/SKILL.md
@@ -1,6 +1,6 @@
 ---
 name: x
-description: Use for: x
+description: "Use for: x"
 ---
 
 Text.
PATCH
expect_ok git agents validate --fix
expect_err "fixed 2 findings in 1 file; undo with 'git agents undo'"
[ "$(ls skills/x)" = SKILL.md ] || problem 'it has another name' "$(ls skills/x)"
[ "$(stat -c %a skills/x/SKILL.md)" = 640 ] || problem 'the mode changed'
check grep -qx 'description: "Use for: x"' skills/x/SKILL.md
expect_ok git agents validate --fix
expect_no_err
expect_ok git agents undo
check git diff --quiet
[ "$(ls skills/x)" = skill.md ] || problem 'it has another name' "$(ls skills/x)"

t 'byte order marks, CR LF and text before the frontmatter go'
begin
mkdir agents
printf '\357\273\277\r\n---\r\nname: a\r\ndescription: d\r\ntools: Read\r\n---\r\n\r\nText.\r\n' >agents/a.md
expect_ok git agents validate --fix
printf -- '---\nname: a\ndescription: d\ntools: Read\n---\n\nText.\n' | is agents/a.md
expect_ok git agents validate --fix
expect_no_err

t 'a repair that overlaps unstaged changes is refused, the others are made'
begin
colon agents/a.md
colon agents/b.md
sed -i 's/name: a/name: b/' agents/b.md
git add -A
git commit -q -m first
sed -i 's/Use for: x/Use for: y/' agents/a.md
echo more >>agents/b.md
expect_code 1 git agents validate --fix
expect_err 'not fixed: agents/a.md:3: [yaml-portability] it overlaps unstaged changes; stage or stash them'
expect_err "fixed 1 finding in 1 file; undo with 'git agents undo'"
check grep -qx 'description: Use for: y' agents/a.md
check grep -qx 'description: "Use for: x"' agents/b.md
check grep -qx more agents/b.md
git add -A
expect_ok git agents validate --fix
check grep -qx 'description: "Use for: y"' agents/a.md

t 'untracked files are repaired'
begin
git commit -q --allow-empty -m first
colon agents/a.md
colon agents/b.md
sed -i 's/name: a/name: b/' agents/b.md
git add -N agents/b.md
expect_ok git agents validate --fix
colon_fixed | is agents/a.md
check grep -qx 'description: "Use for: x"' agents/b.md

t 'symbolic links are not followed'
begin
colon ../outside.md
mkdir agents
ln -s ../../outside.md agents/a.md
mkdir ../elsewhere
colon ../elsewhere/b.md
ln -s ../../elsewhere agents/sub
run git agents validate --fix
colon_fixed >"$scratch/fixed"
check_not cmp ../outside.md "$scratch/fixed"
check_not cmp ../elsewhere/b.md "$scratch/fixed"

t 'only the paths that are given are repaired'
begin
colon agents/a.md
colon agents/b/b.md
sed -i 's/name: a/name: b/' agents/b/b.md
expect_ok git agents validate --fix agents/b
check grep -qx 'description: Use for: x' agents/a.md
check grep -qx 'description: "Use for: x"' agents/b/b.md

t 'rules that are off are not repaired'
begin
colon agents/a.md
printf 'version: 1\ndefinitions: [{path: agents}]\nvalidate: {rules: {yaml-portability: off}}\n' >.git-agents.yaml
expect_ok git agents validate --fix
expect_no_err
check grep -qx 'description: Use for: x' agents/a.md

t 'what is left decides the exit code'
begin
colon agents/a.md
bad agents/bad.md
expect_code 1 git agents validate --fix
expect_out '[missing-frontmatter]'
expect_err 'fixed 1 finding in 1 file'
expect_ok git agents validate --fix --fail-on never

t 'fixing outside of a repository can be undone by number'
colon agents/a.md
expect_ok git agents validate --fix
expect_err "fixed 1 finding in 1 file; undo with 'git agents undo 1'"
expect_ok git agents undo 1
check grep -qx 'description: Use for: x' agents/a.md

t 'undo without a number stays in its own repository'
git init -q one && git init -q two
colon one/agents/a.md
expect_ok git -C one agents validate --fix
expect_code 128 git -C two agents undo
expect_err 'there is nothing to undo in this repository'
expect_ok git -C one agents undo

t 'nonsense is a usage error that says what to do'
begin
colon agents/a.md
usage() {
  wanted_message=$1
  shift
  expect_code 129 git agents validate "$@"
  expect_err "error: $wanted_message"
}
usage "'--dry-run' belongs to '--fix'" --dry-run
usage "'--fix' repairs the files of the work tree, not the index" --fix --staged
expect_err "hint: run 'git agents validate --fix' and 'git add' what it repaired"
usage "'--fix' and '--rev' exclude each other" --fix --rev HEAD
usage "'--fix' and '--range' exclude each other" --fix --range A..B
usage "'--fix' and '--since' exclude each other" --fix --since HEAD
usage "'--staged' and '--rev' exclude each other" --staged --rev HEAD
usage "'--staged' and '--range' exclude each other" --staged --range A..B
usage "'--rev' and '--stdin-filename' exclude each other" --rev HEAD --stdin-filename x
usage "'--range' and '--since' exclude each other" --range A..B --since HEAD
usage "'--stdin' needs '--stdin-filename'" --stdin
usage "'--stdin' takes no paths" --stdin-filename x agents
usage "a range is A..B or A...B, not 'HEAD'" --range HEAD
usage "'--write-baseline' and '--fix' exclude each other" --write-baseline --fix
usage "'--write-baseline' takes the whole work tree: no paths, '--staged' or '--rev'" --write-baseline agents
usage "'claud' is no profile" --profile claud
expect_err "hint: did you mean 'claude'?"
usage "option '--level' must be one of 'error', 'warning', 'info', not 'all'" --level all

finish
