#!/bin/sh
# The Debian package and `cmake --install`: complete, and what they install runs.
# Usage: package.sh <build directory>
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# whole PREFIX: programs, man pages and completions are there, and the programs run.
whole() {
  for file in bin/git-agents bin/git-agents-hook share/man/man1/git-agents.1 \
    share/man/man1/git-agents-validate.1 share/bash-completion/completions/git-agents \
    share/zsh/site-functions/_git-agents share/fish/vendor_completions.d/git-agents.fish; do
    check test -s "$1/$file"
  done
  expect_ok "$1/bin/git-agents" --version
  expect_out 'git-agents version '
  begin
  agent agents/a.md a
  PATH=$1/bin:$PATH expect_ok git agents init
  check grep -q "$1/bin/git-agents-hook" .git/hooks/pre-commit
  expect_ok env PATH="$1/bin:$PATH" MANPATH="$1/share/man" man -w git-agents
}

t 'cmake --install below a prefix is complete'
expect_ok cmake --install "$bin" --prefix "$scratch/prefix"
whole "$scratch/prefix"

t 'the Debian package holds everything and what it installs runs'
run cpack -G DEB --config "$bin/CPackConfig.cmake" -B "$scratch/packages"
[ "$code" = 0 ] || { problem 'cpack failed'; show_output; }
expect_ok dpkg-deb -x "$scratch"/packages/*.deb "$scratch/root"
whole "$scratch/root/usr"
expect_ok dpkg-deb -f "$scratch"/packages/*.deb Depends
expect_out 'git (>= 1:2.31)'

t 'the hook has no dynamic section: nothing network-bound and no libgit2 can be in it'
expect_ok readelf -d "$bin/git-agents-hook"
expect_out 'There is no dynamic section in this file.'
finish
