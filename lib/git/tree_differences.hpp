#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "git/repository.hpp"

namespace git {

/// What each of `trees` (full ids) has otherwise than `base` below `roots` (literal; empty = all),
/// no renames, sorted by path. One spawn for any number of trees. Nothing where git cannot compare
/// them, such as trees that a partial clone does not have.
std::optional<std::vector<std::vector<Change>>> tree_differences(
    const Repository& repository, const std::string& base, const std::vector<std::string>& trees,
    const std::vector<std::string>& roots);

/// The same for pairs of trees: what the second has otherwise than the first.
std::optional<std::vector<std::vector<Change>>> tree_differences(
    const Repository& repository, const std::vector<std::pair<std::string, std::string>>& pairs,
    const std::vector<std::string>& roots);

}  // namespace git
