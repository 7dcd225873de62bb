#pragma once

#include <cstdint>
#include <string>

#include "git/repository.hpp"
#include "repair/plan.hpp"
#include "track/state.hpp"

namespace repair {

/// Guards the unstaged changes, the files with conflicts, and those that a deployment wrote.
FindGuards guards_of(const git::Repository& repository, const track::State& state);

/// Writes and renames the files below `root`, a canonical path, as one operation that can be
/// undone; gives its id. Error(conflict) where a file is not what the plan saw; then nothing is
/// changed.
std::int64_t apply(const Plan& plan, const std::string& root, track::State& state);

/// The changes as a patch for `git apply` in the top directory.
std::string patch(const Plan& plan);

}  // namespace repair
