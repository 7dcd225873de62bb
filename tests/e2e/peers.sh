#!/bin/sh
# What other managers of agents and skills were seen to get wrong, done here, each ending the right
# way: locks that do not lock, edits and users' files that are overwritten, broken and hostile
# definitions that are deployed without a word. The numbers are those of the experiments.
bin=$1
# shellcheck source=tests/e2e/sources_lib.sh
. "$(dirname "$0")/sources_lib.sh"

daemon=
trap '[ -z "$daemon" ] || kill "$daemon" 2>/dev/null; cd / && rm -rf "$scratch"' EXIT

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# serve: git's own server for all upstreams of all tests, at git://127.0.0.1:$port/NUMBER/up/o/NAME.
serve() {
  port=$(free_port)
  "$(git --exec-path)/git-daemon" --reuseaddr --listen=127.0.0.1 --port="$port" --export-all \
    --base-path="$scratch" "$scratch" >/dev/null 2>&1 &
  daemon=$!
  wait_for python3 -c "import socket; socket.create_connection(('127.0.0.1', $port), 1)"
}

# skill TEXT: SKILL.md of the skill foo.
skill() { printf -- '---\nname: foo\ndescription: Use for foo.\n---\n%b\n' "$1"; }

# skill_source: an upstream with one skill, and a project that deploys it, by way of git's server.
skill_source() {
  upstream lib
  up_write lib skills/foo/SKILL.md "$(skill 'First.')\n"
  up_write lib skills/foo/notes.md 'Notes.\n'
  git init -q .
  {
    printf 'version: 1\ndeploy: {targets: [{tool: claude}]}\nsources:\n'
    printf -- '- {name: lib, url: "git://127.0.0.1:%s/%s/up/o/lib"}\n' "$port" "$number"
  } >.git-agents.yaml
  git add -A
  git commit -q -m first
}

cache() { echo "$XDG_CACHE_HOME"/git-agents/sources/*/*/*/*/lib@HEAD; }

t 'a server for what follows'
serve

t 'F1: the lock holds: what is restored is what was locked, although upstream went on'
skill_source
expect_ok git agents pull
cp .git-agents.lock ../lock
up_write lib skills/foo/SKILL.md "$(skill 'Second.')\n"
rm -rf .claude "$XDG_CACHE_HOME"
expect_ok git agents pull --locked
check grep -q '^First' .claude/skills/foo/SKILL.md
check test -f .claude/skills/foo/notes.md
check cmp .git-agents.lock ../lock
expect_code 1 git agents outdated
expect_ok git agents pull lib
check grep -q '^Second' .claude/skills/foo/SKILL.md
check_not cmp -s .git-agents.lock ../lock
cp ../lock .git-agents.lock
expect_ok git agents pull --locked
check grep -q '^First' .claude/skills/foo/SKILL.md

t 'F1: the lock names commit, tree and the hash of every file, and a second machine agrees'
skill_source
expect_ok git agents pull
check grep -qF "commit: \"$(up_head lib)\"" .git-agents.lock
check grep -qF "\"skills/foo/SKILL.md\": \"$(sha256sum <"$up/skills/foo/SKILL.md" | cut -d' ' -f1)\"" .git-agents.lock
cp .git-agents.lock ../lock
rm -rf "$XDG_CACHE_HOME" "$XDG_STATE_HOME" .claude .git-agents.lock
expect_ok git agents pull
check cmp .git-agents.lock ../lock

t 'F1b: URLs that do not end in .git are restored and updated like others'
upstream lib
up_write lib skills/foo/SKILL.md "$(skill 'First.')\n"
mkdir -p "$XDG_CONFIG_HOME/git-agents"
{
  printf 'version: 1\ndeploy: {targets: [{tool: claude}]}\nsources:\n'
  printf -- '- {name: a, url: "git://127.0.0.1:%s/%s/up/o/lib", path: skills}\n' "$port" "$number"
  printf -- '- {name: b, url: "file://%s", path: agents}\n' "$up"
} >"$XDG_CONFIG_HOME/git-agents/config.yaml"
expect_ok git agents pull
cp "$XDG_CONFIG_HOME/git-agents/config.lock" ../lock
up_write lib skills/foo/SKILL.md "$(skill 'Second.')\n"
rm -rf "$HOME/.claude" "$XDG_CACHE_HOME"
expect_ok git agents pull --locked
check grep -q '^First' "$HOME/.claude/skills/foo/SKILL.md"
check test -f "$HOME/.claude/agents/one.md"
check cmp "$XDG_CONFIG_HOME/git-agents/config.lock" ../lock
expect_ok git agents pull
check grep -q '^Second' "$HOME/.claude/skills/foo/SKILL.md"

t 'F2: an edit of what was deployed outlives an update, and so does one in the cache'
skill_source
expect_ok git agents pull
echo 'My own line.' >>.claude/skills/foo/SKILL.md
cp .claude/skills/foo/SKILL.md ../edited
echo 'My own note.' >>"$(cache)/skills/foo/notes.md"
up_write lib skills/foo/SKILL.md "$(skill 'Second.')\n"
expect_code 1 git agents pull
expect_out "  kept, edited  $PWD/.claude/skills/foo/SKILL.md (skills/foo/SKILL.md from lib)"
check cmp .claude/skills/foo/SKILL.md ../edited
check grep -q 'My own note' "$(cache)/skills/foo/notes.md"
check grep -q 'My own note' .claude/skills/foo/notes.md
expect_ok git agents deploy --force
check grep -q '^Second' .claude/skills/foo/SKILL.md
expect_ok git agents undo
check cmp .claude/skills/foo/SKILL.md ../edited

t 'F3: text that nobody sees is told and not deployed'
skill_source
for hidden in 'tag \363\240\201\211\363\240\201\247' 'override \342\200\256' 'zero\342\200\213width'; do
  up_write lib skills/foo/SKILL.md "$(skill "Read this: $hidden")\n"
  expect_code 1 git agents pull
  expect_out "  held back  $PWD/.claude/skills/foo/SKILL.md (skills/foo/SKILL.md from lib): it has errors: "
  check_not test -e .claude/skills/foo
  check test -f .claude/agents/one.md
done
mkdir -p skills/foo
cp "$up/skills/foo/SKILL.md" skills/foo/
expect_code 1 git agents validate
git add -A
git commit -qm 'own'
expect_code 1 git agents deploy
check_not test -e .claude/skills/foo

t 'F4, F10: a deployed agent that was edited is found by --check, and kept'
skill_source
expect_ok git agents pull
expect_ok git agents deploy --check
echo 'By hand.' >>.claude/agents/one.md
cp .claude/agents/one.md ../edited
expect_code 1 git agents deploy --check
expect_out "  kept, edited  $PWD/.claude/agents/one.md"
expect_code 1 git agents deploy
check cmp .claude/agents/one.md ../edited
expect_ok git agents status
expect_out '1 edited'

t 'F4, F9: the user'\''s own file among the deployed ones is not touched, pruned or undone'
mkdir -p .claude/agents
echo 'Mine, and no agent.' >.claude/agents/mine.md
skill_source
git rm -q --cached .claude/agents/mine.md
git commit -qm 'not tracked'
cp -p .claude/agents/mine.md ../mine
expect_ok git agents pull
git -C "$up" rm -rq agents
git -C "$up" commit -qm 'no agents any more'
expect_ok git agents pull
expect_ok git agents deploy --prune
check test "$(ls .claude/agents)" = mine.md
expect_ok git agents undo
check cmp .claude/agents/mine.md ../mine
check test "$(stat -c %y .claude/agents/mine.md)" = "$(stat -c %y ../mine)"
check_not grep -qF mine.md .git/info/exclude

t 'F5, F12: a definition that is no YAML is named, not deployed, and the exit code says so'
skill_source
printf -- '---\nname: broken\ndescription: "no end\n---\nText.\n' >agent.md
mkdir agents
mv agent.md agents/broken.md
expect_code 1 git agents validate
expect_out 'agents/broken.md:3'
git add -A
git commit -qm broken
up_write lib agents/three.md '---\nname: three\ndescription: "no end\n---\nText.\n'
expect_code 1 git agents pull
expect_out "  held back  $PWD/.claude/agents/broken.md: it has errors: "
expect_out "  held back  $PWD/.claude/agents/three.md (agents/three.md from lib): it has errors: "
check_not test -e .claude/agents/broken.md
check_not test -e .claude/agents/three.md
check test -f .claude/agents/one.md
expect_code 1 git agents deploy
expect_ok git agents status
expect_out '1 error'

t 'F7: one name for two agents, a model and tools that nobody has are told'
skill_source
agent agents/a.md twin
agent agents/b.md twin 'model: gpt-9-turbo' 'tools: Bsh, Raed'
expect_code 1 git agents validate
expect_out "the agent name 'twin' is also used by agents/a.md"
expect_out 'gpt-9-turbo'
expect_out 'no tool of the list is known to Claude Code'
up_write lib agents/three.md '---\nname: one\ndescription: Again.\n---\nText.\n'
expect_code 1 git agents pull
expect_out '  collision  one: agents/one.md of lib is deployed, agents/three.md of lib is not'
check_not test -e .claude/agents/three.md

t 'F8: a skill that was tampered with in the cache, or where it was deployed, is found'
skill_source
expect_ok git agents pull
expect_ok git agents pull --locked
echo TAMPER >>"$(cache)/skills/foo/SKILL.md"
expect_code 1 git agents pull --locked
expect_out '  skills/foo/SKILL.md was edited in the cache'
check_not grep -q TAMPER .claude/skills/foo/SKILL.md
git -C "$(cache)" commit -qam 'hidden in a commit'
expect_code 1 git agents pull --locked
check_not grep -q TAMPER .claude/skills/foo/SKILL.md
git -C "$(cache)" reset -q --hard HEAD^
expect_ok git agents pull --locked
echo TAMPER >>.claude/skills/foo/SKILL.md
expect_code 1 git agents deploy --check

t 'F11: a definition whose place the user'\''s own file has is told, and the file is kept'
mkdir -p .claude/agents
echo 'Mine.' >.claude/agents/one.md
skill_source
git rm -q --cached .claude/agents/one.md
git commit -qm 'not tracked'
expect_code 1 git agents pull
expect_out "  kept, not ours  $PWD/.claude/agents/one.md (agents/one.md from lib): not deployed by git agents"
check test "$(cat .claude/agents/one.md)" = Mine.
check test -f .claude/agents/two.md
expect_ok git agents deploy --adopt one
expect_ok git agents undo
check test "$(cat .claude/agents/one.md)" = Mine.

t 'F13: an edited skill is shown by status and --check, and no pull takes the edit'
skill_source
expect_ok git agents pull
echo 'Mine.' >>.claude/skills/foo/notes.md
expect_ok git agents status
expect_out '1 edited'
expect_code 1 git agents deploy --check
up_write lib skills/foo/notes.md 'Newer notes.\n'
expect_code 1 git agents pull
check grep -q Mine .claude/skills/foo/notes.md

t 'F14: runs that fail leave nothing in HOME and no temporary directory, and overwrite no skill'
skill_source
mkdir ../tmp
TMPDIR=$scratch/$number/tmp
export TMPDIR
sed 's/up.o.lib/up\/o\/gone/; s/name: lib/name: gone/' .git-agents.yaml >../gone.yaml
cp ../gone.yaml .git-agents.yaml
expect_code 1 git agents pull
expect_code 1 git agents pull
check test -z "$(ls -A ../tmp)"
check test -z "$(find "$HOME" -mindepth 1 -maxdepth 1 ! -name .cache ! -name .config ! -name .gitconfig ! -name .local)"
# One place, which the next try uses again.
check test "$(find "$XDG_CACHE_HOME" -name '*@*' | grep -vc '@HEAD.partial$')" = 0
check test "$(find "$XDG_CACHE_HOME" -name '*@*' | wc -l)" -le 1
check test "$(git status --porcelain)" = ' M .git-agents.yaml'
git checkout -q .git-agents.yaml
mkdir -p .claude/skills/foo
echo 'My own skill.' >.claude/skills/foo/SKILL.md
expect_code 1 git agents pull
expect_out "  kept, not ours  $PWD/.claude/skills/foo/SKILL.md"
check test "$(cat .claude/skills/foo/SKILL.md)" = 'My own skill.'
check test -z "$(ls -A ../tmp)"
unset TMPDIR

finish
