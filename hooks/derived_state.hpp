#pragma once

#include "git/repository.hpp"

namespace hooks {

/// Removes what we keep in git's own directories, of the repository and of every worktree: caches,
/// hints and logs, which are made anew when they are missed. Anything else there stays.
void remove_derived_state(const git::Repository& repository);

}  // namespace hooks
