#pragma once

#include <string>
#include <vector>

#include "sync/lock.hpp"
#include "sync/source.hpp"

namespace syncing {

/// How whole a cache is.
struct CacheCheck {
  Source source;
  std::vector<std::string> problems;  ///< sentences; none = it is whole
  std::vector<std::string> oddities;  ///< of upstream's own objects, which do no harm
};

/// Reads every object of the cache and compares it with its id, a mirror with what was recorded of
/// it, and the locked commit's files with the lock. No network.
CacheCheck check_cache(const Source& source, const Lock& locks);

}  // namespace syncing
