#pragma once

#include <string>
#include <vector>

#include "git-agents/session.hpp"

namespace cli {

/// One line of `git agents doctor`.
struct Check {
  enum class Level { ok, warning, error } level = Level::ok;
  std::string about;  ///< "hooks", "git", …
  std::string message;
  std::string advice;  ///< what to do; "" where all is well
};
using Checks = std::vector<Check>;

std::string_view to_string(Check::Level level);

/// git, our programs, the manual page, the state directory.
void check_machine(Checks& checks);

/// Settings and trust, memo and index of this repository.
void check_repository(Session& session, Checks& checks);

/// The values of `git config agents.*` that the hooks go by.
void check_git_settings(Session& session, Checks& checks);

/// Are the hooks there, and does git reach them from here, from the linked worktrees, and with a
/// minimal PATH?
void check_hooks(Session& session, Checks& checks);

}  // namespace cli
