#!/bin/sh
# Sourced by git-agents/install.sh and tests/run.sh: installs Debian packages that are missing.

say() { printf '==> %s\n' "$*"; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# need_packages NAME...
need_packages() {
  command -v dpkg-query >/dev/null 2>&1 ||
    die "this is no Debian or Ubuntu: install what corresponds to these packages, then build with cmake: $*"
  missing=
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
      missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  say "installing packages:$missing"
  root=
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || die "missing packages; as root run: apt-get install$missing"
    root='sudo'
  fi
  # shellcheck disable=SC2086 # lists of words
  {
    $root env DEBIAN_FRONTEND=noninteractive apt-get update -qq ||
      die "apt-get update failed: is there a network, and are the package sources right?"
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      $missing >/dev/null || die "these packages could not be installed:$missing"
  }
}

# shellcheck disable=SC2034 # for those who source this
build_packages='g++ cmake ninja-build pkg-config git man-db libgit2-dev libcxxopts-dev
  libyaml-cpp-dev nlohmann-json3-dev libsqlite3-dev nettle-dev libutf8proc-dev libtomlplusplus-dev
  libcurl4-openssl-dev'
