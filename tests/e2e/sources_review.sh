#!/bin/sh
# `git agents push --pr` to a GitHub that is not ours: emulate has the API and keeps its state, lighttpd
# has the repositories. emulate has no git, so it believes in any branch; and it does not say of what a
# fork is one. (Forks are tested in tests/unit/sync/review_test.cpp.)
bin=$1
# shellcheck source=tests/e2e/http_lib.sh
. "$(dirname "$0")/http_lib.sh"
# shellcheck source=tests/servers/git_servers.sh
. "$(dirname "$0")/../servers/git_servers.sh"

start_emulate
start_git_http

# begin_review TOKEN [SETTING VALUE]: maint/agents on both servers, pulled, with an edit.
begin_review() {
  token=$1
  use_api "$emulate"
  git config --global agents.forge.test.tokenCommand "echo $token"
  git config --global "url.$http_url/.insteadOf" https://forge.test/
  printf '#!/bin/sh\n[ "$1" = get ] && printf "username=ann\\npassword=right\\n"\nexit 0\n' >../helper
  chmod +x ../helper
  git config --global credential.helper "$PWD/../helper"
  bare=$http_root/repositories/maint/agents.git
  rm -rf "$http_root/repositories"
  git init -q --bare "$bare"
  [ $# -lt 3 ] || git -C "$bare" config "$2" "$3"
  git init -q ../other
  agent ../other/agents/one.md one
  git -C ../other add -A
  git -C ../other commit -qm first
  git -C ../other push -q "$bare" HEAD:main
  git -C "$bare" symbolic-ref HEAD refs/heads/main
  sources 'maint/agents", sync: git'
  expect_ok git agents pull
  cache=$(cache_of maint/agents)
  echo 'And more.' >>"$cache/agents/one.md"
}

# requests_of REPO: "head base title" of each pull request.
requests_of() {
  curl -s -H 'Authorization: Bearer maint-token' "$emulate/repos/$1/pulls?state=all" | python3 -c '
import json, sys
for one in json.load(sys.stdin):
    print(one["head"]["label"], one["base"]["ref"], one["title"])'
}

t 'emulate refuses a pull request that is none'
check answers "$emulate/repos/maint/agents/pulls" 422 -X POST -H 'Authorization: Bearer maint-token' \
  -d '{"title":"x","base":"main"}'
check answers "$emulate/repos/maint/nothere/pulls" 404 -X POST \
  -H 'Authorization: Bearer maint-token' -d '{"title":"x","head":"x","base":"main"}'

t 'push --pr: a branch and a pull request'
begin_review maint-token
expect_ok git agents push -m 'Say more' --pr --branch short --dry-run
check test -z "$(requests_of maint/agents)"
expect_ok git agents push -m 'Say more' --pr --branch short
expect_out "maint/agents: pushed 1 commit to 'short'"
expect_out "  pull request: http://localhost:$emulate_port/maint/agents/pull/"
check test "$(git -C "$bare" log -1 --format=%s short)" = 'Say more'
check test "$(requests_of maint/agents)" = 'maint:short main Say more'
check_not grep -rq maint-token "$scratch/out" "$scratch/err" "$cache/.git" "$XDG_STATE_HOME"

t 'push --pr: what may only be read is not pushed into a repository that is not known to be its fork'
begin_review other-token http.receivepack false
git init -q --bare "$http_root/repositories/other/agents.git"
expect_code 1 git agents push -m 'Fix it' --branch fix
expect_err 'does not let you push'
expect_err "hint: 'git agents push maint/agents --pr' forks it and asks for a pull request"
expect_code 1 git agents push --pr --branch fix
expect_err "'other/agents' is no fork of 'forge.test/maint/agents'"
check test -z "$(git -C "$http_root/repositories/other/agents.git" for-each-ref)"
check test "$(git -C "$cache" log -1 --format=%s)" = 'Fix it'

t 'push --pr: without a token the branch is pushed, and the page is shown that makes one'
begin_review maint-token
git config --global --unset agents.forge.test.tokenCommand
git config --global --unset credential.helper
git config --global "credential.$http_url.helper" "$PWD/../helper"
expect_ok git agents push -m 'Say more' --pr --branch more
expect_out '  open this page to ask for a pull request: https://forge.test/maint/agents/compare/main...more?expand=1'
expect_out '  note: the pull request is not made, for there is no token: '
finish
