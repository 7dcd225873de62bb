#!/bin/sh
# Installs what the tests need, builds everything and runs all tests. The same as .ci/run.
#
# GIT_AGENTS_CORPUS may name a directory of definition corpora (*.tar.xz, or unpacked); the corpus
# tests run where it does. GIT_UNDER_TEST may name another git executable: the tests of the hooks then
# run once more, with that one.
#
# --contract: also checks what we ask GitHub for against GitHub's own description of its API. That needs
# Node.js 20 or newer, and half a gigabyte of npm packages.
set -eu

usage='usage: sh tests/run.sh [--contract]'
contract=
case ${1-} in
  '') ;;
  --contract) contract=yes ;;
  -h | --help) echo "$usage"; exit 0 ;;
  *) echo "$usage" >&2; exit 129 ;;
esac

source_dir=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=git-agents/packages.sh
. "$source_dir/git-agents/packages.sh"
# shellcheck disable=SC2086 # a list of words
need_packages $build_packages libgtest-dev libgmock-dev clang libclang-rt-dev clang-format \
  shellcheck bash-completion zsh fish git-lfs pre-commit python3 python3-jsonschema python3-yaml \
  xz-utils dpkg-dev file ccache curl openssl gh \
  nginx-light libnginx-mod-http-echo mitmproxy \
  lighttpd openssh-client openssh-server
# Other packages of Node.js bring npm with it, and exclude Debian's.
command -v node >/dev/null 2>&1 || need_packages nodejs
command -v npm >/dev/null 2>&1 || need_packages npm

# install_npm DIRECTORY PACKAGE...: below build/tools. Their scripts are not run.
install_npm() {
  npm_directory=$source_dir/build/tools/$1
  shift
  [ "$(cat "$npm_directory/installed" 2>/dev/null)" = "$*" ] && return
  say "installing with npm: $*"
  mkdir -p "$npm_directory"
  npm install --prefix "$npm_directory" --ignore-scripts --no-audit --no-fund --no-save \
    --loglevel=error "$@" || die "npm could not install: $*"
  echo "$*" >"$npm_directory/installed"
}

# The hook managers that tests/e2e/coexistence.sh installs over and under ours (lefthook's script would
# install its hooks into this repository), and the GitHub of tests/e2e/http_lib.sh.
install_npm node husky@9.1.7 lefthook@2.2.2 @j178/prek@0.5.3 emulate@0.11.2
GIT_AGENTS_TOOLS=$source_dir/build/tools/node/node_modules/.bin
export GIT_AGENTS_TOOLS
if [ -n "$contract" ]; then
  node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' ||
    die "--contract needs Node.js 20 or newer; this is $(node --version)"
  install_npm contract @stoplight/prism-cli@5.16.0 @octokit/openapi@23.0.2
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
if [ -n "$contract" ]; then
  say "testing: what is asked of GitHub"
  GIT_AGENTS_CONTRACT=$source_dir/build/tools/contract sh "$source_dir/tests/contract/github.sh" \
    "$source_dir/build/release" "$source_dir/build/sanitized/tests" || status=1
fi
exit $status
