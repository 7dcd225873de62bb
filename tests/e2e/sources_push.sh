#!/bin/sh
# `git agents push` to servers that are not ours: lighttpd with git-http-backend, and sshd. What was
# asked is read from the servers' logs.
bin=$1
# shellcheck source=tests/e2e/sources_lib.sh
. "$(dirname "$0")/sources_lib.sh"
# shellcheck source=tests/servers/git_servers.sh
. "$(dirname "$0")/../servers/git_servers.sh"

start_git_http
start_sshd
host=127.0.0.1:$http_port

# served NAME [SETTING VALUE]: a repository o/NAME on the server with one agent, and a project in the
# working directory that has it as its source, pulled.
served() {
  bare=$http_root/repositories/$1.git
  rm -rf "$bare"
  git init -q --bare "$bare"
  [ $# -lt 3 ] || git -C "$bare" config "$2" "$3"
  git init -q ../other
  agent ../other/agents/one.md one
  git -C ../other add -A
  git -C ../other commit -qm 'first'
  git -C ../other push -q "$bare" HEAD:main
  git -C "$bare" symbolic-ref HEAD refs/heads/main
  git init -q .
  printf 'version: 1\nsources:\n  - {name: lib, url: "%s"}\n' "${source_url-$http_url/$1}" \
    >.git-agents.yaml
  expect_ok git agents pull
  cache=$(git agents cache status --json | sed -n 's/.*"cache":"\([^"]*\)".*/\1/p')
}

# edit: a local commit in the cache.
edit() {
  echo 'And more.' >>"$cache/agents/one.md"
  git -C "$cache" commit -qam 'Say more'
}

# helper PASSWORD: a credential helper that knows ann by it.
helper() {
  printf '#!/bin/sh\n[ "$1" = get ] && printf "username=ann\\npassword=%s\\n"\nexit 0\n' "$1" >../helper
  chmod +x ../helper
  git config --global credential.helper "$PWD/../helper"
}

moved() { [ "$(git -C "$bare" rev-parse main)" = "$(git -C "$cache" rev-parse HEAD)" ]; }

t 'the servers refuse what they should refuse'
served o/canary
git -C "$bare" config http.receivepack false
refs='info/refs?service=git-receive-pack'
code_of() { curl -s -o /dev/null -w '%{http_code}' "$@"; }
check test "$(code_of "$http_url/o/canary.git/$refs")" = 401
check test "$(code_of -u ann:wrong "$http_url/o/canary.git/$refs")" = 401
check test "$(code_of -u ann:right "$http_url/o/canary.git/$refs")" = 403
git -C "$bare" config http.receivepack true
check test "$(code_of -u ann:right "$http_url/o/canary.git/$refs")" = 200
GIT_SSH_COMMAND="$(ssh_with "$ssh_root/wrong_key") -o BatchMode=yes"
export GIT_SSH_COMMAND
check_not git ls-remote "ssh://127.0.0.1:$ssh_port$bare"
GIT_SSH_COMMAND="$(ssh_with "$ssh_root/key") -o BatchMode=yes"
check git ls-remote "ssh://127.0.0.1:$ssh_port$bare"
unset GIT_SSH_COMMAND

t 'http: without credentials it fails, says what was tried and what to set up, and asks nobody'
served o/lib
edit
expect_code 1 git agents push
expect_err "error: lib: 'lib' ($http_url/o/lib) wants credentials: "
expect_err "hint: tried: git's credential helpers; set up a credential helper (gitcredentials(7))"
check_not grep -q '^Username' "$scratch/out" "$scratch/err"
check_not moved
check test "$(git -C "$cache" log -1 --format=%s)" = 'Say more'

t 'http: a wrong password fails'
served o/lib
edit
helper wrong
expect_code 1 git agents push
expect_err "wants credentials: Authentication failed for '$http_url/o/lib/'"
check_not moved

t 'http: a credential helper lets it in, and the lock is said to be old'
served o/lib
edit
helper right
expect_ok git agents push
expect_out "lib: pushed 1 commit to 'main' ($(git -C "$cache" rev-parse --short=7 HEAD))"
expect_out "the lock still has the former commit: 'git agents pull lib' moves it"
check moved
expect_ok git agents push
expect_out 'lib: nothing to push'
expect_ok git agents pull lib
check grep -qF "$(git -C "$cache" rev-parse HEAD)" .git-agents.lock

t 'http: tokens for github.com are sent to no other host'
served o/lib
edit
for variable in GH_TOKEN GITHUB_TOKEN; do
  : >"$http_root/access.log"
  expect_code 1 env $variable=ghp_secret42 git agents push
  expect_err 'wants credentials'
  wait_for grep -q 'git-receive-pack 401' "$http_root/access.log"
  check_not grep -q Basic "$http_root/access.log"
  check_not grep -q ghp_secret42 "$scratch/out" "$scratch/err"
done
# The log would show it.
helper right
expect_ok env GH_TOKEN=ghp_secret42 git agents push
wait_for grep -q "POST /o/lib/git-receive-pack 200 Basic $(printf 'ann:right' | base64)" \
  "$http_root/access.log"
check_not grep -q "$(printf 'x-access-token:ghp_secret42' | base64)" "$http_root/access.log"

t 'http: a token of this host is used, and is in no argument, log or message'
served o/lib
edit
git config --global "agents.$host.tokenCommand" 'echo right'
printf 'x-access-token:right\nann:right\n' >"$http_root/users"
mkdir ../spy
printf '#!/bin/sh\necho "$@" >>"%s/arguments"\nexec %s "$@"\n' "$PWD" "$(command -v git)" >../spy/git
chmod +x ../spy/git
expect_ok env PATH="$PWD/../spy:$PATH" git-agents push
check moved
check grep -q -- '--porcelain' arguments
check_not grep -q 'right' arguments
check_not grep -rq 'token:right' "$XDG_STATE_HOME" "$XDG_CACHE_HOME" .git-agents.lock

t 'http: where only reading is allowed it says so, and what to do'
served o/lib http.receivepack false
edit
helper right
expect_code 1 git agents push
expect_err "'lib' ($http_url/o/lib) does not let you push: "
expect_err "hint: tried: git's credential helpers; the account may only read"
expect_err "hint: fork it there, then 'git agents source set lib --url URL-OF-THE-FORK' and push"

t 'http: a server that is not there is said to be, and nothing is lost'
served o/lib
edit
sed -i "s|:$http_port/|:9/|" .git-agents.yaml
git -C "$cache" remote set-url origin http://127.0.0.1:9/o/lib
mkdir -p "$(dirname "$(dirname "$cache")")/../127.0.0.1%3A9/o"
mv "$cache" "$(dirname "$(dirname "$cache")")/../127.0.0.1%3A9/o/"
expect_code 1 git agents push
expect_err "cannot reach 'lib' (http://127.0.0.1:9/o/lib)"

t 'nobody is asked where no terminal is read, even though there is one'
served o/lib
edit
# A terminal that nobody looks at: script(1) gives one, the command uses it for nothing.
script -qec "git agents push </dev/null >'$scratch/out' 2>'$scratch/err'" /dev/null </dev/null \
  >../screen 2>&1
check_not grep -q 'sername' ../screen
expect_err 'wants credentials'
# One that somebody looks at is asked as git asks.
script -qec 'git agents push' /dev/null </dev/null >../screen 2>&1
check grep -q "Username for '$http_url'" ../screen

t 'ssh: the right key lets it in, a wrong one does not, and nobody is asked'
source_url=ssh://127.0.0.1:$ssh_port$http_root/repositories/o/lib.git
git config --global core.sshCommand "$(ssh_with "$ssh_root/key")"
served o/lib
edit
git config --global core.sshCommand "$(ssh_with "$ssh_root/wrong_key")"
expect_code 1 git agents push
expect_err "'lib' ($source_url) wants credentials: "
expect_err 'hint: tried: ssh with the keys of the agent and of ~/.ssh; set up a key that the server knows'
check_not moved
git config --global core.sshCommand "$(ssh_with "$ssh_root/key")"
expect_ok git agents push
check moved
unset source_url

t 'push: refuses when behind, with the command that helps'
served o/lib
helper right
edit
echo x >../other/other.txt
git -C ../other add -A
git -C ../other commit -qm 'upstream'
git -C ../other push -q "$bare" HEAD:main
expect_code 1 git agents push
expect_err "error: lib: 'lib' has commits that are not here yet"
expect_err "hint: 'git agents pull lib' merges them, then push again"
expect_ok git agents pull lib
expect_ok git agents push
check moved

t 'push -m: commits what is named, validated, and says what is left'
served o/lib
helper right
echo 'And more.' >>"$cache/agents/one.md"
agent "$cache/agents/two.md" two
echo 'note' >"$cache/notes.txt"
expect_ok git agents push lib -m 'Two agents' -- agents
expect_out 'lib: committed 2 files as '
expect_out '  A agents/two.md'
expect_out "1 edited file is not committed: '-m MSG' commits"
check moved
check test "$(git -C "$bare" show --format=%s%n%an --name-only main)" = "Two agents
A U Thor

agents/one.md
agents/two.md"
printf -- '---\nname: two\nname: two\ndescription: Use for two.\n---\nX.\n' >"$cache/agents/two.md"
expect_code 1 git agents push lib -m 'Break' -- agents/two.md
expect_out 'agents/two.md:3:1: error:'
expect_err 'error: lib: 1 error that upstream does not have'
check test "$(git -C "$bare" log -1 --format=%s main)" = 'Two agents'
expect_code 1 git agents push lib -m 'Nowhere' -- agents/none.md
expect_err 'agents/none.md is neither in the cache nor deleted from it'

t 'push --dry-run: says what would be committed and pushed, and writes nothing'
served o/lib
helper right
echo 'And more.' >>"$cache/agents/one.md"
git -C "$cache" for-each-ref >../refs
expect_ok git agents push -m 'Say more' --dry-run
expect_out 'lib: would commit 1 file'
expect_out "lib: would push 1 commit to 'main'"
check test "$(git -C "$cache" status --porcelain)" = ' M agents/one.md'
git -C "$cache" for-each-ref | check cmp - ../refs
check test "$(git -C "$bare" rev-list --count main)" = 1
git -C "$bare" config http.receivepack false
expect_code 1 git agents push -m 'Say more' --dry-run
expect_err 'does not let you push'

t 'push --branch: to a new branch, never forced'
served o/lib
helper right
edit
expect_ok git agents push --branch feature/more
expect_out "lib: pushed 1 commit to 'feature/more'"
check test "$(git -C "$bare" rev-parse feature/more)" = "$(git -C "$cache" rev-parse HEAD)"
check_not moved
git -C "$bare" update-ref refs/heads/taken "$(git -C ../other commit-tree -m x 'HEAD^{tree}')" 2>/dev/null ||
  git -C ../other push -q "$bare" "$(git -C ../other commit-tree -m x 'HEAD^{tree}'):refs/heads/taken"
expect_code 1 git agents push --branch taken
expect_err "has other commits on 'taken': [rejected]"
expect_code 1 git agents push --branch 'a..b'
expect_err "'a..b' cannot be a branch's name"

t 'push --pr: GitLab makes one of push options'
served o/lib receive.advertisePushOptions true
helper right
git config --global "agents.$host.forge" gitlab
printf '#!/bin/sh\nenv | grep ^GIT_PUSH_OPTION_ | sort >"%s/options"\n' "$bare" >"$bare/hooks/pre-receive"
printf '#!/bin/sh\nprintf "View merge request for x:\\n  %s/o/lib/-/merge_requests/7\\n" >&2\n' \
  "$http_url" >"$bare/hooks/post-receive"
chmod +x "$bare/hooks/pre-receive" "$bare/hooks/post-receive"
edit
expect_ok git agents push --pr --branch feature/more
expect_out "pull request: $http_url/o/lib/-/merge_requests/7"
check test "$(cat "$bare/options")" = 'GIT_PUSH_OPTION_0=merge_request.create
GIT_PUSH_OPTION_1=merge_request.target=main
GIT_PUSH_OPTION_COUNT=2'
check test "$(git -C "$bare" rev-parse feature/more)" = "$(git -C "$cache" rev-parse HEAD)"

t 'push --pr: Gitea and Forgejo make one of refs/for'
served o/lib receive.advertisePushOptions true
helper right
git config --global "agents.$host.forge" forgejo
printf '#!/bin/sh\nenv | grep ^GIT_PUSH_OPTION_ | sort >"%s/options"\n' "$bare" >"$bare/hooks/pre-receive"
printf '#!/bin/sh\nprintf "Visit the existing pull request:\\n  %s/o/lib/pulls/3\\n" >&2\n' \
  "$http_url" >"$bare/hooks/post-receive"
chmod +x "$bare/hooks/pre-receive" "$bare/hooks/post-receive"
edit
expect_ok git agents push --pr
expect_out "lib: pushed 1 commit to 'refs/for/main'"
expect_out "pull request: $http_url/o/lib/pulls/3"
check test "$(git -C "$bare" rev-parse refs/for/main)" = "$(git -C "$cache" rev-parse HEAD)"
check grep -qx "GIT_PUSH_OPTION_0=topic=say-more-$(git -C "$cache" rev-parse --short=7 HEAD)" "$bare/options"
check_not moved

t 'push --pr: elsewhere the page that the server names is shown, and GitHub'"'"'s without a token'
served o/lib
helper right
printf '#!/bin/sh\nprintf "Open one here:\\n  %s/o/lib/new?from=x\\n" >&2\n' "$http_url" \
  >"$bare/hooks/post-receive"
chmod +x "$bare/hooks/post-receive"
edit
expect_ok git agents push --pr --branch x
expect_out "open this page to ask for a pull request: $http_url/o/lib/new?from=x"
git config --global "agents.$host.forge" github
helper none
rm ../helper
git config --global --unset credential.helper
expect_code 1 git agents push --pr --branch y
expect_err 'wants credentials'

t 'push .: is git push, with its words, hooks and exit code'
git init -q --bare ../mine.git
git init -q .
git remote add origin ../mine.git
git commit -q --allow-empty -m first
printf '#!/bin/sh\necho hooked >>../hooked\n' >.git/hooks/pre-push
chmod +x .git/hooks/pre-push
expect_ok git agents push . --set-upstream origin HEAD
check test "$(git -C ../mine.git rev-parse main)" = "$(git rev-parse HEAD)"
check grep -q hooked ../hooked
git commit -q --allow-empty -m second
expect_ok git agents push
check test "$(git -C ../mine.git rev-parse main)" = "$(git rev-parse HEAD)"
printf '#!/bin/sh\nexit 1\n' >.git/hooks/pre-push
git commit -q --allow-empty -m third
expect_code 1 git agents push
expect_code 128 git agents push . nowhere
expect_code 128 git agents push -m 'x'
expect_err 'there is no source to push'

t 'push: words that make no sense are refused'
served o/lib
expect_code 129 git agents push lib -- agents/one.md
expect_err "paths are for the commit, which needs '-m MSG'"
expect_code 129 git agents push -m ' '
expect_code 129 git agents push lib .
expect_code 128 git agents push libb
expect_err "did you mean 'lib'?"

t 'push --json: says the same'
served o/lib
helper right
edit
expect_ok git agents push --json
expect_out '"status":"pushed"'
expect_out '"ref":"refs/heads/main"'
expect_out '"lock_is_old":true'
check python3 -m json.tool "$scratch/out"
finish
