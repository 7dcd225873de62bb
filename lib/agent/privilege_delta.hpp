#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"

namespace agent {

/// What one definition may do differently in a later set of definitions.
struct PrivilegeChange {
  enum class What : std::uint8_t { added, changed, removed, renamed } what = What::changed;
  Kind kind = Kind::agent;
  std::string name;
  std::string path;                         ///< in the later set; of a removed one where it was
  std::string old_path;                     ///< of a renamed one; else ""
  std::string before, after;                ///< privileges(); "" where there is none on that side
  std::vector<std::string> added, removed;  ///< lines of one that are not in the other
  /// What it may do that it might not do before: widened_privileges(); of an added one
  /// risky_privileges().
  std::vector<std::string> widened;
};
std::string_view to_string(PrivilegeChange::What what);

/// The definitions whose privileges differ, sorted by path. Definitions are the same where their
/// paths are; what is left is the same where kind and name are, and only one on each side has them.
/// Both sets are sorted by path and parsed with their frontmatter.
std::vector<PrivilegeChange> privilege_delta(std::span<const Definition> before,
                                             std::span<const Definition> after);

}  // namespace agent
