#!/bin/sh
# Installs what the tests need, builds everything and runs all tests. The same as .ci/run.
#
# GIT_AGENTS_CORPUS may name a directory of definition corpora (*.tar.xz, or unpacked); the corpus
# tests run where it does. GIT_UNDER_TEST may name another git executable: the tests of the hooks then
# run once more, with that one.
set -eu

case ${1-} in
  '') ;;
  -h | --help) echo 'usage: sh tests/run.sh'; exit 0 ;;
  *) echo 'usage: sh tests/run.sh' >&2; exit 129 ;;
esac

source_dir=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=git-agents/packages.sh
. "$source_dir/git-agents/packages.sh"
# shellcheck disable=SC2086 # a list of words
need_packages $build_packages libgtest-dev libgmock-dev clang libclang-rt-dev clang-format \
  shellcheck bash-completion zsh fish git-lfs pre-commit python3 python3-jsonschema python3-yaml \
  xz-utils dpkg-dev file ccache
# Other packages of Node.js bring npm with it, and exclude Debian's.
command -v node >/dev/null 2>&1 || need_packages nodejs
command -v npm >/dev/null 2>&1 || need_packages npm

# The hook managers that tests/e2e/coexistence.sh installs over and under ours. Their scripts are not
# run: lefthook's would install its hooks into this repository.
managers='husky@9.1.7 lefthook@2.2.2 @j178/prek@0.5.3'
GIT_AGENTS_TOOLS=$source_dir/build/tools/node/node_modules/.bin
export GIT_AGENTS_TOOLS
if [ "$(cat "$source_dir/build/tools/node/installed" 2>/dev/null)" != "$managers" ]; then
  say "installing with npm: $managers"
  mkdir -p "$source_dir/build/tools/node"
  # shellcheck disable=SC2086 # a list of words
  npm install --prefix "$source_dir/build/tools/node" --ignore-scripts --no-audit --no-fund \
    --no-save --loglevel=error $managers || die "npm could not install: $managers"
  echo "$managers" >"$source_dir/build/tools/node/installed"
fi

other_git=${GIT_UNDER_TEST-}
unset GIT_UNDER_TEST
case $other_git in
  '' | /*) ;;
  *) die "GIT_UNDER_TEST is not absolute: $other_git" ;;
esac

build() { # NAME TARGET OPTION...
  name=$1 target=$2
  shift 2
  say "building: $name"
  cmake -G Ninja -S "$source_dir" -B "$source_dir/build/$name" -DAGENTS_WERROR=ON \
    -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "$@" >/dev/null
  ninja -C "$source_dir/build/$name" "$target"
}

if [ -n "${GIT_AGENTS_CORPUS-}" ]; then
  corpus=$source_dir/build/corpus
  mkdir -p "$corpus"
  for archive in "$GIT_AGENTS_CORPUS"/*.tar.xz; do
    [ -e "$archive" ] || continue
    name=$(basename "$archive" .tar.xz)
    [ -d "$corpus/$name" ] || { mkdir "$corpus/$name" && tar -xJf "$archive" -C "$corpus/$name"; }
    GIT_AGENTS_CORPUS=$corpus
  done
  export GIT_AGENTS_CORPUS
fi

build release all -DCMAKE_BUILD_TYPE=Release -DAGENTS_E2E=ON
# Line numbers are enough for what a sanitizer or a fuzzer finds.
build sanitized all -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-g1 -DAGENTS_TESTS=ON \
  -DAGENTS_SANITIZE=address,undefined
build fuzz fuzzers -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO='-O1 -g1' \
  -DCMAKE_CXX_COMPILER=clang++ -DAGENTS_FUZZ=ON -DAGENTS_SANITIZE=address,fuzzer-no-link

status=0
for name in release sanitized fuzz; do
  say "testing: $name"
  ctest --test-dir "$source_dir/build/$name" --output-on-failure --no-tests=error -j "$(nproc)" ||
    status=1
done
if [ -n "$other_git" ]; then
  say "testing: the hooks with $("$other_git" version)"
  GIT_UNDER_TEST=$other_git ctest --test-dir "$source_dir/build/release" --output-on-failure \
    --no-tests=error -j "$(nproc)" -R '^e2e\.(hooks_|install|coexistence|integrations)' || status=1
fi
exit $status
