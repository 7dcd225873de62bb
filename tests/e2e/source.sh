#!/bin/sh
# Naming sources: the configuration is edited as text, each edit can be undone and stays trusted.
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# holds FILE LINE...: the file has these lines and no others.
holds() {
  held=$1
  shift
  printf '%s\n' "$@" >"$scratch/wanted"
  cmp -s "$scratch/wanted" "$held" && return 0
  problem "$held is not as wanted:"
  diff "$scratch/wanted" "$held" | sed 's/^/  | /' >&2
}
users_file() { echo "$XDG_CONFIG_HOME/git-agents/config.yaml"; }

t 'a source is added to a file that is made for it, and taken back'
begin
expect_ok git agents source add owner/repo --ref main --path agents/
expect_out "added 'owner/repo' to .git-agents.yaml"
expect_err "undo with 'git agents undo'"
expect_err "'git agents pull owner/repo' fetches it"
holds .git-agents.yaml 'version: 1' 'sources:' '  - url: owner/repo' '    ref: main' '    path: agents'
expect_ok git agents undo
check test ! -e .git-agents.yaml

t 'only what is added changes the file'
begin
printf '# mine\r\nversion: 1   # one\r\nsources:\r\n- {url: "a/b"} # first\r\n\r\nbuild: {}' >.git-agents.yaml
expect_ok git agents source add git@git.example.com:team/lib.git --name lib --priority 5 --tier system --sync git
printf '# mine\r\nversion: 1   # one\r\nsources:\r\n- {url: "a/b"} # first\r\n- {name: lib, url: git@git.example.com:team/lib.git, priority: 5, tier: system, sync: git}\r\n\r\nbuild: {}' >wanted
check cmp wanted .git-agents.yaml
expect_ok git agents source remove lib
check_not grep -q 'what was deployed' "$scratch/err"
printf '# mine\r\nversion: 1   # one\r\nsources:\r\n- {url: "a/b"} # first\r\n\r\nbuild: {}' >wanted
check cmp wanted .git-agents.yaml
expect_ok git agents source remove a/b
expect_ok git agents source list
expect_no_out
expect_err "no sources: 'git agents source add URL' adds one"

t 'a work tree below its top is the same'
begin
mkdir -p deep/er
cd deep/er || exit
expect_ok git agents source add a/b
check test -f ../../.git-agents.yaml
check test ! -e .git-agents.yaml

t 'a source that is there is refused, unless it is the same'
begin
expect_ok git agents source add owner/repo --ref v1
cp .git-agents.yaml before
expect_ok git agents source add https://github.com/owner/repo.git --ref v1
expect_out "'owner/repo' is in .git-agents.yaml already, with these settings"
expect_ok git agents source add owner/repo --ref v1 --json
expect_out '{"schema":1,"action":"unchanged","dry_run":false,"file":".git-agents.yaml","operation":null,"source":{"name":"owner/repo"'
expect_code 128 git agents source add owner/repo --ref v1 --priority 3
expect_err "fatal: 'owner/repo' is in .git-agents.yaml already, with other settings"
expect_err "hint: 'git agents source set owner/repo --priority 3' changes it"
check cmp before .git-agents.yaml
expect_ok git agents source add owner/repo --ref v2
expect_out "added 'owner/repo@v2'"
expect_ok git agents source add other/repo --name lib
expect_code 128 git agents source add third/repo --name lib
expect_err 'a source of this name is there already'

t 'what cannot be a source is refused, and no credential is shown'
begin
for url in 'https://me:s3cret@host/x' 'https://s3cret@host/x' 'https://host/x?token=s3cret' 'ssh://git:s3cret@host/x'; do
  expect_code 129 git agents source add "$url"
  check_not grep -q s3cret "$scratch/out" "$scratch/err"
done
expect_code 129 git agents source add 'ext::sh -c "touch owned"'
expect_err 'error: the URL names a transport that runs a program'
expect_code 129 git agents source add -- --upload-pack=touch
expect_err 'error: the URL reads like an option'
expect_code 129 git agents source add ../lib
expect_err 'error: the URL is a relative path'
expect_code 129 git agents source add ftp://host/x
expect_code 129 git agents source add /srv/git/lib
expect_err "error: a repository may not name a place on this machine: /srv/git/lib"
expect_err "hint: '--user' names it in your own file"
expect_code 129 git agents source add a/b --priority high
expect_err "'--priority' must be from 0 to 1000"
expect_code 129 git agents source add a/b --priority 1001
expect_code 129 git agents source add a/b --ref 'a b'
expect_err "'--ref' is not the name of a branch, tag or commit"
expect_code 129 git agents source add a/b --path ../x
expect_err "error: '--path' leads out of the source"
check_not grep -q 'by hand' "$scratch/err"
expect_code 129 git agents source add a/b --name .
expect_code 129 git agents source add a/b --tier team
expect_code 129 git agents source add
expect_code 129 git agents source
expect_code 129 git agents source ad a/b
check test ! -e .git-agents.yaml

t 'a dry run shows the difference and writes nothing'
begin
expect_ok git agents source add a/b --dry-run
expect_out '+sources:'
expect_out '+  - url: a/b'
check test ! -e .git-agents.yaml
expect_ok git agents source add a/b
cp .git-agents.yaml before
expect_ok git agents source set a/b --ref v1 --dry-run
expect_out '+    ref: v1'
expect_ok git agents source remove a/b --dry-run --json
expect_out '"action":"removed","dry_run":true'
expect_out '"operation":null'
check cmp before .git-agents.yaml
expect_ok git agents undo --list
[ "$(wc -l <"$scratch/out")" = 1 ] || problem 'a dry run is an operation'

t 'values are set and taken out, all others stay'
begin
cat >.git-agents.yaml <<'END'
version: 1
sources:
  # the library
  - url: owner/library   # ours
    ref: main            # for now
  - {url: 'x/y', sync: http}
END
expect_ok git agents source set owner/library --ref v2 --priority 7
expect_out "changed 'owner/library' in .git-agents.yaml"
expect_err "'git agents pull owner/library' fetches it as it is now"
expect_ok git agents source set x/y --sync '' --name xy
holds .git-agents.yaml 'version: 1' 'sources:' '  # the library' '  - url: owner/library   # ours' \
  '    ref: v2            # for now' '    priority: 7' "  - {url: 'x/y', name: xy}"
expect_ok git agents source set library --ref '' --priority '' --tier ''
holds .git-agents.yaml 'version: 1' 'sources:' '  # the library' '  - url: owner/library   # ours' \
  "  - {url: 'x/y', name: xy}"
expect_ok git agents source set xy --name xy
expect_out "'xy' is in .git-agents.yaml already, with these settings"
expect_code 129 git agents source set xy
expect_err "'git agents source set' needs something to set"
expect_code 128 git agents source set owner/libary --ref v1
expect_err "hint: did you mean 'owner/library'?"
expect_code 128 git agents source set xy --url owner/library
expect_err 'this source is there already'

t 'a source is named by less than its whole name'
begin
expect_ok git agents source add https://gitlab.example.com/group/sub/lib --name mine
for word in mine sub/lib https://gitlab.example.com/group/sub/lib.git git@gitlab.example.com:group/sub/lib \
  gitlab.example.com/group/sub/lib; do
  expect_ok git agents source set "$word" --name mine
done

t 'what cannot be edited is left alone, with the text to paste'
begin
printf 'version: 1\n? sources\n: []\n' >.git-agents.yaml
cp .git-agents.yaml before
expect_code 128 git agents source add a/b
expect_err 'fatal: nothing was changed: the file is written in a way that cannot be edited'
expect_err 'hint: sources:'
expect_err 'hint:   - url: a/b'
printf 'version: 1\nbuidl: {}\n' >.git-agents.yaml
expect_code 128 git agents source add a/b
expect_err "fatal: .git-agents.yaml:2:1: unknown key 'buidl'"
rm .git-agents.yaml
ln -s before .git-agents.yaml
expect_code 128 git agents source add a/b
expect_err "fatal: '.git-agents.yaml' is not a regular file"

t 'the edit of what was trusted is trusted, and of what was not is not'
begin
expect_ok git agents source add a/b
expect_ok git agents trust --show
expect_ok git agents source set a/b --ref v1
expect_ok git agents trust --show
expect_out 'sources: a/b, ref v1, priority 100, tier project, sync auto'
printf 'version: 1\nsources:\n  - url: evil/repo\n' >.git-agents.yaml
expect_ok git agents source list
expect_err "note: hooks and pulls in the background use those of this repository only after 'git agents trust'"
expect_ok git agents source add c/d
expect_code 1 git agents trust --show
expect_out '+ sources: evil/repo, priority 100, tier project, sync auto'
git init -q ../second
cd ../second || exit
printf 'version: 1\nbuild: {output: dist}\n' >.git-agents.yaml
expect_ok git agents source add a/b
expect_code 1 git agents trust --show
expect_out 'not trusted yet'

t "the user's own file is edited with --user and outside of repositories"
git init -q --bare "$HOME/lib.git"
expect_ok git agents source add "file://$HOME/lib.git" --name lib
expect_err "undo with 'git agents undo 1'"
holds "$(users_file)" 'version: 1' 'sources:' '  - name: lib' "    url: file://$HOME/lib.git"
git init -q repo
cd repo || exit
expect_ok git agents source add a/b
expect_ok git agents source add "$HOME/lib.git" --user --ref main
expect_ok git agents source list
expect_out "  url       file://$HOME/lib.git"
expect_out '  tier      user, priority 100'
expect_out '  scope     user'
expect_out '  scope     project'
expect_ok git agents source set lib --tier project
expect_out "in $(users_file)"
expect_ok git agents source add a/b --user
expect_err 'note: this repository names it too, and here its settings hold'
expect_ok git agents source remove a/b --user
expect_ok git agents source list --json
expect_out '"name":"a/b","id":"github.com/a/b","url":"https://github.com/a/b","ref":"","path":"","priority":100,"tier":"project","sync":"auto","scope":"project"'
expect_out '"cached":false,"commit":null}'
python3 -c 'import json, sys; assert len(json.load(open(sys.argv[1]))["sources"]) == 3' "$scratch/out" ||
  problem 'there are not three'

t "a link to the user's file stays one"
mkdir -p "$XDG_CONFIG_HOME/git-agents" dotfiles
printf 'version: 1\n' >dotfiles/agents.yaml
ln -s "$PWD/dotfiles/agents.yaml" "$(users_file)"
expect_ok git agents source add a/b
check test -L "$(users_file)"
holds dotfiles/agents.yaml 'version: 1' 'sources:' '  - url: a/b'

t 'a broken file of the user is named where it matters'
begin
mkdir -p "$XDG_CONFIG_HOME/git-agents"
printf 'version: 1\nbuild: {}\n' >"$(users_file)"
expect_code 128 git agents source list
expect_err "fatal: $(users_file):2:1: 'build' belongs into a repository's own file"
expect_ok git agents validate
run git agents doctor
expect_out "'build' belongs into a repository's own file"

t 'two files whose sources have one name are not written'
begin
expect_ok git agents source add a/b --name lib --user
expect_code 128 git agents source add c/d --name lib
expect_err 'fatal: two sources are called lib'
check test ! -e .git-agents.yaml

t 'a bare repository has no file of its own'
git init -q --bare .
expect_code 128 git agents source add a/b
expect_err 'fatal: this repository has no work tree'
expect_ok git agents source add a/b --user

t 'removing forgets what was pinned, and undo knows it again'
begin
git init -q "$HOME/lib"
(cd "$HOME/lib" && agent agents/x.md x && git add . && git commit -qm one)
expect_ok git agents source add "file://$HOME/lib" --name lib --user
expect_ok git agents pull --no-deploy lib
lock=$XDG_CONFIG_HOME/git-agents/config.lock
check grep -q "file://$HOME/lib" "$lock"
commit=$(git -C "$HOME/lib" rev-parse HEAD)
expect_ok git agents source list
expect_out "  locked    $commit"
cp "$lock" before
expect_ok git agents source remove lib
expect_err 'its clone stays in '
check_not grep -q "file://$HOME/lib" "$lock"
expect_ok git agents undo
check cmp before "$lock"
expect_ok git agents source list --json
expect_out "\"cached\":true,\"commit\":\"$commit\""

t 'downloaded files become a repository with the edits in it'
begin
git init -q "$HOME/skills"
(
  cd "$HOME/skills" || exit
  agent agents/x.md x && agent agents/y.md y && git add . && git commit -qm one
)
expect_ok git agents source add "file://$HOME/skills" --name skills --user --sync http
expect_ok git agents source list --json
cache=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["sources"][0]["cache"])' "$scratch/out")
mkdir -p "$(dirname "$cache")"
cp -r "$HOME/skills" "$cache"
rm -rf "$cache/.git"
echo 'my line' >>"$cache/agents/x.md"
expect_ok git agents source set skills --sync git --dry-run
expect_err "would make a git repository of $cache"
check test ! -e "$cache/.git"
expect_ok git agents source set skills --sync git
expect_err "$cache is a git repository now; no file in it was changed"
expect_err '  edited: agents/x.md'
check grep -q 'my line' "$cache/agents/x.md"
[ "$(git -C "$cache" status --porcelain)" = '' ] || problem 'the edit is in no commit'
check git -C "$cache" log -1 --format=%b
check grep -q 'sync: git' "$(users_file)"

t 'an index of claude-mpm becomes rules'
begin
mkdir -p lib
cat >lib/AUTO-DEPLOY-INDEX.md <<'END'
# Auto-Deploy Index
## Universal Agents (Always Deployed)
- `universal/research` - Looks
## Project Type Detection
### Python Projects
**Indicator Files**: `pyproject.toml`, `setup.py`
**Auto-Deploy Agents**:
- `engineer/python` - Python
- `qa/gone` - Was moved
#### Flask
**Dependencies**: `flask`
- `engineer/web`
END
agent lib/agents/universal/research.md research
agent lib/agents/engineer/python.md python
agent lib/agents/other/gone.md gone
expect_code 1 git agents source import-index lib/AUTO-DEPLOY-INDEX.md
holds "$scratch/out" 'detect:' '  - deploy: [universal/research]' '  - files: [/pyproject.toml, /setup.py]' \
  '    deploy: [engineer/python]'
expect_err "left out: 'qa/gone' is no definition; did you mean 'other/gone'?"
expect_err "left out: line 10: 'Flask' goes by more than files: engineer/web"
check test ! -e .git-agents.yaml
expect_code 1 git agents source import-index lib/AUTO-DEPLOY-INDEX.md --write
expect_out 'added 2 rules to .git-agents.yaml'
holds .git-agents.yaml 'version: 1' 'detect:' '  - deploy: [universal/research]' \
  '  - files: [/pyproject.toml, /setup.py]' '    deploy: [engineer/python]'
expect_code 1 git agents source import-index lib/AUTO-DEPLOY-INDEX.md --write --json
expect_out '"dangling": ['
expect_out '{"word":"qa/gone","suggestion":"other/gone"}'
expect_out '"operation": null'
expect_ok git agents trust --show
expect_ok git agents undo
check test ! -e .git-agents.yaml
echo nothing >plain.md
expect_code 128 git agents source import-index plain.md
expect_err 'fatal: plain.md holds no such index'
expect_code 128 git agents source import-index nowhere
expect_err "fatal: there is no file or source 'nowhere'"

t 'an index is read from the top of a source'
begin
git init -q "$HOME/lib"
(
  cd "$HOME/lib" || exit
  agent agents/qa/qa.md qa
  printf '%s\n' '## Universal Agents' "- \`qa/qa\`" >AUTO-DEPLOY-INDEX.md
  git add . && git commit -qm one
)
expect_ok git agents source add "file://$HOME/lib" --name lib --user --path agents
expect_code 128 git agents source import-index lib
expect_err "hint: 'git agents pull lib' fetches it"
expect_ok git agents pull --no-deploy lib
expect_ok git agents source import-index lib
holds "$scratch/out" 'detect:' '  - deploy: [qa/qa]'

t 'sources are completed by their names'
begin
expect_ok git agents source add a/b --name library
expect_ok git agents __complete source ''
expect_out 'import-index'
expect_ok git agents __complete source set li
expect_out 'library	https://github.com/a/b'
expect_ok git agents __complete source add --sync ''
expect_out 'http'

finish
