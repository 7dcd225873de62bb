#!/bin/sh
# Formatting of C++ (clang-format) and the correctness of shell scripts (shellcheck).
set -eu
cd "$(dirname "$0")/../.."
find lib hooks git-agents tests -name '*.cpp' -o -name '*.hpp' | sort |
  xargs clang-format --dry-run -Werror
find git-agents tests completions -name '*.sh' | sort | xargs shellcheck -x -S warning
