#include "track/ledger_table.hpp"

namespace track {
namespace {

std::string select(std::string_view condition) {
  std::string sql = "SELECT ";
  sql.append(entry_columns).append(" FROM ledger").append(condition);
  return sql;
}

}  // namespace

void bind_entry(db::Statement& statement, int first_parameter, const LedgerEntry& entry) {
  int parameter = first_parameter;
  for (const std::string* text :
       {&entry.path, &entry.target, &entry.hash, &entry.image, &entry.name, &entry.kind,
        &entry.origin, &entry.origin_path, &entry.commit, &entry.privileges}) {
    statement.bind(parameter++, std::string_view(*text));
  }
  for (const std::int64_t number : {entry.operation, static_cast<std::int64_t>(entry.size),
                                    static_cast<std::int64_t>(entry.inode), entry.mtime_ns,
                                    entry.ctime_ns, static_cast<std::int64_t>(entry.mode)}) {
    statement.bind(parameter++, number);
  }
}

LedgerEntry read_entry(const db::Statement& statement, int first_column) {
  LedgerEntry entry;
  int column = first_column;
  for (std::string* text :
       {&entry.path, &entry.target, &entry.hash, &entry.image, &entry.name, &entry.kind,
        &entry.origin, &entry.origin_path, &entry.commit, &entry.privileges}) {
    *text = statement.text(column++);
  }
  entry.operation = statement.integer(column++);
  entry.size = static_cast<std::uint64_t>(statement.integer(column++));
  entry.inode = static_cast<std::uint64_t>(statement.integer(column++));
  entry.mtime_ns = statement.integer(column++);
  entry.ctime_ns = statement.integer(column++);
  entry.mode = static_cast<std::uint32_t>(statement.integer(column++));
  return entry;
}

std::optional<LedgerEntry> LedgerTable::find(const std::string& path) const {
  db::Statement statement = database_.prepare(select(" WHERE path = ?"));
  statement.bind(0, std::string_view(path));
  if (!statement.step()) return std::nullopt;
  return read_entry(statement, 0);
}

std::vector<LedgerEntry> LedgerTable::entries(const std::string& target) const {
  db::Statement statement = database_.prepare(
      select(target.empty() ? " ORDER BY path" : " WHERE target = ? ORDER BY path"));
  if (!target.empty()) statement.bind(0, std::string_view(target));
  std::vector<LedgerEntry> result;
  while (statement.step()) result.push_back(read_entry(statement, 0));
  return result;
}

std::vector<std::string> LedgerTable::paths_below(const std::string& directory) const {
  db::Statement statement =
      database_.prepare("SELECT path FROM ledger WHERE path > ? AND path < ? ORDER BY path");
  // '0' follows '/'.
  const std::string first = directory + "/", behind = directory + "0";
  statement.bind(0, std::string_view(first)).bind(1, std::string_view(behind));
  std::vector<std::string> result;
  while (statement.step()) result.push_back(statement.text(0));
  return result;
}

void LedgerTable::put(const LedgerEntry& entry) {
  std::string sql = "INSERT OR REPLACE INTO ledger (";
  sql.append(entry_columns).append(") VALUES (").append(entry_parameters).append(")");
  db::Statement statement = database_.prepare(sql);
  bind_entry(statement, 0, entry);
  statement.run();
}

void LedgerTable::erase(const std::string& path) {
  db::Statement statement = database_.prepare("DELETE FROM ledger WHERE path = ?");
  statement.bind(0, std::string_view(path));
  statement.run();
}

}  // namespace track
