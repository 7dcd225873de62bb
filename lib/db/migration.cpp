#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "base/error.hpp"
#include "db/database.hpp"

namespace db {
namespace {

void set_user_version(Database& database, int version) {
  database.execute("PRAGMA user_version=" + std::to_string(version));
}

void go_up(Database& database, std::span<const Migration> steps, int from) {
  database.execute(
      "CREATE TABLE IF NOT EXISTS schema_history(step INTEGER PRIMARY KEY, down TEXT NOT NULL)");
  Statement remember(database, "INSERT OR REPLACE INTO schema_history(step, down) VALUES(?, ?)");
  for (std::size_t i = static_cast<std::size_t>(from); i < steps.size(); ++i) {
    database.execute(steps[i].up);
    remember.bind(0, static_cast<std::int64_t>(i + 1)).bind(1, steps[i].down).run();
  }
}

std::string way_back(Database& database, int step) {
  Statement has_history(database, "SELECT 1 FROM sqlite_schema WHERE name = 'schema_history'");
  if (has_history.step()) {
    Statement down(database, "SELECT down FROM schema_history WHERE step = ?");
    if (down.bind(0, step).step()) return down.text(0);
  }
  throw base::Error(base::ErrorCode::invalid,
                    "the database was written by a newer version and cannot be taken back to this "
                    "one: step " +
                        std::to_string(step) + " is unknown",
                    "upgrade this program");
}

void go_down(Database& database, int from, int to) {
  for (int step = from; step > to; --step) {
    database.execute(way_back(database, step));
    Statement(database, "DELETE FROM schema_history WHERE step = ?").bind(0, step).run();
  }
}

/// Shared while a file is opened, exclusive while a broken one is replaced, so that nobody removes
/// the good one of somebody else. The kernel frees it when its owner dies.
class DirectoryLock {
 public:
  DirectoryLock(const std::string& directory, int operation)
      : fd_(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (fd_ < 0) throw base::io_error("open", directory, errno);
    while (flock(fd_, operation) != 0 && errno == EINTR) {
    }
  }
  ~DirectoryLock() { close(fd_); }
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  int fd_;
};

Database open_and_migrate(const std::string& path, std::span<const Migration> steps) {
  Database database(path, Database::Durability::derived);
  migrate(database, steps);
  return database;
}

/// The log goes first: a new file must not find an old one's.
void remove_database(const std::string& path) {
  for (const char* suffix : {"-wal", "-shm", "-journal", ""}) {
    std::error_code failure;
    std::filesystem::remove(path + suffix, failure);
    if (failure) throw base::io_error("remove", path + suffix, failure.value());
  }
}

bool is_beyond_use(const base::Error& error) {
  return error.code() == base::ErrorCode::invalid || error.code() == base::ErrorCode::internal ||
         error.code() == base::ErrorCode::conflict;
}

}  // namespace

void migrate(Database& database, std::span<const Migration> steps) {
  const int last = static_cast<int>(steps.size());
  if (database.user_version() == last) return;
  Transaction transaction(database, Transaction::Mode::immediate);
  const int version = database.user_version();  // somebody else may have been faster
  if (version == last) return;
  if (version < 0) {
    throw base::Error(base::ErrorCode::invalid, "the database has an impossible version");
  }
  if (version < last) {
    go_up(database, steps, version);
  } else {
    go_down(database, version, last);
  }
  set_user_version(database, last);
  transaction.commit();
}

Database open_derived(const std::string& path, std::span<const Migration> steps) {
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  const std::string directory = parent.empty() ? "." : parent.string();
  std::error_code ignored;
  std::filesystem::create_directories(directory, ignored);  // where it fails, the lock says so
  try {
    const DirectoryLock lock(directory, LOCK_SH);
    return open_and_migrate(path, steps);
  } catch (const base::Error& error) {
    if (!is_beyond_use(error)) throw;
  }
  const DirectoryLock lock(directory, LOCK_EX);
  try {
    return open_and_migrate(path, steps);
  } catch (const base::Error& error) {
    if (!is_beyond_use(error)) throw;
  }
  remove_database(path);
  return open_and_migrate(path, steps);
}

}  // namespace db
