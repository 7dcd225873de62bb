#!/bin/sh
# Completion as a user's shell does it: bash with git's own completion loaded, and zsh and fish where
# they are installed. Usage: completion.sh <directory with git-agents> [<directory of completions>]
set -u
here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "${1:?directory with git-agents}" && pwd)
completions=$(cd "${2:-$here/../../completions}" && pwd)
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failed=0

export HOME="$scratch/home" PATH="$bin:$PATH" LC_ALL=C.UTF-8 TERM=dumb
unset XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_DATA_HOME GIT_DIR GIT_INDEX_FILE
export GIT_CONFIG_GLOBAL="$HOME/.gitconfig" GIT_CONFIG_NOSYSTEM=1
mkdir -p "$HOME" "$scratch/data/bash-completion/completions" "$scratch/zsh"
cp "$completions/git-agents.bash" "$scratch/data/bash-completion/completions/git-agents"
cp "$completions/_git-agents" "$scratch/zsh/_git-agents"
git config --global user.name "A U Thor"
git config --global user.email author@example.com

repo="$scratch/repo"
git init -q "$repo"
mkdir -p "$repo/.claude/agents"
for name in reviewer researcher; do
	printf -- '---\nname: %s\ndescription: Does a thing well.\n---\nBody.\n' "$name" \
		>"$repo/.claude/agents/$name.md"
done
cd "$repo" || exit 1
git add -A && git commit -q -m start
git-agents index >/dev/null || { echo "FAIL: no index"; exit 1; }

# check <what> <expected> <got>
check () {
	if [ "$2" = "$3" ]; then
		echo "ok: $1"
	else
		echo "FAIL: $1"
		echo "  expected: $2"
		echo "  got:      $3"
		failed=1
	fi
}

contains () {
	case " $3 " in
	*" $2 "*) echo "ok: $1" ;;
	*) echo "FAIL: $1"; echo "  '$2' is not in: $3"; failed=1 ;;
	esac
}

# What bash offers for the words given, the last of which is being typed: readline's variables are
# set as it would, and the function that is registered for the first word is called.
cat >"$scratch/offer.bash" <<'BASH'
for git_completion in /usr/share/bash-completion/bash_completion; do . "$git_completion"; done
export XDG_DATA_DIRS="$scratch/data:/usr/local/share:/usr/share" XDG_DATA_HOME="$scratch/data"
BASH_COMPLETION_USER_DIR="$scratch/data/bash-completion"
_completion_loader git 2>/dev/null
COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
line="$*"
COMP_LINE="$line" COMP_POINT=${#line} COMP_TYPE=9 COMP_KEY=9
# readline makes words of their own of the separators = and :
words=()
for word in "$@"; do
	while [[ $word == *[=:]* ]]; do
		head="${word%%[=:]*}" rest="${word#*[=:]}"
		[[ -n $head ]] && words+=("$head")
		words+=("${word:${#head}:1}")
		word="$rest"
		[[ -n $word ]] || break
	done
	[[ -n $word || $# -gt 0 ]] && words+=("$word")
done
[[ ${words[-1]} == "" && "${*: -1}" == *[=:] ]] && unset 'words[-1]'
COMP_WORDS=("${words[@]}") COMP_CWORD=$((${#words[@]} - 1))
COMPREPLY=()
_completion_loader "$1" 2>/dev/null
function=$(complete -p "$1" 2>/dev/null | sed 's/.* -F \([^ ]*\).*/\1/')
"$function" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}" | tr -d ' ' | tr '\n' ' ' | sed 's/ *$//'
BASH
offer () {
	env scratch="$scratch" bash --norc "$scratch/offer.bash" "$@" 2>"$scratch/noise"
	if [ -s "$scratch/noise" ]; then
		echo "noise:"; cat "$scratch/noise"
	fi
}

if [ -r /usr/share/bash-completion/completions/git ]; then
	contains "bash: git agents <TAB> lists commands" validate "$(offer git agents '')"
	check "bash: git agents val<TAB>" "validate" "$(offer git agents val)"
	check "bash: git-agents val<TAB>" "validate" "$(offer git-agents val)"
	check "bash: git -C . agents ins<TAB>" "install" "$(offer git -C . agents ins)"
	check "bash: git agents validate --sta<TAB>" "--staged" "$(offer git agents validate --sta)"
	check "bash: git agents validate --format=s<TAB>" "sarif" "$(offer git agents validate --format=s)"
	check "bash: git agents validate --format s<TAB>" "sarif" "$(offer git agents validate --format s)"
	check "bash: git agents show re<TAB> knows the agents" "researcher reviewer" \
		"$(offer git agents show re | tr ' ' '\n' | sort | tr '\n' ' ' | sed 's/ $//')"
	check "bash: git agents show reviewer <TAB> has nothing more" "" "$(offer git agents show reviewer '')"
	check "bash: git agen<TAB> knows the command" "agents" \
		"$(offer git agen | tr ' ' '\n' | grep -x agents)"
	check "bash: outside of a repository it is silent" "" "$(cd / && offer git agents show '')"
	check "bash: git -C elsewhere reads that repository" "reviewer" \
		"$(cd / && offer git -C "$repo" agents show rev)"

	# The same in a terminal, keys and all: only a whole name gives 'show' something to print.
	if command -v script >/dev/null 2>&1; then
		cat >"$scratch/bashrc" <<-RC
		. /usr/share/bash-completion/bash_completion
		export XDG_DATA_HOME="$scratch/data" BASH_COMPLETION_USER_DIR="$scratch/data/bash-completion"
		PS1='> '
		RC
		printf 'git agents show rev\t>%s\nexit\n' "$scratch/typed" >"$scratch/keys"
		TERM=dumb timeout 20 script -qec "bash --noprofile --rcfile '$scratch/bashrc' -i" /dev/null \
			<"$scratch/keys" >"$scratch/screen" 2>&1
		contains "bash: in a terminal the name is filled in" "reviewer" \
			"$(tr -c 'a-z' ' ' <"$scratch/typed")"
	fi
else
	echo "skipped: bash (git's completion is not installed)"
fi

# zsh and fish have no way to ask without a terminal but their own.
if command -v zsh >/dev/null 2>&1 && command -v script >/dev/null 2>&1; then
	mkdir -p "$scratch/zdot"
	cat >"$scratch/zdot/.zshrc" <<-RC
	fpath=("$scratch/zsh" \$fpath)
	autoload -Uz compinit && compinit -u -d "$scratch/zcompdump"
	PROMPT='> '
	unsetopt zle_bracketed_paste 2>/dev/null
	RC
	for form in "git agents" "git-agents"; do
		: >"$scratch/typed"
		printf '%s show rev\t>|%s\nexit\n' "$form" "$scratch/typed" >"$scratch/keys"
		ZDOTDIR="$scratch/zdot" timeout 30 script -qec "zsh -i" /dev/null \
			<"$scratch/keys" >"$scratch/screen" 2>&1
		contains "zsh: $form show rev<TAB>" "reviewer" "$(tr -c 'a-z' ' ' <"$scratch/typed")"
	done
else
	echo "skipped: zsh"
fi

if command -v fish >/dev/null 2>&1; then
	offered=$(fish --no-config -c "source '$completions/git-agents.fish'; complete -C 'git-agents show re'" |
		cut -f1 | sort | tr '\n' ' ' | sed 's/ $//')
	check "fish: git-agents show re<TAB>" "researcher reviewer" "$offered"
	offered=$(fish --no-config -c "source '$completions/git-agents.fish'; complete -C 'git-agents vali'" | cut -f1)
	check "fish: git-agents vali<TAB>" "validate" "$offered"
else
	echo "skipped: fish"
fi

# Never a word on stderr and never a failure, whatever is asked.
for words in "" "show" "nope x" "show --bogus=" "-- -- --"; do
	# shellcheck disable=SC2086
	noise=$(cd / && git-agents __complete $words '' 2>&1 >/dev/null)
	check "__complete $words is silent with status 0" "0:" "$?:$noise"
done

exit $failed
