#!/bin/sh
# `git agents cache`: status, commit, verify and reset; caches that were there before us.
bin=$1
# shellcheck source=tests/e2e/sources_lib.sh
. "$(dirname "$0")/sources_lib.sh"

# pulled NAME: an upstream and a project that has pulled it.
pulled() {
  upstream "$1"
  project "$1"
  expect_ok git agents pull
  cache=$(cache_of "$1")
}
# value KEY: of the last command's JSON.
value() { python3 -c 'import json, sys
print(json.load(open(sys.argv[1]))["sources"][0][sys.argv[2]])' "$scratch/out" "$1"; }
# as_github NAME: o/NAME is at github.com, which git finds where upstream() put it.
as_github() {
  git config --global --add "url.file://$scratch/$number/up/.insteadOf" https://github.com/
  git init -q .
  printf 'version: 1\nsources:\n  - {url: "o/%s"%s}\n' "$1" "${2-}" >.git-agents.yaml
}

t 'cache status: before the first pull, after it, and with local work'
upstream lib
project lib
expect_ok git agents cache status
expect_out 'o/lib: not pulled yet'
expect_ok git agents pull
cache=$(cache_of lib)
expect_ok git agents cache status
expect_out 'o/lib: main'
expect_out "  cache     $cache"
expect_out "  upstream  at $(up_head lib | cut -c1-7), asked "
expect_out '  sync      synced '
echo more >>"$cache/agents/one.md"
git -C "$cache" commit -qam 'more'
echo new >"$cache/new.txt"
rm "$cache/agents/two.md"
expect_ok git agents cache status
expect_out 'o/lib: main, 1 ahead, 2 edited'
expect_out '    D agents/two.md'
expect_out '    A new.txt'
expect_ok git agents cache status --json
check test "$(value ahead)" = 1
check test "$(value kind)" = own
check test "$(value upstream)" = "$(up_head lib)"
check test "$(value locked)" = "$(up_head lib)"

t 'cache status: the remote is asked anew after five minutes or with --refresh'
pulled lib
old=$(up_head lib)
up_write lib agents/one.md 'new\n'
expect_ok git agents cache status --json
check test "$(value remote)" = "$old"
check test "$(value has_news)" = False
expect_ok git agents cache status --refresh
expect_out "  upstream  has more: $(up_head lib | cut -c1-7), asked "
expect_ok git agents cache status --json
check test "$(value has_news)" = True
mv "$up" ../gone
expect_code 1 git agents cache status --refresh
expect_out '  upstream  could not be asked: '
expect_ok git agents cache status
expect_out '  upstream  has more: '

t 'cache status: tells the last try from the last success'
pulled lib
mv "$up" ../gone
expect_code 1 git agents pull
expect_ok git agents cache status
expect_out '; the last try failed, '
mv ../gone "$up"
echo mine >>"$cache/agents/one.md"
up_write lib agents/one.md 'theirs\n'
expect_code 1 git agents pull
expect_ok git agents cache status
expect_out '; the last try ended in a conflict, '
git -C "$cache" commit -qam mine
check_not git -C "$cache" merge -q refs/agents/upstream
expect_ok git agents cache status
expect_out 'a merge is not finished'

t 'status: one line a source, without a network'
pulled lib
mv "$up" ../gone
expect_ok git agents status
expect_out 'source        o/lib: main, synced '
expect_ok git agents status --json
check python3 -m json.tool "$scratch/out"
expect_out '"sources": ['
expect_out '"source":"o/lib"'

t 'cache commit: the paths that are named, from the top, from here and from the root'
pulled lib
echo more >>"$cache/agents/one.md"
echo more >>"$cache/agents/two.md"
echo note >"$cache/note.txt"
expect_ok git agents cache commit o/lib -m 'One' -- agents/one.md
expect_out 'o/lib: committed 1 file as '
expect_out '  M agents/one.md'
check test "$(git -C "$cache" status --porcelain)" = ' M agents/two.md
?? note.txt'
project_dir=$PWD
# Where the working directory lies in the cache, paths are relative to it; the sources are the user's.
mkdir -p "$XDG_CONFIG_HOME/git-agents"
cp .git-agents.yaml "$XDG_CONFIG_HOME/git-agents/config.yaml"
cd "$cache/agents" || exit 2
expect_ok git agents cache commit o/lib -m 'Two' two.md
cd "$project_dir" || exit 2
expect_ok git agents cache commit o/lib -m 'Note' "$cache/note.txt"
check test "$(git -C "$cache" log --format=%s -3)" = 'Note
Two
One'
expect_code 1 git agents cache commit o/lib -m 'Nothing'
expect_err 'error: o/lib: nothing to commit'
expect_code 129 git agents cache commit o/lib
expect_err "a commit needs a message: '-m MSG'"
expect_code 129 git agents cache commit o/lib -m x /etc/passwd

t 'cache commit: refuses errors that upstream has not, naming the place'
pulled lib
printf -- '---\nname: one\nname: one\ndescription: Use for one.\n---\nX.\n' >"$cache/agents/one.md"
expect_code 1 git agents cache commit o/lib -m 'Break'
expect_out 'agents/one.md:3:1: error:'
expect_err 'error: o/lib: 1 error that upstream does not have'
expect_code 1 git agents cache commit o/lib -m 'Break' --json
check python3 -m json.tool "$scratch/out"
expect_out '"line":3'
check test "$(git -C "$cache" log --format=%s)" = 'first'

t 'cache commit: the identity is the user'"'"'s, and no hook runs'
pulled lib
mkdir ../hooks
for hook in pre-commit commit-msg post-commit reference-transaction post-index-change; do
  printf '#!/bin/sh\ntouch "%s/ran"\nexit 1\n' "$PWD" >"../hooks/$hook"
  chmod +x "../hooks/$hook"
done
mkdir -p "$cache/.git/hooks"
cp ../hooks/* "$cache/.git/hooks/"
git config --global core.hooksPath "$PWD/../hooks"
echo more >>"$cache/agents/one.md"
expect_ok git agents cache commit o/lib -m 'More'
check_not test -e ran
check test "$(git -C "$cache" log -1 --format='%an <%ae>')" = 'A U Thor <author@example.com>'

t 'cache verify: whole, damaged, and other than the lock'
pulled lib
expect_ok git agents cache verify
expect_out 'o/lib: whole'
cp .git-agents.lock ../lock
sed -i 's|\(agents/one.md"*: "*\)....|\10000|' .git-agents.lock
expect_code 1 git agents cache verify
expect_out "its entry in the lock was changed by hand or by a merge: 'git agents pull o/lib' writes it anew"
cp ../lock .git-agents.lock
blob=$(git -C "$cache" rev-parse HEAD:agents/one.md)
git -C "$cache" unpack-objects -q </dev/null 2>/dev/null
for pack in "$cache"/.git/objects/pack/*.pack; do
  [ -e "$pack" ] || continue
  mv "$pack" ../pack && rm -f "$cache"/.git/objects/pack/*
  git -C "$cache" unpack-objects -q <../pack
done
file=$cache/.git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)
chmod u+w "$file"
echo damage >"$file"
expect_code 1 git agents cache verify
expect_out "$blob"
expect_out "'git agents cache reset o/lib' keeps it aside and clones anew"
expect_code 1 git agents cache verify --json
expect_out '"whole":false'
check python3 -m json.tool "$scratch/out"

t 'cache reset: everything local is kept aside, and told where'
pulled lib
echo committed >>"$cache/agents/one.md"
git -C "$cache" commit -qam 'local'
echo edited >>"$cache/agents/two.md"
echo new >"$cache/new.txt"
echo ignored >"$cache/ignored.txt"
mkdir -p "$cache/.git/info"
echo ignored.txt >>"$cache/.git/info/exclude"
cp -r "$cache" ../before
expect_ok git agents cache reset o/lib --dry-run
expect_out 'o/lib: would be moved aside with 1 local commit and 2 edited files, and cloned anew'
check diff -r "$cache/agents" ../before/agents
expect_ok git agents cache reset o/lib
expect_out "o/lib: cloned anew, at $(up_head lib | cut -c1-7)"
kept=$(sed -n 's/^    \(\/.*\)/\1/p' "$scratch/out")
check test -d "$kept"
case $kept in "$XDG_STATE_HOME/git-agents/reset/"*) ;; *) problem "kept in $kept" ;; esac
for file in agents/one.md agents/two.md new.txt ignored.txt; do check cmp "$kept/$file" "../before/$file"; done
check test "$(git -C "$cache" rev-parse HEAD)" = "$(up_head lib)"
check test -z "$(git -C "$cache" status --porcelain)"
# What it says to get the work back does.
command=$(sed -n 's/^  to get the commits: //p' "$scratch/out")
edits=$(sed -n 's/^  to get the edits: //p' "$scratch/out")
check sh -c "$command"
check test "$(git -C "$cache" log -1 --format=%s)" = local
check sh -c "$edits"
for file in agents/one.md agents/two.md new.txt; do check cmp "$cache/$file" "../before/$file"; done

t 'cache reset: where cloning fails the former cache is put back'
pulled lib
echo edited >>"$cache/agents/two.md"
cp -r "$cache" ../before
mv "$up" ../gone
expect_code 1 git agents cache reset o/lib
expect_err 'error: o/lib: there is no repository'
expect_out 'o/lib: the former cache is in its place again'
check diff -r "$cache/agents" ../before/agents
check test "$(git -C "$cache" status --porcelain)" = ' M agents/two.md'
mv ../gone "$up"
expect_ok git agents pull

t 'cache reset: a broken repository is renewed, too'
pulled lib
rm "$cache/.git/HEAD"
expect_code 1 git agents pull
expect_err "is there and is no git repository that can be read"
expect_err "hint: 'git agents cache reset o/lib' keeps it aside and clones anew"
expect_ok git agents cache reset o/lib
expect_ok git agents cache status
expect_out 'o/lib: main'

t 'a clone of claude-mpm'"'"'s is used in place: pulled, committed to and pushed from'
upstream lib
git -C "$up" config receive.denyCurrentBranch ignore
as_github lib
git config --global agents.cacheDir "$HOME/.claude-mpm/cache"
cache=$HOME/.claude-mpm/cache/remote-agents/o/lib
git clone -q https://github.com/o/lib "$cache"
echo mine >>"$cache/agents/two.md"
up_write lib agents/new.md '---\nname: new\ndescription: Use for new.\n---\nX.\n'
expect_ok git agents pull
check test -f "$cache/agents/new.md"
check grep -q mine "$cache/agents/two.md"
expect_ok git agents cache status
expect_out "  cache     $cache (adopted)"
expect_ok git agents push -m 'Mine'
check test "$(git -C "$up" log -1 --format=%s main)" = Mine
check_not test -e "$XDG_CACHE_HOME/git-agents/sources/github.com"

t 'a clone of something else in that place is refused, and left alone'
upstream lib
upstream other
as_github lib
git config --global agents.cacheDir "$HOME/.claude-mpm/cache"
cache=$HOME/.claude-mpm/cache/remote-agents/o/lib
git clone -q https://github.com/o/other "$cache"
find "$cache" -type f | sort | xargs sha256sum >../before
for command in 'pull' 'push' "cache commit o/lib -m x"; do
  # shellcheck disable=SC2086 # words
  run git agents $command
  [ "$code" = 1 ] || problem "$command: exit code $code"
  expect_err "'$cache' is a clone of 'github.com/o/other', not of 'o/lib' (https://github.com/o/lib)"
done
expect_code 1 git agents cache status
expect_out "o/lib: its place is a clone of 'github.com/o/other'"
expect_code 1 git agents cache verify
find "$cache" -type f | sort | xargs sha256sum >../after
check cmp ../before ../after

t 'a plain download is adopted only where somebody said so; edits become a commit'
upstream lib
up_write lib agents/old.md '---\nname: old\ndescription: Use for old.\n---\nX.\n'
up_write lib tools/run.sh '#!/bin/sh\n'
chmod +x "$up/tools/run.sh"
git -C "$up" commit -qam 'mode'
as_github lib ', ref: main'
git config --global agents.cacheDir "$HOME/.claude-mpm/cache"
cache=$HOME/.claude-mpm/cache/agents/o/lib/main
mkdir -p "$cache/agents" "$cache/tools"
cp "$up"/agents/*.md "$cache/agents/"
cp --no-preserve=mode "$up/tools/run.sh" "$cache/tools/run.sh"
rm "$cache/agents/two.md"
echo 'My own line.' >>"$cache/agents/one.md"
agent "$cache/agents/mine.md" mine
echo '{}' >"$cache/.etag-cache.json"
git -C "$up" rm -q agents/old.md
git -C "$up" commit -qm 'remove old'
up_write lib agents/later.md '---\nname: later\ndescription: Use for later.\n---\nX.\n'
cp "$cache/agents/one.md" ../one
cp "$cache/agents/mine.md" ../mine
cp "$cache/agents/old.md" ../old
expect_code 1 git agents pull
expect_err "'$cache' holds files that were downloaded and no git repository"
check_not test -e "$cache/.git"
expect_ok git agents cache status
expect_out 'o/lib: files that no repository keeps'
expect_ok git agents source set o/lib --sync git
expect_err "$cache is a git repository now; no file in it was changed"
expect_err '  edited: agents/one.md'
check cmp "$cache/agents/one.md" ../one
check cmp "$cache/agents/old.md" ../old
expect_ok git agents pull
check cmp "$cache/agents/one.md" ../one
check cmp "$cache/agents/mine.md" ../mine
check test -f "$cache/agents/two.md"
check test -f "$cache/agents/later.md"
check test -x "$cache/tools/run.sh"
check_not test -e "$cache/agents/old.md"
check test -z "$(git -C "$cache" status --porcelain)"
check git -C "$cache" merge-base --is-ancestor "$(up_head lib)" HEAD
check grep -q 'Local edits found in' <<EOT
$(git -C "$cache" log --format=%s)
EOT
# What is pushed then is the two files, on upstream's history.
git -C "$up" config receive.denyCurrentBranch ignore
expect_ok git agents push
expect_out "o/lib: pushed 1 commit to 'main'"
check test "$(git -C "$up" diff-tree -r --name-status main^ main)" = 'A	agents/mine.md
M	agents/one.md'
check test -z "$(git -C "$cache" status --porcelain)"
expect_ok git agents pull
expect_out 'o/lib: up to date'

t 'claude-mpm'"'"'s skills are those of the user'"'"'s source that has their name, not of a project'"'"'s'
upstream lib
mkdir "$up/skills"
up_write lib skills/a/SKILL.md '---\nname: a\ndescription: Use for a.\n---\nX.\n'
as_github lib ', name: mine, sync: git'
git config --global agents.cacheDir "$HOME/.claude-mpm/cache"
cache=$HOME/.claude-mpm/cache/skills/mine
mkdir -p "$cache/skills"
cp -r "$up/skills/a" "$cache/skills/"
echo '{}' >"$cache/.etag_cache.json"
expect_ok git agents pull
check_not test -e "$cache/.git"
rm .git-agents.yaml .git-agents.lock
rm -rf "$HOME/.claude-mpm/cache/github.com" "$XDG_CACHE_HOME/git-agents"
find "$HOME/.claude-mpm/cache" -maxdepth 1 -name 'github*' -exec rm -rf {} +
mkdir -p "$XDG_CONFIG_HOME/git-agents"
printf 'version: 1\nsources:\n  - {url: o/lib, name: mine, sync: git}\n' >"$XDG_CONFIG_HOME/git-agents/config.yaml"
expect_ok git agents pull
expect_err 'without edits'
check test -d "$cache/.git"
check test -f "$cache/.etag_cache.json"
check test -z "$(git -C "$cache" status --porcelain)"

t 'a download of something else is not taken for one of ours'
upstream lib
as_github lib ', ref: main, sync: git'
git config --global agents.cacheDir "$HOME/.claude-mpm/cache"
cache=$HOME/.claude-mpm/cache/agents/o/lib/main
mkdir -p "$cache"
echo 'sun' >"$cache/holiday.txt"
expect_code 1 git agents pull
expect_err "nothing in '$cache' is like anything in the last commits of 'o/lib'"
check test "$(ls -A "$cache")" = holiday.txt
finish
