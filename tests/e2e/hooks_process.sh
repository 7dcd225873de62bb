#!/bin/sh
# Signals, terminals, environments, locks and missing programs: how the hooks behave as processes.
# Usage: hooks_process.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

# deploying PROGRAM_TEXT: a repository that deploys after commits, through a script as git-agents.
deploying() {
  deploying_by commit "$1"
  agent agents/good.md good
  git add -A
  # Whether git waits long enough must not depend on the machine.
  git config agents.hooks.wait 20000
}

t 'S-71 S-72 git is ended by a signal during pre-commit: the hook ends without a word'
for signal in INT TERM HUP; do
  mkdir -p ../$signal/work && cd ../$signal/work || exit 2
  as_files ready
  # shellcheck disable=SC2016 # for the hook's shell
  sed "1a\\
kill -$signal \$GIT_PID\\
while kill -0 \$GIT_PID; do :; done 2>/dev/null\\
[ ! -e \"\$GIT_INDEX_FILE\" ] || exit 9" .git/hooks/pre-commit >../inner
  # shellcheck disable=SC2016 # for the hook's shell
  printf '#!/bin/sh\nexport GIT_PID=$PPID\n"%s" "$@" >"%s" 2>&1\necho "$?" >"%s"\n' "$PWD/../inner" "$PWD/../said" "$PWD/../code" \
    >.git/hooks/pre-commit
  chmod +x ../inner
  printf 'More.\n' >>agents/good.md
  run git commit -q -a -m x
  check test "$code" -ge 128
  wait_for test -s ../code
  check test "$(cat ../code)" = 0
  check_not test -s ../said
  check_not test -e .git/index.lock
  check test "$(git status --porcelain)" = ' M agents/good.md'
  cd ../../work || exit 2
done

t 'S-71 an index that has vanished is no error'
ready
silent env GIT_INDEX_FILE="$PWD/.git/index.lock" git-agents-hook pre-commit

t 'S-74 git commit in a pipe does not wait for the deployment'
mkfifo ../gate
deploying "read line <\"$PWD/../gate\"; echo \"\$line\" >\"$PWD/../passed\""
git config agents.hooks.wait 0
timeout 10 git commit -q -m first 2>&1 | cat >"$scratch/out"
check_not test -s "$scratch/out"
check_not test -e ../passed
wait_for test -e .git/agents/worker.log
echo open >../gate
wait_for grep -q open ../passed

t 'S-74 the worker has its own session, no terminal and a log'
# shellcheck disable=SC2016 # for the worker's shell
deploying 'echo said; echo failed >&2
for fd in 0 1 2; do readlink /proc/$$/fd/$fd; done
ls /proc/$$/fd | wc -l
cut -d" " -f6 /proc/$$/stat; echo end'
silent git commit -q -m first
wait_for grep -qx end .git/agents/worker.log
log=$PWD/.git/agents/worker.log
sed '1,/ deploy after commit$/d' "$log" >../said
check test "$(sed -n 1,5p ../said)" = "$(printf 'said\nfailed\n/dev/null\n%s\n%s' "$log" "$log")"
check test "$(sed -n 7p ../said)" != "$(cut -d' ' -f6 /proc/$$/stat)"
check grep -Eqx '== 20..-..-..T..:..:..Z deploy after commit' "$log"
wait_for grep -Eqx '== 20..-..-..T..:..:..Z deploy after commit: exit code 0 after [0-9]+ ms' "$log"

t 'S-74 what is done at once is done when git returns'
deploying "echo deployed >\"$PWD/../passed\""
silent git commit -q -m first
check grep -q deployed ../passed
check_not test -e .git/agents/work/deploy.asked
check_not test -e .git/agents/work/deploy.begun

t 'S-74 what fails at once is told, and status tells it later too'
deploying 'echo "fatal: nothing went right" >&2; exit 128'
expect_ok git commit -q -m first
expect_no_out
expect_err 'git agents: deploy after commit failed: nothing went right'
expect_err "hint: 'git agents status' shows how things stand"
expect_ok git agents status
expect_out 'background    deploy after commit failed: nothing went right, 20'
expect_ok git agents status --json
expect_out '"work": "deploy after commit"'

t 'S-75 one worker at a time: what is asked for meanwhile is done once afterwards, and status shows it'
mkfifo ../gate
deploying "echo start >>\"$PWD/../calls\"; read line <\"$PWD/../gate\"; echo end >>\"$PWD/../calls\""
git config agents.hooks.wait 0
silent git commit -q -m first
wait_for test -s ../calls
for letter in a b c; do
  agent agents/$letter.md $letter
  git add agents
  silent git commit -q -m $letter
done
check test "$(cat ../calls)" = start
expect_ok git agents status
expect_out 'background    deploy after commit is running'
echo open >../gate
second_began() { [ "$(wc -l <../calls)" = 3 ]; }
wait_for second_began
echo open >../gate
all_calls() { [ "$(tr '\n' ' ' <../calls)" = 'start end start end ' ]; }
wait_for all_calls
idle() { git agents status | grep -q 'background    deploy after commit, 20'; }
wait_for idle

t 'S-75 somebody who only looks at the lock for a moment costs no request'
deploying "echo deployed >>\"$PWD/../calls\""
silent git commit -q -m first
: >../calls
mkfifo ../held
flock .git/agents/work/lock sh -c "echo held >\"$PWD/../held\"; read line <\"$PWD/../held\"" &
read -r _ <../held
git config agents.hooks.wait 0
agent agents/a.md a
git add agents
silent git commit -q -m a
echo go >../held
wait_for grep -q deployed ../calls
wait

t 'S-75 what a killed worker had begun is done by the next one'
mkfifo ../gate
# shellcheck disable=SC2016 # for the worker's shell
deploying "echo \$PPID >\"$PWD/../worker\"; read line <\"$PWD/../gate\""
git config agents.hooks.wait 0
silent git commit -q -m first
wait_for test -s ../worker
kill -9 "$(cat ../worker)"
expect_ok git agents status
expect_out 'background    deploy after commit waits: the next hook starts it'
echo open >../gate
printf '#!/bin/sh\necho "$*" >>"%s"\n' "$PWD/../done" >../programs/git-agents
../programs/git-agents-hook work
check grep -qx 'deploy --from-hook commit' ../done
check_not test -e .git/agents/work/deploy.begun

t 'S-74 a log that has grown is moved away'
deploying 'echo new'
mkdir -p .git/agents
head -c 1200000 /dev/zero >.git/agents/worker.log
silent git commit -q -m first
wait_for grep -qx new .git/agents/worker.log
check test "$(wc -c <.git/agents/worker.log.1)" = 1200000

t 'S-80c the worker names its own repository and nothing of the commit'
deploying "env | grep ^GIT_ | LC_ALL=C sort >\"$PWD/../environment\"; pwd >\"$PWD/../directory\""
GIT_AUTHOR_DATE='2026-01-01 00:00 +0000'
export GIT_AUTHOR_DATE
silent git -c user.name=other commit -q -a -m first
unset GIT_AUTHOR_DATE
wait_for test -s ../directory
check test "$(cat ../directory)" = "$PWD"
check grep -qx "GIT_DIR=$PWD/.git" ../environment
check grep -qx "GIT_WORK_TREE=$PWD" ../environment
check_not grep -qE '^GIT_(INDEX_FILE|PREFIX|CONFIG_PARAMETERS|OBJECT_DIRECTORY)=' ../environment

t 'S-75 S-76 S-98 our calls of git take no lock, ask nobody and fetch nothing'
ready
mkdir ../bin
# shellcheck disable=SC2016 # for the script
printf '#!/bin/sh\nenv >>"%s"\necho "$*" >>"%s"\nexec "%s" "$@"\n' "$PWD/../environment" \
  "$PWD/../calls" "$(command -v git)" >../bin/git
chmod +x ../bin/git
head=$(git rev-parse HEAD)
bad agents/bad.md
git add agents/bad.md
touch -d 2001-01-01 agents/good.md
cp -p .git/index ../index
refused agents/bad.md env PATH="$PWD/../bin:$PATH" git-agents-hook pre-commit
expect_ok env PATH="$PWD/../bin:$PATH" git-agents-hook post-commit
expect_ok env PATH="$PWD/../bin:$PATH" git-agents-hook post-checkout "$head" "$head" 1
wait_for test "$(wc -l <../calls)" -gt 3
count=$(wc -l <../calls)
for setting in GIT_OPTIONAL_LOCKS=0 GIT_TERMINAL_PROMPT=0 GIT_NO_LAZY_FETCH=1; do
  check test "$(grep -cx "$setting" ../environment)" -ge "$count"
done
check_not grep -Evq -e '^(--literal-pathspecs )?(--no-literal-pathspecs )?(ls-files|cat-file|diff-files|diff-index|diff-tree|config|rev-parse|ls-tree|symbolic-ref|for-each-ref) ' \
  ../calls
check cmp .git/index ../index
check test "$(stat -c %y .git/index)" = "$(stat -c %y ../index)"

t 'S-75 a deployment needs no lock of git and leaves its index alone'
begin
printf '%s\n' 'version: 1' 'definitions: [{path: agents, kind: agent}]' \
  'deploy: {on: [commit], branches: [main], targets: [{tool: claude, scope: project}]}' \
  >.git-agents.yaml
agent agents/good.md good
git agents install >/dev/null
git add -A
GIT_AGENTS=0 git commit -q -m first
touch -d 2001-01-01 agents/good.md
cp -p .git/index ../index
: >.git/index.lock
expect_ok git agents deploy --from-hook commit
check cmp agents/good.md .claude/agents/good.md
check cmp .git/index ../index
check test "$(stat -c %y .git/index)" = "$(stat -c %y ../index)"

t 'S-77 colour on a terminal only, and never with NO_COLOR or TERM=dumb'
ready
bad agents/bad.md
git add -A
escape=$(printf '\033')
refused agents/bad.md git commit -q -m x
check_not grep -q "$escape" "$scratch/err"
terminal() { expect_code 1 env "$@" script -qec 'git commit -q -m x' /dev/null; }
if command -v script >/dev/null 2>&1; then
  terminal TERM=xterm </dev/null
  expect_out "$escape"
  terminal TERM=xterm NO_COLOR=1 </dev/null
  check_not grep -q "$escape" "$scratch/out"
  expect_out agents/bad.md
  terminal TERM=dumb </dev/null
  check_not grep -q "$escape" "$scratch/out"
fi

t 'S-78 a graphical client with a minimal PATH'
ready
bad agents/bad.md
git add -A
refused agents/bad.md env PATH="$system_path" git commit -q -m x
git rm -q -f agents/bad.md
silent env PATH="$system_path" git commit -q --allow-empty -m x

t 'S-79 an empty environment'
ready
bad agents/bad.md
git add -A
refused agents/bad.md env -i "$(command -v git)" commit -q -m x
git rm -q -f agents/bad.md
agent agents/a.md a
git add -A
silent env -i "$(command -v git)" commit -q -m x
silent env -i "$(command -v git)" switch -q -c other

t 'S-80 a program that has gone'
begin
mkdir ../programs
link "$bin/git-agents" ../programs/git-agents
link "$bin/git-agents-hook" ../programs/git-agents-hook
../programs/git-agents install >/dev/null
rm -r ../programs
without_ours=$system_path
git init -q --bare ../o.git
echo a >a
git add a
expect_ok env PATH=$without_ours git commit -q -m a
expect_no_out
check test "$(cat "$scratch/err")" = 'git-agents-hook is not installed: this commit was not checked (install git-agents again, or remove this hook)'
silent env PATH=$without_ours git switch -q -c other
expect_ok env PATH=$without_ours git push -q ../o.git other
check test "$(cat "$scratch/err")" = 'git-agents-hook is not installed: this push was not checked (install git-agents again, or remove this hook)'
git config agents.hooks.required true
expect_code 1 env PATH=$without_ours git commit -q --allow-empty -m b
expect_fail env PATH=$without_ours git push -q ../o.git other:again
silent env PATH=$without_ours git switch -q main
# Another one on PATH serves.
bad agents/bad.md
git add -A
refused agents/bad.md git commit -q -m c

t 'S-80b our own calls of git run no hooks'
as_files ready
agent agents/a.md a
git add -A
expect_ok env GIT_TRACE="$scratch/trace" git commit -q -m a
check test "$(grep -c 'trace: run_command:.* .git/hooks/' "$scratch/trace")" = 2
check_not grep -qE 'run_command:.*git (checkout|switch|commit|reset|merge|add|stash) ' "$scratch/trace"
check test "$(grep -c 'built-in: git commit' "$scratch/trace")" = 1
# shellcheck disable=SC2016 # for the hook's shell
sed -i '1a[ "$RECURSED" ] || RECURSED=1 git commit -q --amend -m amended' .git/hooks/post-commit
agent agents/b.md b
git add -A
expect_ok git commit -q -m b
check test "$(git log -1 --format=%s)" = amended
# shellcheck disable=SC2016 # for the hook's shell
sed -i '1a[ "$RECURSED" ] || RECURSED=1 git checkout -q --detach' .git/hooks/post-checkout
silent git switch -q -c topic
expect_ok git agents index --check
check_not git symbolic-ref -q HEAD

t 'S-80d a commit from a subdirectory of a linked worktree'
ready
git worktree add -q ../linked
mkdir ../linked/sub
bad ../linked/agents/bad.md
git -C ../linked add -A
echo x >../linked/sub/x
refused agents/bad.md git -C ../linked/sub commit -q -m x
refused agents/bad.md git -C ../linked/sub commit -q -a -m x
silent git commit -q --allow-empty -m 'not in the main one'
git -C ../linked rm -q -f agents/bad.md
git -C ../linked add -A
silent git -C ../linked/sub commit -q -m x

t 'S-80e commits at once in two worktrees'
ready
git worktree add -q ../linked
commits() {
  for i in 1 2 3 4 5 6 7 8 9 10; do
    agent "agents/$2$i.md" "$2$i"
    git add agents && git commit -q -m "$2$i"
  done >"$1" 2>&1
}
commits ../said-1 a &
(cd ../linked && commits ../said-2 b)
wait $!
check_not test -s ../said-1
check_not test -s ../said-2
check test "$(git rev-list --count HEAD)" = 11
check test "$(git -C ../linked rev-list --count HEAD)" = 11
expect_ok git agents index
expect_ok git agents index --check

t 'S-80f somebody else holds index.lock'
ready
bad agents/bad.md
git add -A
: >.git/index.lock
expect_code 1 git agents validate --staged
expect_out agents/bad.md
refused agents/bad.md git-agents-hook pre-commit
expect_code 128 git commit -q -m x
check_not grep -q 'git agents' "$scratch/err"

t 'S-80g where nothing can be written the verdict is given'
ready
bad agents/bad.md
git add -A
rm -r .git/agents
: >.git/agents
refused agents/bad.md git commit -q -m x
git rm -q -f agents/bad.md
agent agents/a.md a
git add -A
silent git-agents-hook pre-commit

if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null 2>&1; then
  t 'S-80g a repository that cannot be written'
  ready
  bad agents/bad.md
  git add -A
  rm -rf .git/agents
  chmod -R a+rX,a-w . "$HOME"
  chmod 711 "$scratch" "$scratch/$number"
  git config --global safe.directory '*'
  chmod a+r "$HOME/.gitconfig"
  nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups env PATH="$PATH" "$@"; }
  if nobody git-agents-hook --version >/dev/null 2>&1; then
    refused agents/bad.md nobody git-agents-hook pre-commit
    expect_ok nobody git-agents-hook post-commit
    expect_code 1 nobody git agents validate --staged
  fi
  chmod -R u+w .
fi
finish
