#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agent/kind.hpp"
#include "os/file.hpp"

namespace build {

struct ListedDirectory {
  std::string path;
  os::Stat stat;      ///< before it was read; Stat{} = there was none; see remember_as()
  std::string names;  ///< what matters in it, in order, each ended by NUL, directories by "/" first
};

struct Listing {
  std::vector<std::string> paths;  ///< relative to the root, sorted; what may be agent or base
  /// All that were read: while they hold the same names, the listing is the same. Empty where there
  /// were problems.
  std::vector<ListedDirectory> directories;
  /// Directories that could not be listed (completely), with the reason.
  std::vector<std::pair<std::string, std::string>> problems;
};

/// What is a symbolic link in the place of a directory of definitions?
enum class Linked { problem, skipped };

/// Looks below the classifier's directories on disk, without asking git; leaves out `.git` and
/// `output` (relative, too).
Listing list_definitions(const std::string& root, const std::string& output,
                         const agent::Classifier& classifier, Linked linked, std::int64_t now_ns);

/// ListedDirectory::names of one directory as it is now; "" where there is none.
std::string names_in(const std::string& root, const std::string& directory,
                     const std::string& output, const std::string& base_name);

/// The state of a directory to be remembered: one that never occurs where a later change of the
/// directory might not show.
os::Stat remember_as(const std::optional<os::Stat>& stat, std::int64_t now_ns);

}  // namespace build
