#include "sync/pull.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "os/environment.hpp"
#include "os/parallel.hpp"
#include "sync/cache.hpp"
#include "sync/cache_loader.hpp"
#include "sync/pull_record.hpp"

namespace syncing {
namespace {

using Status = Pulled::Status;

class Puller {
 public:
  Puller(const std::vector<Source>& sources, const Lock& locks, const git::Config& config,
         const PullOptions& options, Progress& progress)
      : sources_(sources), locks_(locks), config_(config), options_(options), progress_(progress) {}

  std::vector<Pulled> run() {
    // Open all the time, so that the last one who leaves does not fold the database's log each
    // time.
    std::optional<track::SourceStore> store;
    if (!options_.dry) {
      store.emplace(track::SourceStore::open(track::state_directory()));
      if (store->has_interrupted_operation()) recover_files();
    }
    std::map<std::string, SharedCache> groups;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      groups[sources_[i].cache].members.push_back(i);
    }
    std::vector<SharedCache*> order;
    for (auto& [directory, group] : groups) order.push_back(&group);
    const std::size_t threads =
        std::clamp<std::size_t>(options_.jobs, 1, std::max<std::size_t>(1, order.size()));
    const CacheLoader loader(sources_, locks_, config_, options_, progress_);
    os::for_each_index(order.size(), threads, [&](std::size_t i) { loader.load(*order[i]); });
    results_.resize(sources_.size());
    for (auto* group : order) finish(*group);
    if (store) note(*store);
    return std::move(results_);
  }

 private:
  /// The locks can be brought up to date also where this cannot be written.
  void note(track::SourceStore& store) {
    try {
      record(results_, options_.locked, store);
    } catch (const base::Error& error) {
      progress_.say("state", "what was pulled could not be recorded: " + error.message());
    }
  }

  /// What writes the user's files, one cache after another.
  void finish(SharedCache& group) {
    const Source& source = sources_[group.members.front()];
    if (!group.failure && !group.fresh && !options_.locked && !options_.dry) {
      const std::int64_t start = os::now_ns();
      try {
        group.integration = integrate(*group.cache,
                                      {.source_name = source.name,
                                       .branch = branch_of(group.fetched.resolved_ref),
                                       .before = group.fetched.before,
                                       .force = options_.force},
                                      [this]() -> track::State& { return state(); });
      } catch (const base::Error& error) {
        group.failure = error;
      }
      group.duration_ns += os::now_ns() - start;
    }
    for (const auto member : group.members) results_[member] = result_of(group, sources_[member]);
    group.lock.reset();
  }

  Pulled result_of(const SharedCache& group, const Source& source) {
    Pulled pulled;
    pulled.source = source;
    pulled.fetched = group.fetched;
    pulled.integration = group.integration;
    pulled.duration_ns = group.duration_ns;
    pulled.start_ns = group.start_ns;
    pulled.differs = group.differs;
    try {
      if (group.failure) throw *group.failure;
      pulled.status = status_of(group);
      if (pulled.status != Status::conflict && !options_.dry && !options_.locked) {
        pulled.locked = lock(group, source);
        const Locked* known = locked_of(locks_, source);
        pulled.relocked = known == nullptr || *known != *pulled.locked;
      }
    } catch (const base::Error& error) {
      pulled.status = Status::failed;
      pulled.error = git::without_credentials(error.message());
      pulled.hint = git::without_credentials(error.hint());
    }
    return pulled;
  }

  static Status status_of(const SharedCache& group) {
    using enum Integration::Outcome;
    const auto outcome = group.integration.outcome;
    if (outcome == conflict || outcome == unfinished || !group.differs.empty()) {
      return Status::conflict;
    }
    const bool moved = group.fetched.local != group.fetched.before;
    return group.fresh || moved || outcome != current ? Status::updated : Status::unchanged;
  }

  Locked lock(const SharedCache& group, const Source& source) {
    const Locked* known = locked_of(locks_, source);
    const auto& commit = group.fetched.upstream;
    if (known != nullptr && is_whole(*known) && known->commit == commit &&
        known->url == source.url && known->ref == source.configured.ref &&
        known->path == source.configured.path) {
      return *known;
    }
    return locked_content(*group.cache, source, group.fetched.local, commit);
  }

  track::State& state() {
    if (!state_) {
      state_.emplace(
          track::State::open(track::state_directory(), track::State::Access::write, "pull"));
    }
    return *state_;
  }

  const std::vector<Source>& sources_;
  const Lock& locks_;
  const git::Config& config_;
  const PullOptions& options_;
  Progress& progress_;
  std::vector<Pulled> results_;
  std::optional<track::State> state_;
};

}  // namespace

std::vector<Pulled> pull(const std::vector<Source>& sources, const Lock& locks,
                         const git::Config& config, const PullOptions& options,
                         Progress& progress) {
  return Puller(sources, locks, config, options, progress).run();
}

}  // namespace syncing
