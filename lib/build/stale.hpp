#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "settings/settings.hpp"
#include "source/tree.hpp"

namespace build {

/// Remembers the blob id of a composed definition by a key over its inputs' ids.
struct ComposedMemo {
  std::function<std::optional<std::string>(const std::string& key)> find;
  std::function<void(const std::string& key, const std::string& blob)> remember;
};

/// Built files of a tree (the index or a commit) that are not what its definitions compose to:
/// different, missing, or left over. Empty where the output directory has no tracked file: then it
/// is not the tree's business. Paths are relative to the repository root, sorted. `listing` holds
/// the definition directories.
std::vector<std::string> stale_outputs(source::Tree& tree, const std::vector<git::Entry>& listing,
                                       const settings::Settings& settings,
                                       const ComposedMemo& memo);

}  // namespace build
