#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "git/repository.hpp"

namespace syncing {

/// The errors among the definitions of `tree` that `upstream` (a commit; "" = nothing) has not,
/// sorted.
base::Diagnostics new_errors(const git::Repository& cache, const std::string& tree,
                             const std::string& upstream);

/// The first of these changed files in which a conflict was left that was not there before, as
/// "path:line"; nothing where there is none.
std::optional<std::string> left_conflict(const git::Repository& cache,
                                         const std::vector<git::Change>& changes);

/// The line of the first conflict's beginning in a text; 0 = none.
std::size_t conflict_line(std::string_view text);

}  // namespace syncing
