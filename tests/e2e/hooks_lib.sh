# shellcheck shell=sh
# What the tests of the hooks share. Usage: bin=$1; . "$(dirname "$0")/hooks_lib.sh"

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

install_option=

# as_files COMMAND...: where `filled` installs in it, it writes hook files with any git.
as_files() {
  install_option=--shim
  "$@"
  install_option=
}

# filled: the hooks and one committed agent in the repository that is there.
filled() {
  # shellcheck disable=SC2086 # may be empty
  git agents install $install_option >/dev/null || problem 'install failed'
  agent agents/good.md good
  git add -A
  git commit -q -m first || problem 'the first commit was refused'
}

# ready [KEY VALUE]: a new repository, with a setting of git's, filled. It knows who commits, for
# the tests that take the environment away.
ready() {
  begin
  git config user.name 'A U Thor'
  git config user.email author@example.com
  [ $# -eq 0 ] || git config "$1" "$2"
  filled
}

# deploying_by EVENTS TEXT: an empty repository that deploys after EVENTS on main; what the hooks start
# as git-agents is a shell script with this TEXT.
deploying_by() {
  begin
  mkdir ../programs
  link "$bin/git-agents" ../programs/git-agents
  link "$bin/git-agents-hook" ../programs/git-agents-hook
  printf '%s\n' 'version: 1' 'definitions: [{path: agents, kind: agent}]' \
    "deploy: {on: [$1], branches: [main], targets: [{tool: claude, scope: project}]}" \
    >.git-agents.yaml
  ../programs/git-agents install >/dev/null || problem 'install failed'
  rm ../programs/git-agents
  printf '#!/bin/sh\n%s\n' "$2" >../programs/git-agents
  chmod +x ../programs/git-agents
}

# refused WHAT COMMAND...: exit code 1, and the reason names WHAT.
refused() {
  what=$1
  shift
  expect_code 1 "$@"
  expect_err "$what"
  expect_err ' was refused'
}

# silent COMMAND...: succeeds without a word.
silent() {
  expect_ok "$@"
  expect_no_out
  expect_no_err
}

# snapshot DIRECTORY FILE: names, types, modes and bytes of all that is in it.
snapshot() {
  (cd "$1" && find . -printf '%M %p %l\n' | sort && find . -type f -exec sha256sum {} + | sort) >"$2"
}
# before, as_before: the repository is what it was.
before() { snapshot .git "$scratch/before"; }
as_before() {
  snapshot .git "$scratch/after"
  diff "$scratch/before" "$scratch/after" >"$scratch/out" && return
  problem 'the repository is not as it was'
  show_output
}

# worked: everything that leaves state behind.
worked() {
  agent agents/good.md good
  git agents list >/dev/null
  git agents validate >/dev/null
  git agents hook pre-commit >/dev/null 2>&1
  git agents hook post-commit >/dev/null 2>&1
  rm -r agents
}

# instead WHAT: this git cannot; says so, and what is tested is what it does.
instead() { echo "not run with $(git version): $1; tested instead: $2"; }

# adopted: settings of ours are committed.
adopted() {
  printf 'version: 1\n' >.git-agents.yaml
  git add .git-agents.yaml
  git commit -q -n -m settings
}
# traced CODE COMMAND...: runs it with git's trace of its own.
traced() {
  traced_code=$1
  shift
  rm -f "$scratch/trace"
  expect_code "$traced_code" env GIT_TRACE="$scratch/trace" "$@"
}
# runs_of EVENT: how many hooks of ours git started for it in the last traced command.
runs_of() { grep -c "run_command:.*git-agents-hook.* $1" "$scratch/trace"; }

link() { ln "$1" "$2" 2>/dev/null || cp "$1" "$2"; }
