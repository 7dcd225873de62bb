#!/bin/sh
# Paths of any byte, and content that git or its filters store in other forms.
# Usage: hooks_paths.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"

# odd_names: calls "$@" with each of 13 names, without their ending.
odd_names() {
  "$@" 'a space'
  "$@" "$(printf 'new\nline')"
  "$@" "$(printf 'a\ttab')"
  "$@" 'a"quote'
  "$@" "a'quote"
  "$@" 'back\slash'
  "$@" ':(top)colon'
  "$@" 'star*?[a]'
  "$@" '-leading'
  "$@" 'trailing '
  "$@" "$(printf 'not-utf8-\377')"
  "$@" "$(printf 'r\303\251sum\303\251')"
  "$@" "$(printf 'control\001\033[31m')"
}
bad_one() { bad "agents/$1.md"; }
good_one() {
  count=$((count + 1))
  agent "agents/$1.md" "good-$count"
}
# quoted_one: the path stands in the message as git quotes it, but UTF-8 can be read.
quoted_one() {
  utf8_is_quoted=false
  printf %s "$1" | iconv -f UTF-8 -t UTF-8 >/dev/null 2>&1 || utf8_is_quoted=true
  name_shown=$(git -c core.quotePath=$utf8_is_quoted ls-files -- ":(literal)agents/$1.md")
  check test -n "$name_shown"
  expect_err "$name_shown:1:1: error: the file has no frontmatter [missing-frontmatter]"
}

t 'S-35 paths with any byte are judged and shown quoted'
ready core.safecrlf false
odd_names bad_one
git add -A
check test "$(git diff --cached --name-only -z | tr -dc '\0' | wc -c)" = 13
refused ' was refused: 13 errors in 14 definitions' git commit -q -m x
odd_names quoted_one
check_not grep -q "$(printf '\033')" "$scratch/err"
expect_code 1 git agents validate --staged
check test "$(grep -c '\[missing-frontmatter\]$' "$scratch/out")" = 13
count=0
odd_names good_one
git add -A
silent git commit -q -m x

t 'S-35 paths with any byte are judged when they are pushed'
ready core.safecrlf false
git init -q --bare ../remote.git
odd_names bad_one
git add -A
git commit -q -n -m x
expect_code 1 git push -q ../remote.git main
odd_names quoted_one

t 'S-36 core.quotePath=false changes nothing for what is found'
ready core.safecrlf false
git config core.quotePath false
odd_names bad_one
git add -A
refused ' was refused: 13 errors in 14 definitions' git commit -q -m x

t 'S-37 a directory that looks like pathspec magic'
ready core.safecrlf false
printf 'version: 1\ndefinitions:\n- {path: ":agents", kind: agent}\n- {path: ":(top)x", kind: agent}\n' \
  >.git-agents.yaml
bad :agents/a.md
bad ':(top)x/b.md'
git add -A
refused ':agents/a.md:1:1: error:' git commit -q -m x
expect_err ':(top)x/b.md:1:1: error:'

t 'S-38 settings of the user that change what git prints do not matter'
ready core.safecrlf false
mkdir sub
bad agents/a.md
git mv agents/good.md agents/moved.md
echo '*.md' >../order
git add -A
for setting in diff.relative=true diff.renames=copies diff.external=false diff.noprefix=true \
  diff.mnemonicPrefix=true color.ui=always color.diff=always "diff.orderFile=$PWD/../order" \
  status.short=true status.branch=true status.relativePaths=true status.renames=copies \
  status.showUntrackedFiles=all column.ui=always core.abbrev=4 log.showSignature=true \
  diff.wordRegex=. core.pager=false core.commentChar=\; diff.ignoreSubmodules=all; do
  refused 'agents/a.md:1:1: error:' git -C sub -c "$setting" commit -q -m x
  expect_err 'was refused: 1 error in 2 definitions'
done
git rm -q -f agents/a.md
silent git -C sub -c diff.relative=true -c color.ui=always commit -q -m x

t 'S-39 names that differ in their Unicode form only are one name'
ready core.safecrlf false
agent agents/one.md "$(printf 'r\303\251sum\303\251')"
agent agents/two.md "$(printf 're\314\201sume\314\201')"
git add -A
refused agents/ git commit -q -m x
expect_err duplicate-name

t 'S-40 paths that differ in case only are refused'
ready core.safecrlf false
agent agents/same.md one
agent agents/Same.md two
git add -A
refused agents/ git commit -q -m x

t 'S-40 names that differ in case only are refused'
ready core.safecrlf false
agent agents/one.md one
agent agents/other.md One
git add -A
refused "the agent name 'One' is also used by agents/one.md" git commit -q -m x

t 'S-41 a rename of case only is no duplicate'
ready core.safecrlf false
git mv agents/good.md agents/Good.md
silent git commit -q -m x
git mv agents/Good.md agents/other.md
agent agents/other.md Good
git add -A
expect_ok git commit -q -m y

t 'S-42 the verdict is the same with CRLF in the work tree or in the blob'
ready core.safecrlf false
printf '* text=auto eol=crlf\n' >.gitattributes
printf -- '---\r\nname: crlf\r\ndescription: Use for it.\r\n---\r\n\r\nBody.\r\n' >agents/crlf.md
git add -A
check_not git grep -q --cached "$(printf '\r')" -- agents/crlf.md
silent git commit -q -m x
rm .gitattributes
git config core.autocrlf false
printf -- '---\r\nname: blob\r\ndescription: Use for it.\r\n---\r\n\r\nBody.\r\n' >agents/blob.md
git add -A
check git grep -q --cached "$(printf '\r')" -- agents/blob.md
silent git commit -q -m y
printf 'name: bad\r\n' >agents/bad.md
git add -A
refused 'agents/bad.md:1:1: error:' git commit -q -m z

t 'S-43 working-tree-encoding: the blob is judged'
ready core.safecrlf false
printf 'agents/*.md working-tree-encoding=UTF-16LE\n' >.gitattributes
printf -- '---\nname: wide\ndescription: Use for it.\n---\n\nBody.\n' | iconv -t UTF-16LE \
  >agents/wide.md
iconv -t UTF-16LE agents/good.md >../good && cp ../good agents/good.md
git add -A
silent git commit -q -m x

t 'S-44 ident and export-subst are not applied'
ready core.safecrlf false
printf 'agents/*.md ident export-subst\n' >.gitattributes
# shellcheck disable=SC2016 # git's own keywords
agent agents/ident.md ident '# $Id$ $Format:%H$'
git add -A
silent git commit -q -m x
expect_ok git agents show ident
check_not grep -q 'Id: ' "$scratch/out"

t 'S-45 a Git LFS pointer is refused'
ready core.safecrlf false
printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 12\n' 0 >agents/lfs.md
git add -A
refused 'agents/lfs.md:1:1: error: the file is a Git LFS pointer, not a definition [lfs-pointer]' \
  git commit -q -m x
if command -v git-lfs >/dev/null 2>&1; then
  rm agents/lfs.md
  git config filter.lfs.clean 'git-lfs clean -- %f'
  git config filter.lfs.smudge 'git-lfs smudge -- %f'
  printf 'agents/big.md filter=lfs -text\n' >.gitattributes
  agent agents/big.md big
  git add -A
  refused '[lfs-pointer]' git commit -q -m x
fi

t 'S-46 a file that git-crypt encrypts is a warning, and nothing is decrypted'
ready core.safecrlf false
cat >../clean <<'S'
#!/bin/sh
printf '\0GITCRYPT\0'
cat | tr 'a-y' 'b-z'
S
printf '#!/bin/sh\necho smudged >>"%s"\ncat\n' "$PWD/../smudged" >../smudge
chmod +x ../clean ../smudge
git config filter.crypt.clean "'$PWD/../clean'"
git config filter.crypt.smudge "'$PWD/../smudge'"
git config filter.crypt.required true
printf 'agents/secret.md filter=crypt\n' >.gitattributes
printf -- '---\nname: secretword\n---\n' >agents/secret.md
git add -A
rm -f ../smudged
silent git commit -q -m x
expect_ok git agents validate --staged
expect_out 'agents/secret.md:1:1: warning: the file is encrypted by git-crypt [encrypted]'
check_not test -e ../smudged
check_not grep -rqa secretword .git/agents

t 'S-47 a required filter that is missing does not matter'
ready core.safecrlf false
printf '*.md filter=gone\n' >.gitattributes
agent agents/a.md a
git add -A
git config filter.gone.required true
git config filter.gone.smudge /nonexistent
git config filter.gone.clean /nonexistent
silent git-agents-hook pre-commit
git config --unset filter.gone.clean
git config filter.gone.required false
bad agents/bad.md
git add -A
git config filter.gone.required true
refused 'agents/bad.md:1:1: error:' git-agents-hook pre-commit
check_not grep -q 'nonexistent' "$scratch/err"

t 'S-48 a change of .gitattributes in the same commit'
ready core.safecrlf false
printf '*.md text eol=crlf filter=none diff=none -merge\n' >.gitattributes
agent agents/a.md a
git add -A
silent git commit -q -m x
printf '*.md binary -diff\n' >.gitattributes
bad agents/b.md
git add -A
refused agents/b.md git commit -q -m y

t 'S-49 ignored files are not judged'
ready core.safecrlf false
echo 'agents/local.md' >.gitignore
bad agents/local.md
git add -A
silent git commit -q -m x
git add -f agents/local.md
refused agents/local.md git commit -q -m y
finish
