#pragma once

#include <string>
#include <vector>

#include "git/config.hpp"
#include "sync/lock.hpp"
#include "sync/source.hpp"

namespace syncing {

/// What a source's remote has now.
struct Latest {
  Source source;
  std::string locked;       ///< commit; "" = not pulled yet
  std::string commit;       ///< the remote's; "" where it did not answer
  std::string error, hint;  ///< why not
};

/// Asks every remote, several at once, and fetches nothing.
std::vector<Latest> ask_all(const std::vector<Source>& sources, const Lock& locks,
                            const git::Config& config);

/// The remote's commit, by git or by HTTP as the source is configured or was synced last.
std::string ask(const Source& source, const git::Config& config);

}  // namespace syncing
