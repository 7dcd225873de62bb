#pragma once

#include <cstdint>

#include "track/operation_runner.hpp"

namespace track {

/// What must be done to put the files and ledger rows of `operation` back. Error(not_found|invalid)
/// where it cannot be undone; Error(conflict) where a ledger row changed since, unless `force`.
Request undo_request(db::Database& database, std::int64_t operation, bool force,
                     const OperationRunner::Store& store);

}  // namespace track
