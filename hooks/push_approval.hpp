#pragma once

#include <span>
#include <string>
#include <vector>

#include "approval/push_questions.hpp"
#include "git/repository.hpp"
#include "hooks/pushed_trees.hpp"

namespace hooks {

/// Writes a request of approval for every pushed commit that changes gated paths, unless it is
/// there, and says on stderr where. `arguments` are those of the hook: name and URL of the remote;
/// `judged` holds the settings of the pushed trees. Costs no process where no approval is
/// configured. Never throws and never refuses: what fails is one line of warning, and false.
bool record_approvals(const git::Repository& repository, std::span<const std::string> arguments,
                      const std::vector<approval::PushedCommit>& commits,
                      const SettingsByTree& judged);

}  // namespace hooks
