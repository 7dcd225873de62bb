#pragma once

#include <span>

#include "db/database.hpp"

namespace track {

/// All steps of the schema of state.db, oldest first.
std::span<const db::Migration> schema();

}  // namespace track
