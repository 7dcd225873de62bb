#!/bin/sh
# pre-push writes a request of approval where gated paths change.
# Usage: approval.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

# gated [INIT OPTION...]: `main` gates agents/, is pushed to `o`, and its requests are forgotten.
gated() {
  git init -q --bare "$@" ../o.git
  git init -q "$@" .
  git agents install >/dev/null || problem 'install failed'
  git remote add o ../o.git
  printf 'version: 1\ndefinitions: [{path: agents}]\napproval: {paths: ["agents/**"]}\n' >.git-agents.yaml
  agent agents/good.md good
  echo 1 >other
  git add -A
  git commit -q -m first || problem 'the first commit was refused'
  git push -q --no-verify o main
}

# change [LINE...]: commits an agent that may do more.
change() {
  agent agents/good.md good "$@"
  git add -A
  git commit -q -m 'Let it run' || problem 'the commit was refused'
}

branch=agents/executions
records() { git ls-tree -r --name-only $branch 2>/dev/null | sed -n 's|^executions/\(.*\)/request.md$|\1|p'; }
count() { records | wc -l; }
# show FILE: of the record that the last push named.
show() {
  git show "$branch:executions/$(sed -n 's|.*executions:executions/\(.*\)/request.md$|\1|p' "$scratch/said" | tail -n 1)/$1"
}
# requested REF COMMAND...: it succeeds and says one line about a new request for REF.
requested() {
  ref=$1
  shift
  expect_ok "$@"
  expect_err "git agents: approval of $ref is requested: git show $branch:executions/"
  cp "$scratch/err" "$scratch/said"
}
found() {
  ref=$1
  shift
  expect_ok "$@"
  expect_err "git agents: approval of $ref was requested before: git show $branch:executions/"
}

t 'a push that changes a gated path writes a request, and goes on'
gated
change 'tools: Read, Bash'
before=$(git status --porcelain=v2 --branch)
requested refs/heads/main git push -q o main
expect_no_out
check test "$(wc -l <"$scratch/err")" = 1
check test "$(git -C ../o.git rev-parse main)" = "$(git rev-parse main)"
check test "$(git status --porcelain=v2 --branch)" = "$before"
expect_ok sh -c "$(sed -n 's/.* is requested: //p' "$scratch/err")"
expect_out '# Request of approval'
digest=$(python3 - "$PWD/../o" <<'END'
import hashlib, os, subprocess, sys
raw = subprocess.run(["git", "--no-replace-objects", "diff-tree", "-r", "-z", "--no-renames", "--no-ext-diff",
                      "--no-textconv", "--ignore-submodules=none", "main~", "main"], capture_output=True).stdout
head = f"git-agents-change-v1\nrepo file:{os.path.normpath(sys.argv[1])}\nref refs/heads/main\n"
print(hashlib.sha256(head.encode() + raw).hexdigest())
END
)
id=$(records)
day=$(git log -1 --format=%cd --date=format-local:%Y-%m-%d $branch)
check test "$id" = "${day}_task-push-$(echo "$digest" | cut -c-12)"
normal() {
  sed -e "s|$id|ID|g; s|push-$(echo "$digest" | cut -c-12)|TASK|g; s|$digest|DIGEST|g" \
    -e "s|$(git rev-parse main)|HEAD|g; s|$(git rev-parse main~)|BASE|g; s|$(git rev-parse 'main^{tree}')|TREE|g" \
    -e "s|$(git rev-parse main:.git-agents.yaml)|BLOB|g; s|${PWD%/work}|DIR|g" \
    -e 's|20[0-9-]*T[0-9:]*Z|TIME|g; s|git-agents [0-9.]*"|git-agents VERSION"|' \
    -e 's|sha256:[0-9a-f]\{64\}|sha256:REQUEST|'
}
show metadata.json | normal >../got
cat >../wanted <<'END'
{"created_at":"TIME","execution_id":"ID","expires_at":"TIME","performed_by":{"definition_blob":null,"definition_path":null,"id":"author@example.com","kind":null,"name":"A U Thor"},"policy":{"blob":"BLOB","commit":"BASE","source_ref":null,"version":null},"requested_by":{"id":"author@example.com","kind":"human"},"required":null,"risk":{"critical":0,"high":1,"low":0,"medium":0},"schema":"https://git-agents/execution/v1","supersedes":null,"task_id":"TASK","title":"Let it run","tool":"git-agents VERSION","trigger":[{"detail":"agents/**","rule":"gated-path"}]}
END
check diff ../wanted ../got
show target_repos.json | normal >../got
cat >../wanted <<'END'
{"repos":[{"access":null,"base_commit":"BASE","change_digest":"ga-change-v1:sha256:DIGEST","evidence":{},"head_commit":"HEAD","head_ref":"refs/heads/main","head_tree":"TREE","pr":null,"repo":"file:DIR/o","slug":"o","stats":{"deletions":1,"files":1,"insertions":1},"strategy":"push","target_ref":"refs/heads/main","target_tip":"BASE","target_tip_source":"remote"}],"schema":"https://git-agents/targets/v1"}
END
check diff ../wanted ../got
show request.md | normal >../got
cat >../wanted <<'END'
# Request of approval

`ID`

## Why this needs a look

- **high**: `agents/good.md`: the agent may now `tools: Bash`

## What is asked for

- repository: `file:DIR/o`
- ref: `refs/heads/main`, from `refs/heads/main`
- head commit: `HEAD`
- compared with: `BASE`
- change digest: `ga-change-v1:sha256:DIGEST`
- request digest: `sha256:REQUEST`
- asked by: `A U Thor`, `author@example.com` (what git's configuration says, no evidence)
- asked at: TIME
- open until: TIME
- see it with: `git diff BASE HEAD`

## What asked for approval

- the gated path `agents/**`: 1 file, first `agents/good.md`

## What definitions may do

Lines with `!` let a definition do more.

agent `good`, changed, `agents/good.md`

```text
! + tools: Bash
```

## Files

1 file changed, 1 line added, 1 line removed.

```text
M agents/good.md
```

## Newest commits

```text
HEAD Let it run
    A U Thor <author@example.com>
```
END
check diff ../wanted ../got
wanted=$({ show metadata.json; printf '\0'; show target_repos.json; } | sha256sum | cut -d' ' -f1)
check sh -c "git show $branch:executions/$id/request.md | grep -qF 'sha256:$wanted'"

t 'the same change is recorded once, other content again'
gated
change 'tools: Read, Bash'
requested refs/heads/main git push -q --dry-run o main
tip=$(git rev-parse $branch)
found refs/heads/main git push -q o main
check test "$(git rev-parse $branch)" = "$tip"
silent git push -q o main
git -C ../o.git update-ref refs/heads/main main~
change 'tools: Read, Bash' 'model: opus'
git commit -q --amend -m 'the same, and a model'
git reset -q --soft HEAD~2
git commit -q -m again
requested refs/heads/main git push -q o main
check test "$(count)" = 2
check test "$(git rev-parse $branch~)" = "$tip"

t 'a rebase over unrelated commits keeps it'
gated
git switch -q -c topic
change 'tools: Read, Bash'
requested refs/heads/main git push -q -n o topic:main
git switch -q main
echo 2 >other
git commit -q -a -m unrelated
silent git push -q o main
git switch -q topic
git rebase -q main
found refs/heads/main git push -q o topic:main
check test "$(count)" = 1

t 'what is not gated, deletions, notes and the records themselves are not recorded'
gated
echo 2 >other
git commit -q -a -m other
silent git push -q o main
git notes add -m x
silent git push -q o refs/notes/commits main:copy
silent git push -q o :copy
check_not git rev-parse -q --verify $branch
change 'model: opus'
requested refs/heads/main git push -q o main
tip=$(git rev-parse $branch)
silent git push -q o $branch
check test "$(git -C ../o.git rev-parse $branch)" = "$tip"
check test "$(git rev-parse $branch)" = "$tip"

t 'the configuration is gated, and taking the key away does not open the gate'
gated
printf 'version: 1\ndefinitions: [{path: agents}]\n' >.git-agents.yaml
agent agents/good.md good 'tools: Read, Bash'
git add -A
git commit -q -m 'no gate'
requested refs/heads/main git push -q o main
show metadata.json >../got
check grep -qF '"trigger":[{"detail":"agents/**","rule":"gated-path"},{"detail":".git-agents.yaml","rule":"governing-file"}]' ../got
show request.md >../got
check grep -qF -e '- **high**: `.git-agents.yaml`: the configuration changes' ../got
change 'model: opus'
silent git push -q o main

t 'definitions that a configuration makes ones are shown'
gated
agent more/runner.md runner 'tools: Bash'
git add -A
git commit -q -m more
silent git push -q o main
sed -i 's|{path: agents}|{path: agents}, {path: more}|' .git-agents.yaml
git commit -q -a -m 'more places'
requested refs/heads/main git push -q o main
show request.md >../got
check grep -qF 'agent `runner`, added, `more/runner.md`' ../got
check grep -qF '! + tools: Bash' ../got

t 'mode off, and no mode at all, record nothing and cost no process more'
gated
printf 'version: 1\ndefinitions: [{path: agents}]\napproval: {mode: off, paths: ["agents/**"]}\n' >.git-agents.yaml
git commit -q -a -m off
git push -q --no-verify o main
change 'tools: Read, Bash'
expect_ok env GIT_TRACE="$scratch/trace" git push -q o main
expect_no_err
check_not git rev-parse -q --verify $branch
grep -c 'built-in: git ' "$scratch/trace" >../with
sed -i '/approval/d' .git-agents.yaml
git commit -q -a -m none
git push -q --no-verify o main
change 'model: opus'
rm "$scratch/trace"
expect_ok env GIT_TRACE="$scratch/trace" git push -q o main
check test "$(grep -c 'built-in: git ' "$scratch/trace")" = "$(cat ../with)"
check_not grep -qE 'built-in: git (merge-base|diff-tree|fast-import)' "$scratch/trace"

t 'require is refused by name, at commit and by validate'
gated
printf 'version: 1\napproval:\n  mode: require\n  paths: ["agents/**"]\n' >.git-agents.yaml
git add -A
expect_code 1 git commit -q -m require
expect_err ".git-agents.yaml:3:9: error: 'approval.mode: require' is not supported by this version [configuration]"
expect_err "hint: use 'record', which writes requests and blocks nothing, or install a newer version"
expect_code 1 git agents validate
expect_out ".git-agents.yaml:3:9: error: 'approval.mode: require' is not supported by this version [configuration]"

t 'several refs, each bound to its own'
gated
change 'tools: Read, Bash'
git tag t
git tag -m annotated a
requested refs/heads/main git push -q o main main:topic t a
for ref in refs/heads/main refs/heads/topic refs/tags/t refs/tags/a; do
  expect_err "approval of $ref is requested"
done
check test "$(count)" = 4
check test "$(git rev-list --count $branch)" = 1
silent git push -q o main:later

t 'a new branch is compared with the default branch'
gated
git switch -q -c topic
change 'tools: Read, Bash'
change 'tools: Read, Bash' 'model: opus'
requested refs/heads/topic git push -q o topic
check test "$(show target_repos.json | grep -c "\"base_commit\":\"$(git rev-parse main)\".*\"target_tip_source\":\"default-branch\"")" = 1
show metadata.json >../got
check grep -qF '"source_ref":"refs/remotes/o/main"' ../got

t 'a forced push that gives commits up says so'
gated
change 'model: opus'
git push -q --no-verify o main
git reset -q --hard HEAD~
change 'model: haiku'
requested refs/heads/main git push -q -f o main
show request.md >../got
check grep -qF 'the target holds commits that this push does not: they are given up' ../got

t 'the first push to an empty remote: everything is new'
gated
git init -q --bare ../empty.git
git remote add e ../empty.git
requested refs/heads/main git push -q e main
show request.md >../got
check grep -qF -e '- compared with: nothing: everything is new' ../got
check grep -qF 'nothing of the target is known here, so everything counts as new' ../got
check grep -qF 'agent `good`, added, `agents/good.md`' ../got
check test "$(show target_repos.json | grep -c '"base_commit":null')" = 1

t 'a remote whose state is not known here: what was last seen of it'
gated
git clone -q ../o.git ../other
agent ../other/agents/x.md x
git -C ../other add -A
git -C ../other commit -q -m x
git -C ../other push -q
change 'tools: Read, Bash'
requested refs/heads/main git push -q -f o main
check test "$(show target_repos.json | grep -c '"target_tip_source":"remote-tracking"')" = 1

t 'a shallow clone never fails'
gated
echo 2 >other
git commit -q -a -m 2
git push -q --no-verify o main
git clone -q --depth 1 "file://$PWD/../o.git" ../shallow
cd ../shallow || exit 2
git agents install >/dev/null
change 'tools: Read, Bash'
requested refs/heads/main git push -q origin main
check test "$(show target_repos.json | grep -c "\"base_commit\":\"$(git rev-parse HEAD~)\"")" = 1
git checkout -q --orphan lone
agent agents/lone.md lone
git add -A
git commit -q -m lone
requested refs/heads/main git push -q -f origin lone:main
show request.md >../got
check grep -qF 'the history ends early here (a shallow clone), so everything counts as new' ../got

t 'a linked worktree'
gated
git worktree add -q ../linked -b topic
cd ../linked || exit 2
change 'tools: Read, Bash'
requested refs/heads/topic git push -q o topic
check test "$(git -C ../work rev-parse $branch)" = "$(git rev-parse $branch)"
check test -z "$(git status --porcelain)"

t 'SHA-256'
gated --object-format=sha256
change 'tools: Read, Bash'
requested refs/heads/main git push -q o main
check test "$(show target_repos.json | grep -c "\"head_commit\":\"$(git rev-parse HEAD)\"")" = 1
git init -q --bare --object-format=sha256 ../empty.git
requested refs/heads/main git push -q ../empty.git main

t 'hostile names and texts do nothing in request.md'
gated
hostile=$(printf 'agents/`@team` <!-- \n# x\342\200\256.md')
mkdir -p agents
printf -- '---\nname: evil\ndescription: Use for x.\ntools: "Bash(echo `@all` </code>)"\n---\nx\n' >"$hostile"
git add -A
git -c user.name='`@me` <!--' commit -q --no-verify -m '```
@org <img src=x>'
requested refs/heads/main git push -q o main
check test "$(count)" = 1
show request.md >../got
python3 - ../got <<'END' || problem 'something of it is alive'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
assert "\u202e" not in text
fence = re.compile(r"^(`{3,})text\n.*?^\1\n", re.M | re.S)
text = fence.sub("", text)
outside = re.sub(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", "", text)
assert "@" not in outside and "<" not in outside and "\n# x" not in text, outside
END

t 'git replace and grafts do not hide a change'
gated
change 'tools: Read, Bash'
git replace "$(git rev-parse 'main^{tree}')" "$(git rev-parse 'main~^{tree}')"
requested refs/heads/main git push -q o main
check test "$(count)" = 1

t 'what cannot be written is one line of warning, and the push goes on'
gated
change 'tools: Read, Bash'
git branch agents
expect_ok git push -q o main
expect_err 'git agents: warning: the request of approval was not recorded: git fast-import: '
check test "$(git -C ../o.git rev-parse main)" = "$(git rev-parse main)"
check_not ls .git/fast_import_crash*
git branch -q -D agents
git switch -q --orphan $branch
git commit -q --allow-empty --no-verify -m empty
git switch -q main
git worktree add -q ../records $branch
change 'model: opus'
expect_ok git push -q o main
expect_err "git agents: warning: the request of approval was not recorded: the branch '$branch' is checked out in "
expect_err 'hint: switch that work tree to another branch and push again'

t 'an object store that cannot be written'
gated
change 'tools: Read, Bash'
if [ "$(id -u)" = 0 ]; then
  # Root may write anywhere: a full disk in its place.
  rm -rf .git/objects/pack
  : >.git/objects/pack
else
  chmod -R a-w .git/objects
fi
expect_ok git push -q o main
expect_err 'git agents: warning: the request of approval was not recorded: git fast-import: '
check test "$(git -C ../o.git rev-parse main)" = "$(git rev-parse main)"
check_not ls .git/fast_import_crash*
chmod -R u+w .git/objects

t 'a token in the address is nowhere'
gated
change 'tools: Read, Bash'
zero=$(printf %040d 0)
url=https://me:ghp_secret@host.example:443/org/api.git
echo "refs/heads/main $(git rev-parse main) refs/heads/main $zero" >../refs
requested refs/heads/main git-agents-hook pre-push "$url" "$url" <../refs
check_not grep -q secret "$scratch/err"
check_not git grep -q secret $branch
check_not grep -rq secret .git/agents
check test "$(show target_repos.json | grep -c '"repo":"host.example/org/api"')" = 1
expect_ok git-agents-hook pre-push o git@host.example:org/api <../refs
expect_err 'approval of refs/heads/main '

t 'a hook that is not told where git pushes to'
gated
change 'tools: Read, Bash'
echo "refs/heads/main $(git rev-parse main) refs/heads/main $(git rev-parse main~)" >../refs
expect_ok git-agents-hook pre-push <../refs
expect_err 'git agents: warning: the request of approval was not recorded: the hook was not told where git pushes to'
expect_err "hint: give it the arguments that git gives: the remote's name and its URL"
check_not git rev-parse -q --verify $branch

t 'two pushes at once lose nothing'
gated
for i in 1 2 3 4 5 6; do
  git switch -q -c "b$i" main
  change "model: m$i"
done
for i in 1 2 3 4 5 6; do
  git push -q o "b$i" 2>"$scratch/err$i" &
done
wait
check test "$(count)" = 6
for i in 1 2 3 4 5 6; do
  check grep -qF "approval of refs/heads/b$i is requested" "$scratch/err$i"
done
check git fsck --strict

t 'a signature that is asked for and no identity do not stop it'
gated
git config commit.gpgSign true
git config gpg.program false
change_file=agents/good.md
agent $change_file good 'model: opus'
git add -A
git commit -q --no-gpg-sign -m 'model'
git config user.useConfigOnly true
git config --global --unset user.name
git config --global --unset user.email
requested refs/heads/main git push -q o main
check test "$(git log -1 --format=%an $branch)" = git-agents
show request.md >../got
check grep -qF -e '- asked by: not known' ../got

t 'switched off'
gated
change 'tools: Read, Bash'
git config agents.enabled false
silent git push -q o main
check_not git rev-parse -q --verify $branch

t '3000 refs of one commit, in a few processes'
gated
change 'tools: Read, Bash'
i=0
head=$(git rev-parse main)
zero=$(printf %040d 0)
while [ $i -lt 3000 ]; do
  echo "refs/heads/b$i $head refs/heads/b$i $zero"
  i=$((i + 1))
done >../refs
expect_ok env GIT_TRACE="$scratch/trace" git-agents-hook pre-push o ../o.git <../refs
check test "$(wc -l <"$scratch/err")" = 21
expect_err 'git agents: 2980 more requests of approval: git show agents/executions:executions'
check test "$(count)" = 3000
check test "$(grep -cE '(built-in|exec|run_command): ' "$scratch/trace")" -le 40
expect_ok git-agents-hook pre-push o ../o.git <../refs
check test "$(git rev-list --count $branch)" = 1
t 'what could not be written is written by the next push'
gated
change 'tools: Read, Bash'
mkdir -p .git/refs/heads/agents
: >.git/refs/heads/agents/executions.lock
expect_ok git push -q o main
expect_err 'git agents: warning: the request of approval was not recorded: '
rm .git/refs/heads/agents/executions.lock
pushed=$(git rev-parse HEAD)
echo 2 >other
git commit -q -a -m 'nothing that is gated'
requested refs/heads/main git push -q o main
check test "$(count)" = 1
check test "$(show target_repos.json | tr -d ' \n' | grep -o '"head_commit":"[0-9a-f]*"')" = "\"head_commit\":\"$pushed\""
echo 3 >other
git commit -q -a -m 'still nothing'
silent git push -q o main

t 'a symbolic reference in the place of the branch moves nothing'
gated
git symbolic-ref refs/heads/agents/executions refs/heads/main
change 'tools: Read, Bash'
before=$(git rev-parse main)
expect_ok git push -q o main
expect_err "git agents: warning: the request of approval was not recorded: the branch 'agents/executions' is a symbolic reference to refs/heads/main"
check test "$(git rev-parse main)" = "$before"

t 'a link or a submodule is gated wherever it comes'
gated
ln -s agents/good.md elsewhere
git add -A
git commit -q -m link
requested refs/heads/main git push -q o main

finish
