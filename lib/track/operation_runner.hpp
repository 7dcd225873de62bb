#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "objects/history_store.hpp"
#include "track/disk.hpp"
#include "track/journal.hpp"

namespace track {

/// What run() shall do.
struct Request {
  std::string command, target, reason;
  std::vector<Step> steps;
  std::vector<EntryChange> entries;  ///< ledger rows without a file
  std::int64_t undoes = 0;
  /// Step::mode is taken as it is, and so is LedgerEntry::operation.
  bool exact = false;
  bool force = false;  ///< Step::expected is not looked at
  std::string since;   ///< ends "'x' was changed since …"
};

/// Carries operations out so that a crash at any instant can be recovered from.
///
/// The order of the stages is the promise: images in the store → journal `prepared` (names every
/// temporary file before it is made) → temporary files, history commit → one sync of each file
/// system → journal `applying` → renames, directories synced → ledger and journal `applied` in one
/// transaction. Before `applying` nothing of the user's was touched, and after it everything that
/// is needed to go on is on disk.
class OperationRunner {
 public:
  using Store = std::function<objects::HistoryStore&()>;  ///< opens it on first use

  OperationRunner(db::Database& database, std::string directory, Store store,
                  StageObserver observer)
      : journal_(database),
        database_(database),
        directory_(std::move(directory)),
        store_(std::move(store)),
        observer_(std::move(observer)) {}

  std::int64_t run(const Request& request);
  /// Finishes or rolls back what was interrupted; adds a sentence about each thing to `report`.
  void recover(std::vector<std::string>& report);

 private:
  enum class Side { before, after };
  enum class Settled { done, left };

  void stage(std::string_view name) const {
    if (observer_) observer_(name);
  }
  Operation prepare(const Request& request, std::vector<OnDisk>& seen);
  FileChange plan_file(const Request& request, const Step& step, const OnDisk& seen);
  void write_temporaries(const Request& request, const Operation& operation);
  void record(Operation& operation);
  void sync_file_systems(const Operation& operation) const;
  void rename_all(const Request& request, Operation& operation, const std::vector<OnDisk>& seen);
  void finish(Operation& operation);
  void roll_back(Operation& operation, std::vector<std::string>& report);
  void settle_all(Operation& operation, Side side, std::vector<std::string>& report);
  Settled settle(const FileChange& file, Side side, const CaseTwins& twins);
  void clean(const Operation& operation) const;

  Journal journal_;
  db::Database& database_;
  std::string directory_;
  Store store_;
  StageObserver observer_;
};

}  // namespace track
