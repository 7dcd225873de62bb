#pragma once

#include <set>
#include <string>
#include <string_view>

#include "git/repository.hpp"
#include "track/state.hpp"

namespace deploy {

/// Brings the managed block of `<common dir>/info/exclude` to the deployed files that lie in a work
/// tree of this repository, so that git does not show them as untracked. Everything else in the
/// file stays byte for byte. Call it after every operation, undo included.
void update_exclude(const git::Repository& repository, const track::State& state);

/// A pattern of gitignore(5) that matches `path` (relative to the top) alone; a line feed or
/// carriage return, which a pattern cannot hold, becomes `?`.
std::string exclude_pattern(std::string_view path);

/// `text` with its managed block holding these patterns; without one where there are none.
std::string with_managed_block(std::string_view text, const std::set<std::string>& patterns);

}  // namespace deploy
