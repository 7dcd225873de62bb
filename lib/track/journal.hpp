#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "track/ledger.hpp"
#include "track/state.hpp"

namespace track {

/// One file of a journaled operation. No hash = no file on that side.
struct FileChange {
  std::string path;
  std::optional<std::string> before_hash, after_hash;
  std::string before_image, after_image;
  std::uint32_t before_mode = 0, after_mode = 0;
  /// Where the new bytes are written before the rename; the name is journaled before the file is
  /// made, so that recovery knows every temporary file of ours.
  std::string temporary;
  /// The deepest directory that was there before the operation; those below it are ours.
  std::string keep_directory;

  /// The operation leaves the file as it is.
  bool untouched() const { return before_hash == after_hash && before_mode == after_mode; }
};

/// A ledger row that an operation changes. Nothing = no row on that side.
struct EntryChange {
  std::string path;
  std::optional<LedgerEntry> before, after;
};

/// States: prepared → applying → applied → undone; or prepared → aborted, where nothing was renamed
/// yet; or applying → reverting → aborted, where a rename failed.
struct Operation {
  OperationInfo info;
  std::vector<FileChange> files;
  std::vector<EntryChange> entries;
};

/// The tables `operations`, `operation_files` and `operation_entries`.
class Journal {
 public:
  explicit Journal(db::Database& database) : database_(database) {}

  /// Stores the operation in its state and sets its id, also in the entries that have none.
  void begin(Operation& operation);
  void set_state(Operation& operation, const std::string& state);
  /// In one transaction: the ledger gets the rows of the `after` side, the operation is `applied`,
  /// and where it undoes another that one is `undone` (the one which that one undid applies again).
  void finish(Operation& operation);
  /// A file that the operation turned out not to have touched leaves it, with its ledger row.
  void forget_file(Operation& operation, const std::string& path);

  std::vector<std::int64_t> interrupted();  ///< ids, oldest first
  std::vector<OperationInfo> list(std::size_t limit);
  std::optional<OperationInfo> info(std::int64_t id);
  std::optional<Operation> load(std::int64_t id);

 private:
  void insert_files(const Operation& operation);
  void insert_entries(const Operation& operation);
  void load_files(Operation& operation);
  void load_entries(Operation& operation);
  db::Database& database_;
};

}  // namespace track
