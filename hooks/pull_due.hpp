#pragma once

#include <cstdint>
#include <optional>

#include "git/repository.hpp"

namespace hooks {

/// Is it time to pull the sources of this worktree? Looks at one small file, `<git
/// dir>/agents/pull-due`. Where it is time the next is put off by ten minutes, so that a pull that
/// cannot be started is tried again, but not by every hook.
bool pull_is_due(const git::Repository& repository);

/// `seconds`: since the epoch; nothing = never.
void set_pull_due(const git::Repository& repository, std::optional<std::int64_t> seconds);

}  // namespace hooks
