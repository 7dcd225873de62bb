#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace objects {

/// A directory on its way to become tree objects.
struct Directory {
  std::map<std::string, std::string> files;  ///< name → blob id
  std::map<std::string, Directory> directories;

  /// Error(invalid) where the path is empty, absolute, taken, or leads through ".", ".." or ".git".
  void add(std::string_view path, const std::string& id);
};

struct TreeEntry {
  std::string name;
  std::string id;  ///< hex
  bool is_directory = false;
};

/// A tree object's content; the entries in any order.
std::string format_tree(std::vector<TreeEntry> entries);
/// Nothing where it is no tree.
std::optional<std::vector<TreeEntry>> parse_tree(std::string_view content);

struct Commit {
  std::string tree;
  std::vector<std::string> parents;
};

/// A commit object's content.
std::string format_commit(const Commit& commit, const std::string& author, std::int64_t seconds,
                          const std::string& message);
/// Nothing where it is no commit.
std::optional<Commit> parse_commit(std::string_view content);

}  // namespace objects
