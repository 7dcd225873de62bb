#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "git/repository.hpp"

namespace syncing {

struct CommitRequest {
  std::string message;
  /// Files and directories relative to the cache's top; "" = the top. None = what changed of
  /// tracked files, and new ones below `top` that definitions are made of.
  std::vector<std::string> paths;
  std::string top = {};  ///< the source's path in the cache
  bool dry = false;      ///< only says what would be committed
};

/// What became of it.
struct LocalCommit {
  std::string id;                     ///< "" where nothing was committed
  std::vector<git::Change> files;     ///< sorted by path
  std::vector<std::string> left_out;  ///< new files that are committed only where they are named
  base::Diagnostics errors;           ///< why nothing was: what is wrong that upstream has not
  bool unchanged = false;             ///< there is nothing to commit
};

/// For who holds lock_cache(). Commits the files of the cache's work tree that are asked for, new
/// and deleted ones too, as the user, signed where the user signs; no hook runs. Index and other
/// files stay as they are. Error(conflict) where something is unfinished in the cache or a conflict
/// is left in a file; Error(not_found) where a path has no changes.
LocalCommit commit_edits(const git::Repository& cache, const CommitRequest& request);

/// A commit object as the user, signed where the user's configuration says so; no branch moves.
/// `date` is both dates ("1700000000 +0000"); "" = now.
std::string user_commit(const git::Repository& cache, const std::string& tree,
                        const std::vector<std::string>& parents, const std::string& message,
                        const std::string& date = {});

/// A user's word as a path in the cache: absolute, or relative to the working directory where that
/// lies in the cache, else to the cache's top. Error(usage) where it leads outside.
std::string path_in_cache(const git::Repository& cache, const std::string& word);

}  // namespace syncing
