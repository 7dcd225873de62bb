# shellcheck shell=sh
# Helpers of the end-to-end tests. A test does
#   bin=$1; . "$(dirname "$0")/lib.sh"
#   t 'what must be so'
#   expect_ok git agents install
#   finish
# Each `t` begins a test in an empty directory of its own, with a HOME of its own; its commands run
# in this shell. A failed expectation is printed and fails that test; the rest still runs.
#
# GIT_UNDER_TEST may name another git executable than the one on PATH. $system_path is a minimal PATH
# that has it.

set -u

bin=$(cd "$bin" && pwd -P) || exit 2
for program in git-agents git-agents-hook; do
  [ -x "$bin/$program" ] && continue
  echo "no $program in $bin" >&2
  exit 2
done

scratch=$(mktemp -d) || exit 2
scratch=$(cd "$scratch" && pwd -P)
trap 'cd / && rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

passed=0
failed=0
number=0
name=
broken=

system_path=/usr/bin:/bin
if [ -n "${GIT_UNDER_TEST-}" ]; then
  [ -x "$GIT_UNDER_TEST" ] || { echo "GIT_UNDER_TEST: no program: $GIT_UNDER_TEST" >&2; exit 2; }
  # A directory with that git alone: no other program comes from beside it.
  mkdir "$scratch/git"
  ln -s "$GIT_UNDER_TEST" "$scratch/git/git"
  system_path=$scratch/git:$system_path
  PATH=$scratch/git:$PATH
fi
# shellcheck disable=SC2034 # for the tests that use them
npm_programs=${GIT_AGENTS_TOOLS-}
for variable in $(env | sed -n 's/^\(GIT_[A-Za-z0-9_]*\)=.*/\1/p'); do unset "$variable"; done
unset CLAUDE_CONFIG_DIR NO_COLOR
PATH=$bin:$PATH
LC_ALL=C.UTF-8
GIT_CONFIG_NOSYSTEM=1
GIT_TERMINAL_PROMPT=0
export PATH LC_ALL GIT_CONFIG_NOSYSTEM GIT_TERMINAL_PROMPT

end_test() {
  [ -n "$name" ] || return 0
  if [ -z "$broken" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

# t NAME: a new test; the working directory is empty, the identity of git is set.
t() {
  end_test
  name=$1
  broken=
  number=$((number + 1))
  HOME=$scratch/$number/home
  XDG_CONFIG_HOME=$HOME/.config
  XDG_CACHE_HOME=$HOME/.cache
  XDG_STATE_HOME=$HOME/.local/state
  XDG_DATA_HOME=$HOME/.local/share
  GIT_CONFIG_GLOBAL=$HOME/.gitconfig
  GIT_CEILING_DIRECTORIES=$scratch
  export HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME GIT_CONFIG_GLOBAL
  export GIT_CEILING_DIRECTORIES
  mkdir -p "$HOME" "$scratch/$number/work"
  cd "$scratch/$number/work" || exit 2
  git config --global user.name 'A U Thor'
  git config --global user.email author@example.com
  git config --global init.defaultBranch main
  git config --global advice.detachedHead false
}

# problem TEXT...: this test fails.
problem() {
  [ -n "$broken" ] || printf 'FAILED %s\n' "$name" >&2
  broken=1
  printf '  %s\n' "$@" >&2
}

show_output() {
  sed 's/^/  | /' "$scratch/out" "$scratch/err" >&2
}

# run COMMAND...: its output goes to $scratch/out and $scratch/err, its exit code to $code.
run() {
  code=0
  "$@" >"$scratch/out" 2>"$scratch/err" || code=$?
}

expect_code() {
  wanted=$1
  shift
  run "$@"
  [ "$code" = "$wanted" ] && return 0
  problem "$*: exit code $code, not $wanted"
  show_output
}

expect_ok() { expect_code 0 "$@"; }

# expect_fail COMMAND...: exit code 1 to 129, so that a crash is no success.
expect_fail() {
  run "$@"
  [ "$code" -ge 1 ] && [ "$code" -le 129 ] && return 0
  problem "$*: exit code $code, not a failure"
  show_output
}

# expect_out TEXT, expect_err TEXT: what the last command printed holds TEXT.
expect_out() { expect_text "$scratch/out" stdout "$1"; }
expect_err() { expect_text "$scratch/err" stderr "$1"; }
expect_text() {
  grep -qF -e "$3" "$1" && return 0
  problem "$2 has no: $3"
  show_output
}

# expect_no_out, expect_no_err: the last command printed nothing there.
expect_no_out() { [ ! -s "$scratch/out" ] || { problem 'stdout is not empty'; show_output; }; }
expect_no_err() { [ ! -s "$scratch/err" ] || { problem 'stderr is not empty'; show_output; }; }

# check COMMAND...: must succeed, its output does not matter.
check() { "$@" >/dev/null 2>&1 || problem "not so: $*"; }
check_not() { ! "$@" >/dev/null 2>&1 || problem "not so: ! $*"; }

# wait_for COMMAND...: must succeed within ten seconds.
wait_for() {
  for _ in $(seq 500); do "$@" >/dev/null 2>&1 && return; sleep 0.02; done
  problem "not so after ten seconds: $*"
}

# begin: an empty repository in the working directory.
begin() { git init -q . || exit 2; }

# agent PATH NAME [LINE...]: writes a sound agent with further frontmatter lines.
agent() {
  agent_file=$1 agent_name=$2
  shift 2
  mkdir -p "$(dirname "$agent_file")"
  {
    printf -- '---\nname: %s\ndescription: Use for %s.\n' "$agent_name" "$agent_name"
    case "$*" in *tools:*) ;; *) echo 'tools: Read' ;; esac
    [ $# -eq 0 ] || printf '%s\n' "$@"
    printf -- '---\n\nYou do that.\n'
  } >"$agent_file"
}

# bad PATH: an agent without frontmatter, which is an error.
bad() { mkdir -p "$(dirname "$1")" && printf 'name: bad\n' >"$1"; }

# runs_configuration_hooks: does this git run hooks that are in its configuration?
runs_configuration_hooks() {
  git version | awk '{ split($3, v, "."); exit !(v[1] > 2 || (v[1] == 2 && v[2] >= 54)) }'
}

finish() {
  end_test
  name=
  git version
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ] || exit 1
}
