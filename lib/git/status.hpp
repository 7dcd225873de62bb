#pragma once

#include <string>
#include <vector>

#include "git/repository.hpp"

namespace git {

/// What `git status` shows below `roots` against HEAD, staged or not, untracked files included and
/// ignored ones not: status A, M or D for the work tree's file. Ids are "". On an unborn HEAD every
/// file is an A. Files whose stat data only looks changed may be reported as M.
std::vector<Change> work_tree_changes(const Repository& repository,
                                      const std::vector<std::string>& roots);

/// What the index that this commit uses changes below `roots` against HEAD, with ids.
std::vector<Change> staged_changes(const Repository& repository,
                                   const std::vector<std::string>& roots);

}  // namespace git
