#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "track/ledger.hpp"

namespace track {

/// The columns of a ledger row, in the order of bind_entry() and read_entry().
inline constexpr std::string_view entry_columns =
    "path, target, hash, image, name, kind, origin, origin_path, commit_id, privileges, operation, "
    "size, inode, mtime_ns, ctime_ns, mode";
inline constexpr std::string_view entry_parameters =
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

void bind_entry(db::Statement& statement, int first_parameter, const LedgerEntry& entry);
LedgerEntry read_entry(const db::Statement& statement, int first_column);

/// The table `ledger`.
class LedgerTable {
 public:
  explicit LedgerTable(db::Database& database) : database_(database) {}

  std::optional<LedgerEntry> find(const std::string& path) const;
  /// Sorted by path; "" = of all targets.
  std::vector<LedgerEntry> entries(const std::string& target) const;
  std::vector<std::string> paths_below(const std::string& directory) const;  ///< sorted
  void put(const LedgerEntry& entry);
  void erase(const std::string& path);

 private:
  db::Database& database_;
};

}  // namespace track
