# fish completion for git-agents, to be installed in vendor_completions.d. fish 3.2 and later uses it
# for "git agents" too.

function __git_agents_candidates
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in (git-agents __complete $words[2..-1] "$current" 2>/dev/null)
        # An empty value asks for file names.
        if string match -qr '^\t' -- $line
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end

complete -c git-agents -f -a '(__git_agents_candidates)'
