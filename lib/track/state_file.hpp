#pragma once

#include <string>

#include "db/database.hpp"

namespace track {

/// "state.db" in the state directory.
std::string state_file(const std::string& directory);

/// Error(invalid) where the history of that directory is there and state.db is not, or is empty.
/// The database is made before the history, so it was lost; a new one would take all deployed files
/// for the user's own.
void refuse_lost_state(const std::string& directory);

/// Makes it where missing, for this user alone.
void make_private_directory(const std::string& directory);

/// Opens it to be written, and brings it to this version's layout. Makes it (and the directory,
/// 0700) where there was never one.
db::Database open_state_file(const std::string& directory);

}  // namespace track
