#include "index/memo.hpp"

#include <map>

#include "agent/names.hpp"
#include "agent/rules.hpp"
#include "base/error.hpp"
#include "db/database.hpp"
#include "git/replaced.hpp"
#include "os/file.hpp"

namespace indexing {
namespace {

constexpr db::Migration steps[] = {
    {"CREATE TABLE summaries(key TEXT PRIMARY KEY, summary BLOB NOT NULL) WITHOUT ROWID;"
     "CREATE TABLE details(key TEXT PRIMARY KEY, detail BLOB NOT NULL);"
     "CREATE TABLE verdicts(key TEXT PRIMARY KEY, failed INTEGER NOT NULL, text TEXT NOT NULL);"
     "CREATE TABLE composed(key TEXT PRIMARY KEY, blob TEXT NOT NULL);",
     "DROP TABLE composed; DROP TABLE verdicts; DROP TABLE details; DROP TABLE summaries;"},
};

/// A cache that has grown over this many bytes is emptied and starts again.
constexpr std::int64_t max_bytes = 256LL << 20;

std::string parse_key(const std::string& blob, agent::Format format) {
  std::string key = std::to_string(agent::parser_version);
  key += ':';
  key += static_cast<char>('a' + static_cast<int>(format.kind));
  key += static_cast<char>('a' + static_cast<int>(format.host));
  key += blob;
  return key;
}

}  // namespace

struct MemoDb::Impl {
  explicit Impl(db::Database opened)
      : database(std::move(opened)),
        find_summary(database.prepare("SELECT summary FROM summaries WHERE key = ?")),
        find_detail(database.prepare("SELECT detail FROM details WHERE key = ?")) {
    database.execute("PRAGMA cache_size = -20000");  // KiB: thousands of lookups in one run
  }

  /// Without it every lookup takes and drops the lock of its own.
  void begin_reading() {
    if (!reading) reading.emplace(database, db::Transaction::Mode::deferred);
  }
  void end_reading() {
    find_summary.reset();
    find_detail.reset();
    reading.reset();
  }

  db::Database database;
  db::Statement find_summary, find_detail;
  std::optional<db::Transaction> reading;
  std::map<std::string, agent::Encoded> parses;
  std::map<std::string, Verdict> verdicts;
  std::map<std::string, std::string> composed;
};

std::unique_ptr<MemoDb> MemoDb::open(const git::Repository& repository) {
  if (git::objects_may_be_replaced(repository)) return nullptr;
  try {
    const auto folder = os::join(repository.common_dir, agent::state_folder);
    return std::unique_ptr<MemoDb>(
        new MemoDb(std::make_unique<Impl>(db::open_derived(os::join(folder, "memo.db"), steps))));
  } catch (const base::Error&) {
    return nullptr;
  }
}

MemoDb::MemoDb(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

MemoDb::~MemoDb() {
  flush();
}

std::shared_ptr<const agent::Parsed> MemoDb::find(const std::string& blob, agent::Format format,
                                                  bool detail) {
  try {
    impl_->begin_reading();
    const std::string key = parse_key(blob, format);
    auto& summary = impl_->find_summary;
    summary.reset();
    summary.bind(0, key);
    if (!summary.step()) return nullptr;
    if (!detail) return agent::decode(summary.view(0), {});
    auto& rest = impl_->find_detail;
    rest.reset();
    rest.bind(0, key);
    if (!rest.step()) return nullptr;
    return agent::decode(summary.view(0), rest.view(0));
  } catch (const base::Error&) {
    return nullptr;
  }
}

void MemoDb::remember(const std::string& blob, agent::Format format, const agent::Parsed& parsed) {
  impl_->parses[parse_key(blob, format)] = agent::encode(parsed);
}

std::optional<MemoDb::Verdict> MemoDb::verdict(const std::string& key) {
  try {
    auto statement = impl_->database.prepare("SELECT failed, text FROM verdicts WHERE key = ?");
    statement.bind(0, key);
    if (!statement.step()) return std::nullopt;
    return Verdict{statement.integer(0) != 0, statement.text(1)};
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

void MemoDb::remember_verdict(const std::string& key, const Verdict& verdict) {
  impl_->verdicts[key] = verdict;
}

std::optional<std::string> MemoDb::composed(const std::string& key) {
  try {
    auto statement = impl_->database.prepare("SELECT blob FROM composed WHERE key = ?");
    statement.bind(0, key);
    if (!statement.step()) return std::nullopt;
    return statement.text(0);
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

bool MemoDb::was_composed(const std::string& blob) {
  try {
    auto statement = impl_->database.prepare("SELECT 1 FROM composed WHERE blob = ? LIMIT 1");
    statement.bind(0, blob);
    return statement.step();
  } catch (const base::Error&) {
    return false;
  }
}

void MemoDb::remember_composed(const std::string& key, const std::string& blob) {
  impl_->composed[key] = blob;
}

void MemoDb::flush() {
  impl_->end_reading();
  if (impl_->parses.empty() && impl_->verdicts.empty() && impl_->composed.empty()) return;
  try {
    auto& database = impl_->database;
    db::Transaction transaction(database, db::Transaction::Mode::immediate);
    {
      auto size = database.prepare(
          "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");
      if (size.step() && size.integer(0) > max_bytes) {
        size.reset();
        database.execute(
            "DELETE FROM summaries; DELETE FROM details; DELETE FROM verdicts;"
            "DELETE FROM composed;");
      }
    }
    auto summary = database.prepare("INSERT OR REPLACE INTO summaries VALUES(?, ?)");
    auto detail = database.prepare("INSERT OR REPLACE INTO details VALUES(?, ?)");
    for (const auto& [key, encoded] : impl_->parses) {
      summary.bind(0, key).bind_blob(1, encoded.summary).run();
      detail.bind(0, key).bind_blob(1, encoded.detail).run();
    }
    auto verdict = database.prepare("INSERT OR REPLACE INTO verdicts VALUES(?, ?, ?)");
    for (const auto& [key, value] : impl_->verdicts) {
      verdict.bind(0, key).bind(1, std::int64_t{value.failed}).bind(2, value.text).run();
    }
    auto composed = database.prepare("INSERT OR REPLACE INTO composed VALUES(?, ?)");
    for (const auto& [key, blob] : impl_->composed) composed.bind(0, key).bind(1, blob).run();
    transaction.commit();
  } catch (const base::Error&) {
    // A cache that cannot be written (read-only, full, locked) only costs time.
  }
  impl_->parses.clear();
  impl_->verdicts.clear();
  impl_->composed.clear();
}

}  // namespace indexing
