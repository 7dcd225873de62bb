#include "track/source_store.hpp"

#include "track/state_file.hpp"

namespace track {
namespace {

constexpr std::string_view source_columns =
    "id, url, resolved_ref, commit_id, tree, method, success_ns, remote_commit, remote_ns";

SourceState read_source(const db::Statement& row) {
  SourceState state;
  state.id = row.text(0);
  state.url = row.text(1);
  state.resolved_ref = row.text(2);
  state.commit = row.text(3);
  state.tree = row.text(4);
  state.method = row.text(5);
  state.success_ns = row.integer(6);
  state.remote_commit = row.text(7);
  state.remote_ns = row.integer(8);
  return state;
}

}  // namespace

SourceStore SourceStore::open(const std::string& directory) {
  return SourceStore(open_state_file(directory));
}

std::optional<SourceState> SourceStore::find(const std::string& id) const {
  auto row =
      database_.prepare("SELECT " + std::string(source_columns) + " FROM sources WHERE id = ?");
  if (!row.bind(0, id).step()) return std::nullopt;
  return read_source(row);
}

std::vector<SourceState> SourceStore::all() const {
  std::vector<SourceState> states;
  auto row =
      database_.prepare("SELECT " + std::string(source_columns) + " FROM sources ORDER BY id");
  while (row.step()) states.push_back(read_source(row));
  return states;
}

void SourceStore::put(const SourceState& state) {
  auto row = database_.prepare(
      "INSERT INTO sources(" + std::string(source_columns) +
      ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET url = excluded.url, "
      "resolved_ref = excluded.resolved_ref, commit_id = excluded.commit_id, tree = excluded.tree, "
      "method = excluded.method, success_ns = excluded.success_ns, "
      "remote_commit = excluded.remote_commit, remote_ns = excluded.remote_ns");
  int parameter = 0;
  for (const auto* text :
       {&state.id, &state.url, &state.resolved_ref, &state.commit, &state.tree, &state.method}) {
    row.bind(parameter++, std::string_view(*text));
  }
  row.bind(6, state.success_ns)
      .bind(7, std::string_view(state.remote_commit))
      .bind(8, state.remote_ns)
      .run();
}

void SourceStore::remove(const std::string& id) {
  database_.prepare("DELETE FROM sources WHERE id = ?").bind(0, id).run();
}

void SourceStore::record(const SyncAttempt& attempt) {
  auto row = database_.prepare(
      "INSERT INTO sync_attempts(source, time_ns, duration_ns, method, status, commit_id, error, "
      "added, changed, removed, requests, bytes) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.bind(0, std::string_view(attempt.source))
      .bind(1, attempt.time_ns)
      .bind(2, attempt.duration_ns)
      .bind(3, std::string_view(attempt.method))
      .bind(4, std::string_view(attempt.status))
      .bind(5, std::string_view(attempt.commit))
      .bind(6, std::string_view(attempt.error));
  int parameter = 7;
  for (const auto number :
       {attempt.added, attempt.changed, attempt.removed, attempt.requests, attempt.bytes}) {
    row.bind(parameter++, number);
  }
  row.run();
}

void SourceStore::save(const std::vector<Outcome>& outcomes) {
  if (outcomes.empty()) return;
  db::Transaction transaction(database_, db::Transaction::Mode::immediate);
  for (const auto& outcome : outcomes) {
    if (outcome.state) put(*outcome.state);
    record(outcome.attempt);
  }
  transaction.commit();
}

std::vector<SyncAttempt> SourceStore::attempts(const std::string& source, std::size_t limit) const {
  std::vector<SyncAttempt> attempts;
  auto row = database_.prepare(
      "SELECT source, time_ns, duration_ns, method, status, commit_id, error, added, changed, "
      "removed, requests, bytes FROM sync_attempts WHERE source = ? ORDER BY id DESC LIMIT ?");
  row.bind(0, std::string_view(source)).bind(1, static_cast<std::int64_t>(limit));
  while (row.step()) {
    attempts.push_back({.source = row.text(0),
                        .time_ns = row.integer(1),
                        .duration_ns = row.integer(2),
                        .method = row.text(3),
                        .status = row.text(4),
                        .commit = row.text(5),
                        .error = row.text(6),
                        .added = row.integer(7),
                        .changed = row.integer(8),
                        .removed = row.integer(9),
                        .requests = row.integer(10),
                        .bytes = row.integer(11)});
  }
  return attempts;
}

std::vector<SourceFile> SourceStore::files(const std::string& source) const {
  std::vector<SourceFile> files;
  auto row =
      database_.prepare("SELECT path, blob, hash FROM source_files WHERE source = ? ORDER BY path");
  row.bind(0, std::string_view(source));
  while (row.step()) files.push_back({row.text(0), row.text(1), row.text(2)});
  return files;
}

void SourceStore::replace_files(const std::string& source, const std::vector<SourceFile>& files) {
  db::Transaction transaction(database_, db::Transaction::Mode::immediate);
  database_.prepare("DELETE FROM source_files WHERE source = ?").bind(0, source).run();
  auto row = database_.prepare(
      "INSERT OR REPLACE INTO source_files(source, path, blob, hash) VALUES(?, ?, ?, ?)");
  for (const auto& file : files) {
    row.bind(0, std::string_view(source))
        .bind(1, std::string_view(file.path))
        .bind(2, std::string_view(file.blob))
        .bind(3, std::string_view(file.hash))
        .run();
  }
  transaction.commit();
}

bool SourceStore::has_interrupted_operation() const {
  return database_
      .prepare(
          "SELECT 1 FROM operations WHERE state IN ('prepared', 'applying', 'reverting') LIMIT 1")
      .step();
}

std::optional<SourceStore::Etag> SourceStore::etag(const std::string& url,
                                                   const std::string& identity) const {
  auto row =
      database_.prepare("SELECT value, stands_for FROM etags WHERE url = ? AND identity = ?");
  if (!row.bind(0, url).bind(1, identity).step()) return std::nullopt;
  return Etag{row.text(0), row.text(1)};
}

void SourceStore::put_etag(const std::string& source, const std::string& url,
                           const std::string& identity, const Etag& etag) {
  database_
      .prepare(
          "INSERT OR REPLACE INTO etags(url, identity, source, value, stands_for) "
          "VALUES(?, ?, ?, ?, ?)")
      .bind(0, url)
      .bind(1, identity)
      .bind(2, source)
      .bind(3, etag.value)
      .bind(4, etag.stands_for)
      .run();
}

}  // namespace track
