#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "git/repository.hpp"
#include "track/state.hpp"

namespace syncing {

/// What makes a work tree another one.
struct TreeSteps {
  /// Removals of a file in whose place a directory comes, and the like, go before the rest.
  std::vector<track::Step> first, steps;
  std::int64_t added = 0, changed = 0, removed = 0;
};

/// The steps from the work tree, which holds `from`, to `to` (trees), with the bytes that a
/// checkout would write. Files of `keep` are not removed unless something of `to` needs their
/// place. Error(conflict) where a file on disk is not what `from` says, where a file that git
/// ignores is in the way, or where a symbolic link would change.
TreeSteps steps_between(const git::Repository& cache, const std::string& from,
                        const std::string& to, const std::set<std::string>& keep);

}  // namespace syncing
