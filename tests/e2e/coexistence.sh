#!/bin/sh
# Our hooks beside those of git-lfs, pre-commit, prek, lefthook and husky, installed before and after
# theirs: who still runs, what doctor says, and what is left when either goes.
# Usage: coexistence.sh <directory of the built programs>
# GIT_AGENTS_TOOLS names the directory of the programs that npm installed (tests/run.sh does).
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

[ -z "$npm_programs" ] || PATH=$PATH:$npm_programs
for program in git-lfs pre-commit prek lefthook husky node; do
  command -v "$program" >/dev/null && continue
  echo "'$program' is not installed: 'sh tests/run.sh' installs it and sets GIT_AGENTS_TOOLS" >&2
  exit 2
done
system_path=$system_path:$(dirname "$(command -v node)")
if runs_configuration_hooks; then configured=yes; else configured=; fi

# What a tool's own job leaves behind.
job='touch ../ran'
ran() { check test -e ../ran; rm -f ../ran; }
ran_not() { check_not test -e ../ran; rm -f ../ran; }

# begin_with TOOL: a repository with a commit, in which that tool is told to run the job.
begin_with() {
  begin
  case $1 in
    lefthook) printf 'pre-commit:\n  jobs:\n    - run: %s\n' "$job" >lefthook.yml ;;
    husky) mkdir .husky && echo "$job" >.husky/pre-commit ;;
    pre-commit | prek)
      printf '%s\n' 'repos:' '  - repo: local' '    hooks:' \
        "      - {id: job, name: job, entry: $job, language: system, pass_filenames: false, always_run: true}" \
        >.pre-commit-config.yaml
      ;;
  esac
  git add -A
  git commit -q --allow-empty -m start
}

# ours, theirs COMMAND...: installs, and shows why where that fails.
ours() { expect_ok git agents install; }
theirs() { expect_ok env XDG_CACHE_HOME="$HOME/.cache" "$@"; }

# refuses: a commit that adds a bad agent is refused by us.
refuses() {
  bad agents/bad.md
  git add -A
  expect_code 1 git commit -q -m bad
  cat "$scratch/err" >>"$scratch/out"
  expect_out 'git agents: the commit was refused: 1 error in '
  rm -f ../ran
  git rm -q -f agents/bad.md
}
# does_not_refuse: nobody of ours looks.
does_not_refuse() {
  bad agents/bad.md
  git add -A
  expect_ok git commit -q -m bad
  check_not grep -q 'git agents' "$scratch/err"
  git rm -q -f agents/bad.md
  git commit -q -n -m removed
  rm -f ../ran
}
# accepts: a commit with a good agent passes, and their job ran.
accepts() {
  agent agents/good.md good "color: $1"
  git add -A
  rm -f ../ran
  expect_ok git commit -q -m "good $1"
  [ "${2-}" = alone ] || ran
}

# doctor CODE TEXT...: its exit code, and what it says of the hooks.
doctor() {
  wanted_code=$1
  shift
  expect_code "$wanted_code" git agents doctor
  for text in "$@"; do expect_out "$text"; done
}

# nothing_left: no hook of anybody, and no section of ours in the configuration.
nothing_left() {
  left=$(cd .git/hooks && find . -type f ! -name '*.sample' | tr '\n' ' ')
  [ -z "$left" ] || problem "left: $left"
  check_not grep -q hook .git/config
}

t 'S-116 lefthook installed over ours: with hook files ours are moved to .old and dead, and doctor says so'
begin_with lefthook
ours
theirs lefthook install
if [ "$configured" ]; then
  refuses
  doctor 0 'installed, in the local configuration'
else
  does_not_refuse
  doctor 1 \
    'installed, but not reachable: lefthook moved ours to pre-commit.old and does not run it: pre-commit' \
    "add a job that runs 'git agents hook pre-commit' to the configuration of lefthook"
  # One way out: into lefthook's hook.
  ours
  expect_out "hooks added to lefthook's hook that is there: pre-commit"
  expect_out 'note: lefthook writes its hooks anew when it is installed again or gets a new hook'
  doctor 0
  refuses
fi
accepts red
expect_ok git agents uninstall
accepts blue
theirs lefthook uninstall
nothing_left

t 'lefthook uninstalled before ours: ours is back in its place'
begin_with lefthook
ours
theirs lefthook install
theirs lefthook uninstall
doctor 0
refuses
expect_ok git agents uninstall
nothing_left

t 'ours installed over lefthook: added to its hook, dropped when lefthook writes it anew'
begin_with lefthook
theirs lefthook install
ours
[ "$configured" ] || expect_out "hooks added to lefthook's hook that is there: pre-commit"
refuses
accepts red
doctor 0
printf 'commit-msg:\n  jobs:\n    - run: "true"\n' >>lefthook.yml
touch -d tomorrow lefthook.yml
git add -A
expect_ok git commit -q -m changed
if [ "$configured" ]; then
  doctor 0
else
  # git still runs the old file for the commit in which lefthook replaces it.
  does_not_refuse
  doctor 1 "installed, but not reachable: the hook is lefthook's, without our block: pre-commit"
fi
expect_ok git agents uninstall
accepts blue
theirs lefthook uninstall
nothing_left

t 'lefthook that is told to call ours'
begin_with lefthook
printf 'pre-commit:\n  jobs:\n    - run: %s\n    - run: git agents hook pre-commit\n' "$job" >lefthook.yml
git add -A
git commit -q -m told
ours
theirs lefthook install
refuses
# With the configuration's hook it is called twice, and says it once.
check test "$(grep -c 'was refused' "$scratch/out")" = 1
accepts red
if [ "$configured" ]; then
  doctor 0 'installed, in the local configuration'
else
  doctor 0 "installed, called by lefthook ('lefthook.yml'): pre-commit"
fi

t 'S-116 husky sets core.hooksPath: ours in .git/hooks are dead, and doctor says so'
begin_with husky
ours
theirs husky
if [ "$configured" ]; then
  refuses
  doctor 0
else
  does_not_refuse
  doctor 1 \
    "installed, but not reachable: git runs the hooks of core.hooksPath '.husky/_' (local configuration), which is husky's: pre-commit" \
    "add the line 'git agents hook pre-commit' to '.husky/pre-commit', or use git 2.54 or later"
  # The way out.
  echo 'git agents hook pre-commit' >>.husky/pre-commit
  refuses
  expect_code 1 git agents doctor
  expect_out "installed, called by husky ('.husky/pre-commit'): pre-commit"
fi
accepts red
expect_ok git agents uninstall
git config --unset core.hooksPath
nothing_left

t 'ours installed over husky: refused with the reason on older versions of git'
begin_with husky
theirs husky
if [ "$configured" ]; then
  ours
  refuses
  accepts red
  doctor 0
else
  expect_code 1 git agents install
  expect_err "husky owns '.husky/_' and writes it anew"
  expect_err "add a line 'git agents hook <event> \"\$@\"' to the files of '.husky'"
  does_not_refuse
  doctor 0 "not ours (the hook is husky's, without our block): pre-commit"
fi
expect_ok git agents uninstall
git config --unset core.hooksPath
nothing_left

for tool in pre-commit prek; do
  t "$tool installed over ours: ours is moved to .legacy and runs first"
  begin_with $tool
  ours
  theirs $tool install
  refuses
  accepts red
  if [ "$configured" ]; then
    doctor 0 'installed, in the local configuration'
  else
    doctor 0 "installed, kept as *.legacy by $tool, which runs it first: pre-commit"
    ours
    expect_out "hooks already in *.legacy, which $tool runs first: pre-commit"
  fi
  theirs $tool uninstall
  refuses
  accepts blue alone
  ran_not
  expect_ok git agents uninstall
  nothing_left

  t "$tool: ours uninstalled first goes from .legacy too"
  begin_with $tool
  ours
  theirs $tool install
  expect_ok git agents uninstall
  [ "$configured" ] || expect_out 'hooks removed from where another hook manager had moved them (*.legacy): pre-commit'
  accepts red
  theirs $tool uninstall
  nothing_left

  t "ours installed over $tool: added to its hook, and gone with it"
  begin_with $tool
  theirs $tool install
  ours
  if [ ! "$configured" ]; then
    expect_out "hooks added to $tool's hook that is there: pre-commit"
    expect_out "$tool uninstall' take"
  fi
  refuses
  accepts red
  doctor 0
  theirs $tool uninstall
  if [ "$configured" ]; then
    refuses
    doctor 0
  else
    does_not_refuse
    doctor 1 'not installed, but others are: pre-commit'
  fi
  expect_ok git agents uninstall
  nothing_left
done

t 'S-116 prek install -f deletes ours, and doctor says whose hook is there'
begin_with prek
ours
theirs prek install -f
if [ "$configured" ]; then
  refuses
  doctor 0
else
  does_not_refuse
  doctor 1 \
    "installed, but not reachable: the hook is prek's, without our block: pre-commit" \
    "run 'git agents install', which puts ours into prek's hook"
  ours
  refuses
fi
accepts red
doctor 0
expect_ok git agents uninstall
theirs prek uninstall
nothing_left

t 'S-116 pre-commit and then prek over ours: ours is lost, and both of theirs fail'
begin_with prek
ours
theirs pre-commit install
theirs prek install
# pre-commit's hook finds itself as the legacy one and refuses every commit, with or without ours.
expect_code 1 git commit -q --allow-empty -m nothing
if [ "$configured" ]; then
  doctor 0
else
  doctor 1 "installed, but not reachable: the hook is prek's, without our block: pre-commit"
fi
theirs prek uninstall
theirs pre-commit uninstall
expect_ok git agents uninstall
nothing_left

# lfs_ready: a remote, and a file that git-lfs keeps.
lfs_ready() {
  begin
  git init -q --bare ../remote.git
  git remote add origin ../remote.git
  echo '*.bin filter=lfs diff=lfs merge=lfs -text' >.gitattributes
  git add -A
  git commit -q -m start
}
# lfs_works: its content arrives at the remote with a push.
lfs_works() {
  echo "content $1" >a.bin
  git add -A
  expect_ok git commit -q -m "lfs $1"
  expect_ok git push -q origin main
  check test "$(find ../remote.git/lfs/objects -type f | wc -l)" = "$1"
}

t 'ours installed over git-lfs: first in its hooks, which still get their stdin'
lfs_ready
theirs git lfs install --local
ours
[ "$configured" ] ||
  expect_out "hooks added to git-lfs's hook that is there: post-commit, post-merge, post-checkout, pre-push"
lfs_works 1
refuses
doctor 0
expect_ok git agents uninstall
lfs_works 2
theirs git lfs uninstall --local
nothing_left

t 'git-lfs installed over ours: it refuses the hook files, and goes beside the configuration'
lfs_ready
ours
if [ "$configured" ]; then
  theirs git lfs install --local
  lfs_works 1
  refuses
  doctor 0
  expect_ok git agents uninstall
  lfs_works 2
  theirs git lfs uninstall --local
else
  expect_fail git lfs install --local
  cat "$scratch/err" >>"$scratch/out"
  expect_out 'Hook already exists: pre-push'
  doctor 0
  refuses
  # The way out: theirs first.
  expect_ok git agents uninstall
  theirs git lfs install --local
  ours
  lfs_works 1
  refuses
  expect_ok git agents uninstall
  theirs git lfs uninstall --local
fi
nothing_left

finish
