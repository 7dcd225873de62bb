#!/bin/sh
# What docs/integrations.md tells hook managers and CI to run, run as they run it. A block of the
# page is found by its first line, a comment.
bin=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
page=$top/docs/integrations.md
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# block COMMENT: the block of the page that begins with it, without it.
block() {
  awk -v first="# $1" '
    /^```/ { inside = !inside; line = 0; next }
    inside && ++line == 1 { take = $0 == first; next }
    inside && take { print }
  ' "$page" >"$scratch/block"
  [ -s "$scratch/block" ] || problem "the page has no block: # $1"
  cat "$scratch/block"
}

# pick COMMENT EXPRESSION: a part of the YAML block `it`, by a Python expression.
pick() {
  block "$1" | python3 -c '
import sys, yaml
it = yaml.safe_load(sys.stdin)
print(eval(sys.argv[1]))' "$2"
}

# branch: a clone whose origin/main is sound; the branch `work` is checked out.
branch() {
  git init -q --bare "$HOME/origin.git"
  begin
  printf 'version: 1\n' >.git-agents.yaml
  agent agents/reviewer.md reviewer
  git add -A
  git commit -q -m first
  git remote add origin "$HOME/origin.git"
  git push -q origin main
  git switch -q -c work
}
# broken: the branch has a commit that breaks a definition.
broken() {
  printf -- '---\nname: tester\n---\n\nYou test.\n' >agents/tester.md
  git add -A
}
pushed() { printf 'refs/heads/work %s refs/heads/work %040d\n' "$(git rev-parse HEAD)" 0; }

t 'lefthook: every event of the page runs, and pre-commit refuses a broken definition'
branch
for event in $(pick lefthook.yml '" ".join(it)'); do
  line=$(pick lefthook.yml "it['$event']['jobs'][0]['run']")
  case $event in
    pre-push) arguments="origin $HOME/origin.git" ;;
    post-checkout) arguments='HEAD HEAD 1' ;;
    post-merge) arguments=0 ;;
    *) arguments= ;;
  esac
  line=$(printf '%s' "$line" | sed "s|{0}|$arguments|")
  pushed >"$scratch/pushed"
  expect_ok sh -c "$line <'$scratch/pushed'"
done
broken
expect_code 1 sh -c "$(pick lefthook.yml "it['pre-commit']['jobs'][0]['run']")"
expect_err 'agents/tester.md:1:1: error:'
git commit -q -m broken
pushed >"$scratch/pushed"
check test "$(pick lefthook.yml "it['pre-push']['jobs'][0]['use_stdin']")" = True
line=$(pick lefthook.yml "it['pre-push']['jobs'][0]['run']" | sed "s|{0}|origin $HOME/origin.git|")
expect_code 1 sh -c "$line <'$scratch/pushed'"
expect_err 'refs/heads/work'

t 'husky: its files pass what is sound and refuse what is broken'
branch
block .husky/pre-commit >"$HOME/pre-commit"
block .husky/pre-push >"$HOME/pre-push"
expect_ok sh -e "$HOME/pre-commit"
broken
expect_code 1 sh -e "$HOME/pre-commit"
git commit -q -m broken
pushed >"$scratch/pushed"
expect_code 1 sh -c "sh -e '$HOME/pre-push' origin '$HOME/origin.git' <'$scratch/pushed'"
expect_err 'agents/tester.md:1:1: error:'

# hook ID KEY: of .pre-commit-hooks.yaml.
hook() {
  python3 -c '
import sys, yaml
hooks = yaml.safe_load(open(sys.argv[1]))
print([one for one in hooks if one["id"] == sys.argv[2]][0][sys.argv[3]])' \
    "$top/.pre-commit-hooks.yaml" "$1" "$2"
}

t 'pre-commit: the hook judges the index, and both forms of the page run the same'
branch
entry=$(hook "$(pick .pre-commit-config.yaml "it['repos'][0]['hooks'][0]['id']")" entry)
check test "$entry" = "$(pick '.pre-commit-config.yaml (local)' "it['repos'][0]['hooks'][0]['entry']")"
check test "$(hook git-agents-validate pass_filenames)" = False
expect_ok sh -c "$entry"
broken
agent agents/tester.md tester
expect_code 1 sh -c "$entry"
expect_out 'agents/tester.md:1:1: error:'
git add -A
expect_ok sh -c "$entry"

t 'pre-commit: the fixer changes the file, and what it changed is sound'
branch
agent agents/tester.md tester
printf '\357\273\277' | cat - agents/tester.md >with-bom && mv with-bom agents/tester.md
git add -A
run sh -c "$(hook git-agents-fix entry)"
check_not git diff --quiet
git add -A
expect_ok sh -c "$(hook git-agents-validate entry)"

t 'the shell lines pass what is sound and find what is broken'
branch
block 'all definitions, warnings too' >"$HOME/all"
block 'what a branch brings' >"$HOME/since"
block 'from an editor' >"$HOME/editor"
for line in all since editor; do expect_ok sh "$HOME/$line"; done
broken
printf 'name: reviewer\n' >agents/reviewer.md
git add -A
git commit -q -m broken
for line in all since editor; do expect_code 1 sh "$HOME/$line"; done

t 'GitHub: the job annotates what the pull request breaks, and only that'
branch
validate=$(pick .github/workflows/definitions.yml "it['jobs']['validate']['steps'][-1]['run']")
GITHUB_BASE_REF=main expect_ok sh -e -c "$validate"
broken
git commit -q -m broken
GITHUB_BASE_REF=main expect_code 1 sh -e -c "$validate"
expect_out '::error '
expect_out 'file=agents/tester.md'
check_not grep -F reviewer "$scratch/out"
for step in 0 2; do
  pick .github/workflows/definitions.yml "it['jobs']['validate']['steps'][$step]['run']" >"$HOME/step"
  check sh -n "$HOME/step"
done
check grep -q 'git-agents/install.sh' "$HOME/step"
check test -f "$top/git-agents/install.sh"

t 'GitHub: the code scanning step writes SARIF and fails nothing'
branch
broken
expect_ok sh -e -c "$(pick 'steps of a job' "it[0]['run']")"
file=$(pick 'steps of a job' "it[1]['with']['sarif_file']")
check python3 -c '
import json, sys
run, = json.load(open(sys.argv[1]))["runs"]
found = [one for one in run["results"] if one["level"] == "error"]
assert [one["ruleId"] for one in found] == ["description-missing"], found' "$file"

t 'GitLab: the job fails and leaves a code quality report'
branch
broken
git commit -q -m broken
script=$(pick .gitlab-ci.yml "it['definitions']['script'][0]")
CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main expect_code 1 sh -e -c "$script"
report=$(pick .gitlab-ci.yml "it['definitions']['artifacts']['reports']['codequality']")
check python3 -c '
import json, sys
found = json.load(open(sys.argv[1]))
assert "agents/tester.md" in [one["location"]["path"] for one in found], found
assert all(one["fingerprint"] and one["severity"] for one in found), found' "$report"
t 'a server: the hook of the page refuses what --no-verify let through'
branch
{ echo '#!/bin/sh'; block hooks/pre-receive; } >"$HOME/origin.git/hooks/pre-receive"
chmod +x "$HOME/origin.git/hooks/pre-receive"
broken
git commit -q -m broken
expect_fail git push -q --no-verify origin work
expect_err 'remote: agents/tester.md:1:1: error: the agent has no description'

t 'CI: the line of the page gives the answer of a server'
branch
line=$(block 'as a server judges it')
expect_ok sh -c "$line"
broken
git commit -q -m broken
expect_code 1 sh -c "$line"
expect_out 'agents/tester.md:1:1: error: the agent has no description'

finish
