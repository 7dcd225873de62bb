#pragma once

#include <vector>

#include "sync/pull.hpp"

namespace syncing {

/// Writes every attempt into state.db as it went, and what was learnt of the sources that
/// succeeded. `restored`: they were brought to what the lock says, and their remotes not asked.
void record(const std::vector<Pulled>& all, bool restored, track::SourceStore& store);

}  // namespace syncing
