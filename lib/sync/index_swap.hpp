#pragma once

#include <string>

#include "git/repository.hpp"
#include "os/file.hpp"
#include "os/scratch_directory.hpp"

namespace syncing {

/// An index that holds a commit's tree, ready to take the place of a repository's own. As long as
/// it lives it holds "index.lock" as git itself does, so that nobody commits meanwhile.
class IndexSwap {
 public:
  /// Error(busy) where another has the lock, Error where git cannot make that index: before
  /// anything was touched.
  IndexSwap(const git::Repository& repository, const std::string& commit);
  ~IndexSwap();
  IndexSwap(const IndexSwap&) = delete;
  IndexSwap& operator=(const IndexSwap&) = delete;
  void commit();

 private:
  std::string index_, lock_;
  os::ScratchDirectory scratch_;
};

/// Removes the lock of an IndexSwap whose process was killed. Only for who holds lock_cache().
void remove_stale_index_lock(const git::Repository& repository);

}  // namespace syncing
