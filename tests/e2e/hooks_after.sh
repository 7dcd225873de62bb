#!/bin/sh
# What happens after commits, merges, checkouts and rewrites: the index follows HEAD, and deployments
# are started where the configuration wants them.
# Usage: hooks_after.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

# deploying EVENTS BRANCHES: hooks that call a stand-in for git-agents, which notes its arguments.
deploying() {
  begin
  calls=$PWD/../calls
  : >"$calls"
  mkdir ../programs
  link "$bin/git-agents" ../programs/git-agents
  link "$bin/git-agents-hook" ../programs/git-agents-hook
  settings "$1" "$2"
  ../programs/git-agents install >/dev/null || problem 'install failed'
  rm ../programs/git-agents
  printf '#!/bin/sh\nprintf "%%s\\n" "$*" >>"%s"\n' "$calls" >../programs/git-agents
  chmod +x ../programs/git-agents
  agent agents/good.md good
  git add -A
  GIT_AGENTS=0 git commit -q -m first
  git agents index >/dev/null || problem 'index failed'
}
settings() {
  printf '%s\n' 'version: 1' 'definitions: [{path: agents, kind: agent}]' 'deploy:' "  on: [$1]" \
    "  branches: [$2]" '  targets: [{tool: claude, scope: project}]' >.git-agents.yaml
}
# change NAME: something to commit.
change() {
  agent "agents/$1.md" "$1"
  git add agents
}

# deploys EVENT COMMAND...: starts one deployment, for EVENT.
deploys() {
  deploying_event=$1
  shift
  : >"$calls"
  expect_ok "$@"
  check_not grep -q 'git agents' "$scratch/err"
  wait_for test -s "$calls"
  check test "$(cat "$calls")" = "deploy --from-hook $deploying_event"
}
# deploys_not COMMAND...: succeeds and starts nothing: the log is made before a process is started.
deploys_not() {
  log=$(git rev-parse --git-path agents/worker.log)
  rm -f "$log"
  expect_ok "$@"
  check_not test -e "$log"
}

t 'S-65 a failing post hook never changes the exit code of git'
deploying 'checkout, merge, commit' main
rm -r .git/agents
: >.git/agents
expect_ok git switch -q -c topic
change a
expect_ok git commit -q -m a
expect_ok git switch -q main
expect_ok git merge -q topic
expect_ok git commit -q --amend -m b
expect_ok git worktree add -q ../linked
expect_ok git checkout -q -- agents
printf 'version: [\n' >.git-agents.yaml
expect_ok git commit -q -n -a -m broken
expect_ok git switch -q -c other
mkdir ../template
cp -r .git/hooks ../template/hooks
expect_ok git clone -q --template=../template . ../clone
check test -e ../clone/agents/a.md

t 'S-65 broken databases are mended and change no exit code'
deploying 'checkout' main
for file in index.db memo.db; do printf 'no database' >.git/agents/$file; done
change a
expect_ok git commit -q -m a
expect_ok git switch -q -c topic
expect_ok git agents list
expect_out a

t 'S-66 a checkout of files asks git nothing'
deploying 'checkout' main
echo x >>agents/good.md
deploys_not git checkout -q -- agents/good.md
deploys_not git restore --source HEAD agents/good.md
deploys_not git restore --staged agents/good.md
id=$(git rev-parse HEAD)
silent env GIT_TRACE="$scratch/trace" git-agents-hook post-checkout "$id" "$id" 0
check_not test -s "$scratch/trace"

t 'S-67 null ids: clone, a new worktree, to an orphan branch and back'
deploying 'merge' main
silent git switch -q --orphan empty
silent git switch -q main
silent git checkout -q --orphan other
silent git checkout -q -f main
silent git worktree add -q ../linked
mkdir ../template
cp -r .git/hooks ../template/hooks
silent git clone -q --template=../template . ../clone
silent git clone -q --template=../template --no-checkout . ../bare-bones

t 'S-68 a new branch at the same commit'
deploying 'checkout' main
deploys_not git switch -q -c topic
deploys_not git checkout -q -b other

t 'S-69 nothing is deployed between the steps of a rebase, and once at its end'
deploying 'checkout, merge, commit' 'main, topic'
git switch -q -c topic
GIT_AGENTS=0
export GIT_AGENTS
change a && git commit -q -m a
change b && git commit -q -m b
agent agents/good.md good 'color: red'
git commit -q -a -m red
git switch -q main
change c && git commit -q -m c
agent agents/good.md good 'color: blue'
git commit -q -a -m blue
git switch -q topic
unset GIT_AGENTS
rm -f .git/agents/worker.log
expect_code 1 git rebase -q main
check_not test -e .git/agents/worker.log
agent agents/good.md good 'color: green'
git add agents
deploys merge env GIT_EDITOR=: git rebase --continue

t 'S-69 nothing is deployed during a bisection'
deploying 'checkout' main
for letter in a b c d; do change $letter && GIT_AGENTS=0 git commit -q -m $letter; done
deploys_not git bisect start HEAD HEAD~4
deploys_not git bisect good
deploys_not git bisect reset

t 'S-69 cherry-pick and revert: nothing between the steps'
deploying 'commit' main
GIT_AGENTS=0
export GIT_AGENTS
git switch -q -c topic
change a && git commit -q -m a
agent agents/good.md good 'color: red'
git commit -q -a -m red
git switch -q main
agent agents/good.md good 'color: blue'
git commit -q -a -m blue
unset GIT_AGENTS
rm -f .git/agents/worker.log
expect_code 1 git cherry-pick main..topic
check_not test -e .git/agents/worker.log
agent agents/good.md good 'color: green'
git add agents
deploys commit git -c core.editor=: cherry-pick --continue

t 'S-69 one cherry-pick or revert deploys, and so does the last of several'
deploying 'commit' main
git switch -q -c topic
change a && git commit -q -m a
change b && git commit -q -m b
change c && git commit -q -m c
git switch -q main
deploys commit git cherry-pick topic~2
deploys commit git revert --no-edit HEAD
deploys commit git cherry-pick topic~2..topic

t 'S-70 merge, fast-forward and pull deploy'
deploying 'merge' main
git clone -q . ../origin 2>/dev/null
git remote add origin ../origin
git fetch -q origin
git branch -q -u origin/main
agent ../origin/agents/a.md a
git -C ../origin add -A
git -C ../origin commit -q -m a
deploys merge git pull -q --ff-only
agent ../origin/agents/b.md b
git -C ../origin add -A
git -C ../origin commit -q -m b
deploys merge git pull -q --rebase
agent ../origin/agents/c.md c
git -C ../origin add -A
git -C ../origin commit -q -m c
change local
deploys_not git commit -q -m local
deploys merge git pull -q --rebase
agent ../origin/agents/d.md d
git -C ../origin add -A
git -C ../origin commit -q -m d
deploys merge git pull -q --no-rebase --no-edit
check git rev-parse -q --verify HEAD^2
deploys_not git pull -q --ff-only

t 'S-70 a rebase by patches deploys at its end'
deploying 'merge' 'main, topic'
git switch -q -c topic
change a
git commit -q -m a
git switch -q main
change b
git commit -q -m b
deploys_not git switch -q topic
deploys merge git rebase -q --apply main
check test "$(git symbolic-ref HEAD)" = refs/heads/topic

t 'S-70b a merge that ended in a conflict deploys when it is committed'
deploying 'merge' main
git switch -q -c topic
agent agents/good.md good 'color: red'
GIT_AGENTS=0 git commit -q -a -m topic
git switch -q main
agent agents/good.md good 'color: blue'
GIT_AGENTS=0 git commit -q -a -m main
git merge -q topic >/dev/null 2>&1
agent agents/good.md good 'color: green'
git add agents
deploys merge git commit -q --no-edit

t 'S-70c merge --squash deploys nothing'
deploying 'merge, checkout' main
git switch -q -c topic
change a
git commit -q -m a
: >"$calls"
git switch -q main
wait_for test -s "$calls"
deploys_not git merge -q --squash topic

t 'S-70d what fires no hook is seen by the next command'
deploying 'merge' main
change a
git commit -q -m a
expect_ok git agents index --check
git reset -q --hard HEAD~1
expect_code 1 git agents index --check
expect_ok git agents list
check_not grep -qw agents/a.md "$scratch/out"
expect_ok git agents index
expect_ok git agents index --check
git update-ref refs/heads/main 'HEAD@{1}'
expect_code 1 git agents index --check
git reset -q --hard
git stash -q
expect_ok git agents list
expect_out agents/a.md
expect_ok git agents deps a
# Later versions of git rewrite commits without a checkout.
git branch -q replayed HEAD~1
if git replay --onto replayed~0 HEAD~1..main >../replayed 2>/dev/null; then
  git update-ref --stdin <../replayed
  change replayed
  git update-ref refs/heads/main "$(git commit-tree -p main -m replayed "$(git write-tree)")"
  expect_code 1 git agents index --check
  expect_ok git agents list
  expect_out agents/replayed.md
fi

t 'S-70d the index is at HEAD after every kind of commit, also after what fires no hook'
deploying 'merge' main
rm .git/agents/*
printf 'version: 1\n' >.git-agents.yaml
git commit -q -a -m 'no deployment'
expect_ok git agents index
at_head() { silent "$@" && expect_ok git agents index --check; }
echo a >other
git add other
at_head git commit -q -m other
change a
at_head git commit -q -m a
check grep -q agents/a.md <<S
$(git agents list)
S
git reset -q --hard HEAD~1
change b
at_head git commit -q -m b
change c
at_head git commit -q --amend -m c
git reset -q --soft HEAD~2
git update-ref HEAD HEAD~1
at_head git commit -q -m squashed
at_head git switch -q -c topic
git rm -q agents/b.md
at_head git commit -q -m removed
at_head git switch -q main
at_head git merge -q topic
git agents list >"$scratch/out"
check_not grep -q agents/b.md "$scratch/out"
expect_out agents/c.md

t 'S-70e an amend deploys once'
deploying 'commit' main
change a
deploys commit git commit -q -m a
change b
deploys commit git commit -q --amend -m b
silent git-agents-hook post-rewrite amend <<S
$(git rev-parse 'HEAD@{1}') $(git rev-parse HEAD) extra words
$(git rev-parse 'HEAD@{1}') $(git rev-parse HEAD)
S

t 'S-70e an interactive rebase with squashes and an amended step deploys once, at its end'
deploying 'commit, merge' main
for letter in a b c d; do change $letter && GIT_AGENTS=0 git commit -q -m $letter; done
git branch -q upstream HEAD~4
steps='1s/^pick/edit/;2s/^pick/squash/;3s/^pick/fixup/'
deploys_not env GIT_EDITOR=: GIT_SEQUENCE_EDITOR="sed -i '$steps'" git rebase -q -i upstream
agent agents/a.md a 'color: red'
git add agents
deploys_not git commit -q --amend --no-edit
expect_ok git agents index --check
deploys merge env GIT_EDITOR=: git rebase --continue
check test "$(git rev-list --count upstream..)" = 2
expect_ok git agents index --check

t 'S-70f only the configured branches deploy, and no detached HEAD'
deploying 'checkout, commit' main
deploys_not git switch -q -c topic
change a
deploys_not git commit -q -m a
deploys checkout git switch -q main
deploys_not git checkout -q --detach
change b
deploys_not git commit -q -m b
deploys checkout git switch -q main
settings 'checkout, commit' 'topic'
git agents trust >/dev/null
git add -A
deploys_not git commit -q -m other

t 'S-70f without configured branches the default branch of the remote deploys'
deploying 'checkout' main
sed -i /branches/d .git-agents.yaml
git agents trust >/dev/null
git commit -q -a -m settings
git update-ref refs/remotes/origin/trunk HEAD
git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/trunk
git branch -q trunk
deploys checkout git switch -q trunk
deploys_not git switch -q main
git symbolic-ref -d refs/remotes/origin/HEAD
git switch -q trunk
deploys checkout git switch -q main

t 'S-70f agents.enabled=false and an untrusted configuration deploy nothing'
deploying 'checkout' main
git switch -q -c topic
git config agents.enabled false
deploys_not git switch -q main
git switch -q topic
git config --unset agents.enabled
git config --unset agents.trusted
deploys_not git switch -q main
expect_no_err
git config agents.trusted other
git switch -q topic
deploys_not git switch -q main
expect_err 'git agents: nothing was deployed: what .git-agents.yaml may deploy has changed'
expect_err "hint: 'git agents trust' shows the difference and agrees to it"
expect_no_out

t 'the real deployment after a merge, a checkout and a commit'
begin
settings 'merge, checkout, commit' main
agent agents/good.md good
git agents install >/dev/null
git add -A
expect_ok git commit -q -m first
wait_for test -s .claude/agents/good.md
change a
expect_ok git commit -q -m a
wait_for test -s .claude/agents/a.md
git switch -q -c topic
agent agents/a.md a 'color: red'
expect_ok git commit -q -a -m red
check_not grep -q red .claude/agents/a.md
expect_ok git switch -q main
expect_ok git merge -q topic
wait_for grep -q red .claude/agents/a.md
check test -z "$(git status --porcelain)"
bad agents/bad.md
change b
git add -A
expect_ok git commit -q -n -m bad
wait_for test -s .claude/agents/b.md
check_not test -e .claude/agents/bad.md
agent agents/bad.md bad
expect_ok git commit -q -a -m corrected
wait_for test -s .claude/agents/bad.md
wait_for git agents deploy --check
finish
