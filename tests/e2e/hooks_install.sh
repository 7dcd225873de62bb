#!/bin/sh
# Installing, S-112 to S-121: what is written, in which form, that it is written once.
# Usage: hooks_install.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

client_events='pre-commit pre-merge-commit post-commit post-merge post-checkout post-rewrite pre-push'
if runs_configuration_hooks; then configured=yes; else configured=; fi

# shim_of EVENT: the text that a version wrote, with the program that is in $program.
program=$bin/git-agents-hook
missing() {
  echo "echo 'git-agents-hook is not installed: this $1 was not checked (install git-agents again, or remove this hook)' >&2"
}
shim_of() {
  what=commit
  [ "$1" != pre-push ] || what=push
  cat <<S
#!/bin/sh
# git-agents hook, version 1: 'git agents uninstall' removes it
[ -x '$program' ] && exec '$program' $1 "\$@"
command -v git-agents-hook >/dev/null 2>&1 && exec git-agents-hook $1 "\$@"
S
  case $1 in
    post-*) echo 'exit 0' ;;
    *)
      echo "[ \"\$GIT_AGENTS\" = 0 ] && exit 0"
      missing "$what"
      echo "[ \"\$(git config --bool agents.hooks.required)\" != true ]"
      ;;
  esac
}
block_of() {
  cat <<S
# >>> git-agents >>> managed block, version 1: 'git agents uninstall' removes it
_ga='$program'; [ -x "\$_ga" ] || _ga=\$(command -v git-agents-hook) || _ga=
if [ -n "\$_ga" ]; then
  "\$_ga" pre-commit "\$@" || exit \$?
elif [ "\${GIT_AGENTS-}" != 0 ]; then
  $(missing commit)
  if [ "\$(git config --bool agents.hooks.required)" = true ]; then exit 1; fi
fi
unset _ga
# <<< git-agents <<<
S
}
line_of() {
  printf '%s' "p='$program'; [ -x \"\$p\" ] || p=\$(command -v git-agents-hook) || { [ \"\$GIT_AGENTS\" = 0 ] || { $(missing commit); [ \"\$(git config --bool agents.hooks.required)\" != true ]; }; exit; }; exec \"\$p\" pre-commit"
}

# ---- S-112

for option in '' --shim; do
  t "S-112 installing twice${option:+ with $option} changes nothing the second time"
  begin
  # shellcheck disable=SC2086 # may be empty
  expect_ok git agents install $option
  snapshot .git "$scratch/before"
  find .git -printf '%T@ %i %p\n' | sort >"$scratch/times"
  # shellcheck disable=SC2086 # may be empty
  expect_ok git agents install $option
  expect_out 'hooks already in'
  as_before
  find .git -printf '%T@ %i %p\n' | sort | cmp - "$scratch/times" || problem 'something was written'
done

# ---- S-113

t 'S-113 the texts that this version writes are those that are written here'
begin
expect_ok git agents install --shim
for event in pre-commit pre-push post-merge; do
  shim_of $event >shim
  check cmp shim .git/hooks/$event
done
printf '#!/bin/sh\n' >.git/hooks/pre-commit
expect_ok git agents install --shim
{ echo '#!/bin/sh'; block_of; } >block
check cmp block .git/hooks/pre-commit
if [ "$configured" ]; then
  expect_ok git agents install
  check test "$(git config hook.agents-pre-commit.command)" = "$(line_of)"
fi

t 'S-113 an older shim is upgraded, and removed'
begin
program=/opt/old/git-agents-hook
mkdir -p .git/hooks
for event in $client_events; do
  shim_of "$event" >.git/hooks/$event
  chmod +x .git/hooks/$event
done
cp -r .git/hooks ../older
expect_ok git agents install --shim
expect_out 'hooks upgraded in .git/hooks: pre-commit'
program=$bin/git-agents-hook
shim_of pre-commit >shim
check cmp shim .git/hooks/pre-commit
rm -r .git/hooks && mv ../older .git/hooks
expect_ok git agents uninstall
check test -z "$(find .git/hooks -type f ! -name '*.sample')"

t 'S-113 an older block is upgraded, and removed'
begin
program=/opt/old/git-agents-hook
mkdir -p .git/hooks
{ echo '#!/bin/sh'; block_of; echo 'echo theirs'; } >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
cp .git/hooks/pre-commit ../older
expect_ok git agents install --shim
expect_out 'hooks upgraded in the hook that is there: pre-commit'
program=$bin/git-agents-hook
{ echo '#!/bin/sh'; block_of; echo 'echo theirs'; } >block
check cmp block .git/hooks/pre-commit
cp ../older .git/hooks/pre-commit
expect_ok git agents uninstall
check test "$(cat .git/hooks/pre-commit)" = "$(printf '#!/bin/sh\necho theirs')"

t 'S-113 an edited shim is refused with what was edited, and kept with --force'
begin
expect_ok git agents install --shim
sed -i 's/^command -v .*/echo mine/' .git/hooks/pre-commit
cp .git/hooks/pre-commit edited
expect_code 1 git agents install --shim
expect_err '.git/hooks/pre-commit was edited since we wrote it'
# shellcheck disable=SC2016 # as it is printed
expect_err '  - command -v git-agents-hook >/dev/null 2>&1 && exec git-agents-hook pre-commit "$@"'
expect_err '  + echo mine'
expect_err 'git agents install --force'
check cmp edited .git/hooks/pre-commit
expect_code 1 git agents uninstall
expect_err '.git/hooks/pre-commit was edited since we wrote it: edit or remove it by hand'
expect_err '  + echo mine'
check cmp edited .git/hooks/pre-commit
check test ! -e .git/hooks/pre-push
expect_ok git agents install --shim --force
check cmp edited .git/hooks/pre-commit.pre-git-agents
shim_of pre-commit >shim
check cmp shim .git/hooks/pre-commit

t 'S-113 an edited block is refused with what was edited'
begin
mkdir -p .git/hooks
printf '#!/bin/sh\necho theirs\n' >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
expect_ok git agents install --shim
sed -i '/^unset _ga$/d' .git/hooks/pre-commit
cp .git/hooks/pre-commit edited
for command in 'install --shim' uninstall; do
  # shellcheck disable=SC2086 # words
  expect_code 1 git agents $command
  expect_err 'holds our block, but it was edited since we wrote it'
  expect_err '  - unset _ga'
  check cmp edited .git/hooks/pre-commit
done

t 'S-113 an edited shim with escape sequences cannot write on the terminal'
begin
expect_ok git agents install --shim
printf 'echo \033[31mred\n' >>.git/hooks/pre-commit
expect_code 1 git agents install --shim
check_not grep -q "$(printf '\033')" "$scratch/err"

# ---- S-114

t 'S-114 a POSIX shell hook gets our block at its top, and runs after ours'
begin
mkdir -p .git/hooks
for shell in '#!/bin/sh' '#!/bin/bash -e' '#!/usr/bin/env bash' '#!/usr/bin/env -S dash -u' ''; do
  printf '%s\nset -eu\necho theirs >../log\n' "$shell" >.git/hooks/pre-commit
  chmod 750 .git/hooks/pre-commit
  cp -p .git/hooks/pre-commit theirs
  expect_ok git agents install --shim
  expect_out 'hooks added to the hook that is there: pre-commit'
  bad agents/bad.md
  git add agents
  refused agents/bad.md git commit -q -m bad
  check_not test -e ../log
  git rm -q -f agents/bad.md
  expect_ok git commit -q --allow-empty -m empty
  check test -e ../log
  rm -f ../log
  expect_ok git agents uninstall
  check cmp theirs .git/hooks/pre-commit
  check test "$(stat -c %a .git/hooks/pre-commit)" = 750
done

t 'S-114 hooks in other languages, programs and links are refused with what to do'
begin
mkdir -p .git/hooks
printf '#!/usr/bin/env python3\n' >.git/hooks/pre-commit
cp /bin/true .git/hooks/post-commit
ln -s /bin/true .git/hooks/post-merge
chmod +x .git/hooks/pre-commit
expect_code 1 git agents install --shim
expect_err "pre-commit: .git/hooks/pre-commit is no POSIX shell script: run 'git agents hook pre-commit' from it, with the arguments that it gets, and end with its exit code, or replace it with 'git agents install --force', which keeps a copy that no longer runs"
expect_err 'post-commit: .git/hooks/post-commit is a binary program'
expect_err 'post-merge: .git/hooks/post-merge is a symbolic link'
check test -x .git/hooks/pre-push
check cmp /bin/true .git/hooks/post-commit
expect_ok git agents install --manual
expect_out '# >>> git-agents >>>'
if [ "$configured" ]; then
  expect_ok git agents install
  expect_out 'installed in the configuration: pre-commit'
fi

# ---- S-115 is hooks_uninstall.sh, S-116 is coexistence.sh

# ---- S-117

# twice COMMAND...: two of ours run for one git command: it refuses, and says so once.
twice() {
  bad agents/bad.md
  git add -A
  expect_code 1 env GIT_TRACE="$scratch/trace" git commit -q -m bad
  check test "$(grep -c 'was refused' "$scratch/err")" = 1
  check test "$(grep -c 'agents/bad.md:1:1: error' "$scratch/err")" = 1
  # The same again is another command, which says it again.
  refused agents/bad.md git commit -q -m bad
  refused agents/bad.md git commit -q -m bad
}

t 'S-117 ours called twice for one commit says it once: a hook that calls ours itself'
begin
mkdir -p .git/hooks
printf '#!/bin/sh\ngit agents hook pre-commit; a=$?\ngit-agents-hook pre-commit; b=$?\necho "$a $b" >>../codes\nexit $b\n' >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
twice
check test "$(sort -u ../codes)" = '1 1'
check test "$(wc -l <../codes)" = 3

t 'S-117 a block in a hook that calls ours once more'
begin
mkdir -p .git/hooks
printf '#!/bin/sh\nexec git-agents-hook pre-commit\n' >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
expect_ok git agents install --shim
twice

t 'S-117 two commits of one git command are two'
begin
mkdir -p .git/hooks
expect_ok git agents install
agent agents/good.md good
git add -A
git commit -q -m start
git commit -q --allow-empty -m next
bad agents/bad.md
expect_code 1 git rebase -q -x 'git add -A; git commit -q -m x; git commit -q -m y' HEAD~1
check test "$(grep -c 'was refused' "$scratch/err")" = 2

t 'S-117 git rebase that runs ours for each commit hears it each time'
begin
bad agents/bad.md
git add -A
git commit -q -m bad
git commit -q --allow-empty -m next
run git rebase -q -x 'git agents hook pre-commit || :; git agents hook pre-commit || :' HEAD~1
check test "$(grep -c 'was refused' "$scratch/err")" = 2

# ---- S-118

t 'S-118 a repository with a work tree gets the hooks of a client, and only those'
begin
rm -rf .git/hooks
expect_ok git agents install --shim
check test "$(ls .git/hooks | tr '\n' ' ')" = "$(printf '%s\n' $client_events | LC_ALL=C sort | tr '\n' ' ')"

t 'S-118 a bare repository gets pre-receive alone'
git init -q --bare .
rm -rf hooks
snapshot . "$scratch/before"
expect_ok git agents install --shim
check test "$(ls hooks)" = pre-receive
check_not git config agents.trusted
expect_ok git agents doctor
expect_out 'installed: pre-receive'
expect_ok git agents uninstall
snapshot . "$scratch/after"
check cmp "$scratch/before" "$scratch/after"
if [ "$configured" ]; then
  expect_ok git agents install
  expect_out 'hooks installed in the configuration: pre-receive'
  expect_ok git agents uninstall
  snapshot . "$scratch/after"
  check cmp "$scratch/before" "$scratch/after"
fi

t 'S-118 a bare repository with linked worktrees gets both'
git init -q --bare ../bare.git
cd ../bare.git || exit 2
git commit-tree -m start "$(git hash-object -w -t tree /dev/null)" >../id
git update-ref refs/heads/main "$(cat ../id)"
git worktree add -q ../linked main
rm -rf hooks
expect_ok git agents install --shim
check test "$(find hooks -type f | wc -l)" = 8
cd ../linked || exit 2
expect_ok git agents doctor
expect_out 'pre-push, pre-receive'
bad agents/bad.md
git add -A
refused agents/bad.md git commit -q -m bad

# ---- S-119 and S-120 are in hooks_settings.sh

# ---- S-121

# judges_here: a bad agent is refused in the working directory.
judges_here() {
  bad agents/bad.md
  git add agents
  refused agents/bad.md git commit -q -m bad
}

t 'S-121 install before the first commit'
begin
expect_ok git agents install
judges_here

t 'S-121 install in a subdirectory'
begin
mkdir -p sub/dir
(cd sub/dir && git agents install --shim >"$scratch/out") || problem 'install failed'
expect_out 'hooks installed in .git/hooks: pre-commit'
check test -x .git/hooks/pre-commit
check test -z "$(ls sub/dir)"
judges_here

t 'S-121 install with GIT_DIR set'
git init -q ../elsewhere
GIT_DIR=$PWD/../elsewhere/.git
export GIT_DIR
expect_ok git agents install --shim
unset GIT_DIR
check test -x ../elsewhere/.git/hooks/pre-commit
check test -z "$(ls -A)"

t 'S-121 install in the git directory'
begin
cd .git || exit 2
expect_ok git agents install --shim
cd .. || exit 2
check test -x .git/hooks/pre-commit
check test -x .git/hooks/post-commit
check_not test -e .git/hooks/pre-receive

if [ "$(id -u)" = 0 ] && chown -R 65534 . 2>/dev/null; then
  t 'S-121 install in a repository of somebody else is refused with the words of git'
  begin
  chown -R 65534 .
  before
  for command in install uninstall; do
    expect_code 128 git agents $command
    expect_err 'detected dubious ownership in repository'
  done
  as_before
  git config --global --add safe.directory '*'
  expect_ok git agents install
else
  echo 'not run: S-121 a repository of somebody else (only root can make one)'
fi

finish
