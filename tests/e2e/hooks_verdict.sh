#!/bin/sh
# The verdict cache: one lookup where the answer is known, and never a pass for what must fail.
# Usage: hooks_verdict.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

# traced COMMAND...: runs it with the calls of git in $scratch/trace.
traced() {
  rm -f "$scratch/trace"
  expect_ok env GIT_TRACE="$scratch/trace" "$@"
}
# reads: how often blobs were read.
reads() { grep -c 'built-in: git cat-file --batch$' "$scratch/trace"; }

t 'amend, retry and rebase: nothing is read again'
ready
agent agents/a.md a
git add -A
silent git commit -q -m a
traced git commit -q --amend -m again
check test "$(reads)" = 0
printf 'More.\n' >>agents/a.md
git add -A
expect_ok git-agents-hook pre-commit
agent agents/a.md a
git add -A
traced git-agents-hook pre-commit
check test "$(reads)" = 0
git switch -q -c topic HEAD~1
agent agents/b.md b
git add -A
git commit -q -m b
silent git rebase -q main
traced git commit -q --amend --no-edit
check test "$(reads)" -le 1
traced git commit -q --amend --no-edit
check test "$(reads)" = 0

t 'pre-push after pre-commit: nothing is read again'
ready
git init -q --bare ../o.git
agent agents/a.md a
git add -A
silent git commit -q -m a
traced git push -q ../o.git main
check test "$(reads)" -le 1
printf 'version: 1\ndefinitions: [{path: agents, kind: agent}]\n' >.git-agents.yaml
git add -A
silent git commit -q -m settings
traced git push -q ../o.git main
# The configuration, and nothing else.
check test "$(reads)" = 1

t 'a refusal is remembered, told again, and forgotten when the content is another'
ready
bad agents/bad.md
git add -A
refused 'missing-frontmatter' git commit -q -m x
cp "$scratch/err" ../first
rm -f "$scratch/trace"
expect_code 1 env GIT_TRACE="$scratch/trace" git-agents-hook pre-commit
check test "$(reads)" = 0
check cmp "$scratch/err" ../first
agent agents/bad.md good-now
git add -A
silent git commit -q -m x

t 'content: what passed does not let other content pass'
ready
agent agents/a.md a
git add -A
silent git commit -q -m a
bad agents/a.md
git add -A
refused agents/a.md git commit -q -m b
agent agents/a.md a
git add -A
silent git-agents-hook pre-commit
agent agents/lead.md lead 'handoffs: [{agent: a}]'
git add -A
silent git commit -q -m lead
git rm -q agents/a.md
refused "there is no agent 'a'" git commit -q -m c

t 'configuration: what passed under one does not pass under another'
ready
printf 'version: 1\nvalidate: {rules: {missing-frontmatter: off}}\n' >.git-agents.yaml
bad agents/bad.md
git add -A
silent git commit -q -m 'not looked at'
git rm -q .git-agents.yaml
refused agents/bad.md git commit -q -m x
printf 'version: 1\n' >.git-agents.yaml
git add -A
refused agents/bad.md git commit -q -m x
printf 'version: 1\nvalidate: {rules: {missing-frontmatter: off}}\n' >.git-agents.yaml
git add -A
silent git commit -q --allow-empty -m x

t 'baseline: what it accepts is refused without it'
ready
bad agents/bad.md
expect_ok git agents validate --write-baseline
git add -A
silent git commit -q -m accepted
git rm -q .git-agents-baseline.json
refused agents/bad.md git commit -q -m x

# many: 220 agents that passed together; one names another, and two are copies of each other.
many() {
  begin
  git agents install >/dev/null || problem 'install failed'
  mkdir -p agents other/agents
  i=0
  while [ $i -lt 220 ]; do
    printf -- '---\nname: a%d\ndescription: Use for %d.\ntools: Read\n---\n\nBody.\n' $i $i >agents/a$i.md
    i=$((i + 1))
  done
  agent agents/lead.md lead 'handoffs: [{agent: a7}]'
  git add -A
  silent git commit -q -m many
  echo More. >>agents/a1.md
  git add -A
  silent git commit -q -m 'once more'
}
# by_difference COMMAND...: passes by a look at what changed only.
by_difference() {
  expect_ok env GIT_AGENTS_TRACE="$scratch/trace" "$@"
  expect_no_err
  check grep -q 'validate the difference' "$scratch/trace"
  check_not grep -qE 'validate$|validate [0-9]' "$scratch/trace"
  rm -f "$scratch/trace"
}

t 'one of many changed: only that one is judged'
many
echo More. >>agents/a2.md
git add -A
by_difference git commit -q -m x
agent agents/a3.md a3 'color: red'
echo More. >>agents/lead.md
git add -A
by_difference git commit -q -m y

t 'one of many changed for the worse: refused'
many
bad agents/a2.md
git add -A
refused 'agents/a2.md:1:1: error: the file has no frontmatter' git commit -q -m x
agent agents/a2.md a3
git add -A
refused "the agent name 'a3' is also used by" git commit -q -m x
agent agents/a2.md a2 'handoffs: [{agent: nobody}]'
git add -A
refused "there is no agent 'nobody' (handoffs)" git commit -q -m x
git checkout -q HEAD agents
git rm -q agents/a7.md
refused "there is no agent 'a7' (handoffs)" git commit -q -m x
git reset -q --hard
printf 'version: 1\nvalidate: {rules: {name-missing: error, unknown-key: error}}\n' >.git-agents.yaml
agent agents/a2.md a2 'descriptoin: x'
git add -A
refused agents/a2.md git commit -q -m x

t 'one of two copies changed: they are two of one name now'
many
mkdir -p .claude/agents x/.claude/agents
agent .claude/agents/twin.md twin
cp .claude/agents/twin.md x/.claude/agents/twin.md
git add -A
run git commit -q -m twins
code_of_copies=$code
echo More. >>x/.claude/agents/twin.md
git add -A
run git-agents-hook pre-commit
code_by_difference=$code
rm -rf .git/agents
run git-agents-hook pre-commit
check test "$code_of_copies" = 0
check test "$code" = "$code_by_difference"

t 'one of many changed where the baseline knows a finding by its line: judged as a whole'
many
printf -- '---\nname: a1\ndescription: Use for it.\ntools: Read\n---\n\nBody.\n' >agents/dup.md
expect_ok git agents validate --write-baseline
git add -A
silent git commit -q -m accepted
echo More. >>agents/a2.md
git add -A
silent git commit -q -m more
sed -i 's/^name: a1$/name: "a1"/' agents/dup.md
git add -A
refused duplicate-name git commit -q -m x

t 'a verdict that depends on files outside of the listing is not remembered'
ready
mkdir .claude-plugin extra
printf '{"name": "demo", "version": "1.0.0", "description": "Demo", "author": {"name": "T"}, "commands": ["./extra/go.txt"]}\n' \
  >.claude-plugin/plugin.json
echo x >extra/go.txt
git add -A
expect_ok git commit -q -m one
git rm -q extra/go.txt
refused 'the plugin has no extra/go.txt' git commit -q -m two
git commit -q -n -m two
git init -q --bare ../o.git
expect_code 1 git push -q ../o.git main
git push -q --no-verify ../o.git main~1:refs/heads/good
expect_code 1 git push -q ../o.git main~1:refs/heads/a main:z
expect_err 'git agents: refused because of refs/heads/z'

t 'two refs with the same definitions and other files: each is judged by its own'
ready
printf 'version: 1\nvalidate: {rules: {broken-link: error}}\n' >.git-agents.yaml
mkdir docs
echo x >docs/guide.txt
printf 'See [guide](../docs/guide.txt).\n' >>agents/good.md
git add -A
expect_ok git commit -q -m one
git branch aaa
git rm -q docs/guide.txt
git commit -q -n -m bad
git branch zzz
git init -q --bare ../o.git
expect_code 1 git push -q ../o.git aaa zzz
expect_err 'git agents: refused because of refs/heads/zzz'
expect_code 1 git agents verify aaa..zzz

t 'S-119 GIT_AGENTS_SKIP switches rules off for one command only'
ready
bad agents/bad.md
git add -A
refused agents/bad.md git commit -q -m x
silent env GIT_AGENTS_SKIP=missing-frontmatter git-agents-hook pre-commit
silent env GIT_AGENTS_SKIP=cycle,missing-frontmatter git commit -q -m x
refused agents/bad.md git commit -q --allow-empty -m y
git init -q --bare ../o.git
expect_code 1 git push -q ../o.git main
silent env GIT_AGENTS_SKIP=missing-frontmatter git push -q ../o.git main:copy
expect_code 1 git push -q ../o.git main
expect_code 1 env GIT_AGENTS_SKIP=missing-frontmater git commit -q --allow-empty -m y
expect_err "GIT_AGENTS_SKIP: there is no rule 'missing-frontmater'"
expect_err "hint: did you mean 'missing-frontmatter'?"

t 'rules: what another version of the rules let pass is judged again'
ready
bad agents/bad.md
git add -A
run git-agents-hook pre-commit
check test "$code" = 1
# As if these rules had let it pass under any other key, and under none.
python3 - <<'S'
import sqlite3
memo = sqlite3.connect(".git/agents/memo.db")
assert memo.execute("SELECT count(*) FROM verdicts").fetchone()[0] >= 1
memo.execute("UPDATE verdicts SET failed = 0, key = substr(key, 2) || '0'")
memo.commit()
S
refused agents/bad.md git commit -q -m x
# One that says both is none.
python3 - <<'S'
import sqlite3
memo = sqlite3.connect(".git/agents/memo.db")
memo.execute("UPDATE verdicts SET failed = 0")
memo.commit()
S
refused agents/bad.md git commit -q -m x

t 'S-99 what git-replace shows is not remembered for the real object'
ready
bad agents/bad.md
git add -A
bad_id=$(git rev-parse :agents/bad.md)
agent ../sound sound
git replace "$bad_id" "$(git hash-object -w ../sound)"
silent git commit -q -m replaced
git replace -d "$bad_id" >/dev/null
refused agents/bad.md git commit -q --allow-empty -m x
git replace "$bad_id" "$(git hash-object -w ../sound)"
git pack-refs --all
silent git commit -q --allow-empty -m packed
git replace -d "$bad_id" >/dev/null
refused agents/bad.md git commit -q --allow-empty -m x

t 'S-98 what a partial clone lacks is not remembered as sound'
ready
agent agents/user.md user
bad agents/bad.md
git add -A
git commit -q -n -m bad
git init -q --bare ../o.git
git -C ../o.git config uploadpack.allowFilter true
git -C ../o.git config uploadpack.allowAnySHA1InWant true
git push -q --no-verify ../o.git main
git clone -q --filter=blob:none --no-checkout "file://$PWD/../o.git" ../partial
cd ../partial || exit 2
git agents install >/dev/null
git read-tree HEAD
silent git-agents-hook pre-commit
git cat-file -p HEAD:agents/bad.md >/dev/null
expect_code 1 git-agents-hook pre-commit
expect_err agents/bad.md
finish
