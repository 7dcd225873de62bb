#!/bin/sh
# What we ask GitHub for, and what we make of its answers, against GitHub's own OpenAPI description: Prism
# refuses every request that the description does not allow, and answers of emulate that it does not.
#
# usage: github.sh <directory of the programs> <directory of the unit tests>
#
# Needs Node.js 20 and the packages that 'sh tests/run.sh --contract' installs into $GIT_AGENTS_CONTRACT.
bin=$1
tests=$(cd "$2" && pwd -P) || exit 2
packages=${GIT_AGENTS_CONTRACT:?}/node_modules
e2e=$(dirname "$0")/../e2e
# shellcheck source=tests/e2e/http_lib.sh
. "$e2e/http_lib.sh"

node "$servers/openapi_slice.js" "$packages/@octokit/openapi/generated/api.github.com.json" \
  "$scratch/github.json" || exit 2

# start_prism NAME ARGUMENT...: at $prism.
start_prism() {
  prism_name=$1
  shift
  prism_port=$(free_port)
  prism=http://127.0.0.1:$prism_port
  start "$prism_name" "$packages/.bin/prism" "$@" -h 127.0.0.1 -p "$prism_port"
  for _ in $(seq 1500); do listens "$prism_port" && return; sleep 0.02; done
  echo 'prism does not start:' >&2
  cat "$scratch/$prism_name.log" >&2
  exit 2
}

start_emulate
start_prism proxy proxy --errors "$scratch/github.json" "$emulate"

t 'Prism refuses what GitHub does not describe'
check answers "$prism/repos/maint/agents/commits/main?per_page=many" 422
check answers "$prism/repos/maint/agents/git/trees" 404
check answers "$prism/repos/maint/agents/git/blobs/x" 405 -X PUT
check answers "$prism/repos/maint/agents/pulls" 422 -d '{"title":{"a":1},"head":"x","base":"main"}' \
  -H 'Content-Type: application/json'
check answers "$prism/repos/maint/agents/forks" 422 -d '{"default_branch_only":"yes"}' \
  -H 'Content-Type: application/json'

t 'pull: every request and every answer is as GitHub describes it'
use_api "$prism"
git config --global agents.forge.test.tokenCommand 'echo maint-token'
gh_put maint/agents agents/one.md '---\nname: one\ndescription: Use for one.\n---\nOne.\n'
check answers "$emulate/repos/maint/agents/git/refs" 201 -H 'Authorization: Bearer maint-token' \
  -d "{\"ref\":\"refs/heads/feature/x\",\"sha\":\"$(gh_head maint/agents)\"}"
# emulate's description of a repository lacks what GitHub's has, so the branch is named.
sources 'maint/agents", sync: http, ref: main' 'maint/agents", sync: http, ref: feature/x'
expect_ok git agents pull
check grep -qx One. "$(cache_of maint/agents main)/agents/one.md"
check grep -qx One. "$(cache_of maint/agents feature%2Fx)/agents/one.md"
gh_put maint/agents agents/one.md 'another\n'
expect_code 1 git agents outdated
expect_out 'maint/agents@main: locked at'
expect_ok git agents pull
check grep -qx another "$(cache_of maint/agents main)/agents/one.md"

t 'forks and pull requests: every request is as GitHub describes it'
start_prism mock mock "$scratch/github.json"
check answers "$prism/repos/o/r/pulls" 422 -d '{"title":"x"}' -H 'Content-Type: application/json'
GIT_AGENTS_CONTRACT_API=$prism expect_ok "$tests/test_contract" --gtest_filter='Contract.*' \
  --gtest_brief=1
expect_out 'PASSED'
check_not grep -q SKIPPED "$scratch/out"

finish
