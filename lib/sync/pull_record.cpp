#include "sync/pull_record.hpp"

#include "os/environment.hpp"
#include "sync/cache.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

using Status = Pulled::Status;

std::optional<track::SourceState> state_of(const Pulled& pulled, bool restored,
                                           const track::SourceStore& store) {
  if (pulled.status == Status::failed || pulled.fetched.resolved_ref.empty()) return std::nullopt;
  auto state = store.find(pulled.source.id).value_or(track::SourceState{});
  state.id = pulled.source.id;
  state.url = pulled.source.url;
  state.resolved_ref = pulled.fetched.resolved_ref;
  state.method = pulled.fetched.method;
  const auto now = os::now_ns();
  if (pulled.status != Status::conflict) state.success_ns = now;
  if (!restored) {
    state.remote_ns = now;
    state.remote_commit = pulled.fetched.upstream;
  }
  if (pulled.locked) {
    state.commit = pulled.locked->commit;
    state.tree = pulled.locked->tree;
  }
  return state;
}

track::SyncAttempt attempt_of(const Pulled& pulled) {
  track::SyncAttempt attempt;
  attempt.source = pulled.source.id;
  attempt.time_ns = pulled.start_ns;
  attempt.duration_ns = pulled.duration_ns;
  attempt.method = pulled.fetched.method;
  attempt.status = pulled.differs.empty() ? to_string(pulled.status) : "differs";
  attempt.commit = pulled.fetched.upstream;
  attempt.error = pulled.error;
  attempt.added = pulled.integration.added;
  attempt.changed = pulled.integration.changed;
  attempt.removed = pulled.integration.removed;
  attempt.requests = pulled.fetched.requests;
  attempt.bytes = pulled.fetched.bytes;
  return attempt;
}

void save_files(const Pulled& pulled, track::SourceStore& store) {
  const auto cache = open_cache(pulled.source.cache);
  const auto entries = cache ? git::tree_entries(*cache, pulled.locked->tree, {}) : std::nullopt;
  if (!entries) return;
  std::vector<track::SourceFile> files;
  for (const auto& entry : *entries) {
    const auto hash = pulled.locked->files.find(entry.path);
    if (hash != pulled.locked->files.end()) files.push_back({entry.path, entry.id, hash->second});
  }
  store.replace_files(pulled.source.id, files);
}

}  // namespace

std::string_view to_string(Pulled::Status status) {
  switch (status) {
    case Status::unchanged:
      return "unchanged";
    case Status::updated:
      return "updated";
    case Status::conflict:
      return "conflict";
    case Status::failed:
      return "failed";
  }
  return "";
}

void record(const std::vector<Pulled>& all, bool restored, track::SourceStore& store) {
  std::vector<track::SourceStore::Outcome> outcomes;
  for (const auto& pulled : all) {
    outcomes.push_back({state_of(pulled, restored, store), attempt_of(pulled)});
  }
  store.save(outcomes);
  for (const auto& pulled : all) {
    if (pulled.status == Status::updated && pulled.locked) save_files(pulled, store);
  }
}

}  // namespace syncing
