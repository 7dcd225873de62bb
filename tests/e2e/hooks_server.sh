#!/bin/sh
# The server's side: what --no-verify lets through, pre-receive and `git agents verify` refuse, with
# the same words and by the baseline of what is there already.
# Usage: hooks_server.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

# serving: ../o.git judges what arrives; main is sound and there.
serving() {
  git init -q --bare "$@" ../o.git
  printf '#!/bin/sh\nexec git agents hook pre-receive "$@"\n' >../o.git/hooks/pre-receive
  chmod +x ../o.git/hooks/pre-receive
  git init -q "$@" .
  git remote add o ../o.git
  agent agents/good.md good
  git add -A
  git commit -q -m first
  expect_ok git push -q o main
  check test "$(git -C ../o.git rev-parse main)" = "$(git rev-parse main)"
}
# rejected REF COMMAND...: the server refuses because of REF; nothing is changed there.
rejected() {
  ref=$1
  shift
  before=$(git -C ../o.git for-each-ref)
  expect_fail "$@"
  expect_err "remote: git agents: refused because of $ref"
  expect_err 'remote: hint: correct the definitions, commit and push again'
  expect_err 'pre-receive hook declined'
  check test "$(git -C ../o.git for-each-ref)" = "$before"
}

t 'S-107 what --no-verify lets through the server refuses, from quarantine'
serving
bad agents/bad.md
git add -A
git commit -q -m bad
rejected refs/heads/main git push -q --no-verify o main
expect_err 'remote: agents/bad.md:1:1: error: the file has no frontmatter [missing-frontmatter]'
expect_err 'remote: git agents: the push was refused: 1 error in 2 definitions'
check_not git -C ../o.git cat-file -e "$(git rev-parse main)"
agent agents/bad.md now-good
git add -A
git commit -q -m good
expect_ok git push -q o main

t 'S-107 new branches, tags, several refs, deletions and SHA-256 on the server'
serving --object-format=sha256
git switch -q -c bad
bad agents/bad.md
git add -A
git commit -q -m bad
git tag -m t t bad
rejected refs/heads/bad git push -q o bad
rejected refs/tags/t git push -q o t
rejected refs/heads/zzz git push -q o main:aaa bad:zzz
expect_ok git push -q o main:extra
expect_ok git push -q o :extra
git -C ../o.git config agents.enabled false
expect_ok git push -q o bad

t 'the very first push brings its own baseline'
git init -q --bare ../o.git
printf '#!/bin/sh\nexec git agents hook pre-receive "$@"\n' >../o.git/hooks/pre-receive
chmod +x ../o.git/hooks/pre-receive
begin
bad agents/old.md
agent agents/good.md good
expect_ok git agents init
git add -A
git commit -q -m first
expect_ok git push -q ../o.git main
expect_ok git push -q ../o.git main:topic

t 'a change cannot accept its own errors: the baseline of what is there counts'
serving
expect_ok git agents init
git add -A
git commit -q -m adopted
expect_ok git push -q o main
bad agents/bad.md
expect_ok git agents validate --write-baseline
git add -A
silent git commit -q -m 'accepted here'
expect_ok git agents validate
rejected refs/heads/main git push -q o main
rejected refs/heads/topic git push -q o main:topic
expect_code 1 git agents verify o/main..main
expect_out 'agents/bad.md:1:1: error: the file has no frontmatter [missing-frontmatter]'
expect_code 1 git agents verify o/main...HEAD

t 'a baseline may not grow by a push, so that the next one could use it'
serving
expect_ok git agents init
git add -A
git commit -q -m adopted
expect_ok git push -q o main
bad agents/bad.md
expect_ok git agents validate --write-baseline
git add .git-agents-baseline.json
git commit -q -n -m 'the baseline first'
rejected refs/heads/main git push -q --no-verify o main
expect_err 'remote: .git-agents-baseline.json: error: the baseline accepts 1 finding that the one there does not'
expect_code 1 git agents verify o/main..main
expect_out 'a change cannot accept its own errors'

t 'a repository without configuration and baseline may adopt them with its old errors only'
serving
bad agents/old.md
git add -A
git commit -q -n -m old
git -C ../o.git config agents.enabled false
expect_ok git push -q --no-verify o main
git -C ../o.git config --unset agents.enabled
expect_ok git agents init
git add -A
git commit -q -n -m adopted
expect_ok git push -q o main:adopting
bad agents/new.md
expect_ok git agents validate --write-baseline
git add -A
git commit -q -n -m more
rejected refs/heads/main git push -q --no-verify o main
expect_err 'the baseline accepts 1 finding'

t 'a server whose HEAD names no branch judges new branches by the newest'
serving
git -C ../o.git symbolic-ref HEAD refs/heads/nothing
bad agents/bad.md
expect_ok git agents validate --write-baseline
git add -A
git commit -q -n -m both
rejected refs/heads/topic git push -q --no-verify o main:topic

t 'verify: the same answer as the server, in every format'
serving
expect_ok git agents verify HEAD..HEAD
expect_out '1 definition, no findings'
bad agents/bad.md
git add -A
git commit -q -m bad
expect_code 1 git agents verify HEAD~1..HEAD
expect_out 'agents/bad.md:1:1: error: the file has no frontmatter [missing-frontmatter]'
expect_code 1 git agents verify HEAD~1..HEAD --format github
expect_out '::error '
expect_code 1 git agents verify HEAD~1..HEAD --json
expect_out '"rule":"missing-frontmatter"'
expect_ok git agents verify HEAD..HEAD~1
expect_code 129 git agents verify HEAD
expect_err "a range is A..B or A...B, not 'HEAD'"
expect_code 129 git agents verify
expect_code 128 git agents verify nothing..HEAD
expect_err "'nothing' is not a commit, tag or tree of this repository"

t 'verify from the beginning: a new branch of a forge, and a first commit'
serving
zero=$(git rev-parse HEAD | tr 0-9a-f 0)
expect_ok git agents verify "$zero..HEAD"
bad agents/bad.md
git add -A
git commit -q -m bad
expect_code 1 git agents verify "$zero..HEAD"
git rm -q agents/bad.md
git commit -q -m mended
expect_ok git agents verify "$zero..HEAD"
expect_code 1 git agents verify "$zero..HEAD" --every

t 'S-119 GIT_AGENTS=0 and GIT_AGENTS_SKIP of whoever pushes do not switch the server off'
serving
bad agents/bad.md
git add -A
git commit -q -m bad
rejected refs/heads/main env GIT_AGENTS=0 git push -q o main
rejected refs/heads/main env GIT_AGENTS_SKIP=missing-frontmatter git push -q o main

t 'verify in a shallow clone says how to get the rest'
serving
echo x >x
git add x
git commit -q -m x
git push -q o main
git clone -q --depth 1 "file://$PWD/../o.git" ../shallow
cd ../shallow || exit 2
expect_code 128 git agents verify HEAD~1..HEAD
expect_err "hint: this clone is shallow: 'git fetch --unshallow' brings the rest"

t 'S-64 agents.push.check=every: a bad commit below a good tip is refused, here and there'
serving
git agents install >/dev/null
bad agents/bad.md
git add -A
git commit -q -n -m bad
wrong=$(git rev-parse HEAD)
agent agents/bad.md now-good
git add -A
silent git commit -q -m good
expect_ok git push -q --dry-run o main
git config agents.push.check every
expect_code 1 git push -q o main
expect_err "git agents: refused because of commit $wrong"
expect_code 1 git agents verify o/main..main
expect_out "agents/bad.md:1:1: error: the file has no frontmatter, in commit $(echo "$wrong" | cut -c1-12) [missing-frontmatter]"
expect_code 1 git agents verify o/main..main --format github
expect_out "in commit $(echo "$wrong" | cut -c1-12)"
git config agents.push.check sometimes
expect_code 1 git push -q o main
expect_err "agents.push.check must be 'tip' or 'every', not 'sometimes'"
git config --unset agents.push.check
expect_ok git agents verify o/main..main
expect_code 1 git agents verify o/main..main --every
git -C ../o.git config agents.push.check every
rejected "commit $wrong" git push -q o main
git -C ../o.git config agents.push.check tip
expect_ok git push -q o main
finish
