#include "track/journal.hpp"

#include <algorithm>
#include <map>

#include "track/ledger_table.hpp"

namespace track {
namespace {

constexpr std::string_view select_info =
    "SELECT id, command, reason, target, time_ns, state, undoes, commit_id, "
    "(SELECT count(*) FROM operation_files WHERE operation = id) FROM operations ";

OperationInfo read_info(const db::Statement& row) {
  return {.id = row.integer(0),
          .command = row.text(1),
          .reason = row.text(2),
          .target = row.text(3),
          .time_ns = row.integer(4),
          .state = row.text(5),
          .undoes = row.integer(6),
          .commit = row.text(7),
          .files = static_cast<std::size_t>(row.integer(8))};
}

void bind_optional(db::Statement& statement, int parameter,
                   const std::optional<std::string>& text) {
  if (text) {
    statement.bind(parameter, std::string_view(*text));
  } else {
    statement.bind_null(parameter);
  }
}

std::optional<std::string> read_optional(const db::Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.text(column);
}

void update_state(db::Database& database, std::int64_t id, std::string_view state) {
  db::Statement statement = database.prepare("UPDATE operations SET state = ? WHERE id = ?");
  statement.bind(0, state).bind(1, id);
  statement.run();
}

}  // namespace

void Journal::begin(Operation& operation) {
  db::Transaction transaction(database_, db::Transaction::Mode::immediate);
  OperationInfo& info = operation.info;
  db::Statement statement = database_.prepare(
      "INSERT INTO operations (command, reason, target, time_ns, state, undoes, commit_id) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)");
  statement.bind(0, std::string_view(info.command)).bind(1, std::string_view(info.reason));
  statement.bind(2, std::string_view(info.target)).bind(3, info.time_ns);
  statement.bind(4, std::string_view(info.state)).bind(5, info.undoes);
  statement.bind(6, std::string_view(info.commit));
  statement.run();
  info.id = database_.last_insert_rowid();
  info.files = operation.files.size();
  for (EntryChange& change : operation.entries) {
    if (change.after && change.after->operation == 0) change.after->operation = info.id;
  }
  insert_files(operation);
  insert_entries(operation);
  transaction.commit();
}

void Journal::insert_files(const Operation& operation) {
  db::Statement statement = database_.prepare(
      "INSERT INTO operation_files (operation, ordinal, path, before_hash, after_hash, "
      "before_image, after_image, before_mode, after_mode, temporary, keep_directory) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  std::int64_t ordinal = 0;
  for (const FileChange& file : operation.files) {
    statement.bind(0, operation.info.id).bind(1, ordinal++).bind(2, std::string_view(file.path));
    bind_optional(statement, 3, file.before_hash);
    bind_optional(statement, 4, file.after_hash);
    statement.bind(5, std::string_view(file.before_image));
    statement.bind(6, std::string_view(file.after_image));
    statement.bind(7, static_cast<std::int64_t>(file.before_mode));
    statement.bind(8, static_cast<std::int64_t>(file.after_mode));
    statement.bind(9, std::string_view(file.temporary));
    statement.bind(10, std::string_view(file.keep_directory));
    statement.run();
  }
}

void Journal::insert_entries(const Operation& operation) {
  std::string sql = "INSERT INTO operation_entries (journal, side, ";
  sql.append(entry_columns).append(") VALUES (?, ?, ").append(entry_parameters).append(")");
  db::Statement statement = database_.prepare(sql);
  db::Statement nothing =
      database_.prepare("INSERT INTO operation_entries (journal, side, path) VALUES (?, ?, ?)");
  const auto insert = [&](std::string_view side, const std::string& path,
                          const std::optional<LedgerEntry>& entry) {
    db::Statement& chosen = entry ? statement : nothing;
    chosen.bind(0, operation.info.id).bind(1, side);
    if (entry) {
      bind_entry(chosen, 2, *entry);
    } else {
      chosen.bind(2, std::string_view(path));
    }
    chosen.run();
  };
  for (const EntryChange& change : operation.entries) {
    insert("before", change.path, change.before);
    insert("after", change.path, change.after);
  }
}

void Journal::set_state(Operation& operation, const std::string& state) {
  operation.info.state = state;
  db::Statement statement =
      database_.prepare("UPDATE operations SET state = ?, commit_id = ? WHERE id = ?");
  statement.bind(0, std::string_view(state)).bind(1, std::string_view(operation.info.commit));
  statement.bind(2, operation.info.id);
  statement.run();
}

void Journal::finish(Operation& operation) {
  db::Transaction transaction(database_, db::Transaction::Mode::immediate);
  LedgerTable ledger(database_);
  for (const EntryChange& change : operation.entries) {
    if (change.after) {
      ledger.put(*change.after);
    } else {
      ledger.erase(change.path);
    }
  }
  if (operation.info.undoes != 0) {
    update_state(database_, operation.info.undoes, "undone");
    const std::optional<OperationInfo> undone = info(operation.info.undoes);
    if (undone && undone->undoes != 0) update_state(database_, undone->undoes, "applied");
  }
  update_state(database_, operation.info.id, "applied");
  transaction.commit();
  operation.info.state = "applied";
}

void Journal::forget_file(Operation& operation, const std::string& path) {
  std::erase_if(operation.files, [&](const FileChange& file) { return file.path == path; });
  std::erase_if(operation.entries, [&](const EntryChange& change) { return change.path == path; });
  db::Transaction transaction(database_, db::Transaction::Mode::immediate);
  db::Statement file =
      database_.prepare("DELETE FROM operation_files WHERE operation = ? AND path = ?");
  file.bind(0, operation.info.id).bind(1, std::string_view(path));
  file.run();
  db::Statement entry =
      database_.prepare("DELETE FROM operation_entries WHERE journal = ? AND path = ?");
  entry.bind(0, operation.info.id).bind(1, std::string_view(path));
  entry.run();
  transaction.commit();
}

std::vector<std::int64_t> Journal::interrupted() {
  db::Statement row = database_.prepare(
      "SELECT id FROM operations WHERE state IN ('prepared', 'applying', 'reverting') ORDER BY id");
  std::vector<std::int64_t> ids;
  while (row.step()) ids.push_back(row.integer(0));
  return ids;
}

std::vector<OperationInfo> Journal::list(std::size_t limit) {
  db::Statement row = database_.prepare(std::string(select_info) + "ORDER BY id DESC LIMIT ?");
  row.bind(0, static_cast<std::int64_t>(std::min<std::size_t>(limit, INT64_MAX)));
  std::vector<OperationInfo> result;
  while (row.step()) result.push_back(read_info(row));
  return result;
}

std::optional<OperationInfo> Journal::info(std::int64_t id) {
  db::Statement row = database_.prepare(std::string(select_info) + "WHERE id = ?");
  row.bind(0, id);
  if (!row.step()) return std::nullopt;
  return read_info(row);
}

std::optional<Operation> Journal::load(std::int64_t id) {
  std::optional<OperationInfo> found = info(id);
  if (!found) return std::nullopt;
  Operation operation{.info = std::move(*found), .files = {}, .entries = {}};
  load_files(operation);
  load_entries(operation);
  return operation;
}

void Journal::load_files(Operation& operation) {
  db::Statement row = database_.prepare(
      "SELECT path, before_hash, after_hash, before_image, after_image, before_mode, after_mode, "
      "temporary, keep_directory FROM operation_files WHERE operation = ? ORDER BY ordinal");
  row.bind(0, operation.info.id);
  while (row.step()) {
    operation.files.push_back({.path = row.text(0),
                               .before_hash = read_optional(row, 1),
                               .after_hash = read_optional(row, 2),
                               .before_image = row.text(3),
                               .after_image = row.text(4),
                               .before_mode = static_cast<std::uint32_t>(row.integer(5)),
                               .after_mode = static_cast<std::uint32_t>(row.integer(6)),
                               .temporary = row.text(7),
                               .keep_directory = row.text(8)});
  }
}

void Journal::load_entries(Operation& operation) {
  std::string sql = "SELECT side, ";
  sql.append(entry_columns).append(" FROM operation_entries WHERE journal = ? ORDER BY path");
  db::Statement row = database_.prepare(sql);
  row.bind(0, operation.info.id);
  std::map<std::string, EntryChange> changes;
  while (row.step()) {
    EntryChange& change = changes[row.text(1)];
    change.path = row.text(1);
    if (row.is_null(2)) continue;
    (row.view(0) == "before" ? change.before : change.after) = read_entry(row, 1);
  }
  for (auto& [path, change] : changes) operation.entries.push_back(std::move(change));
}

}  // namespace track
