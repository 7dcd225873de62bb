#include "sync/pull.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/status.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "os/parallel.hpp"
#include "sync/adopt.hpp"
#include "sync/cache.hpp"
#include "sync/mirror.hpp"
#include "sync/pull_record.hpp"
#include "sync/snapshot.hpp"

namespace syncing {
namespace {

using Method = settings::Source::Method;
using Status = Pulled::Status;

constexpr std::int64_t day_ns = 86'400'000'000'000;

/// Sources that share a cache are fetched once.
struct Group {
  std::vector<std::size_t> members;
  std::optional<os::LockFile> lock;
  std::optional<git::Repository> cache;
  bool fresh = false;  ///< the cache was made now
  Fetched fetched;
  Integration integration;
  std::optional<base::Error> failure;
  std::vector<std::string> differs;
  std::int64_t start_ns = 0, duration_ns = 0;
};

/// What a source's lock says, if it is of what the source is now.
const Locked* locked_of(const Lock& locks, const Source& source) {
  const auto found = locks.find(source.id);
  return found == locks.end() ? nullptr : &found->second;
}

class Puller {
 public:
  Puller(const std::vector<Source>& sources, const Lock& locks, const git::Config& config,
         const PullOptions& options, Progress& progress)
      : sources_(sources), locks_(locks), config_(config), options_(options), progress_(progress) {}

  std::vector<Pulled> run() {
    std::map<std::string, Group> groups;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      groups[sources_[i].cache].members.push_back(i);
    }
    std::vector<Group*> order;
    for (auto& [directory, group] : groups) order.push_back(&group);
    const std::size_t threads =
        std::clamp<std::size_t>(options_.jobs, 1, std::max<std::size_t>(1, order.size()));
    os::for_each_index(order.size(), threads, [&](std::size_t i) { fetch(*order[i]); });
    results_.resize(sources_.size());
    for (auto* group : order) finish(*group);
    if (!options_.dry) record(results_);
    return std::move(results_);
  }

 private:
  /// Everything that takes time, and may be done for several caches at once.
  void fetch(Group& group) {
    const Source& source = sources_[group.members.front()];
    group.start_ns = os::now_ns();
    try {
      if (options_.dry && !options_.locked) {
        look(group, source);
      } else {
        group.lock.emplace(lock_cache(source.cache));
        open(group, source);
        if (options_.locked) {
          restore(group);
        } else {
          load(group, source);
        }
        if (group.fresh) appear(group, source);
      }
    } catch (const base::Error& error) {
      group.failure = error;
      group.lock.reset();
    }
    group.duration_ns = os::now_ns() - group.start_ns;
  }

  /// A dry run asks what the remote has, and writes nothing.
  void look(Group& group, const Source& source) {
    group.cache = open_cache(source.cache);
    if (group.cache) {
      require_clone_of(*group.cache, source);
      group.fetched.before = commit_at(*group.cache, std::string(upstream_ref));
    }
    const auto store = track::SourceStore::open(track::state_directory());
    if (method_of(source, store) != Method::http) {
      group.fetched.method = "git";
      group.fetched.upstream = ask_remote(source, access_for(source, config_, options_.may_prompt));
      group.fetched.local = group.fetched.upstream;
      return;
    }
    group.fetched.method = "http";
    group.fetched.upstream = ask_remote_by_http(source, config_, store);
    const auto local = group.cache ? local_commit(*group.cache, group.fetched.upstream)
                                   : std::optional<std::string>();
    group.fetched.local = local.value_or(group.fetched.upstream);
  }

  void open(Group& group, const Source& source) {
    group.cache = open_cache(source.cache);
    if (group.cache) return require_clone_of(*group.cache, source);
    if (is_download(source.cache)) return adopt(group, source);
    if (os::exists(source.cache) && !os::list_directory(source.cache).empty()) {
      throw base::Error(
          base::ErrorCode::conflict,
          "'" + source.cache + "' is there and is no git repository that can be read",
          "'git agents cache reset " + source.name + "' keeps it aside and clones anew");
    }
    const std::string unfinished = unfinished_directory(source.cache);
    group.cache = open_cache(unfinished);
    if (!group.cache) {
      std::filesystem::remove_all(unfinished);
      group.cache = create_cache(unfinished, source.url);
    }
    group.fresh = true;
  }

  /// Files that something else downloaded become a cache only where somebody said so: what
  /// downloads them may go on doing that.
  void adopt(Group& group, const Source& source) {
    if (options_.method.value_or(source.configured.method) != Method::git) {
      throw base::Error(base::ErrorCode::conflict,
                        "'" + source.cache +
                            "' holds files that were downloaded and no git "
                            "repository",
                        "'git agents source set " + source.name +
                            " --sync git', then pull, makes one of it and keeps the edits in it");
    }
    const auto store = track::SourceStore::open(track::state_directory());
    const auto adopted =
        adopt_download(source, access_for(source, config_, options_.may_prompt), store, progress_);
    const std::size_t edits = adopted.edited.size();
    progress_.say(
        source.name,
        "the files that were downloaded are a git repository now, from " +
            adopted.base.substr(0, 12) +
            (edits == 0 ? std::string(", without edits")
                        : ", with " + std::to_string(edits) +
                              (edits == 1 ? " edited file" : " edited files") + " in a commit"));
    group.cache = open_cache(source.cache);
  }

  Method method_of(const Source& source, const track::SourceStore& store) const {
    if (options_.method) return *options_.method;
    return source.configured.method == Method::automatic && came_by_http(source, store)
               ? Method::http
               : source.configured.method;
  }

  /// Where git was blocked a moment ago it is not waited for again: for a day.
  static bool came_by_http(const Source& source, const track::SourceStore& store) {
    const auto known = store.find(source.id);
    return known && known->method == "http" && os::now_ns() - known->success_ns < day_ns;
  }

  std::vector<std::string> paths_of(const Group& group) const {
    std::vector<std::string> paths;
    for (const auto member : group.members) paths.push_back(sources_[member].configured.path);
    return paths;
  }

  void load(Group& group, const Source& source) {
    auto store = track::SourceStore::open(track::state_directory());
    const auto method = method_of(source, store);
    // What is recorded where it fails.
    group.fetched.method = method == Method::http ? "http" : "git";
    if (method == Method::http) {
      group.fetched =
          fetch_by_http(*group.cache, source, paths_of(group), config_, store, progress_);
      return;
    }
    const auto access = access_for(source, config_, options_.may_prompt);
    if (method == Method::git) {
      group.fetched = fetch_by_git(*group.cache, source, access, store, progress_);
      return;
    }
    try {
      group.fetched = fetch_by_git(*group.cache, source, access, store, progress_);
    } catch (const base::Error& by_git) {
      if (by_git.code() != base::ErrorCode::network || !has_http_api(source, config_)) throw;
      try {
        group.fetched =
            fetch_by_http(*group.cache, source, paths_of(group), config_, store, progress_);
      } catch (const base::Error& by_http) {
        throw base::Error(by_git.code(), by_git.message() + "; and over HTTP: " + by_http.message(),
                          by_git.hint());
      }
      progress_.say(source.name, by_git.message() + "; it came over HTTP instead");
    }
  }

  /// Makes the locked commits be there, and compares.
  void restore(Group& group) {
    for (const auto member : group.members) {
      const Source& source = sources_[member];
      const Locked* locked = locked_of(locks_, source);
      if (locked == nullptr) {
        throw base::Error(base::ErrorCode::not_found, "'" + source.name + "' is not in the lock",
                          "'git agents pull " + source.name + "' locks it");
      }
      if (locked->url != source.url) {
        throw base::Error(base::ErrorCode::conflict,
                          "'" + source.name + "' is locked from another URL: " + locked->url,
                          "'git agents pull " + source.name + "' locks it anew");
      }
      auto local = local_commit(*group.cache, locked->commit);
      if (!local) local = load_commit(group, source, locked->commit);
      if (group.fresh && commit_at(*group.cache, std::string(upstream_ref)).empty()) {
        git::query(*group.cache, {"update-ref", std::string(upstream_ref), *local});
        group.fetched.resolved_ref =
            "refs/heads/" +
            (source.configured.ref.empty() ? std::string("main") : source.configured.ref);
      }
      for (auto& difference : differences(*group.cache, source, *local, *locked)) {
        group.differs.push_back(std::move(difference));
      }
      if (!group.fresh) compare_files(group, *local, locked->path);
      group.fetched.local = *local;
      group.fetched.upstream = locked->commit;
    }
  }

  std::string load_commit(Group& group, const Source& source, const std::string& commit) {
    auto store = track::SourceStore::open(track::state_directory());
    if (method_of(source, store) == Method::http) {
      group.fetched.method = "http";
      fetch_commit_by_http(*group.cache, source, paths_of(group), config_, commit, progress_);
    } else {
      group.fetched.method = "git";
      const auto access = access_for(source, config_, options_.may_prompt);
      fetch_commit(*group.cache, source, access, commit);
    }
    const auto local = local_commit(*group.cache, commit);
    if (local) return *local;
    throw base::Error(base::ErrorCode::not_found,
                      "the locked commit " + commit + " of '" + source.name + "' did not come");
  }

  /// Local work in a cache that a deployment would read is a difference from the lock, too.
  static void compare_files(Group& group, const std::string& local, const std::string& path) {
    const auto head = commit_at(*group.cache, "HEAD");
    if (commit_at(*group.cache, std::string(upstream_ref)) != local) return;
    const auto note = [&](const std::vector<git::Change>& changes, const char* how) {
      for (const auto& change : changes) {
        if (path.empty() || change.path == path || change.path.starts_with(path + "/")) {
          group.differs.push_back(base::quote_path(change.path) + how);
        }
      }
    };
    if (head != local) {
      const auto committed = git::changes(*group.cache, local, head, {});
      if (committed) note(*committed, " has local commits in the cache");
    }
    note(git::work_tree_changes(*group.cache, {}), " was edited in the cache");
  }

  /// A new cache appears whole.
  static void appear(Group& group, const Source& source) {
    first_checkout(*group.cache, group.fetched.resolved_ref);
    os::make_directories(std::string(os::parent(source.cache)));
    std::filesystem::rename(group.cache->work_tree, source.cache);
    group.cache = open_cache(source.cache);
    group.integration.outcome = Integration::Outcome::forwarded;
    group.integration.head = group.fetched.local;
    const auto files = git::tree_entries(*group.cache, group.fetched.local, {});
    group.integration.added = files ? static_cast<std::int64_t>(files->size()) : 0;
  }

  /// What writes the user's files, one cache after another.
  void finish(Group& group) {
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

  Pulled result_of(const Group& group, const Source& source) {
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

  static Status status_of(const Group& group) {
    using enum Integration::Outcome;
    const auto outcome = group.integration.outcome;
    if (outcome == conflict || outcome == unfinished || !group.differs.empty()) {
      return Status::conflict;
    }
    const bool moved = group.fetched.local != group.fetched.before;
    return group.fresh || moved || outcome != current ? Status::updated : Status::unchanged;
  }

  Locked lock(const Group& group, const Source& source) {
    const Locked* known = locked_of(locks_, source);
    const auto& commit = group.fetched.upstream;
    if (known != nullptr && known->commit == commit && known->url == source.url &&
        known->ref == source.configured.ref && known->path == source.configured.path) {
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
