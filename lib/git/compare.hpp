#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/repository.hpp"

namespace git {

/// Tracked paths below `roots` that are on disk otherwise than in a tree, or missing on one side;
/// sorted. Content is compared, not stat data.
std::vector<std::string> paths_unlike(const Repository& repository, const std::string& treeish,
                                      const std::vector<std::string>& roots);

/// The best common ancestor of two commits; nothing where they have none. Error(not_found) where
/// one of them is no commit.
std::optional<std::string> merge_base(const Repository& repository, const std::string& a,
                                      const std::string& b);

/// Does the history end early, because only its newest part was fetched?
bool is_shallow(const Repository& repository);

}  // namespace git
