#pragma once

#include <vector>

#include "sync/pull.hpp"

namespace syncing {

/// Writes every attempt into state.db as it went, and what was learnt of the sources that
/// succeeded.
void record(const std::vector<Pulled>& all, track::SourceStore& store);

}  // namespace syncing
