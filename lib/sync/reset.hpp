#pragma once

#include <string>

#include "git/config.hpp"
#include "sync/lock.hpp"
#include "sync/progress.hpp"
#include "sync/pull.hpp"

namespace syncing {

struct ResetOptions {
  bool dry = false;  ///< only says what would be kept
  bool may_prompt = false;
};

/// What became of a cache that was given up.
struct Reset {
  std::string kept;                 ///< where the former cache is now; "" = there was none
  std::string snapshot;             ///< the ref in it that holds uncommitted edits; "" = none
  std::vector<std::string> edited;  ///< paths with uncommitted edits
  std::size_t commits = 0;          ///< of the user's, that upstream has not
  Pulled pulled;                    ///< the new one
  bool put_back = false;  ///< it could not be pulled: the former one is in its place again
};

/// Moves the cache aside as it is, into the state directory where that is on the same file system,
/// and pulls it anew. Nothing is deleted; where pulling fails, the former cache is put back.
Reset reset_cache(const Source& source, const Lock& locks, const git::Config& config,
                  const ResetOptions& options, Progress& progress);

}  // namespace syncing
