#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "source/tree.hpp"
#include "sync/lock.hpp"
#include "sync/source.hpp"

namespace syncing {

/// A source as a project reads it.
struct Content {
  Source source;
  std::string commit;                  ///< upstream's, of the lock
  std::unique_ptr<source::Tree> tree;  ///< the whole repository; null where `problem` says why
  bool overlaid =
      false;            ///< the cache's files, with local commits and edits, instead of the commit
  std::string problem;  ///< why it cannot be read: not pulled yet, not in the cache, …
  bool broken = false;  ///< it is in the cache, and cannot be read all the same
  std::string note;     ///< local edits that are not in it, and why
};

/// Every source as its lock has it. The cache's own files are read instead where the cache is at
/// that commit, possibly with local commits and edits on top; `exact`: never.
std::vector<Content> contents(const std::vector<Source>& sources, const Lock& project_lock,
                              const Lock& user_lock, bool exact);

}  // namespace syncing
