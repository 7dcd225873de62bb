#!/bin/sh
# What sources hold is deployed beside a repository's own definitions, and nothing of anybody's is
# lost by it.
bin=$1
# shellcheck source=tests/e2e/sources_lib.sh
. "$(dirname "$0")/sources_lib.sh"

# deploying NAME...: a repository with these sources and a Claude target, and a first commit.
deploying() {
  project "$@"
  echo 'deploy: {targets: [{tool: claude}]}' >>.git-agents.yaml
  agent agents/own.md own
  git add -A
  git commit -q -m first
}

t 'pull deploys what came, beside the own definitions and composed with the source'\''s own base'
upstream lib
up_write lib agents/BASE-AGENT.md 'Theirs.\n'
up_write lib skills/pdf/SKILL.md '---\nname: pdf\ndescription: Reads PDF.\n---\nText.\n'
up_write lib skills/pdf/run.py 'print(1)\n'
deploying lib
expect_ok git agents pull
expect_out "  wrote  $PWD/.claude/agents/one.md (agents/one.md from o/lib)"
check grep -qxF "  wrote  $PWD/.claude/agents/own.md" "$scratch/out"
expect_out "  wrote  $PWD/.claude/skills/pdf/run.py (skills/pdf/run.py from o/lib)"
expect_out '  privilege change of one:'
check grep -q '^Theirs.' .claude/agents/one.md
check_not grep -q Theirs .claude/agents/own.md
check test "$(git status --porcelain)" = '?? .git-agents.lock'
expect_ok git agents pull
check_not grep -q wrote "$scratch/out"
expect_ok git agents deploy --check
expect_out '5 unchanged'
expect_ok git agents status
expect_out "claude:project:$PWD: up to date"
expect_ok git agents deploy --json
expect_out '"origin_path":"agents/one.md","source":"o/lib"'
expect_out '"origin_path":"agents/own.md","source":null'
expect_out '{"source":"o/lib","id":"upstream.test/o/lib","definitions":3,"problem":"","findings":[]}'

t 'deploy: a source that is not here is told in a line, and what was deployed of it stays'
upstream lib
deploying lib
expect_ok git agents deploy
expect_err "note: source 'o/lib': it was not pulled yet: 'git agents pull' fetches it"
expect_ok git agents pull
rm -rf "$XDG_CACHE_HOME"
expect_ok git agents deploy --prune
expect_err "note: source 'o/lib': the locked commit is not in the cache: 'git agents pull' fetches it"
check test -f .claude/agents/one.md
expect_ok git agents deploy --check
expect_ok git agents status
expect_out "claude:project:$PWD: up to date"

t 'pull: broken definitions are named and held back, the others are deployed'
upstream lib
up_write lib agents/broken.md '---\nname: broken\n---\nText.\n'
deploying lib
expect_code 1 git agents pull
expect_out "  held back  $PWD/.claude/agents/broken.md (agents/broken.md from o/lib): it has errors: "
check test -f .claude/agents/one.md
check_not test -e .claude/agents/broken.md
up_write lib agents/broken.md '---\nname: broken\ndescription: Mended.\ntools: Read\n---\nText.\n'
expect_ok git agents pull
check grep -q Mended .claude/agents/broken.md
up_write lib agents/broken.md 'name: broken again\n'
expect_code 1 git agents pull
check grep -q Mended .claude/agents/broken.md

t 'pull: what was edited where it was deployed is kept, and so is the user'\''s own'
upstream lib
deploying lib
mkdir -p .claude/agents
echo mine >.claude/agents/two.md
expect_code 1 git agents pull
expect_out "  kept, not ours  $PWD/.claude/agents/two.md (agents/two.md from o/lib)"
echo edited >>.claude/agents/one.md
cp .claude/agents/one.md ../edited
up_write lib agents/one.md '---\nname: one\ndescription: Newer.\ntools: Read\n---\nText.\n'
expect_code 1 git agents pull
expect_out "  kept, edited  $PWD/.claude/agents/one.md (agents/one.md from o/lib)"
check cmp .claude/agents/one.md ../edited
check test "$(cat .claude/agents/two.md)" = mine
expect_code 1 git agents deploy --prune
check cmp .claude/agents/one.md ../edited
check test "$(cat .claude/agents/two.md)" = mine
expect_code 1 git agents deploy --force
check grep -q Newer .claude/agents/one.md
expect_ok git agents undo
check cmp .claude/agents/one.md ../edited

t 'pull: what a source no longer holds is left over until it is pruned, and comes back with undo'
upstream lib
deploying lib
expect_ok git agents pull
git -C "$up" rm -q agents/two.md
git -C "$up" commit -qm gone
expect_ok git agents pull
expect_out "  left over  $PWD/.claude/agents/two.md (agents/two.md from o/lib): no longer wanted of its source"
check test -f .claude/agents/two.md
expect_ok git agents deploy --prune
check_not test -e .claude/agents/two.md
expect_ok git agents undo
check test -f .claude/agents/two.md

t 'deploy: a source that is no longer configured leaves what was deployed of it, until it is pruned'
upstream lib
deploying lib
expect_ok git agents pull
printf 'version: 1\ndeploy: {targets: [{tool: claude}]}\n' >.git-agents.yaml
expect_ok git agents deploy
expect_out "  left over  $PWD/.claude/agents/one.md (agents/one.md from upstream.test/o/lib): its source is no longer configured"
expect_ok git agents deploy --prune
check_not test -e .claude/agents/one.md
check test -f .claude/agents/own.md

t 'deploy: collisions are decided by tier, priority and id, whatever the order of the file'
upstream a
upstream b
upstream c
upstream d
for letter in a b c d; do
  up_write $letter agents/one.md "---\nname: one\ndescription: Of $letter.\ntools: Read\n---\nText.\n"
  up_write $letter agents/two.md "---\nname: $letter-two\ndescription: Of $letter.\ntools: Read\n---\nText.\n"
done
begin
agent agents/own-two.md two
git add -A
git commit -qm first
a='{url: "https://upstream.test/o/a", tier: user, priority: 1}'
b='{url: "https://upstream.test/o/b"}'
c='{url: "https://upstream.test/o/c", priority: 50}'
d='{url: "https://upstream.test/o/d", priority: 50}'
for order in "$a
- $b
- $c
- $d" "$d
- $c
- $b
- $a" "$b
- $d
- $a
- $c"; do
  printf 'version: 1\ndeploy: {targets: [{tool: claude}]}\nsources:\n- %s\n' "$order" >.git-agents.yaml
  run git agents pull
  run git agents deploy --dry-run
  check test "$code" = 1
  grep -E '^  (collision|outranked)' "$scratch/out" >../collisions
  [ -f ../before ] || cp ../collisions ../before
  check cmp ../collisions ../before
  check grep -q 'Of c' .claude/agents/one.md
  check grep -q 'Of c' .claude/agents/two.md
done
expect_out "  collision  $PWD/.claude/agents/one.md: agents/one.md of o/c is deployed, agents/one.md of o/d is not"
expect_out "  outranked  $PWD/.claude/agents/one.md: agents/one.md of o/c is deployed, agents/one.md of o/a is not"
check test "$(wc -l <../before)" = 6

t 'deploy: local edits in the cache are deployed, as far as they are based on what is locked'
upstream lib
deploying lib
expect_ok git agents pull
cache=$(cache_of lib)
echo 'My line.' >>"$cache/agents/one.md"
expect_ok git agents deploy
check grep -q 'My line' .claude/agents/one.md
git -C "$cache" commit -qam mine
expect_ok git agents deploy
expect_out '3 unchanged'
expect_ok git agents undo
old=$(cat .git-agents.lock)
up_write lib agents/two.md '---\nname: two\ndescription: Newer.\ntools: Read\n---\nText.\n'
expect_ok git agents pull
check grep -q 'My line' .claude/agents/one.md
echo "$old" >.git-agents.lock
expect_ok git agents deploy
expect_err "note: source 'o/lib': local edits in its cache are not in it, since they are based on another commit"
check_not grep -q Newer .claude/agents/two.md

t 'hooks deploy sources that are trusted, fetch nothing, and hold added privileges back'
upstream lib
deploying lib
sed -i 's/^deploy: {/deploy: {on: [commit], branches: [main], pull: true, /' .git-agents.yaml
git commit -qam 'on commit'
expect_ok git agents pull --no-deploy
git agents install >/dev/null
git commit -q --allow-empty -m 'not trusted'
check_not test -e .claude
git agents trust >/dev/null
git config agents.hooks.wait 10000
run git commit -q --allow-empty -m trusted
check test -f .claude/agents/one.md
up_write lib agents/one.md '---\nname: one\ndescription: More.\ntools: Read, Bash\n---\nText.\n'
expect_ok git agents pull --no-deploy
run git commit -q --allow-empty -m 'new privileges'
check grep -q "tools: Bash" "$scratch/err"
check_not grep -q Bash .claude/agents/one.md
expect_ok git agents status
expect_out 'held back: one: adds: tools: Bash'
up_write lib agents/two.md '---\nname: two\ndescription: Fetched.\ntools: Read\n---\nText.\n'
run git commit -q --allow-empty -m 'nothing is fetched'
check_not grep -q Fetched .claude/agents/two.md
expect_ok git agents deploy --skip-sync --accept one
check grep -q Bash .claude/agents/one.md

t 'agents-manifest.yaml: a later format is not deployed, the other sources are'
upstream later
upstream mpm
up_write later agents-manifest.yaml 'repo_format_version: 2\n'
up_write mpm agents/three.md '---\nname: three\ndescription: Third.\ntools: Read\n---\nText.\n'
up_write mpm agents-manifest.yaml 'repo_format_version: 1\nmin_cli_version: "5.10.0"\ndeprecation_warnings: [{feature: old, replacement: new}]\n'
deploying later mpm
expect_code 1 git agents pull
expect_err "error: source 'o/later': nothing of it is deployed: it has the repository format version 2, and this program knows none above 1"
expect_err "note: source 'o/mpm': agents-manifest.yaml:2:18: claude-mpm must be 5.10.0 or later"
expect_err "note: source 'o/mpm': agents-manifest.yaml:3:24: 'old' is deprecated: use new"
check test -f .claude/agents/three.md
expect_code 1 git agents deploy --json
expect_out '"problem":"it has the repository format version 2'

t 'detect: a project gets what its files ask for'
upstream lib
up_write lib agents/lang/python.md '---\nname: python-engineer\ndescription: Python.\ntools: Read\n---\nText.\n'
up_write lib agents/lang/node.md '---\nname: node-engineer\ndescription: Node.\ntools: Read\n---\nText.\n'
deploying lib
cat >>.git-agents.yaml <<'END'
detect:
- {files: [pyproject.toml], deploy: [lang/python]}
- {files: [package.json], deploy: [node-engineer]}
- {deploy: [one, gone]}
END
touch pyproject.toml
git add -A
git commit -qm python
expect_ok git agents pull
expect_err "note: 'detect' names 'gone', which no source has"
check test "$(ls .claude/agents)" = "one.md
own.md
python.md"

t 'deploy.pull: deploy pulls first, unless it is told not to, and goes on without a network'
upstream lib
deploying lib
sed -i 's/^deploy: {/deploy: {pull: true, /' .git-agents.yaml
git commit -qam pull
expect_ok git agents deploy --skip-sync
expect_err "it was not pulled yet"
check_not test -e .claude/agents/one.md
expect_ok git agents deploy --dry-run
check_not test -e .git-agents.lock
expect_ok git agents deploy
check test -f .claude/agents/one.md
git config --global --unset-all "url.file://$scratch/$number/up/.insteadOf"
git config --global url.http://127.0.0.1:9/.insteadOf https://upstream.test/
rm .claude/agents/one.md
expect_code 1 git agents deploy
expect_err 'error: o/lib: cannot reach'
check test -f .claude/agents/one.md
expect_ok git agents deploy --skip-sync

t 'deploy: the user'\''s own sources go to the user'\''s directories, in and out of repositories'
upstream lib
expect_fail git agents deploy
expect_err 'there is nowhere to deploy to: outside of a repository'
mkdir -p "$XDG_CONFIG_HOME/git-agents"
cat >"$XDG_CONFIG_HOME/git-agents/config.yaml" <<'END'
version: 1
deploy: {targets: [{tool: claude}]}
sources:
- {url: "https://upstream.test/o/lib", path: agents}
END
expect_ok git agents pull
expect_out "  wrote  $HOME/.claude/agents/one.md (agents/one.md from o/lib)"
check test -f "$XDG_CONFIG_HOME/git-agents/config.lock"
expect_ok git agents deploy --check
expect_ok git agents deploy --target claude --check
expect_fail git agents deploy --scope project
expect_err 'not a git repository'
expect_fail git agents deploy --worktree
begin
agent agents/own.md own
echo 'version: 1' >.git-agents.yaml
git add -A
git commit -qm first
rm "$HOME/.claude/agents/one.md"
expect_ok git agents deploy
check test -f "$HOME/.claude/agents/one.md"
check_not test -e .claude
check_not test -e "$HOME/.claude/agents/own.md"
expect_ok git agents status
expect_out "claude:user:$HOME/.claude: up to date"
# A repository that names the source too has its own lock, and takes nothing from the user.
deploying lib
expect_ok git agents pull
check test -f .claude/agents/one.md
check grep -q upstream.test/o/lib "$XDG_CONFIG_HOME/git-agents/config.lock"
check test -f "$HOME/.claude/agents/one.md"
expect_ok git agents deploy --prune
check test -f "$HOME/.claude/agents/one.md"

t 'deploy: works where nothing was committed yet, and where the file in the work tree is broken'
upstream lib
project lib
echo 'deploy: {targets: [{tool: claude}]}' >>.git-agents.yaml
expect_ok git agents pull
check test -f .claude/agents/one.md
agent agents/own.md own
expect_ok git agents deploy --prune
check test -f .claude/agents/one.md
check_not test -e .claude/agents/own.md
git add -A
git commit -qm first
echo 'nonsense: 1' >>.git-agents.yaml
expect_code 128 git agents deploy --prune
expect_err ".git-agents.yaml:5:1: "
check test -f .claude/agents/one.md

t 'deploy: a work tree without the file, as in a sparse checkout, goes by the commit'
upstream lib
deploying lib
expect_ok git agents pull
rm .git-agents.yaml
expect_ok git agents deploy --prune
expect_out '3 unchanged'
check test -f .claude/agents/one.md

t 'deploy: only what is below the path of a source, with the bases above it'
upstream lib
up_write lib agents/BASE-AGENT.md 'Top.\n'
up_write lib agents/ops/deep.md '---\nname: deep\ndescription: Deep.\ntools: Read\n---\nText.\n'
up_write lib elsewhere/a.md '---\nname: elsewhere\ndescription: Elsewhere.\ntools: Read\n---\nText.\n'
git init -q .
cat >.git-agents.yaml <<'END'
version: 1
deploy: {targets: [{tool: claude}]}
sources:
- {name: ops, url: "https://upstream.test/o/lib", path: agents/ops}
- {name: other, url: "https://upstream.test/o/lib", path: elsewhere}
END
expect_ok git agents pull
check test "$(ls .claude/agents)" = "a.md
deep.md"
check grep -q '^Top.' .claude/agents/deep.md

finish
