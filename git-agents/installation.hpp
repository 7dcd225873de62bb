#pragma once

#include <string>

#include "git-agents/session.hpp"

namespace cli {

/// Absolute path of git-agents-hook: beside this program, else on PATH. Error(not_found).
std::string hook_program();

/// Installs the hooks for `settings`, records the user's trust in them, and says what was done.
/// Gives the exit code: findings where something was refused.
int install_hooks(Session& session, const settings::Settings& settings, bool force);

}  // namespace cli
