# bash completion for git-agents, to be installed as <datadir>/bash-completion/completions/git-agents.
# git's own completion calls _git_agents for "git agents"; it also serves "git-agents".

_git_agents ()
{
	local line value
	local -a before=("${words[@]:__git_cmd_idx+1:cword-__git_cmd_idx-1}")

	# readline replaces only what follows the last ':' or '=' of a word.
	local kept="" breaks="${COMP_WORDBREAKS//[^:=]/}"
	[[ -n $breaks && $cur == *[$breaks]* ]] && kept="${cur%"${cur##*[$breaks]}"}"

	COMPREPLY=()
	while IFS= read -r line; do
		value="${line%%$'\t'*}"
		if [[ -z $value ]]; then
			# file names, which readline completes by itself
			compopt +o nospace -o default 2>/dev/null
			return
		fi
		printf -v value %q "${value#"$kept"}"
		COMPREPLY+=("$value ")
	done < <(__git_agents_candidates "${before[@]}" "$cur")
	compopt -o nospace +o default +o bashdefault 2>/dev/null
}

__git_agents_candidates ()
{
	if declare -F __git >/dev/null; then
		__git agents __complete "$@"
	else
		git-agents __complete "$@" 2>/dev/null
	fi
}

# "git-agents" on its own, also where git's completion is not there.
__git_agents_main ()
{
	local cur prev words cword __git_cmd_idx=0 __git_dir="" __git_C_args=()
	_get_comp_words_by_ref -n =: cur prev words cword
	_git_agents
}

complete -o bashdefault -o default -o nospace -F __git_agents_main git-agents
