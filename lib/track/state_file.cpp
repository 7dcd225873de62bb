#include "track/state_file.hpp"

#include <sys/stat.h>

#include "base/error.hpp"
#include "os/file.hpp"
#include "track/schema.hpp"

namespace track {
void make_private_directory(const std::string& directory) {
  os::make_directories(directory, 0700);
  const std::optional<os::Stat> stat = os::stat_if_exists(directory);
  if (stat && stat->is_directory() && (stat->mode & 077) != 0) ::chmod(directory.c_str(), 0700);
}

std::string state_file(const std::string& directory) {
  return os::join(directory, "state.db");
}

void refuse_lost_state(const std::string& directory) {
  if (!os::exists(os::join(directory, "history.git"))) return;
  throw base::Error(base::ErrorCode::invalid,
                    "'" + state_file(directory) + "' is lost, but its history is there",
                    "run `git agents doctor`");
}

db::Database open_state_file(const std::string& directory) {
  make_private_directory(directory);
  if (!os::exists(state_file(directory))) refuse_lost_state(directory);
  db::Database database(state_file(directory), db::Database::Durability::precious);
  const int version = database.user_version();
  if (version == 0) refuse_lost_state(directory);
  if (version != static_cast<int>(schema().size())) db::migrate(database, schema());
  return database;
}

}  // namespace track
