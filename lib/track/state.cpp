#include "track/state.hpp"

#include <stdlib.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "db/database.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "os/lock_file.hpp"
#include "track/ledger_table.hpp"
#include "track/operation_runner.hpp"
#include "track/schema.hpp"
#include "track/state_file.hpp"
#include "track/undo.hpp"

namespace track {
namespace {

constexpr std::chrono::seconds lock_timeout{10};
constexpr const char* repair_hint = "run `git agents doctor`";

std::string history_path(const std::string& directory) {
  return os::join(directory, "history.git");
}

/// What SQLite reports as damage gets the hint that helps.
template <class Work>
auto hinting(const Work& work) {
  try {
    return work();
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::invalid || !error.hint().empty()) throw;
    throw base::Error(error.code(), error.message(), repair_hint);
  }
}

}  // namespace

struct State::Impl {
  std::string directory;
  StageObserver observer;
  std::optional<os::LockFile> lock;      ///< writers
  std::optional<db::Database> database;  ///< none: a reader found no state
  std::optional<objects::HistoryStore> history;
  std::vector<std::string> recovered;

  objects::HistoryStore& store() {
    if (!history) history.emplace(objects::HistoryStore::open(history_path(directory)));
    return *history;
  }
  OperationRunner runner() {
    return {*database, directory, [this]() -> objects::HistoryStore& { return store(); }, observer};
  }
  void require_writer() const {
    if (lock) return;
    throw base::Error(base::ErrorCode::internal, "the state was opened for reading only");
  }
  void open_for_reading() {
    const std::string path = state_file(directory);
    if (!os::exists(path)) {
      refuse_lost_state(directory);
      return;
    }
    database.emplace(db::Database::read_only(path));
    const int version = database->user_version();
    if (version == 0) {
      refuse_lost_state(directory);
      database.reset();
      return;
    }
    if (version > static_cast<int>(schema().size())) {
      throw base::Error(base::ErrorCode::invalid,
                        "'" + path + "' has the layout of a newer version of git agents",
                        "install that version, or run a command that writes, such as `git agents "
                        "deploy`, which takes it back to this one's");
    }
  }
  void open_for_writing(const std::string& owner) {
    make_private_directory(directory);
    lock.emplace(os::join(directory, "lock"), owner, lock_timeout);
    database.emplace(open_state_file(directory));
    runner().recover(recovered);
  }
};

State::State(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
State::~State() = default;
State::State(State&&) noexcept = default;

State State::open(const std::string& directory, Access access, const std::string& owner,
                  StageObserver observer) {
  auto impl = std::make_unique<Impl>();
  impl->directory = directory;
  impl->observer = std::move(observer);
  hinting(
      [&] { access == Access::read ? impl->open_for_reading() : impl->open_for_writing(owner); });
  return State(std::move(impl));
}

std::optional<LedgerEntry> State::find(const std::string& path) const {
  if (!impl_->database) return std::nullopt;
  return hinting([&] { return LedgerTable(*impl_->database).find(path); });
}

std::vector<LedgerEntry> State::entries(const std::string& target) const {
  if (!impl_->database) return {};
  return hinting([&] { return LedgerTable(*impl_->database).entries(target); });
}

std::vector<std::string> State::paths_below(const std::string& directory) const {
  if (!impl_->database) return {};
  return hinting([&] { return LedgerTable(*impl_->database).paths_below(directory); });
}

std::vector<OperationInfo> State::operations(std::size_t limit) const {
  if (!impl_->database) return {};
  return hinting([&] { return Journal(*impl_->database).list(limit); });
}

std::optional<OperationInfo> State::operation(std::int64_t id) const {
  if (!impl_->database) return std::nullopt;
  return hinting([&] { return Journal(*impl_->database).info(id); });
}

std::vector<OperationFile> State::files(std::int64_t operation) const {
  if (!impl_->database) return {};
  const auto loaded = hinting([&] { return Journal(*impl_->database).load(operation); });
  std::vector<OperationFile> result;
  if (!loaded) return result;
  for (const FileChange& file : loaded->files) {
    result.push_back({.path = file.path,
                      .before_hash = file.before_hash.value_or(""),
                      .after_hash = file.after_hash.value_or(""),
                      .before_image = file.before_image,
                      .after_image = file.after_image});
  }
  return result;
}

std::optional<std::string> State::image(const std::string& id) const {
  if (id.empty() || !os::exists(history_path(impl_->directory))) return std::nullopt;
  return hinting([&] { return impl_->store().get(id); });
}

std::int64_t State::apply(const std::string& command, const std::string& target,
                          const std::string& reason, const std::vector<Step>& steps) {
  impl_->require_writer();
  const Request request{.command = command,
                        .target = target,
                        .reason = reason,
                        .steps = steps,
                        .entries = {},
                        .since = "the plan was made"};
  return hinting([&] { return impl_->runner().run(request); });
}

std::int64_t State::undo(std::int64_t operation, bool force) {
  impl_->require_writer();
  return hinting([&] {
    const Request request =
        undo_request(*impl_->database, operation, force,
                     [this]() -> objects::HistoryStore& { return impl_->store(); });
    return impl_->runner().run(request);
  });
}

void State::adopt(const std::vector<LedgerEntry>& entries) {
  impl_->require_writer();
  Request request{.command = "adopt",
                  .target = entries.empty() ? "" : entries.front().target,
                  .reason = {},
                  .steps = {},
                  .entries = {},
                  .since = "the plan was made"};
  hinting([&] {
    for (const LedgerEntry& entry : entries) {
      const OnDisk seen = look_at(entry.path);
      if (seen.kind != OnDisk::Kind::file || seen.hash != entry.hash) {
        throw base::Error(base::ErrorCode::conflict,
                          "'" + entry.path + "' was changed since the plan was made");
      }
      LedgerEntry after = entry;
      after.operation = 0;
      after.image = impl_->store().put(seen.bytes);
      after.size = seen.stat.size;
      after.inode = seen.stat.inode;
      after.mtime_ns = seen.stat.mtime_ns;
      after.ctime_ns = seen.stat.ctime_ns;
      request.entries.push_back({entry.path, find(entry.path), std::move(after)});
    }
    impl_->runner().run(request);
  });
}

const std::vector<std::string>& State::recovered() const {
  return impl_->recovered;
}

std::string canonical_path(const std::string& path) {
  const std::string whole = os::normalise(os::absolute(path));
  const std::string existing = existing_directory(whole);
  const std::unique_ptr<char, decltype(&::free)> resolved(::realpath(existing.c_str(), nullptr),
                                                          &::free);
  if (!resolved) throw base::io_error("resolve", existing, errno);
  const std::string rest = whole.substr(existing == "/" ? 1 : existing.size() + 1);
  return os::join(resolved.get(), rest);
}

std::string state_directory() {
  return os::join(os::state_home(), "git-agents");
}

}  // namespace track
