#pragma once

#include <string>
#include <vector>

#include "git-agents/session.hpp"
#include "sync/lock.hpp"
#include "sync/source.hpp"

namespace cli {

/// The configured sources and what their locks say.
struct Sources {
  std::vector<syncing::Source> all;
  std::vector<syncing::Source> user;  ///< of the user's own file, also what the project names too
  std::string project_lock_path, user_lock_path;  ///< absolute; the first is "" outside a work tree
  syncing::Lock project_lock, user_lock;

  const syncing::Lock& lock_of(const syncing::Source& source) const;
  /// Both locks as one.
  syncing::Lock locks() const;
};

/// Those of the user, and of the work tree where there is one.
std::vector<syncing::Source> all_sources(Session& session);

/// Error(invalid) where a configuration or a lock cannot be read.
Sources load_sources(Session& session);

/// Makes the locks say `locked` of these sources, and nothing of those that are no longer
/// configured. A lock that says so already is not written. Gives the paths of those that were.
std::vector<std::string> update_locks(
    const Sources& sources, const std::vector<std::pair<syncing::Source, syncing::Locked>>& locked);

}  // namespace cli
