#!/bin/sh
# Sources over HTTP where the network or the forge is not well: nginx (broken networks) and mitmproxy
# before emulate (an API that lies).
bin=$1
# shellcheck source=tests/e2e/http_lib.sh
. "$(dirname "$0")/http_lib.sh"

start_emulate
start_nginx

# --- Networks that are not well.

t 'limits are waited for'
use_api "$nginx/limited"
library limited 12
sources 'o/limited", sync: http'
forget_requests
expect_ok git agents pull
check grep -q ' 429 ' "$nginx_root/access.log"
check test "$(find "$(cache_of o/limited)/agents" -name 'a*.md' | wc -l)" = 12

t 'a limit that lasts too long is a failure that says until when'
use_api "$nginx/exhausted"
sources 'o/limited", sync: http'
expect_code 1 git agents pull
expect_err "error: o/limited: '127.0.0.1' takes no more requests before 20"
expect_err 'try again then, or set up a token: '
check_not test -e .git-agents.lock

t 'failures are failures'
sources 'o/limited", sync: http'
use_api "$nginx/broken"
expect_code 1 git agents pull
expect_err "'forge.test' does not give repository 'forge.test/o/limited' (HTTP 503)"
use_api "$nginx/reset"
expect_code 1 git agents pull
expect_err "the connection to '127.0.0.1' broke: "
use_api "$nginx/forbidden"
expect_code 1 git agents pull
expect_err "'forge.test' forbids repository 'forge.test/o/limited' (HTTP 403): Resource not accessible"
use_api "$nginx/away"
expect_code 1 git agents pull
expect_err "a redirect to 'example.com' is not encrypted"
use_api "$nginx/nothere"
expect_code 1 git agents pull
expect_err "there is no repository 'forge.test/o/limited', or we may not see it (HTTP 404)"
check_not test -e .git-agents.lock

t 'slow servers, dripping servers and servers that moved are fine'
library patient 3
sources 'o/patient", sync: http'
for way in slow drip moved; do
  rm -rf "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
  use_api "$nginx/$way"
  expect_ok git agents pull
  check test -e "$(cache_of o/patient)/agents/a3.md"
done

# --- An API that is not well.

gh_put maint/agents agents/one.md 'one\n'
gh_put maint/second agents/one.md 'one\n'
gh_put maint/second agents/three.md 'three\n'
gh_put maint/second skills/two.md 'two\n'

t 'a truncated listing is walked directory by directory'
start_faults truncated
check sh -c "curl -s '$faults/repos/maint/second/git/trees/main?recursive=1' | grep -q '\"truncated\":true'"
use_api "$faults"
sources 'maint/second", sync: http, path: agents'
expect_ok git agents pull
check test -e "$(cache_of maint/second)/agents/three.md"
check_not test -e "$(cache_of maint/second)/skills"
gh_delete maint/second agents/three.md
expect_ok git agents pull
expect_out '(1 removed)'
check_not test -e "$(cache_of maint/second)/agents/three.md"
check test -e "$(cache_of maint/second)/agents/one.md"

t 'a listing or a file that was cut changes nothing'
use_api "$emulate"
sources 'maint/second", sync: http'
expect_ok git agents pull
cp -r "$(cache_of maint/second)/agents" ../before
cp .git-agents.lock ../lock
gh_put maint/second agents/one.md 'another one\n'
for fault in cut-tree cut-blob; do
  start_faults $fault
  use_api "$faults"
  expect_code 1 git agents pull
  check diff -r ../before "$(cache_of maint/second)/agents"
  check cmp .git-agents.lock ../lock
done
use_api "$emulate"
expect_ok git agents pull
check grep -qx 'another one' "$(cache_of maint/second)/agents/one.md"

t 'a secondary limit is waited for'
start_faults secondary
use_api "$faults"
sources 'maint/agents", sync: http'
expect_ok git agents pull
expect_err "'127.0.0.1' limits requests: waits 1 s"
check test -e "$(cache_of maint/agents)/agents/one.md"

finish
