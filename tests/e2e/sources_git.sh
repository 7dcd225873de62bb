#!/bin/sh
# `git agents pull` and `outdated` by git: what is fetched, and that the lock locks. Local work: sources_edits.sh.
bin=$1
# shellcheck source=tests/e2e/sources_lib.sh
. "$(dirname "$0")/sources_lib.sh"

t 'pull: clones, locks, and is idle afterwards'
upstream lib
project lib
expect_ok git agents pull
expect_out "o/lib: updated to $(up_head lib | cut -c1-7) (2 added)"
check test -f "$(cache_of lib)/agents/one.md"
check grep -qF "commit: \"$(up_head lib)\"" .git-agents.lock
check grep -qF "tree: \"$(git -C "$(cache_of lib)" rev-parse 'HEAD^{tree}')\"" .git-agents.lock
cp .git-agents.lock ../lock
expect_ok git agents pull
expect_out "o/lib: up to date at $(up_head lib | cut -c1-7)"
check cmp .git-agents.lock ../lock
expect_ok git agents pull --json
expect_out '"source":"o/lib"'
expect_out '"status":"unchanged"'

t 'init: a project may have its definitions from sources alone'
upstream lib
project lib
expect_ok git agents init
expect_out 'kept .git-agents.yaml'
expect_ok git agents pull
expect_err "note: nothing was deployed: 'deploy.targets' names no tool; 'git agents deploy --target claude' deploys by hand"
expect_ok git agents deploy --target claude
check test -f .claude/agents/one.md

t 'pull: moves the lock of what is named, and of nothing else'
upstream a
upstream b
project a b
expect_ok git agents pull
old=$(up_head b)
up_write a agents/one.md 'new\n'
up_write b agents/one.md 'new\n'
expect_code 1 git agents outdated
expect_out "o/a: locked at"
expect_out "o/b: locked at"
expect_ok git agents pull o/a
check grep -qF "commit: \"$(up_head a)\"" .git-agents.lock
check grep -qF "commit: \"$old\"" .git-agents.lock
expect_code 1 git agents outdated --json
expect_out "\"latest\":\"$(up_head b)\""
expect_ok git agents pull
expect_ok git agents outdated
expect_no_out

t 'pull: one failing source does not stop the others'
upstream good
project missing good
expect_code 1 git agents pull
expect_out 'o/good: updated to'
expect_err "error: o/missing: there is no repository 'o/missing' (https://upstream.test/o/missing)"
expect_err 'hint: check the URL'
expect_code 1 git agents pull --json
expect_out '"status":"failed"'
check_not grep -q missing .git-agents.lock

t 'pull: a lock that was changed by hand is written anew, and says so before'
upstream lib
project lib
expect_ok git agents pull
cp .git-agents.lock ../lock
sed -i 's/\("agents.one.md": "\)./\1f/; s/\("agents.one.md": "\)f\(.\)./\1f\2f/' .git-agents.lock
expect_code 1 git agents pull --locked
expect_out "its entry in the lock was changed by hand or by a merge: 'git agents pull o/lib' writes it anew"
expect_ok git agents pull
check cmp .git-agents.lock ../lock

t 'pull --locked: a fresh machine gets the locked commit, although upstream went on'
upstream lib
project lib
expect_ok git agents pull
old=$(up_head lib)
cp .git-agents.lock ../lock
up_write lib agents/one.md 'newer\n'
rm -rf "$XDG_CACHE_HOME"
expect_ok git agents pull --locked
check cmp .git-agents.lock ../lock
check git -C "$(cache_of lib)" cat-file -e "$old"
expect_ok git agents pull --locked
expect_code 1 git agents outdated
expect_ok git agents pull
check grep -q newer "$(cache_of lib)/agents/one.md"

t 'pull --locked: restores from a branch that is gone, where a server still has the commit'
upstream lib
git -C "$up" branch old
git -C "$up" config uploadpack.allowAnySHA1InWant true
git init -q .
printf 'version: 1\nsources:\n  - {url: "https://upstream.test/o/lib", ref: old}\n' >.git-agents.yaml
expect_ok git agents pull
git -C "$up" branch -q -D old
rm -rf "$XDG_CACHE_HOME"
expect_ok git agents pull --locked
expect_code 1 git agents pull

t 'pull: leaves nothing behind where it fails'
project missing
expect_code 1 git agents pull
check_not test -e "$XDG_CACHE_HOME/git-agents/sources"

t 'pull --locked: fails closed on a tampered cache, a tampered lock and a source without a lock'
upstream lib
project lib
expect_ok git agents pull
cache=$(cache_of lib)
echo TAMPER >>"$cache/agents/one.md"
expect_code 1 git agents pull --locked
expect_out 'o/lib: is not what the lock says'
expect_out '  agents/one.md was edited in the cache'
git -C "$cache" checkout -q agents/one.md
expect_ok git agents pull --locked
sed -i 's/\("agents.one.md": "\)[0-9a-f]*/\1'"$(printf '0%.0s' $(seq 64))"'/' .git-agents.lock
expect_code 1 git agents pull --locked
expect_out '  its entry in the lock was changed by hand or by a merge'
rm .git-agents.lock
expect_code 1 git agents pull --locked
expect_err "error: o/lib: 'o/lib' is not in the lock"
expect_code 129 git agents pull --locked --force

t 'pull: two projects share a cache and have locks of their own'
upstream lib
mkdir p1 p2
(cd p1 && project lib)
(cd p2 && project lib)
cd p1 || exit 2
expect_ok git agents pull
old=$(up_head lib)
up_write lib agents/one.md 'new\n'
cd ../p2 || exit 2
expect_ok git agents pull
check grep -qF "$(up_head lib)" .git-agents.lock
cd ../p1 || exit 2
check grep -qF "$old" .git-agents.lock
expect_ok git agents pull --locked
cd .. || exit 2

t 'pull: branches with a slash, tags, annotated tags and commits'
upstream lib
git -C "$up" branch feature/x
git -C "$up" tag light
git -C "$up" tag -a -m annotated v1.0
first=$(up_head lib)
up_write lib agents/one.md 'new\n'
git init -q .
cat >.git-agents.yaml <<EOF
version: 1
sources:
  - {name: branch, url: "https://upstream.test/o/lib", ref: feature/x}
  - {name: tag, url: "https://upstream.test/o/lib", ref: v1.0}
  - {name: light, url: "https://upstream.test/o/lib", ref: light}
  - {name: commit, url: "https://upstream.test/o/lib", ref: $first}
  - {name: head, url: "https://upstream.test/o/lib"}
EOF
expect_ok git agents pull
check test "$(grep -c "commit: \"$first\"" .git-agents.lock)" = 4
check grep -qF "$(up_head lib)" .git-agents.lock
check test -d "$(cache_of lib feature%2Fx)"
expect_ok git agents pull
expect_ok git agents outdated
git -C "$up" branch -D -q feature/x
expect_code 1 git agents pull branch
expect_err "has no branch, tag or commit 'feature/x'"

t 'pull: a sub-directory'
upstream lib
up_write lib plugins/x/agents/deep.md '---\nname: deep\ndescription: Deep.\n---\nx\n'
git init -q .
cat >.git-agents.yaml <<'EOF'
version: 1
sources:
  - {url: "https://upstream.test/o/lib", path: plugins/x/agents}
EOF
expect_ok git agents pull
check test "$(grep -c '^      ' .git-agents.lock)" = 1
check grep -qF '"deep.md"' .git-agents.lock
sed -i 's/plugins.x.agents/nowhere/' .git-agents.yaml
expect_code 1 git agents pull
expect_err "has no directory 'nowhere'"

t 'pull --dry-run: says what it would do and writes nothing'
upstream lib
project lib
expect_ok git agents pull --dry-run
expect_out 'o/lib: would be fetched'
check_not test -e "$XDG_CACHE_HOME/git-agents/sources"
check_not test -e .git-agents.lock
expect_ok git agents pull
up_write lib agents/one.md 'new\n'
expect_ok git agents pull --dry-run
expect_out 'o/lib: would be updated to'
check_not grep -q new "$(cache_of lib)/agents/one.md"

t 'pull: offline is a failure that says so, and what was pulled stays'
upstream lib
project lib
expect_ok git agents pull
git config --global --unset-all "url.file://$scratch/$number/up/.insteadOf"
git config --global url.http://127.0.0.1:9/.insteadOf https://upstream.test/
expect_code 1 git agents pull
expect_err 'error: o/lib: cannot reach'
expect_err 'what was pulled before is kept'
check_not grep -q 'up to date' "$scratch/out"
check test -f "$(cache_of lib)/agents/one.md"

t 'pull: runs no hook and no script of the source'
upstream lib
project lib
mkdir -p ../hooks
for event in post-checkout post-merge reference-transaction pre-commit post-commit; do
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$scratch/$number" >"../hooks/$event"
  chmod +x "../hooks/$event"
done
git config --global core.hooksPath "$scratch/$number/hooks"
rm -f "$scratch/$number/ran"
expect_ok git agents pull
up_write lib agents/one.md 'new\n'
rm -f "$scratch/$number/ran"
expect_ok git agents pull
check_not test -e "$scratch/$number/ran"

t 'pull: a lock with conflict markers is not overwritten'
upstream lib
project lib
expect_ok git agents pull
printf '<<<<<<< HEAD\n' >>.git-agents.lock
cp .git-agents.lock ../lock
expect_code 128 git agents pull
expect_err '.git-agents.lock:'
check cmp .git-agents.lock ../lock

t 'pull: a source that is removed leaves the lock'
upstream a
upstream b
project a b
expect_ok git agents pull
project a
expect_ok git agents pull
check_not grep -q o/b .git-agents.lock

t 'pull .: is git pull with our hooks, and so is pull without sources'
git init -q --bare ../origin.git
begin
agent agents/one.md one
git add -A
git commit -qm first
git remote add origin "$scratch/$number/origin.git"
git push -q -u origin main
git clone -q ../origin.git ../other
echo more >>../other/agents/one.md
git -C ../other commit -qam more
git -C ../other push -q
expect_ok git agents pull
check grep -q more agents/one.md
expect_ok git agents pull .
expect_code 129 git agents pull . other

t 'pull: never waits for a password, and says what to set up'
project lib
git config --global url.http://127.0.0.1:9/.insteadOf https://nowhere.test/
GIT_ASKPASS=$scratch/$number/ask
printf '#!/bin/sh\ntouch "%s/asked"\n' "$scratch/$number" >"$GIT_ASKPASS"
chmod +x "$GIT_ASKPASS"
export GIT_ASKPASS
expect_code 1 git agents pull </dev/null
unset GIT_ASKPASS
check_not test -e "$scratch/$number/asked"

t 'pull: a server that never answers is given up, and the others are pulled'
upstream lib
project lib
cat >../silent.py <<'EOF'
import socket
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
kept = []
while True:
    kept.append(server.accept())
EOF
python3 ../silent.py >../port &
silent=$!
wait_for test -s ../port
printf '  - {url: "git://127.0.0.1:%s/o/dead", name: dead, sync: git}\n' "$(cat ../port)" >>.git-agents.yaml
git config --global agents.timeout 1
expect_code 1 git agents pull
kill "$silent"
expect_err 'did not come to an end in time (agents.timeout)'
expect_out 'o/lib: updated to'
check grep -qF "$(up_head lib)" .git-agents.lock
git config --global agents.timeout 0
expect_code 1 git agents pull
expect_err 'agents.timeout is 0'

t 'pull --background: goes on by itself, once'
upstream lib
project lib
git agents trust >/dev/null
expect_ok git agents pull --background
expect_out 'pulling in the background'
wait_for test -f .git-agents.lock

t 'agents.pullInterval: a hook pulls again when it is due, and does not wait'
upstream lib
project lib
git add -A
git commit -qm first
git agents install >/dev/null
git agents trust >/dev/null
git config agents.pullInterval nonsense
expect_code 128 git agents pull
expect_err "agents.pullInterval is 'nonsense'"
git config agents.pullInterval 1d
expect_ok git agents pull
check test -f .git/agents/pull-due
up_write lib agents/one.md 'new\n'
git commit -q --allow-empty -m 'not due'
check_not grep -qF "$(up_head lib)" .git-agents.lock
echo 1 >.git/agents/pull-due
git commit -q --allow-empty -m 'due'
wait_for grep -qF "$(up_head lib)" .git-agents.lock
wait_for sh -c '! test -e .git/agents/work/pull.begun'
check grep -q 'pull after commit: exit code 0' .git/agents/worker.log
git config agents.pullInterval never
expect_ok git agents pull
check_not test -e .git/agents/pull-due

finish
