#include "track/schema.hpp"

#include <array>

namespace track {
namespace {

// `operation_entries` keeps the ledger's rows from before and after an operation, so that an undo
// can put them back; its columns from `path` on are those of `ledger`.
constexpr std::array steps = {
    db::Migration{.up = R"sql(
CREATE TABLE ledger (
  path TEXT PRIMARY KEY, target TEXT NOT NULL, hash TEXT NOT NULL, image TEXT NOT NULL,
  name TEXT NOT NULL, kind TEXT NOT NULL, origin TEXT NOT NULL, origin_path TEXT NOT NULL,
  commit_id TEXT NOT NULL, privileges TEXT NOT NULL, operation INTEGER NOT NULL,
  size INTEGER NOT NULL, inode INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
  ctime_ns INTEGER NOT NULL, mode INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX ledger_by_target ON ledger(target, path);
CREATE TABLE operations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, command TEXT NOT NULL, reason TEXT NOT NULL,
  target TEXT NOT NULL, time_ns INTEGER NOT NULL, state TEXT NOT NULL, undoes INTEGER NOT NULL,
  commit_id TEXT NOT NULL);
CREATE INDEX operations_interrupted ON operations(id)
  WHERE state IN ('prepared', 'applying', 'reverting');
CREATE TABLE operation_files (
  operation INTEGER NOT NULL REFERENCES operations(id) ON DELETE CASCADE,
  path TEXT NOT NULL, ordinal INTEGER NOT NULL, before_hash TEXT, after_hash TEXT,
  before_image TEXT NOT NULL, after_image TEXT NOT NULL, before_mode INTEGER NOT NULL,
  after_mode INTEGER NOT NULL, temporary TEXT NOT NULL, keep_directory TEXT NOT NULL,
  PRIMARY KEY (operation, path)) WITHOUT ROWID;
CREATE TABLE operation_entries (
  journal INTEGER NOT NULL REFERENCES operations(id) ON DELETE CASCADE, side TEXT NOT NULL,
  path TEXT NOT NULL, target TEXT, hash TEXT, image TEXT, name TEXT, kind TEXT, origin TEXT,
  origin_path TEXT, commit_id TEXT, privileges TEXT, operation INTEGER, size INTEGER,
  inode INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, mode INTEGER,
  PRIMARY KEY (journal, side, path)) WITHOUT ROWID;
)sql",
                  .down = R"sql(
DROP TABLE operation_entries;
DROP TABLE operation_files;
DROP TABLE operations;
DROP TABLE ledger;
)sql"},
    // What is known of sources. An ETag and the files of a source go with it, its attempts stay.
    db::Migration{.up = R"sql(
CREATE TABLE sources (
  id TEXT PRIMARY KEY, url TEXT NOT NULL, resolved_ref TEXT NOT NULL, commit_id TEXT NOT NULL,
  tree TEXT NOT NULL, method TEXT NOT NULL, success_ns INTEGER NOT NULL,
  remote_commit TEXT NOT NULL, remote_ns INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE source_files (
  source TEXT NOT NULL REFERENCES sources(id) ON DELETE CASCADE, path TEXT NOT NULL,
  blob TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (source, path)) WITHOUT ROWID;
CREATE TABLE etags (
  url TEXT NOT NULL, identity TEXT NOT NULL, source TEXT NOT NULL,
  value TEXT NOT NULL, stands_for TEXT NOT NULL, PRIMARY KEY (url, identity)) WITHOUT ROWID;
CREATE TRIGGER etags_go_with_their_source AFTER DELETE ON sources
  BEGIN DELETE FROM etags WHERE source = old.id; END;
CREATE TABLE sync_attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, time_ns INTEGER NOT NULL,
  duration_ns INTEGER NOT NULL, method TEXT NOT NULL, status TEXT NOT NULL,
  commit_id TEXT NOT NULL, error TEXT NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL,
  removed INTEGER NOT NULL, requests INTEGER NOT NULL, bytes INTEGER NOT NULL);
CREATE INDEX sync_attempts_by_source ON sync_attempts(source, id);
)sql",
                  .down = R"sql(
DROP TABLE sync_attempts;
DROP TABLE etags;
DROP TABLE source_files;
DROP TABLE sources;
)sql"},
};

}  // namespace

std::span<const db::Migration> schema() {
  return steps;
}

}  // namespace track
