#!/bin/sh
# Installs git agents on Debian 12 or later: packages, a release build, the programs, the man pages
# and the completions.
set -eu

usage() {
  cat <<'END'
usage: sh git-agents/install.sh [--prefix DIR] [--demo]

  --prefix DIR  install below DIR; default: /usr/local as root, else ~/.local
  --demo        afterwards show the main job on a sample repository in a temporary directory
END
}

prefix=
demo=
while [ $# -gt 0 ]; do
  case $1 in
    --prefix) [ $# -ge 2 ] || { usage >&2; exit 129; }; prefix=$2; shift 2 ;;
    --prefix=*) prefix=${1#*=}; shift ;;
    --demo) demo=yes; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 129 ;;
  esac
done

source_dir=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=git-agents/packages.sh
. "$source_dir/git-agents/packages.sh"
if [ -z "$prefix" ]; then
  prefix=/usr/local
  [ "$(id -u)" = 0 ] || prefix=$HOME/.local
fi

case $prefix in
  /*) ;;
  *) prefix=$PWD/$prefix ;;
esac

# shellcheck disable=SC2086 # a list of words
need_packages $build_packages

build_dir=$source_dir/build/release
say "configuring"
cmake -G Ninja -S "$source_dir" -B "$build_dir" -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_INSTALL_PREFIX="$prefix" >"$source_dir/build-configure.log" 2>&1 || {
  cat "$source_dir/build-configure.log" >&2
  die "cmake could not configure the build"
}
rm -f "$source_dir/build-configure.log"
say "building (about two minutes on two cores)"
ninja -C "$build_dir"
say "installing below $prefix"
cmake --install "$build_dir" >/dev/null
"$prefix/bin/git-agents" --version

if [ -n "$demo" ]; then
  PATH=$prefix/bin:$PATH sh "$source_dir/git-agents/demo.sh"
fi

case :$PATH: in
  *:"$prefix/bin":*) say "done: 'git agents init' in a repository of definitions comes next" ;;
  *)
    say "done; $prefix/bin is not on your PATH yet. Run this, and put it into your shell's profile:"
    printf 'export PATH="%s/bin:$PATH"\n' "$prefix"
    ;;
esac
