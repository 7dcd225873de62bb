#!/bin/sh
# init, install, uninstall, trust, status, doctor and hook in real repositories.
# Usage: install.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

events='pre-commit pre-merge-commit post-commit post-merge post-checkout post-rewrite pre-push'
# Where the hooks go: into files, or with git 2.54 and later into the configuration.
if runs_configuration_hooks; then place='the configuration'; else place=.git/hooks; fi
is_installed() {
  if runs_configuration_hooks; then
    git config "hook.agents-$1.command"
  else
    test -x ".git/hooks/$1"
  fi
}

broken_agent() {
  mkdir -p "$(dirname "$1")"
  printf -- '---\ndescription: Has no name and a duplicate\ndescription: key.\nname: [x]\n---\n\nBody.\n' >"$1"
}

t 'init writes a configuration, installs the hooks and says what it found'
begin
agent agents/BASE-AGENT.md unused
printf '# Base\n\nEverybody is polite.\n' >agents/BASE-AGENT.md
agent agents/one.md one
agent agents/qa/two.md two
expect_ok git agents init
expect_out 'found 2 agents and 1 base in agents/'
expect_out 'wrote .git-agents.yaml'
expect_out "hooks installed in $place: pre-commit"
expect_out 'next: git add .git-agents.yaml'
check grep -q 'path: agents' .git-agents.yaml
check grep -q '^# deploy:' .git-agents.yaml
check_not test -e .git-agents-baseline.json
for event in $events; do check is_installed "$event"; done
check git config --local agents.trusted
expect_ok git agents validate
git add -A
expect_ok git commit -q -m first

t 'init twice is the same as once'
begin
agent agents/one.md one
expect_ok git agents init
cp -p .git-agents.yaml before.yaml
cp -rp .git before.git
echo '# mine' >>.git-agents.yaml
expect_ok git agents init
expect_out 'kept .git-agents.yaml'
expect_out "hooks already in $place"
check grep -q '# mine' .git-agents.yaml
check cmp .git/config before.git/config
check diff -r .git/hooks before.git/hooks

t 'init accepts old errors in a baseline, and the hook refuses new ones'
begin
agent agents/one.md one
broken_agent agents/old.md
git add -A
git commit -q -m old
expect_ok git agents init
expect_out 'old error'
expect_out 'accepted in .git-agents-baseline.json'
git add -A
expect_ok git commit -q -m adopted
cp .git-agents-baseline.json baseline
broken_agent agents/new.md
expect_ok git agents init
check cmp .git-agents-baseline.json baseline
git add agents
expect_fail git commit -q -m refused
expect_err agents/new.md
check test "$(git log -1 --format=%s)" = adopted

t 'init --dry-run touches nothing'
begin
agent agents/one.md one
broken_agent agents/old.md
expect_ok git agents init --dry-run
expect_out 'would write .git-agents.yaml'
expect_out 'would install the hooks'
check_not test -e .git-agents.yaml
check_not test -e .git-agents-baseline.json
check_not is_installed pre-commit
check_not git config agents.trusted

t 'init in a repository without definitions writes nothing'
begin
echo hello >README.md
expect_code 1 git agents init
expect_err 'no agents, skills or commands were found'
check_not test -e .git-agents.yaml
check_not is_installed pre-commit

t 'init never overwrites a configuration that git ignores'
begin
agent agents/one.md one
echo .git-agents.yaml >.gitignore
echo mine >.git-agents.yaml
expect_code 1 git agents init
expect_err 'git ignores it'
check grep -qx mine .git-agents.yaml

t 'init says that .claude/agents is in place'
begin
agent .claude/agents/one.md one
expect_ok git agents init
expect_out 'found 1 agent in .claude/agents/'
expect_out 'in place'
check_not grep -q '^deploy' .git-agents.yaml

t 'init writes many plugins as one pattern'
begin
for plugin in a b c d; do
  mkdir -p "plugins/$plugin/.claude-plugin"
  echo '{"name": "x"}' >"plugins/$plugin/.claude-plugin/plugin.json"
  agent "plugins/$plugin/agents/x$plugin.md" "x$plugin"
done
expect_ok git agents init
expect_out 'found 4 agents in plugins/*/agents/'
check grep -q 'path: plugins/\*/agents' .git-agents.yaml

t 'outside of a repository the commands fail with a reason'
expect_code 128 git agents init
expect_err 'not a git repository'
expect_code 128 git agents install

t 'install --manual prints and installs nothing'
begin
expect_ok git agents install --manual
expect_out '# >>> git-agents >>>'
expect_out 'At the top of your pre-push hook'
check_not is_installed pre-commit

t 'a missing program lets the commit through with one line, unless hooks are required'
begin
mkdir programs
cp "$bin/git-agents" "$bin/git-agents-hook" programs/
expect_ok programs/git-agents install
rm -r programs
echo a >a
git add a
without_ours=$system_path
expect_ok env PATH=$without_ours git commit -q -m a
expect_err 'git-agents-hook is not installed: this commit was not checked'
check test "$(wc -l <"$scratch/err")" = 1
expect_ok env PATH=$without_ours git switch -q -c other
expect_no_err
git config agents.hooks.required true
expect_fail env PATH=$without_ours git commit -q --allow-empty -m b
expect_ok env PATH=$without_ours GIT_AGENTS=0 git commit -q --allow-empty -m b

t 'paths with quotes and blanks are baked in rightly'
begin
mkdir "it's \$HOME"
cp "$bin/git-agents" "$bin/git-agents-hook" "it's \$HOME/"
expect_ok "./it's \$HOME/git-agents" install
broken_agent agents/bad.md
git add agents
expect_fail env PATH="$system_path" git commit -q -m bad
expect_err agents/bad.md

t 'core.hooksPath: local is honoured, global is refused'
begin
git config core.hooksPath .githooks
expect_ok git agents install --shim
check test -x .githooks/pre-commit
check_not test -e .git/hooks/pre-commit
expect_ok git agents uninstall
check_not test -e .githooks/pre-commit
git config --unset core.hooksPath
git config --global core.hooksPath "$HOME/hooks"
expect_code 1 git agents install --shim
expect_err 'in the global configuration'
check_not test -e "$HOME/hooks"

t 'hooks are shared with linked worktrees, and doctor sees where they are not'
begin
agent agents/one.md one
expect_ok git agents init
expect_ok git agents install --shim
git add -A
git commit -q -m one
git worktree add -q ../linked
expect_ok git agents doctor
expect_out 'reached from 1 other worktree'
broken_agent ../linked/agents/bad.md
git -C ../linked add agents
expect_fail git -C ../linked commit -q -m bad
git config core.hooksPath .githooks
expect_code 1 git agents doctor
expect_out "installed, but not reachable: git runs the hooks of core.hooksPath '.githooks'"
expect_ok git agents install --shim
expect_code 1 git agents doctor
expect_out 'git finds no pre-commit hook'

t 'doctor is content after init and proves a minimal PATH'
begin
agent agents/one.md one
expect_ok git agents init
expect_ok git agents install --shim
expect_ok git agents doctor
expect_out 'work with a minimal PATH'
expect_ok git agents doctor --format json
expect_out '"schema": 1'
chmod -x .git/hooks/pre-push
expect_code 1 git agents doctor
expect_out 'not executable'
rm .git/hooks/*
expect_ok git agents doctor
expect_out 'not installed'

t 'trust shows what changed and records it'
begin
agent agents/one.md one
expect_ok git agents init
expect_ok git agents trust
expect_out 'trusted already'
printf 'build:\n  output: dist\n' >>.git-agents.yaml
expect_code 1 git agents trust --show
expect_out '- build.output: '
expect_out '+ build.output: dist'
expect_ok git agents status
expect_out "changed since you trusted it: run 'git agents trust'"
expect_ok git agents trust
expect_ok git agents trust --show
expect_ok git agents status
expect_out 'trust         trusted'

t 'status tells hooks, definitions, findings, index and deployment'
begin
agent agents/one.md one
expect_ok git agents status
expect_out "not installed: run 'git agents install'"
expect_ok git agents init
printf 'deploy:\n  targets: [{tool: claude, scope: project}]\n' >>.git-agents.yaml
git add -A
git commit -q -m one
expect_ok git agents trust
expect_ok git agents status
expect_out '7 of 7 installed'
expect_out '1 agent'
expect_out '0 errors'
expect_out 'to write'
expect_ok git agents deploy
expect_ok git agents status
expect_out 'up to date'
expect_out 'operation     #1 deploy'
expect_ok git agents status --json
expect_out '"schema": 1'

t 'hook runs our hook with the same stdin and arguments'
begin
agent agents/one.md one
git add -A
expect_ok git agents hook pre-commit
broken_agent agents/bad.md
git add -A
expect_fail git agents hook pre-commit
expect_err agents/bad.md
git commit -q -m bad
git init -q --bare ../remote.git
id=$(git rev-parse HEAD)
zero=$(echo "$id" | tr 0-9a-f 0)
echo "refs/heads/main $id refs/heads/main $zero" >push
run git agents hook pre-push origin ../remote.git <push
[ "$code" = 1 ] || problem "pre-push: exit code $code"
expect_err agents/bad.md

finish
