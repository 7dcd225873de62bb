#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.hpp"

namespace track {

/// What is known of a source's cache.
struct SourceState {
  std::string id;  ///< syncing::Source::id
  std::string url;
  std::string resolved_ref;     ///< "refs/heads/main", "refs/tags/v1" or a commit id
  std::string commit;           ///< upstream's, as of the last success; "" = never
  std::string tree;             ///< of that commit
  std::string method;           ///< "git" or "http": how that was got
  std::int64_t success_ns = 0;  ///< when
  std::string remote_commit;    ///< what the remote answered last
  std::int64_t remote_ns = 0;   ///< when
};

/// One try to bring a source up to date, recorded as it went.
struct SyncAttempt {
  std::string source;
  std::int64_t time_ns = 0, duration_ns = 0;
  std::string method;  ///< "git" or "http"
  std::string status;  ///< "updated", "unchanged", "conflict", "differs" or "failed"
  std::string commit;  ///< upstream's after it, "" where it is not known
  std::string error;   ///< "" = none; holds no credential
  std::int64_t added = 0, changed = 0, removed = 0;  ///< files
  std::int64_t requests = 0, bytes = 0;              ///< over HTTP
};

struct SourceFile {
  std::string path, blob;  ///< blob: object id
  std::string hash;        ///< SHA-256 of LF-normalised bytes
};

/// What is known of the sources, in state.db. Its transactions are short: it needs no lock of the
/// state's writer, so that several may fetch at once. Readers of a missing directory see it empty.
class SourceStore {
 public:
  /// Makes state.db where missing. Error(invalid) where it is corrupt.
  static SourceStore open(const std::string& directory);

  std::optional<SourceState> find(const std::string& id) const;
  std::vector<SourceState> all() const;  ///< sorted by id
  void put(const SourceState& state);
  /// Forgets everything of the source but its attempts.
  void remove(const std::string& id);

  void record(const SyncAttempt& attempt);
  /// What was learnt of a source and how, of any number of them in one transaction.
  struct Outcome {
    std::optional<SourceState> state;  ///< nothing: it stays as it was
    SyncAttempt attempt;
  };
  void save(const std::vector<Outcome>& outcomes);
  std::vector<SyncAttempt> attempts(const std::string& source,
                                    std::size_t limit) const;  ///< newest first

  std::vector<SourceFile> files(const std::string& source) const;  ///< sorted by path
  void replace_files(const std::string& source, const std::vector<SourceFile>& files);

  /// Was an operation of the journal interrupted, so that State::open() for writing would have
  /// something to recover?
  bool has_interrupted_operation() const;

  /// What a server called its answer to `url` when asked as `identity` (a digest of the token, or
  /// ""), and what that answer stood for, e.g. a tree's id.
  struct Etag {
    std::string value, stands_for;
  };
  std::optional<Etag> etag(const std::string& url, const std::string& identity) const;
  void put_etag(const std::string& source, const std::string& url, const std::string& identity,
                const Etag& etag);

 private:
  explicit SourceStore(db::Database database) : database_(std::move(database)) {}
  mutable db::Database database_;
};

}  // namespace track
