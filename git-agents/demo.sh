#!/bin/sh
# Shows the main job of git agents on a sample repository in a temporary directory: a good commit,
# a refused one, a changed base, a deployment. Needs git-agents on PATH; changes nothing of yours.
set -eu

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT INT TERM
HOME=$place/home
XDG_STATE_HOME=$HOME/state XDG_CACHE_HOME=$HOME/cache XDG_CONFIG_HOME=$HOME/config
GIT_CONFIG_NOSYSTEM=1
export HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_CONFIG_HOME GIT_CONFIG_NOSYSTEM
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_CONFIG_GLOBAL CLAUDE_CONFIG_DIR
mkdir -p "$HOME" "$place/library/agents/engineer"
git config --global user.name 'A Maintainer'
git config --global user.email maintainer@example.com
git config --global init.defaultBranch main
git config --global advice.detachedHead false

title() { printf '\n--- %s\n' "$*"; }
show() {
  printf '$ %s\n' "$*"
  "$@"
}

cd "$place/library"
git init -q
cat >agents/BASE-AGENT.md <<'END'
# House rules

Answer in one paragraph.
END
cat >agents/engineer/reviewer.md <<'END'
---
name: reviewer
description: Reviews a change and names what is wrong with it
tools: Read, Grep, Glob
---

Read the change first.
END
title 'a repository of agents learns to look after itself'
show git agents init
cat >>.git-agents.yaml <<'END'
deploy:
  on: [commit, merge, checkout]
  targets: [{tool: claude, scope: project}]
END
show git agents trust

title 'a good commit'
show git add -A
show git commit -q -m 'Add the reviewer'
show git agents list

title 'a broken definition is refused'
cat >agents/engineer/tester.md <<'END'
---
name: tester
name: test-runner
descripton: Runs the tests
---

Run the tests.
END
show git add agents/engineer/tester.md
show git commit -q -m 'Add a tester' || true
rm agents/engineer/tester.md
git rm -q --cached agents/engineer/tester.md

title 'a changed base reaches every agent that inherits it'
printf '\nNever guess.\n' >>agents/BASE-AGENT.md
show git commit -q -am 'Never guess'
show git agents deps --reverse agents/BASE-AGENT.md
show git agents deploy
printf '$ tail -n 3 .claude/agents/reviewer.md\n'
tail -n 3 .claude/agents/reviewer.md
printf '\n\n'
