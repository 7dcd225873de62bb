#pragma once

#include <string>

#include "git-agents/command.hpp"
#include "git-agents/session.hpp"
#include "hooks/install.hpp"

namespace cli {

/// Absolute path of git-agents-hook: beside this program, else on PATH. Error(not_found).
std::string hook_program();

/// What --local, --global and --worktree choose; Error(usage) for more than one of them.
hooks::Scope scope_of(const Args& args);

/// The repository to work in. The global configuration needs none: an empty one then.
const git::Repository& repository_for(Session& session, hooks::Scope scope);

/// Sentences about hooks, one a line; what was edited under its refusal.
void print(const hooks::InstallResult& result, Session& session);

struct HookChoice {
  hooks::Scope scope = hooks::Scope::local;
  bool force = false;
  bool shim = false;
};

/// Installs the hooks, records the user's trust in the configuration of the work tree, and says
/// what was done. An installation for all repositories trusts none of them. Gives the exit code:
/// findings where something was refused.
int install_hooks(Session& session, const HookChoice& choice);

}  // namespace cli
