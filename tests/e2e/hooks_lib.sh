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

link() { ln "$1" "$2" 2>/dev/null || cp "$1" "$2"; }
