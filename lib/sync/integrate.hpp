#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "git/repository.hpp"
#include "track/state.hpp"

namespace syncing {

/// What became of a cache's branch and files.
struct Integration {
  enum class Outcome {
    current,    ///< it has upstream's commit already
    forwarded,  ///< it had no commits of its own
    merged,     ///< local commits and upstream's are one merge commit now
    conflict,   ///< nothing was touched
    elsewhere,  ///< another branch is checked out, or something is unfinished: nothing was touched
    discarded,  ///< with force: local work was stored and given up
  } outcome = Outcome::current;
  std::string head;                    ///< the branch's commit afterwards
  std::vector<std::string> conflicts;  ///< paths that both sides changed
  bool edits_conflict = false;         ///< the conflict is with edits that are not committed
  std::vector<std::string> kept;       ///< paths with uncommitted edits, which are still there
  std::string reason;                  ///< for `elsewhere`
  std::string backup;                  ///< the ref that holds what was given up; "" = none
  std::int64_t added = 0, changed = 0, removed = 0;  ///< files
  std::int64_t operation = 0;                        ///< in the journal; 0 = no file was written
};

/// Brings the commit at `upstream_ref` into the cache's branch: fast-forward, or a merge, with
/// uncommitted edits kept where the two do not overlap. All or nothing; files are written as one
/// journaled operation, so that `undo` brings each back. `before` is upstream's commit of the
/// former sync: where the new one does not descend from it, it is the base all the same. `dry`:
/// only says what would happen. `force`: local commits and edits are stored and given up.
Integration integrate(const git::Repository& cache, const std::string& before, bool force, bool dry,
                      const std::string& source_name, const std::function<track::State&()>& state);

/// The work tree as a commit whose parent is HEAD (its second parent holds the index where that
/// differs), without touching index or files; "" where nothing differs from HEAD.
std::string snapshot(const git::Repository& cache);

}  // namespace syncing
