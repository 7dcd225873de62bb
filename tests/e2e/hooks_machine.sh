#!/bin/sh
# What lies under the hooks and may fail them: processes that are killed, disks that are full or several,
# clocks that are wrong.
# Usage: hooks_machine.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

# deploying EVENT: hooks that deploy; the program they start notes its process and becomes git-agents.
deploying() {
  deploying_by "$1" "echo \$\$ >'$PWD/../worker'; exec '$bin/git-agents' \"\$@\""
}

t 'S-70g a deployment that is killed leaves whole files only, and the next one finishes it'
deploying commit
count=200
fleet() { # VERSION
  i=0
  while [ $i -lt $count ]; do
    agent "agents/a-$i.md" "a-$i" "color: $1"
    i=$((i + 1))
  done
  git add -A
}
fleet red
silent git commit -q -m red
wait_for git agents deploy --check
# has_colour FILE COLOUR: without a process, to be as fast as the deployment.
has_colour() {
  { read -r _ && read -r _ && read -r _ && read -r _ && read -r colour_line; } <"$1"
  [ "$colour_line" = "color: $2" ]
}
for moment in first 0 50 150 199; do
  rm -rf ../before ../worker
  cp -r .claude/agents ../before
  fleet "blue # $moment"
  silent git commit -q -m "$moment"
  wait_for test -s ../worker
  if [ $moment != first ]; then
    tries=0
    until has_colour .claude/agents/a-$moment.md "blue # $moment" || [ $tries = 200000 ]; do
      tries=$((tries + 1))
    done
  fi
  kill -KILL "$(cat ../worker)" 2>/dev/null
  # It is no child of this shell, so it cannot be waited for.
  # shellcheck disable=SC2016 # for the other shell
  wait_for sh -c '! kill -0 "$1"' sh "$(cat ../worker)"
  for file in .claude/agents/*.md; do
    cmp -s "$file" "../before/${file##*/}" || cmp -s "$file" "agents/${file##*/}" ||
      problem "killed at $moment: $file is neither the old nor the new one"
  done
  expect_ok git agents deploy
  expect_ok git agents deploy --check
  check diff -r agents .claude/agents
done
# What was interrupted can be taken back as well.
expect_ok git agents undo
check diff -r ../before .claude/agents

t 'S-73 a hook that is killed, or ends with any other code, refuses the commit and changes nothing'
begin
mkdir ../programs
link "$bin/git-agents" ../programs/git-agents
link "$bin/git-agents-hook" ../programs/git-agents-hook
../programs/git-agents install >/dev/null || problem 'install failed'
rm ../programs/git-agents-hook
agent agents/a.md a
git add -A
# shellcheck disable=SC2016 # for the stand-in
for end in 'kill -KILL $$' 'kill -SEGV $$' 'exit 255' 'exit 2'; do
  printf '#!/bin/sh\n%s\n' "$end" >../programs/git-agents-hook
  chmod +x ../programs/git-agents-hook
  expect_code 1 git commit -q -m x
  check_not git rev-parse -q --verify HEAD
  check test "$(git status --porcelain)" = 'A  agents/a.md'
  check_not test -e .git/index.lock
done
rm ../programs/git-agents-hook
link "$bin/git-agents-hook" ../programs/git-agents-hook
silent git commit -q -m x

# other_disk: a directory on another file system, in $disk.
other_disk() {
  disk=$(mktemp -d -p /dev/shm) || return 1
  # shellcheck disable=SC2064 # these are the directories
  trap "cd / && rm -rf '$scratch' '$disk'" EXIT
  [ "$(stat -c %d "$disk")" != "$(stat -c %d "$scratch")" ]
}

t 'S-110 a clone that borrows its objects'
ready
git clone -q --shared . ../borrower 2>/dev/null
check test -s ../borrower/.git/objects/info/alternates
cd ../borrower || exit 2
git agents install >/dev/null
bad agents/bad.md
git add -A
refused agents/bad.md git commit -q -m x
agent agents/bad.md other 'handoffs: [{agent: good}]'
git add -A
silent git commit -q -m x
expect_ok git agents index --check

if [ -d /dev/shm ]; then
  t 'S-110 a linked worktree on another disk than the repository and the state'
  if other_disk; then
    deploying commit
    agent agents/good.md good
    git add -A
    GIT_AGENTS=0 git commit -q -m first
    git branch -q -m main trunk
    expect_ok git worktree add -q -b main "$disk/linked"
    bad "$disk/linked/agents/bad.md"
    git -C "$disk/linked" add -A
    refused agents/bad.md git -C "$disk/linked" commit -q -m x
    agent "$disk/linked/agents/bad.md" other
    git -C "$disk/linked" add -A
    silent git -C "$disk/linked" commit -q -m x
    wait_for cmp "$disk/linked/agents/bad.md" "$disk/linked/.claude/agents/bad.md"
    cd "$disk/linked" || exit 2
    wait_for git agents deploy --check
    expect_ok git agents undo
    check_not test -e .claude/agents/bad.md
  else
    echo 'not run: /dev/shm is the disk of the temporary directory' >&2
  fi
fi

# mounted COMMAND: as `sh -c COMMAND` where file systems may be mounted, for this command only.
mounted() { unshare -rm sh -c "$1"; }
if mounted 'mount -t tmpfs none /mnt' 2>/dev/null; then
  t 'S-110 a target and a build output that are mounts of their own'
  begin
  printf '%s\n' 'version: 1' 'definitions: [{path: agents, kind: agent}]' 'build: {output: dist}' \
    'deploy: {targets: [{tool: claude, scope: project}]}' >.git-agents.yaml
  agent agents/good.md good
  git agents install >/dev/null
  git add -A
  silent git commit -q -m first
  mkdir -p .claude/agents dist elsewhere
  expect_ok mounted 'mount -t tmpfs none .claude/agents && mount --bind elsewhere dist &&
    git agents deploy && git agents deploy --check && cmp agents/good.md .claude/agents/good.md &&
    git agents build && git agents build --check'
  check test -s elsewhere/good.md
  check test -z "$(ls .claude/agents)"

  t 'S-80g a full disk: the verdict is given, and git itself says what it cannot write'
  expect_ok mounted 'mount -t tmpfs -o size=2m none . && cd . && set -e
    git init -q . && git agents install >/dev/null
    git config user.name a && git config user.email a@b
    mkdir agents
    printf "name: bad\n" >agents/bad.md
    git add agents/bad.md
    rm -rf .git/agents
    cat /dev/zero >full 2>/dev/null || true
    ! git agents validate --staged || exit 3
    ! git-agents-hook pre-commit 2>said || exit 4
    git-agents-hook post-checkout HEAD HEAD 1 || exit 5'
  expect_out 'agents/bad.md:1:1: error:'
fi

t 'S-111 wrong clocks: what is fresh is decided by content'
begin
printf '%s\n' 'version: 1' 'definitions: [{path: agents, kind: agent}]' 'build: {output: dist}' \
  'deploy: {targets: [{tool: claude, scope: project}]}' >.git-agents.yaml
agent agents/good.md good 'color: red'
git agents install >/dev/null
git agents build >/dev/null
git add -A
silent git commit -q -m first
expect_ok git agents deploy
for time in 1970-01-02 2099-01-01; do
  agent agents/good.md good 'color: orange'
  touch -d $time agents/good.md
  expect_ok git agents show --composed good
  expect_out 'color: orange'
  expect_code 1 git agents build --check
  expect_ok git agents build
  check grep -q orange dist/good.md
  git add -A
  silent git commit -q -m orange
  expect_ok git agents index --check
  expect_ok git agents deploy
  check grep -q orange .claude/agents/good.md
  agent agents/good.md good 'color: red'
  touch -d $time agents/good.md
  expect_ok git agents show --composed good
  expect_out 'color: red'
  expect_code 1 git agents build --check
  expect_ok git agents build
  git add -A
  silent git commit -q -m red
  expect_ok git agents deploy
  check grep -q red .claude/agents/good.md
done

t 'S-111 an edit that keeps length and time of a built and of a deployed file is seen'
begin
printf '%s\n' 'version: 1' 'definitions: [{path: agents, kind: agent}]' 'build: {output: dist}' \
  'deploy: {targets: [{tool: claude, scope: project}]}' >.git-agents.yaml
agent agents/good.md good 'color: red'
git agents install >/dev/null
expect_ok git agents build
git add -A
silent git commit -q -m first
expect_ok git agents deploy
for file in dist/good.md .claude/agents/good.md; do
  touch -r $file ../time
  printf '%s' x | dd of=$file bs=1 seek="$(($(stat -c %s $file) - 1))" conv=notrunc 2>/dev/null
  touch -r ../time $file
done
expect_code 1 git agents build --check
expect_code 1 git agents deploy --check
cp .claude/agents/good.md ../edited
run git agents deploy
check cmp .claude/agents/good.md ../edited

t 'S-111 commits in one second, and from the future, are told apart'
ready
GIT_COMMITTER_DATE='2099-01-01 00:00 +0000'
GIT_AUTHOR_DATE=$GIT_COMMITTER_DATE
export GIT_COMMITTER_DATE GIT_AUTHOR_DATE
for colour in red tan red; do
  agent agents/good.md good "color: $colour"
  touch -d 2099-01-01 agents/good.md
  git add -A
  silent git commit -q -m $colour
  expect_ok git agents index --check
  expect_ok git agents list
done
unset GIT_COMMITTER_DATE GIT_AUTHOR_DATE
bad agents/good.md
touch -d 1970-01-02 agents/good.md
git add -A
refused agents/good.md git commit -q -m bad
finish
