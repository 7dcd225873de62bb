#!/bin/sh
# git agents validate --stdin: what editors and formatters use.
# Usage: validate_stdin.sh <directory of the built programs>
bin=$1
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# given TEXT CODE OPTION...: validates TEXT (of printf) from standard input.
given() {
  printf -- "$1" >"$scratch/input"
  wanted_code=$2
  shift 2
  code=0
  git agents validate "$@" <"$scratch/input" >"$scratch/out" 2>"$scratch/err" || code=$?
  [ "$code" = "$wanted_code" ] && return 0
  problem "$*: exit code $code, not $wanted_code"
  show_output
}
out_is() { printf -- "$1" | cmp -s - "$scratch/out" || { problem 'stdout differs'; show_output; }; }

sound='---\nname: a\ndescription: d\ntools: Read\n---\n\nText.\n'
colon='---\nname: a\ndescription: Use for: x\ntools: Read\n---\n\nText.\n'
fixed='---\nname: a\ndescription: "Use for: x"\ntools: Read\n---\n\nText.\n'

t 'standard input is taken for the content of the file'
begin
bad agents/a.md
bad agents/other.md
given "$sound" 0 --stdin --stdin-filename agents/a.md
out_is '2 definitions, no findings\n'
given 'name: a\n' 1 --stdin --stdin-filename agents/new.md
expect_out 'agents/new.md:1:1: error: '
given "$sound" 0 --stdin-filename agents/a.md

t 'the other definitions are read from the work tree'
begin
agent agents/1.md a
given "$sound" 1 --stdin --stdin-filename agents/2.md
expect_out '[duplicate-name]'

t 'paths are those of the user'
begin
mkdir -p agents/sub
cd agents/sub || exit 2
given 'name: a\n' 1 --stdin --stdin-filename ../a.md
expect_out 'agents/a.md:1:1: error: '
given 'name: a\n' 1 --stdin --stdin-filename "$PWD/x.md"
expect_out 'agents/sub/x.md:1:1: error: '
given "$sound" 129 --stdin --stdin-filename /nowhere/agents/a.md
expect_err "error: '/nowhere/agents/a.md' is outside of"

t 'a file that is no definition is not checked, and the editor is told'
begin
given 'text\n' 0 --stdin --stdin-filename docs/a.md
expect_err "note: 'docs/a.md' is no definition and was not checked"

t 'the configuration is checked, too'
begin
given 'version: 1\nvalidate: {rules: {duplicat-key: off}}\n' 1 --stdin --stdin-filename .git-agents.yaml
expect_out 'did you mean'

t 'the repaired text is the answer, and what is left goes to stderr'
begin
given "$colon" 0 --stdin --stdin-filename agents/a.md --fix
out_is "$fixed"
given "$sound" 0 --stdin --stdin-filename agents/a.md --fix
out_is "$sound"
given 'name: a\r\nno end' 1 --stdin --stdin-filename agents/a.md --fix
expect_err 'error: '
given 'any \t text' 0 --stdin --stdin-filename docs/a.md --fix
out_is 'any \t text'
check_not test -e agents

t 'repairs in an editor are not held back by unstaged changes'
begin
mkdir agents
printf -- "$sound" >agents/a.md
git add -A
git commit -q --no-verify -m first
printf -- "$colon" >agents/a.md
given "$colon" 0 --stdin --stdin-filename agents/a.md --fix
out_is "$fixed"

t 'a dry run shows the difference'
begin
given "$colon" 0 --stdin --stdin-filename agents/a.md --fix --dry-run
expect_out 'diff --git a/agents/a.md b/agents/a.md'
expect_out '+description: "Use for: x"'

t 'outside of a repository the file is judged by itself'
bad agents/other.md
given 'name: a\n' 1 --stdin --stdin-filename .claude/agents/a.md
expect_out '.claude/agents/a.md:1:1: error: '
given 'name: a\n' 1 --stdin --stdin-filename "$HOME/.claude/agents/a.md"
expect_out "$HOME/.claude/agents/a.md:1:1: error: "
given '---\nname: a\ndescription: d\ntools: Read\n---\n\nUse subagent_type="nobody".\n' 0 --stdin --stdin-filename .claude/agents/a.md

finish
