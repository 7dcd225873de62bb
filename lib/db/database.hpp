#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace db {

class Statement;

/// A connection to one SQLite file, for one thread. WAL, busy timeout 5 s, foreign keys on.
class Database {
 public:
  enum class Durability { derived, precious };  ///< synchronous=OFF / FULL
  /// Creates the file (0600) and its directory where missing. Error(invalid) where it is no
  /// database or corrupt, Error(busy), Error(io). The file itself may not be a symbolic link.
  Database(const std::string& path, Durability durability);
  /// Error(not_found) where there is no such file.
  static Database read_only(const std::string& path);
  ~Database();
  Database(Database&& other) noexcept;
  Database& operator=(Database&&) = delete;

  void execute(const std::string& sql);  ///< any number of statements
  Statement prepare(std::string_view sql);
  int user_version();
  std::int64_t last_insert_rowid();
  std::int64_t changes();
  sqlite3* raw() const { return handle_; }

 private:
  Database() = default;
  void open(const std::string& path, int flags);

  sqlite3* handle_ = nullptr;
};

/// A prepared statement. Bind, step, read, reset; columns and parameters count from 0. Bound bytes
/// are copied. Must not outlive its database.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;

  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, std::int64_t number);
  Statement& bind_blob(int parameter, std::string_view bytes);
  Statement& bind_null(int parameter);
  bool step();  ///< true: there is a row. Error otherwise than done.
  void run();   ///< step to the end, then reset
  void reset();

  std::string text(int column) const;       ///< also for blobs; "" for NULL
  std::string_view view(int column) const;  ///< valid until the next step or reset
  std::int64_t integer(int column) const;
  bool is_null(int column) const;

 private:
  sqlite3_stmt* handle_ = nullptr;
};

/// Rolls back unless commit() was called. `immediate` takes the write lock at once.
class Transaction {
 public:
  enum class Mode { deferred, immediate };
  Transaction(Database& database, Mode mode);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

/// One step of a schema's history; `user_version` counts the steps that are in.
struct Migration {
  const char* up;
  const char* down;
};

/// Brings the schema to the last step, in one transaction. Where the file is newer than this
/// program, its own record of `down` steps (table schema_history) is used to go back;
/// Error(invalid) where it has none.
void migrate(Database& database, std::span<const Migration> steps);

/// Opens a file that can be rebuilt: where it is corrupt or of an unknown shape it is deleted and
/// made anew without a word.
Database open_derived(const std::string& path, std::span<const Migration> steps);

}  // namespace db
