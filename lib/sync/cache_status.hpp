#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "git/config.hpp"
#include "git/repository.hpp"
#include "sync/lock.hpp"
#include "sync/source.hpp"
#include "track/source_store.hpp"

namespace syncing {

/// What is known of one source and its cache.
struct CacheStatus {
  Source source;
  enum class Kind {
    absent,    ///< it was not pulled yet
    own,       ///< a repository that we made
    adopted,   ///< one that was there, such as claude-mpm's
    download,  ///< files without a repository
    foreign,   ///< a repository of something else
  } kind = Kind::absent;
  std::string problem;  ///< why not more is known; "" = nothing is wrong

  std::string branch;                ///< that is checked out: "main"; "" = none
  std::vector<git::Change> dirty;    ///< edits that are not committed; ids are ""
  std::size_t ahead = 0;             ///< commits of the user's that upstream has not
  std::size_t behind = 0;            ///< commits of upstream's that came and are not merged
  std::string unfinished;            ///< "a merge"
  std::vector<std::string> backups;  ///< refs with local work that was given up
  std::string upstream;              ///< upstream's commit, as of the last sync
  std::string locked;                ///< the commit that the lock says

  std::string remote;          ///< what the remote has, as of the last answer; "" = never asked
  std::int64_t remote_ns = 0;  ///< when that was
  std::string remote_error;    ///< why it could not be asked now

  std::int64_t success_ns = 0;                ///< of the last sync that ended well; 0 = never
  std::optional<track::SyncAttempt> attempt;  ///< the last one, however it ended
};

struct StatusOptions {
  bool ask = true;       ///< the remote, where its last answer is older than five minutes
  bool refresh = false;  ///< however old its last answer is
  bool may_prompt = false;
  std::size_t jobs = 8;
};

/// In the order of `sources`. Nothing is written but what the remotes answered.
std::vector<CacheStatus> cache_statuses(const std::vector<Source>& sources, const Lock& locks,
                                        const git::Config& config, const StatusOptions& options);

}  // namespace syncing
