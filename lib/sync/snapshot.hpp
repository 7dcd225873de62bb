#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"

namespace syncing {

/// A cache's work tree as it is.
struct Snapshot {
  std::string commit;  ///< its parent is HEAD; "" = nothing differs from HEAD
  std::string tree;
  std::vector<std::string>
      edited;  ///< paths that differ, sorted; with new files, without ignored ones
  /// Paths whose staged content is neither HEAD's nor the file's: it is in no work tree.
  std::vector<std::string> staged;
};

/// Touches neither index nor files. `head` is HEAD's commit.
Snapshot take_snapshot(const git::Repository& cache, const std::string& head);

/// A commit; as the user where git knows who that is.
std::string commit_tree(const git::Repository& cache, const std::string& tree,
                        const std::vector<std::string>& parents, std::string_view message);

/// What is being done in the repository and not finished ("a merge"), or "".
std::string unfinished_work(const git::Repository& cache);

}  // namespace syncing
