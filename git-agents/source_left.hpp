#pragma once

#include <cstdint>
#include <ostream>
#include <vector>

#include "git-agents/session.hpp"
#include "settings/settings.hpp"
#include "sync/source.hpp"

namespace cli {

/// Is the clone of `gone` none of the others'?
bool is_left(const syncing::Source& gone, const std::vector<syncing::Source>& others);

/// Warns of commits and edits in the cache of a source that is not used there any more. `operation`
/// is the one that changed that; 0 = it only would.
void tell_local_work(std::ostream& err, const syncing::Source& gone, Session& session,
                     std::int64_t operation);

/// Says what was deployed from the source and how to remove it, by the settings without it.
void tell_deployed(std::ostream& err, const syncing::Source& gone, Session& session,
                   const settings::Settings& after);

}  // namespace cli
