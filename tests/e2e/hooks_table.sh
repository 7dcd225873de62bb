#!/bin/sh
# The table of docs/hooks.md: which of our hooks git runs for each command, in which order and with what,
# and what they do. Nothing in it is assumed: each command is run twice by real git, once with sound
# definitions and once with a bad one, and what happened is written down by a stand-in for our program.
# Usage: hooks_table.sh <directory of the built programs> [--write]
bin=$1
write=${2-}
# shellcheck source=tests/e2e/hooks_lib.sh
. "$(dirname "$0")/hooks_lib.sh"
# shellcheck source=tests/support/page_block.sh
. "$(dirname "$0")/../support/page_block.sh"
source_dir=$(cd "$(dirname "$0")" && pwd) || exit 2
page=$source_dir/../../docs/hooks.md
GIT_EDITOR=:
export GIT_EDITOR

# The programs that the hooks run: git-agents-hook is a script that notes the call and what the program
# itself did; that program finds beside it a git-agents which does not deploy.
programs=$scratch/programs
notes=$scratch/notes
mkdir -p "$programs/real"
link "$bin/git-agents" "$programs/git-agents"
link "$bin/git-agents-hook" "$programs/real/git-agents-hook"
printf '#!/bin/sh\necho "$@"\n' >"$programs/real/git-agents"
cat >"$programs/git-agents-hook" <<END
#!/bin/sh
[ "\$GIT_AGENTS" != 0 ] || exit 0
input=\$(cat)
fresh() { "$bin/git-agents" index --check >/dev/null 2>&1 && echo fresh || echo behind; }
# What the hook started has ended.
idle() {
  ! find /proc/[0-9]*/exe -maxdepth 0 -lname '$programs/real/*' 2>/dev/null | grep -q . &&
    ! grep -qs '$programs/real/[g]it-agents' /proc/[0-9]*/cmdline
}
case \$1 in post-*) before=\$(fresh) ;; esac
log=\$(git rev-parse --git-path agents/worker.log)
rm -f "\$log"
printf '%s' "\$input" | "$programs/real/git-agents-hook" "\$@"
code=\$?
[ ! -e "\$log" ] || for _ in \$(seq 500); do idle && break; sleep 0.02; done
deploy=\$(sed -n 's/^deploy --from-hook //p' "\$log" 2>/dev/null)
case \$1 in post-*) after=\$(fresh) ;; esac
lines=\$(printf '%s' "\$input" | grep -c '')
echo "\$code \${before-none} \${after-none} \${deploy:-no} \$lines \$*" >>"$notes"
exit \$code
END
chmod +x "$programs/git-agents-hook" "$programs/real/git-agents"

# put PATH NAME [LINE]: a definition that is sound or bad, as this run wants it.
put() {
  if [ "$quality" = bad ]; then bad "$1"; else agent "$@"; fi
}
save() { git add -A && git commit -q -m "$1"; }
quietly() { "$@" >/dev/null 2>&1; }

# template: what every command begins with, a `main` that deploys and the remote `o` that has it.
#   topic       adds agents/topic.md to the first commit in two commits; main has gone on
#   ahead       main and one commit more
#   conflict    changes the line that main changed
template() {
  GIT_AGENTS=0
  export GIT_AGENTS
  mkdir "$scratch/$quality"
  cd "$scratch/$quality" || exit 2
  begin
  printf '%s\n' 'version: 1' 'definitions: [{path: agents, kind: agent}]' 'deploy:' \
    '  on: [merge, checkout, commit]' '  branches: [main, topic, ahead, conflict, new]' \
    '  targets: [{tool: claude, scope: project}]' >.git-agents.yaml
  agent agents/good.md good
  agent agents/two.md two
  "$programs/git-agents" install >/dev/null || problem 'install failed'
  save first
  git switch -q -c topic
  put agents/topic.md topic
  save topic-1
  agent agents/more.md more
  save topic-2
  git switch -q -c conflict main
  agent agents/good.md good 'color: red'
  put agents/topic.md topic
  save conflict
  git switch -q main
  agent agents/good.md good 'color: blue'
  save main
  git switch -q -c ahead
  put agents/ahead.md ahead
  save ahead
  git switch -q main
  git init -q --bare ../o.git.$quality
  git remote add o "../o.git.$quality"
  git config remote.o.followRemoteHEAD never
  git push -q o main
  git fetch -q o
  git branch -q -u o/main
  unset GIT_AGENTS
}

# attempt SETUP COMMAND: both in a copy of the template. Gives the calls of hooks in $notes, git's exit
# code in $code, and in $arrived whether HEAD or the remote moved to something that has the bad file.
attempt() {
  attempts=$((attempts + 1))
  mkdir "$scratch/row-$attempts"
  cp -r "$scratch/$quality" "$scratch/row-$attempts/work"
  cp -r "$scratch/o.git.$quality" "$scratch/row-$attempts/"
  cd "$scratch/row-$attempts/work" || exit 2
  GIT_AGENTS=0
  export GIT_AGENTS
  eval "$1"
  unset GIT_AGENTS
  quietly git agents index
  : >"$notes"
  tips=$(moved)
  code=0
  eval "$2" >"$scratch/out" 2>"$scratch/err" </dev/null || code=$?
  arrived=no
  [ "$tips" = "$(moved)" ] || ! holds_bad || arrived=yes
  cd "$scratch" || exit 2
}
moved() {
  git rev-parse -q --verify HEAD
  git -C "../o.git.$quality" for-each-ref
}
bad_blob=$(printf 'name: bad\n' | git hash-object --stdin)
holds_bad() {
  git ls-tree -r HEAD 2>/dev/null | grep -q "$bad_blob" ||
    git -C "../o.git.$quality" rev-list --objects --all | grep -q "$bad_blob"
}

# described: a line of Markdown for the calls in $notes, given the calls with a bad file in $scratch/bad.
described() {
  awk -v bad="$scratch/bad.notes" '
    function short(id) { return id ~ /^0+$/ ? "0" : id }
    BEGIN {
      while ((getline line < bad) > 0) { split(line, field, " "); if (field[1] != 0) refuses[field[6]] = 1 }
    }
    {
      event = $6; call = event
      if (event == "post-checkout") {
        old = short($7); new = short($8)
        if (old == new) old = new = "HEAD"
        else { if (old != "0") old = "OLD"; if (new != "0") new = "NEW" }
        call = call " " old " " new " " $9
      } else if (event == "pre-push") {
        call = call " NAME URL"
      } else for (i = 7; i <= NF; i++) call = call " " $i
      if (event == "pre-push" || event == "post-rewrite")
        call = call " < " ($5 == 0 ? "nothing" : $5 == 1 ? "1 line" : $5 " lines")
      did = ""
      if (event ~ /^pre-/ && event in refuses)
        did = event == "pre-push" ? "judges the pushed trees" : "judges the index of the commit"
      if ($2 == "behind" && $3 == "fresh") did = "index to HEAD"
      if ($4 != "no") did = did (did == "" ? "" : ", ") "deployment (" $4 ")"
      text = "`" call "`: " (did == "" ? "nothing" : did)
      if (text == last) { times++; next }
      if (last != "") print last (times > 1 ? " (" times " times)" : "")
      last = text; times = 1
    }
    END { if (last != "") print last (times > 1 ? " (" times " times)" : "") }' "$notes" |
    awk '{ printf "%s%s", (NR > 1 ? "<br>" : ""), $0 } END { if (NR == 0) printf "none" }'
}

# row NAME SETUP COMMAND [CODE]: a line of the table; git succeeds, or ends with CODE.
row() {
  quality=bad
  attempt "$2" "$3"
  cp "$notes" "$scratch/bad.notes"
  with_bad=–
  if grep -q '^1 .* pre-' "$notes"; then
    with_bad='**refused**'
    [ "$code" != 0 ] || problem "$1: a hook refused, and git went on"
    [ "$arrived" = no ] || problem "$1: refused, and the bad file is there"
  elif [ "$arrived" = yes ]; then
    with_bad=passes
  fi
  quality=good
  attempt "$2" "$3"
  [ "$code" = "${4-0}" ] || { problem "$1: exit code $code, not ${4-0}"; show_output; }
  check_not grep -q '^[^0]' "$notes"
  printf '| %s | %s | %s |\n' "$1" "$(described)" "$with_bad" >>"$scratch/table"
}
part() { printf '\n### %s\n\n| command | hooks, and what ours do | a bad definition |\n|---|---|---|\n' "$1" >>"$scratch/table"; }

t 'the table of docs/hooks.md is what git and the hooks do'
: >"$scratch/table"
attempts=0
git config --global gc.auto 0
git config --global maintenance.auto false
for quality in good bad; do template; done
# shellcheck source=tests/e2e/hooks_table_lib.sh
. "$source_dir/hooks_table_lib.sh"
page_block "$page" 'what fires when' "$scratch/table" "$write" >"$scratch/difference" ||
  problem 'docs/hooks.md differs; --write takes what was seen:' "$(cat "$scratch/difference")"
finish
