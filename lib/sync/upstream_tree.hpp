#pragma once

#include <string>
#include <vector>

#include "forge/github.hpp"
#include "sync/coverage.hpp"
#include "sync/listing.hpp"

namespace syncing {

/// All that `coverage` holds of a commit, each directory verified by its id. `listing` is what the
/// server listed already, "" = nothing; where it is of another tree, since somebody pushed in
/// between, or was truncated, the commit's own is asked for. `matches` says whether it was that of
/// the commit and whole. Error(invalid) where it has more than 20,000 files, where a path is not
/// safe, or where nothing is listed as it must be.
std::vector<Leaf> upstream_leaves(const forge::GitHub& github, const forge::Commit& commit,
                                  const forge::Listing* listing, const Coverage& coverage,
                                  bool& matches);

}  // namespace syncing
