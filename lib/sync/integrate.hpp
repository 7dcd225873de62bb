#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "git/repository.hpp"
#include "track/state.hpp"

namespace syncing {

/// A file that both sides changed.
struct Conflict {
  std::string path;
  std::string ours, theirs;  ///< "1a2b3c4 subject" of the last commit on each side that touched it
};

/// What became of a cache's branch and files.
struct Integration {
  enum class Outcome {
    current,     ///< it has upstream's commit already
    forwarded,   ///< it had no commits of its own
    merged,      ///< local commits and upstream's are one merge commit now
    conflict,    ///< nothing was touched
    elsewhere,   ///< another branch is checked out: nothing was touched
    unfinished,  ///< a merge or the like is going on there: nothing was touched
    discarded,   ///< with force: local work was stored and given up
  } outcome = Outcome::current;
  std::string head;  ///< the branch's commit afterwards
  std::vector<Conflict> conflicts;
  bool rewritten = false;           ///< upstream's history no longer holds its former commit
  bool edits_conflict = false;      ///< the conflicts are with edits that are not committed
  std::vector<std::string> edited;  ///< paths with uncommitted edits; they are still there
  std::string reason;               ///< for `elsewhere` and `unfinished`
  std::string backup;               ///< the ref that holds what was given up; "" = none
  std::int64_t added = 0, changed = 0, removed = 0;  ///< files
  std::int64_t operation = 0;                        ///< in the journal; 0 = no file was written
};

struct IntegrateOptions {
  std::string source_name;
  std::string branch;  ///< branch_of()
  /// Upstream's commit of the former sync, in the cache: where the new one does not descend from
  /// it, it is the base all the same. "" = none.
  std::string before;
  bool force = false;  ///< local commits and edits are stored and given up
  bool dry = false;    ///< only says what would happen
};

/// Brings the commit at upstream_ref into the cache's branch: fast-forward, or a merge, with
/// uncommitted edits kept where the two do not overlap. All or nothing; files are written as one
/// journaled operation, so that `undo` brings each back. `state` is asked for where files change.
Integration integrate(const git::Repository& cache, const IntegrateOptions& options,
                      const std::function<track::State&()>& state);

/// The reason that the journal has for such an operation: which commits the branch went from and
/// to, and which of upstream's it had taken in before.
std::string pull_reason(const std::string& from, const std::string& to, const std::string& base);

/// After the files of such an operation were put back: puts the branch of the cache at `directory`
/// back, too. False where the branch is no longer where the operation left it; then it stays.
bool take_branch_back(const std::string& directory, const std::string& reason);

}  // namespace syncing
