#!/bin/sh
# Whose configuration counts: the command line, includes, servers, templates and tracked files; and
# what switches the hooks off (S-119, S-120).
# Usage: hooks_settings.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

if runs_configuration_hooks; then configured=yes; else configured=; fi

t 'S-105 configuration of the command line and of the environment is honoured'
ready
bad agents/bad.md
git add -A
refused agents/bad.md git commit -q -m x
silent git -c agents.enabled=false commit -q --allow-empty -m x
git reset -q --soft HEAD~1
refused agents/bad.md git -c agents.enabled=true commit -q -m x
silent env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=agents.enabled GIT_CONFIG_VALUE_0=false \
  git commit -q -m x

t 'S-106 included configuration: by directory, branch and remote'
ready
for condition in "gitdir:$PWD/" onbranch:main 'hasconfig:remote.*.url:https://example.com/**'; do
  git config --global --unset-all "include.path" 2>/dev/null
  printf '[agents]\n\tenabled = false\n' >"$HOME/off"
  git config remote.origin.url https://example.com/x
  git config --global "includeIf.$condition.path" "$HOME/off"
  bad agents/bad.md
  git add -A
  silent git commit -q -m "$condition"
  git config --global --unset "includeIf.$condition.path"
  refused agents/bad.md git commit -q --amend --no-edit
  GIT_AGENTS=0 git reset -q --hard HEAD~1
done

t 'S-107 objects in quarantine, as a hook of a server sees them'
ready
git init -q --bare ../o.git
git push -q ../o.git main
cat >../o.git/hooks/pre-receive <<'S'
#!/bin/sh
while read -r old new ref; do
  git agents validate --rev "$new" >&2 || exit 1
done
S
chmod +x ../o.git/hooks/pre-receive
bad agents/bad.md
git add -A
git commit -q -n -m bad
expect_fail git push -q --no-verify ../o.git main
expect_err 'agents/bad.md:1:1: error:'
git rm -q -f agents/bad.md
agent agents/a.md a
git add -A
git commit -q -m good
expect_ok git push -q ../o.git main

t 'S-108 a clone with our hooks in its template does nothing but be cloned'
ready
printf '%s\n' 'version: 1' 'definitions: [{path: agents, kind: agent}]' \
  'deploy: {on: [checkout, merge, commit], targets: [{tool: claude, scope: project}]}' >.git-agents.yaml
git add -A
git commit -q -m deploying 2>/dev/null
mkdir ../template
cp -r .git/hooks ../template/hooks
silent git clone -q --template="$PWD/../template" . ../clone
check_not test -e ../clone/.claude
check_not git -C ../clone config agents.trusted
check_not grep -q deploy ../clone/.git/agents/worker.log

t 'S-109 a tracked file can name no command, and deploys nothing that was not agreed to'
ready
printf 'version: 1\ndeploy: {command: "touch %s/../owned"}\n' "$PWD" >.git-agents.yaml
git add -A
refused '.git-agents.yaml:2:' git commit -q -m x
expect_err command
printf '%s\n' 'version: 1' \
  'deploy: {on: [commit], branches: [main], targets: [{tool: claude, scope: project}]}' \
  >.git-agents.yaml
git add -A
rm -f .git/agents/worker.log
expect_ok git commit -q -m changed
expect_err 'git agents: nothing was deployed: what .git-agents.yaml may deploy has changed'
check_not test -e .git/agents/worker.log
check_not test -e .claude
check_not test -e ../owned

for option in '' --shim; do
  t "S-119 --no-verify, GIT_AGENTS=0 and agents.enabled switch it off${option:+, with $option}"
  begin
  # shellcheck disable=SC2086 # may be empty
  expect_ok git agents install $option
  agent agents/good.md good
  git add -A
  git commit -q -m start
  expect_ok git agents list
  bad agents/bad.md
  agent agents/more.md more
  git add -A
  refused agents/bad.md git commit -q -m bad
  silent env GIT_AGENTS=0 git commit -q -m switched
  git reset -q --soft HEAD~1
  git config agents.enabled false
  silent git commit -q -m disabled
  git reset -q --soft HEAD~1
  git config --unset agents.enabled
  refused agents/bad.md git commit -q -m bad
  silent git commit -q -n -m skipped
  # post-commit ran, so the index is at the new commit.
  git agents status --json >status
  check grep -q '"index": "fresh"' status
  git init -q --bare ../o.git
  refused refs/heads/main git push -q ../o.git main
  silent env GIT_AGENTS=0 git push -q ../o.git main:one
  silent git push -q --no-verify ../o.git main:two
  git config agents.enabled false
  silent git push -q ../o.git main:three
done

t 'S-120 core.hooksPath=/dev/null for one command switches hook files off, and not the configuration'
begin
expect_ok git agents install --shim
bad agents/bad.md
git add -A
silent git -c core.hooksPath=/dev/null commit -q -m off
bad agents/worse.md
git add -A
if [ "$configured" ]; then
  expect_ok git agents install
  refused agents/worse.md git -c core.hooksPath=/dev/null commit -q -m on
fi
refused agents/worse.md git commit -q -m on

finish
