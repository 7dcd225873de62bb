#!/bin/sh
# Sources over a forge's HTTP API, against servers that are not ours: emulate (a GitHub that keeps state)
# and nginx (real ETags). Where these are not well: sources_http_faults.sh.
bin=$1
# shellcheck source=tests/e2e/http_lib.sh
. "$(dirname "$0")/http_lib.sh"

start_emulate
start_nginx

# --- The servers can refuse: what follows proves something.

t 'emulate refuses what GitHub refuses'
check answers "$emulate/repos/maint/nothere" 404
check answers "$emulate/repos/maint/agents/git/trees/nothere" 404
check answers "$emulate/repos/maint/secret" 401
check answers "$emulate/repos/maint/secret" 403 -H 'Authorization: Bearer other-token'
gh_put maint/agents evil.md x 403 other-token

t 'nginx tells what is known from what is not'
etag=$(curl -s -D - -o /dev/null "$nginx/up" | tr -d '\r' | sed -n 's/^ETag: //p')
check test -n "$etag"
check answers "$nginx/up" 304 -H "If-None-Match: $etag"
check answers "$nginx/up" 200 -H 'If-None-Match: "another"'
check answers "$nginx/nothere" 404
check answers "$nginx/broken/x" 503
check_not curl -s "$nginx/reset/x"

# --- What a user does, against a GitHub.

t 'pull: mirrors a repository, locks it, and is idle afterwards'
use_api "$emulate"
gh_put maint/agents agents/one.md '---\nname: one\ndescription: Use for one.\n---\nOne.\n'
gh_put maint/agents agents/two.md '---\nname: two\ndescription: Use for two.\n---\nTwo.\n'
sources 'maint/agents", sync: http'
expect_ok git agents pull
head=$(gh_head maint/agents)
expect_out "maint/agents: updated to $(echo "$head" | cut -c1-7) (3 added) over HTTP"
cache=$(cache_of maint/agents)
check grep -qx 'One.' "$cache/agents/one.md"
check grep -qF "commit: \"$head\"" .git-agents.lock
tree=$(curl -s "$emulate/repos/maint/agents/git/trees/main" |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["sha"])')
check grep -qF "tree: \"$tree\"" .git-agents.lock
check git -C "$cache" fsck --strict
check test "$(git -C "$cache" rev-parse HEAD)" = "$(git -C "$cache" rev-parse refs/agents/upstream)"
cp .git-agents.lock ../lock
expect_ok git agents pull
expect_out "maint/agents: up to date at"
check cmp .git-agents.lock ../lock
expect_ok git agents outdated
expect_no_out

t 'pull: brings what changed, and removes what went'
use_api "$emulate"
gh_put maint/second agents/one.md 'one\n'
gh_put maint/second agents/two.md 'two\n'
sources 'maint/second", sync: http'
expect_ok git agents pull
cache=$(cache_of maint/second)
gh_put maint/second agents/one.md 'ONE\n'
gh_delete maint/second agents/two.md
gh_put maint/second agents/three.md 'three\n'
expect_code 1 git agents outdated
expect_out 'maint/second: locked at'
expect_ok git agents pull
expect_out '(1 added, 1 changed, 1 removed)'
check test "$(cat "$cache/agents/one.md")" = ONE
check_not test -e "$cache/agents/two.md"
check test -e "$cache/agents/three.md"
expect_ok git agents pull --locked

t 'pull --locked: restores what the lock says, whatever upstream has now'
use_api "$emulate"
gh_put maint/second agents/one.md 'locked\n'
sources 'maint/second", sync: http, path: agents'
expect_ok git agents pull
cp .git-agents.lock ../lock
gh_put maint/second agents/one.md 'later\n'
gh_put maint/second agents/four.md 'later\n'
rm -rf "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
expect_ok git agents pull --locked
cache=$(cache_of maint/second)
check test "$(cat "$cache/agents/one.md")" = locked
check_not test -e "$cache/agents/four.md"
check cmp .git-agents.lock ../lock
expect_ok git agents pull
check test "$(cat "$cache/agents/one.md")" = later
check test -e "$cache/agents/four.md"
gh_delete maint/second agents/four.md
# A cache that says what the lock does not is no cache of it.
echo tampered >>"$cache/agents/one.md"
git -C "$cache" commit -qam tampered
expect_code 1 git agents pull --locked
expect_out 'agents/one.md'

t 'pull: edits stay where the two do not overlap, committed or not'
use_api "$emulate"
gh_put maint/agents agents/long.md '1\n2\n3\n4\n5\n6\n7\n8\n9\n'
gh_put maint/agents agents/mine.md 'mine\n'
sources 'maint/agents", sync: http'
expect_ok git agents pull
cache=$(cache_of maint/agents)
sed -i 's/^2$/TWO/' "$cache/agents/long.md"
echo 'new' >"$cache/agents/new.md"
git -C "$cache" rm -q agents/mine.md
git -C "$cache" commit -q -m 'not for us' -- agents/mine.md
gh_put maint/agents agents/long.md '1\n2\n3\n4\n5\n6\n7\nEIGHT\n9\n'
expect_ok git agents pull
check grep -qx TWO "$cache/agents/long.md"
check grep -qx EIGHT "$cache/agents/long.md"
check test -e "$cache/agents/new.md"
check_not test -e "$cache/agents/mine.md"
check test "$(git -C "$cache" log -1 --format=%p HEAD | wc -w)" = 2

t 'pull: an edit of the same lines is refused, and every byte is as it was'
use_api "$emulate"
gh_put maint/agents agents/long.md '1\n2\n3\n'
sources 'maint/agents", sync: http'
expect_ok git agents pull
cache=$(cache_of maint/agents)
sed -i 's/^2$/MINE/' "$cache/agents/long.md"
cp -r "$cache/agents" ../before
gh_put maint/agents agents/long.md '1\nTHEIRS\n3\n'
expect_code 1 git agents pull
expect_out 'conflict'
expect_out 'agents/long.md'
check diff -r ../before "$cache/agents"
# What upstream deleted and the user changed is a conflict, too.
git -C "$cache" commit -q -am 'mine'
gh_delete maint/agents agents/long.md
expect_code 1 git agents pull
expect_out 'agents/long.md'
check diff -r ../before "$cache/agents"

t 'pull: only what the path holds, and what that inherits'
use_api "$emulate"
gh_put maint/second skills/x/SKILL.md 'skill\n'
gh_put maint/second BASE-AGENT.md 'base\n'
gh_put maint/second agents/deep/one.md 'one\n'
sources 'maint/second", sync: http, path: agents/deep'
expect_ok git agents pull
cache=$(cache_of maint/second)
check test -e "$cache/agents/deep/one.md"
check test -e "$cache/BASE-AGENT.md"
check_not test -e "$cache/skills"
check_not test -e "$cache/README.md"

t 'pull: a branch with a slash, a tag, a commit'
use_api "$emulate"
gh_put maint/second agents/one.md 'one\n'
commit=$(gh_head maint/second)
for ref in heads/feature/x tags/v1; do
  check answers "$emulate/repos/maint/second/git/refs" 201 -H 'Authorization: Bearer maint-token' \
    -d "{\"ref\":\"refs/$ref\",\"sha\":\"$commit\"}"
done
gh_put maint/second agents/one.md 'ONE\n'
sources 'maint/second", sync: http, ref: feature/x' 'maint/second", sync: http, ref: v1' \
  "maint/second\", sync: http, ref: $commit"
expect_ok git agents pull
for ref in feature%2Fx v1 "$commit"; do
  check grep -qx one "$(cache_of maint/second "$ref")/agents/one.md"
done
check test "$(grep -c "commit: \"$commit\"" .git-agents.lock)" = 3

t 'pull: two paths of one repository share a mirror'
use_api "$emulate"
gh_put maint/second skills/x/SKILL.md 'skill\n'
sources 'maint/second", sync: http, path: agents' 'maint/second", sync: http, path: skills'
expect_ok git agents pull
cache=$(cache_of maint/second)
check test -e "$cache/agents/one.md"
check test -e "$cache/skills/x/SKILL.md"
expect_ok git agents pull 'maint/second:skills'
check test -e "$cache/agents/one.md"

# --- Tokens.

t 'a token lets us in, and is nowhere afterwards'
use_api "$emulate"
gh_put maint/secret agents/one.md 'one\n'
sources 'maint/secret", sync: http'
expect_code 1 git agents pull
expect_err "error: maint/secret: 'forge.test' answers nobody without a token (HTTP 401)"
expect_err 'agents.forge.test.tokenCommand is not set; GH_HOST is not '
expect_err 'gh auth login --hostname forge.test'
check_not test -e .git-agents.lock
git config --global agents.forge.test.tokenCommand 'echo other-token'
expect_code 1 git agents pull
expect_err "'forge.test' forbids repository 'forge.test/maint/secret' (HTTP 403)"
expect_err 'asked with the token of agents.forge.test.tokenCommand'
mkdir ../secret
echo maint-token >../secret/token
git config --global agents.forge.test.tokenCommand "cat '$scratch/$number/secret/token'"
expect_ok git agents pull --json
check test -e "$(cache_of maint/secret)/agents/one.md"
rm -r ../secret
check_not grep -rqa maint-token "$scratch/$number" "$scratch/out" "$scratch/err"

t 'a token of github.com goes to no other host'
use_api "$nginx/refused"
sources 'maint/agents", sync: http'
forget_requests
GH_TOKEN=s3cret GITHUB_TOKEN=s3cret GH_ENTERPRISE_TOKEN=s3cret GITHUB_ENTERPRISE_TOKEN=s3cret \
  expect_code 1 git agents pull
expect_err "'forge.test' answers nobody without a token (HTTP 401)"
check test -n "$(requests)"
check_not grep -q s3cret "$nginx_root/access.log"
GH_HOST=forge.test GH_ENTERPRISE_TOKEN=s3cret expect_code 1 git agents pull
expect_err "'forge.test' refuses the token of GH_ENTERPRISE_TOKEN (HTTP 401)"
check grep -q 'Bearer s3cret' "$nginx_root/access.log"
check_not grep -q s3cret "$scratch/err"

# --- git is blocked.

t 'auto: falls back from git to HTTP, and says so'
use_api "$emulate"
git config --global url.http://127.0.0.1:1/.insteadOf https://forge.test/
sources 'maint/agents"'
expect_ok git agents pull
expect_out 'over HTTP'
expect_err 'it came over HTTP instead'
expect_ok git agents pull
check_not grep -q 'instead' "$scratch/err"
expect_code 1 git agents pull --sync-method=git
expect_err "cannot reach 'maint/agents'"

t 'auto: where neither answers, both are said, and nothing is lost'
use_api http://127.0.0.1:1
git config --global url.http://127.0.0.1:1/.insteadOf https://forge.test/
sources 'maint/agents"'
expect_code 1 git agents pull
expect_err "and over HTTP: cannot reach '127.0.0.1'"
check_not test -e .git-agents.lock
use_api "$emulate"
expect_ok git agents pull
cp .git-agents.lock ../lock
use_api http://127.0.0.1:1
expect_code 1 git agents pull
check cmp .git-agents.lock ../lock
check test -e "$(cache_of maint/agents)/README.md"

# --- Real ETags.

t 'nothing changed: one request a source'
use_api "$nginx"
set --
for i in 1 2 3 4 5 6 7 8 9 10; do
  library "lib$i" 5
  set -- "$@" "o/lib$i\", sync: http"
done
sources "$@"
expect_ok git agents pull
for round in 1 2 3; do
  forget_requests
  expect_ok git agents pull
  check test "$round: $(requests | wc -l)" = "$round: 10"
  check test "$round: $(requests | grep -c ' 304 ')" = "$round: 10"
done
echo more >>"$scratch/$number/up/lib3/agents/a1.md"
git -C "$scratch/$number/up/lib3" commit -qam second
publish lib3
forget_requests
expect_ok git agents pull
# The tree, the commit, the branch's name, and one file.
check test "$(requests | grep -c /o/lib3)" -le 4
check test "$(requests | grep -c /git/blobs/)" = 1
check test "$(requests | wc -l)" -le 13

t 'the first time: at most two requests a file'
use_api "$nginx"
library fifty 50
sources 'o/fifty", sync: http'
forget_requests
expect_ok git agents pull
check test "$(requests | wc -l)" -le 100
check test "$(requests | grep -c /git/blobs/)" = 50

t 'a 304 counts only while the mirror is as it was'
use_api "$nginx"
library kept 3
sources 'o/kept", sync: http'
expect_ok git agents pull
cache=$(cache_of o/kept)
git -C "$cache" update-ref -d refs/agents/upstream
forget_requests
expect_ok git agents pull
check_not grep -q ' 304 ' "$nginx_root/access.log"
check test "$(git -C "$cache" rev-parse 'refs/agents/upstream^{tree}')" = \
  "$(git -C "$scratch/$number/up/kept" rev-parse 'HEAD^{tree}')"

t 'skills come whole: programs, binary files, links, odd names'
use_api "$nginx"
library whole 1
mkdir -p "$up/skills/x"
printf -- '---\nname: x\ndescription: X.\n---\n' >"$up/skills/x/SKILL.md"
printf '#!/bin/sh\n' >"$up/skills/x/run.sh"
chmod +x "$up/skills/x/run.sh"
printf '\000\001\377binary\r\n' >"$up/skills/x/image.png"
printf 'odd\n' >"$up/skills/x/a \"b\" \\ ü"
ln -s run.sh "$up/skills/x/link"
git -C "$up" add -A
git -C "$up" commit -q -m skill
publish whole
sources 'o/whole", sync: http'
expect_ok git agents pull
cache=$(cache_of o/whole)
check test "$(git -C "$cache" rev-parse 'HEAD^{tree}')" = "$(git -C "$up" rev-parse 'HEAD^{tree}')"
check test -x "$cache/skills/x/run.sh"
check cmp "$up/skills/x/image.png" "$cache/skills/x/image.png"
check cmp "$up/skills/x/a \"b\" \\ ü" "$cache/skills/x/a \"b\" \\ ü"
# A link is never followed: it is a file that says where it would lead.
check test "$(cat "$cache/skills/x/link")" = run.sh
check_not test -L "$cache/skills/x/link"

t 'the lock of HTTP is the lock of git'
use_api "$nginx"
library same 3
git config --global "url.file://$scratch/$number/up/.insteadOf" https://forge.test/o/
sources 'o/same", path: agents, sync: http'
expect_ok git agents pull
cp .git-agents.lock ../lock
rm -rf "$XDG_CACHE_HOME" "$XDG_STATE_HOME" .git-agents.lock
expect_ok git agents pull --sync-method=git
check cmp .git-agents.lock ../lock
rm -rf "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
expect_ok git agents pull --locked

t 'a dry run asks, and writes nothing'
use_api "$nginx"
library dry 2
sources 'o/dry", sync: http'
expect_ok git agents pull --dry-run
check_not test -e "$(cache_of o/dry)"
check_not test -e .git-agents.lock
expect_ok git agents pull
cp .git-agents.lock ../lock
echo more >>"$up/agents/a1.md"
git -C "$up" commit -qam second
publish dry
forget_requests
expect_ok git agents pull --dry-run
expect_out "$(git -C "$up" rev-parse --short=7 HEAD)"
check test "$(requests | wc -l)" = 1
check cmp .git-agents.lock ../lock
expect_code 1 git agents outdated

t 'GitHub Enterprise: its own API, certificate, and gh that is logged in there'
library corporate 2
git init -q .
printf 'version: 1\nsources:\n  - {url: "https://localhost:%s/o/corporate", sync: http}\n' "$tls_port" \
  >.git-agents.yaml
git config --global "agents.localhost:$tls_port.forge" github
expect_code 1 git agents pull
expect_err "cannot reach 'localhost' safely: "
expect_err 'http.sslCAInfo'
git config --global http.sslCAInfo "$nginx_root/certificate.pem"
expect_code 1 git agents pull
expect_err "'localhost:$tls_port' answers nobody without a token (HTTP 401)"
mkdir -p "$XDG_CONFIG_HOME/gh"
printf 'localhost:%s:\n    user: me\n    oauth_token: enterprise-token\n' "$tls_port" \
  >"$XDG_CONFIG_HOME/gh/hosts.yml"
GH_TOKEN=wrong GH_ENTERPRISE_TOKEN=wrong expect_ok git agents pull
check grep -q /api/v3/repos/o/corporate/git/trees/HEAD "$nginx_root/access.log"
check test -e "$XDG_CACHE_HOME/git-agents/sources/localhost%3A$tls_port/o/corporate@HEAD/agents/a2.md"

finish
