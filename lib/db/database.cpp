#include "db/database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>

#include "base/error.hpp"

namespace db {
namespace {

constexpr int busy_timeout_ms = 5000;

base::ErrorCode code_of(int result) {
  switch (result & 0xff) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
      return base::ErrorCode::invalid;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return base::ErrorCode::busy;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_PROTOCOL:
      return base::ErrorCode::io;
    case SQLITE_CONSTRAINT:
      return base::ErrorCode::conflict;
    default:
      return base::ErrorCode::internal;
  }
}

base::Error error_of(sqlite3* handle, const char* doing) {
  const char* path = sqlite3_db_filename(handle, "main");
  return {code_of(sqlite3_extended_errcode(handle)), std::string(doing) + " database '" +
                                                         (path != nullptr ? path : "") +
                                                         "': " + sqlite3_errmsg(handle)};
}

/// The path with links resolved in its directory, because SQLite's NOFOLLOW would refuse them
/// there, too.
std::string resolve_directory(const std::string& path) {
  const std::filesystem::path parts(path);
  const std::string directory = parts.has_parent_path() ? parts.parent_path().string() : ".";
  const std::unique_ptr<char, decltype(&free)> resolved(realpath(directory.c_str(), nullptr),
                                                        &free);
  if (!resolved) throw base::io_error("open database", path, errno);
  std::string result = resolved.get();
  if (!result.ends_with('/')) result.push_back('/');
  return result + parts.filename().string();
}

/// Creates the file, empty, where it is missing, so that it has our mode (SQLite's own files beside
/// it take it over). True where nothing is in it yet.
bool create(const std::string& path) {
  std::error_code failure;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), failure);
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) throw base::io_error("open database", path, errno);
  struct stat status {};
  const bool known = fstat(fd, &status) == 0;
  ::close(fd);
  return known && status.st_size == 0;
}

/// Write-ahead logging is a property of the file. SQLite does not wait for the lock that the change
/// needs, so we do. Where the file system cannot do it, the mode stays "delete".
void start_write_ahead_log(sqlite3* handle) {
  const auto give_up =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_timeout_ms);
  for (;;) {
    const int result = sqlite3_exec(handle, "PRAGMA journal_mode=WAL", nullptr, nullptr, nullptr);
    if ((result & 0xff) != SQLITE_BUSY) return;
    if (std::chrono::steady_clock::now() > give_up) throw error_of(handle, "cannot open");
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void check(int result, sqlite3_stmt* statement) {
  if (result != SQLITE_OK) throw error_of(sqlite3_db_handle(statement), "cannot use");
}

}  // namespace

Database::Database(const std::string& path, Durability durability) {
  const bool is_new = create(path);
  open(resolve_directory(path), SQLITE_OPEN_READWRITE);
  try {
    if (is_new) start_write_ahead_log(handle_);
    execute(durability == Durability::derived ? "PRAGMA synchronous=OFF"
                                              : "PRAGMA synchronous=FULL");
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

Database Database::read_only(const std::string& path) {
  if (access(path.c_str(), F_OK) != 0 && errno == ENOENT) {
    throw base::Error(base::ErrorCode::not_found, "there is no database '" + path + "'");
  }
  Database database;
  database.open(resolve_directory(path), SQLITE_OPEN_READONLY);
  database.user_version();
  return database;
}

void Database::open(const std::string& path, int flags) {
  const int result = sqlite3_open_v2(
      path.c_str(), &handle_,
      flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  if (result != SQLITE_OK) {
    const base::Error error(code_of(result),
                            "cannot open database '" + path + "': " + sqlite3_errstr(result));
    sqlite3_close_v2(handle_);
    handle_ = nullptr;
    throw error;
  }
  sqlite3_busy_timeout(handle_, busy_timeout_ms);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

Database::~Database() {
  sqlite3_close_v2(handle_);
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

void Database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw error_of(handle_, "cannot use");
  }
}

Statement Database::prepare(std::string_view sql) {
  return {*this, sql};
}

int Database::user_version() {
  Statement statement(*this, "PRAGMA user_version");
  return statement.step() ? static_cast<int>(statement.integer(0)) : 0;
}

std::int64_t Database::last_insert_rowid() {
  return sqlite3_last_insert_rowid(handle_);
}

std::int64_t Database::changes() {
  return sqlite3_changes64(handle_);
}

Statement::Statement(Database& database, std::string_view sql) {
  if (sqlite3_prepare_v3(database.raw(), sql.data(), static_cast<int>(sql.size()), 0, &handle_,
                         nullptr) != SQLITE_OK) {
    throw error_of(database.raw(), "cannot use");
  }
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

Statement::Statement(Statement&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::bind(int parameter, std::string_view text) {
  const char* bytes = text.data() != nullptr ? text.data() : "";
  check(sqlite3_bind_text64(handle_, parameter + 1, bytes, text.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8),
        handle_);
  return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
  check(sqlite3_bind_int64(handle_, parameter + 1, number), handle_);
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
  const char* start = bytes.data() != nullptr ? bytes.data() : "";
  check(sqlite3_bind_blob64(handle_, parameter + 1, start, bytes.size(), SQLITE_TRANSIENT),
        handle_);
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  check(sqlite3_bind_null(handle_, parameter + 1), handle_);
  return *this;
}

bool Statement::step() {
  const int result = sqlite3_step(handle_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  const base::Error error = error_of(sqlite3_db_handle(handle_), "cannot use");
  sqlite3_reset(handle_);
  throw error;
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  sqlite3_reset(handle_);
}

std::string Statement::text(int column) const {
  return std::string(view(column));
}

std::string_view Statement::view(int column) const {
  // As a blob, text is given as its own bytes; the size is right only after the conversion.
  const bool is_number = sqlite3_column_type(handle_, column) == SQLITE_INTEGER ||
                         sqlite3_column_type(handle_, column) == SQLITE_FLOAT;
  const void* bytes =
      is_number ? sqlite3_column_text(handle_, column) : sqlite3_column_blob(handle_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

Transaction::Transaction(Database& database, Mode mode) : database_(database) {
  database_.execute(mode == Mode::immediate ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_.raw(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace db
