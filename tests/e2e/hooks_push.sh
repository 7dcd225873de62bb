#!/bin/sh
# pre-push: every tree that is pushed is judged, whatever is checked out.
# Usage: hooks_push.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

# remote_and_bad: `main` is sound and pushed to `o`; the branch `bad` holds a bad agent.
remote_and_bad() {
  git init -q --bare "$@" ../o.git
  git init -q "$@" .
  git agents install >/dev/null || problem 'install failed'
  git remote add o ../o.git
  agent agents/good.md good
  git add -A
  git commit -q -m first || problem 'the first commit was refused'
  silent git push -q o main
  git switch -q -c bad
  bad agents/bad.md
  git add -A
  git commit -q -n -m bad
  git switch -q main
}

# refused REF COMMAND...: refused because of REF, all of it on stderr.
refused() {
  ref=$1
  shift
  expect_code 1 "$@"
  expect_err 'agents/bad.md:1:1: error: the file has no frontmatter [missing-frontmatter]'
  expect_err 'git agents: the push was refused: 1 error in '
  expect_err "git agents: refused because of $ref"
  expect_err "hint: correct the definitions, commit and push again; 'git push --no-verify' skips the check"
  expect_no_out
}
remote_refs() { git -C ../o.git for-each-ref --format='%(refname)' | tr '\n' ' '; }

t 'S-50 a bad branch that is not checked out is refused'
remote_and_bad
refused refs/heads/bad git push -q o bad
check test "$(remote_refs)" = 'refs/heads/main '
bad agents/local.md
git add -A
silent git push -q o main:copy
silent git push -q --no-verify o bad

t 'S-51 the second of two refs is bad'
remote_and_bad
refused refs/heads/zzz git push -q o main:aaa bad:zzz
check_not grep -q refs/heads/aaa "$scratch/err"
refused refs/heads/aaa git push -q o bad:aaa main:zzz
check test "$(remote_refs)" = 'refs/heads/main '
refused refs/heads/x git push -q o bad:x bad:y
check test "$(grep -c 'missing-frontmatter' "$scratch/err")" = 1

t 'S-52 an annotated tag on a bad commit is refused, and a tag of a tag'
remote_and_bad
git tag -m one one bad
git -c advice.nestedTag=false tag -m two two one
refused refs/tags/one git push -q o one
refused refs/tags/two git push -q o two
git tag -m good good main
silent git push -q o good

t 'S-53 tags of commits, trees and blobs'
remote_and_bad
git tag light bad
refused refs/tags/light git push -q o light
refused refs/tags/tree git push -q o 'bad^{tree}:refs/tags/tree'
silent git push -q o 'main^{tree}:refs/tags/tree'

t 'S-53 a tag of a blob passes'
remote_and_bad
git tag blob 'bad:agents/bad.md'
git tag -m blob annotated-blob 'bad:agents/bad.md'
silent git push -q o blob annotated-blob

t 'S-54 a new branch, to a remote that knows nothing'
remote_and_bad
git init -q --bare ../empty.git
silent git push -q ../empty.git main
refused refs/heads/new git push -q ../empty.git bad:new

t 'S-55 deletions pass'
remote_and_bad
git push -q --no-verify o bad
silent git push -q o :bad
git push -q --no-verify o bad
silent git push -q --delete o bad
git push -q --no-verify o bad
silent git push -q o :bad main:new
check test "$(remote_refs)" = 'refs/heads/main refs/heads/new '

t 'S-56 deletions and bad branches with SHA-256'
remote_and_bad --object-format=sha256
silent git push -q o main:gone
silent git push -q o :gone
refused refs/heads/bad git push -q o bad
git -C ../o.git config receive.denyDeleteCurrent ignore
expect_ok git push -q o :main main:other

t 'S-57 a forced push over what is not known here'
remote_and_bad
git clone -q ../o.git ../other 2>/dev/null
echo x >../other/x
git -C ../other add x
git -C ../other commit -q -m x
git -C ../other push -q origin HEAD:main
check_not git cat-file -e "$(git -C ../o.git rev-parse main)"
echo y >y
git add y
git commit -q -m y
silent git push -q -f o main
git -C ../other push -q -f origin HEAD:main
refused refs/heads/main git push -q -f o bad:main
check_not grep -q 'bad object' "$scratch/err"

t 'S-58 a rebased branch'
remote_and_bad
git switch -q -c topic
agent agents/topic.md topic
git add -A
git commit -q -m topic
silent git push -q o topic
git commit -q --amend -m rewritten
silent git push -q -f o topic
git switch -q bad
git commit -q -n --amend -m again
refused refs/heads/topic git push -q -f o bad:topic

t 'S-59 nothing to push: at once and without a word'
remote_and_bad
silent git push -q o main
expect_ok env GIT_TRACE="$scratch/trace" git-agents-hook pre-push o ../o.git </dev/null
expect_no_out
expect_no_err
check_not test -s "$scratch/trace"

t 'S-60 --dry-run gives the same answer and changes nothing'
remote_and_bad
wait_for git agents index --check
rm -f .git/agents/worker.log
refused refs/heads/bad git push -q --dry-run o bad
silent git push -q --dry-run o main:new
check test "$(remote_refs)" = 'refs/heads/main '
check_not test -e .git/agents/worker.log

t 'S-61 to a path and to a URL'
remote_and_bad
refused refs/heads/bad git push -q "$PWD/../o.git" bad
refused refs/heads/bad git push -q "file://$PWD/../o.git" bad
silent git push -q "file://$PWD/../o.git" main:new

t 'S-62 a local ref with blanks in it'
remote_and_bad
refused refs/heads/z git push -q o 'bad@{0 seconds ago}:refs/heads/z'
silent git push -q o 'main@{0 seconds ago}:refs/heads/z'

t 'S-63 3000 refs, in about a second'
remote_and_bad
good_id=$(git rev-parse main)
bad_id=$(git rev-parse bad)
zero=$(printf %040d 0)
i=0
while [ $i -lt 3000 ]; do
  echo "refs/heads/b$i $good_id refs/heads/b$i $zero"
  i=$((i + 1))
done >../refs
begin_ms=$(($(date +%s%N) / 1000000))
silent git-agents-hook pre-push o ../o.git <../refs
took=$(($(date +%s%N) / 1000000 - begin_ms))
[ $took -lt 2000 ] || problem "it took $took ms"
echo "refs/heads/bad $bad_id refs/heads/bad $zero" >>../refs
refused refs/heads/bad git-agents-hook pre-push o ../o.git <../refs

t 'S-63 500 refs with as many trees of the same definitions are judged once'
remote_and_bad
{
  i=0
  while [ $i -lt 500 ]; do
    printf 'commit refs/heads/t%d\ncommitter A <a@b> %d +0000\ndata 1\nx\nfrom %s\nM 644 inline n\ndata %d\n%s\n\n' \
      $i $((1700000000 + i)) "$(git rev-parse main)" ${#i} $i
    i=$((i + 1))
  done
} | git fast-import --quiet
git for-each-ref --format="%(refname) %(objectname) %(refname) $zero" refs/heads/t* >../refs
expect_ok env GIT_TRACE="$scratch/trace" git-agents-hook pre-push o ../o.git <../refs
expect_no_out
expect_no_err
check test "$(grep -c 'built-in: git cat-file --batch$' "$scratch/trace")" -le 1

t 'S-64 a bad commit below a good tip passes'
remote_and_bad
git switch -q bad
git rm -q agents/bad.md
git commit -q -m corrected
silent git push -q o bad

t 'S-64b --mirror, --all, --tags and --atomic; notes and remote-tracking refs do not matter'
remote_and_bad
git update-ref refs/notes/bad bad
git update-ref refs/remotes/o/bad bad
refused refs/heads/bad git push -q --all o
refused refs/heads/bad git push -q --mirror o
check_not grep -Eq 'because of refs/(notes|remotes)' "$scratch/err"
refused refs/heads/bad git push -q --atomic o main:new bad
git tag t bad
refused refs/tags/t git push -q --tags o
refused refs/for/main git push -q o bad:refs/for/main
git tag -d t >/dev/null
git branch -q -D bad
silent git push -q --mirror o
check git -C ../o.git rev-parse -q --verify refs/notes/bad

t 'S-64c push options and push.followTags'
remote_and_bad
git -C ../o.git config receive.advertisePushOptions true
git -C ../o.git config receive.advertiseAtomic true
git config push.followTags true
git tag -m t t bad
refused refs/heads/bad git push -q -o one -o two o bad
silent git push -q -o one --atomic o main:new

t 'S-64c a tag that push.followTags adds is judged as well'
remote_and_bad
git switch -q bad
git tag -m old old
git rm -q agents/bad.md
git commit -q -m corrected
silent git push -q --dry-run o bad
git config push.followTags true
refused refs/tags/old git push -q o bad

t 'S-64c signed pushes'
remote_and_bad
git -C ../o.git config receive.certNonceSeed seed
# git asks this for a signature and takes what it says.
cat >../gpg <<'S'
#!/bin/sh
cat >/dev/null
printf '\n[GNUPG:] SIG_CREATED \n' >&2
printf -- '-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n'
S
chmod +x ../gpg
git config gpg.program "$PWD/../gpg"
git config user.signingKey key
refused refs/heads/bad git push -q --signed o bad
silent git push -q --signed o main:new
check test "$(remote_refs)" = 'refs/heads/main refs/heads/new '

t 'S-64d everything goes to stderr: the output of push --porcelain is git'\''s'
remote_and_bad
expect_code 1 git push --porcelain o bad
expect_no_out
expect_ok git push --porcelain o main:new
printf 'To ../o.git\n*\trefs/heads/main:refs/heads/new\t[new branch]\nDone\n' >../wanted
check cmp ../wanted "$scratch/out"

t 'S-64e submodules pushed on demand run their own hook, if they have one'
git init -q --bare ../sub.git
git init -q ../sub
agent ../sub/agents/x.md x
git -C ../sub add -A
git -C ../sub commit -q -m x
git -C ../sub push -q ../sub.git main
remote_and_bad
git -c protocol.file.allow=always submodule --quiet add "$PWD/../sub.git" sub
git commit -q -m sub
git -C sub remote rename origin o
silent git push -q o main
bad sub/agents/bad.md
git -C sub add -A
git -C sub commit -q -m bad
git commit -q -a -m sub2
(cd sub && git agents install >/dev/null) || problem 'install in the submodule failed'
expect_fail git push -q --recurse-submodules=on-demand o main
expect_err 'agents/bad.md:1:1: error:'
expect_err 'git agents: refused because of refs/heads/main'
check test "$(git -C ../sub.git rev-parse main)" != "$(git -C sub rev-parse HEAD)"
(cd sub && git agents uninstall >/dev/null) || problem 'uninstall in the submodule failed'
expect_ok git push -q --recurse-submodules=on-demand o main
check test "$(git -C ../sub.git rev-parse main)" = "$(git -C sub rev-parse HEAD)"

t 'S-64f a shallow clone'
remote_and_bad
echo two >two
git add two
git commit -q -m 2
git push -q o main
git clone -q --depth 1 "file://$PWD/../o.git" ../shallow
cd ../shallow || exit 2
git agents install >/dev/null
echo three >three
git add three
silent git commit -q -m 3
silent git push -q origin main
bad agents/bad.md
git add -A
git commit -q -n -m bad
refused refs/heads/main git push -q origin main
finish
