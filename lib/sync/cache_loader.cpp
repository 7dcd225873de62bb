#include "sync/cache_loader.hpp"

#include <filesystem>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git/compare.hpp"
#include "git/status.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "sync/adopt.hpp"
#include "sync/cache.hpp"
#include "sync/mirror.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

using Method = settings::Source::Method;

constexpr std::int64_t day_ns = 86'400'000'000'000;

/// Where git was blocked a moment ago it is not waited for again: for a day.
bool came_by_http(const Source& source, const track::SourceStore& store) {
  const auto known = store.find(source.id);
  return known && known->method == "http" && os::now_ns() - known->success_ns < day_ns;
}

/// Local work in a cache is a difference from the lock, too, whatever commit it is based on.
void compare_files(SharedCache& group, const std::string& path) {
  const auto head = commit_at(*group.cache, "HEAD");
  const auto upstream = commit_at(*group.cache, std::string(upstream_ref));
  const auto note = [&](const std::vector<git::Change>& changes, const char* how) {
    for (const auto& change : changes) {
      if (path.empty() || change.path == path || change.path.starts_with(path + "/")) {
        group.differs.push_back(base::quote_path(change.path) + how);
      }
    }
  };
  const auto base = head == upstream ? head : git::merge_base(*group.cache, head, upstream);
  if (base && *base != head) {
    const auto committed = git::changes(*group.cache, *base, head, {});
    if (committed) note(*committed, " has local commits in the cache");
  }
  note(git::work_tree_changes(*group.cache, {}), " was edited in the cache");
}

/// A new cache appears whole.
void appear(SharedCache& group, const Source& source) {
  first_checkout(*group.cache, group.fetched.resolved_ref);
  os::make_directories(std::string(os::parent(source.cache)));
  move_tree(group.cache->work_tree, source.cache);
  group.cache = open_cache(source.cache);
  group.integration.outcome = Integration::Outcome::forwarded;
  group.integration.head = group.fetched.local;
  const auto files = git::tree_entries(*group.cache, group.fetched.local, {});
  group.integration.added = files ? static_cast<std::int64_t>(files->size()) : 0;
}

/// Was nothing loaded into it yet?
bool holds_nothing(const git::Repository& cache) {
  const std::string objects = os::join(cache.git_dir, "objects");
  for (const auto& entry : os::list_directory(objects)) {
    if (!os::list_directory(os::join(objects, entry.name)).empty()) return false;
  }
  return true;
}

}  // namespace

const Locked* locked_of(const Lock& locks, const Source& source) {
  const auto found = locks.find(source.id);
  return found == locks.end() ? nullptr : &found->second;
}

/// Everything that takes time, and may be done for several caches at once.
void CacheLoader::load(SharedCache& group) const {
  const Source& source = sources_[group.members.front()];
  group.start_ns = os::now_ns();
  try {
    if (options_.dry) {
      look(group, source);
    } else {
      group.lock.emplace(lock_cache(source.cache));
      open(group, source);
      if (!options_.locked || group.fresh) fetch_or_miss(group, source);
      if (options_.locked) restore(group);
      if (group.fresh) appear(group, source);
    }
  } catch (const base::Error& error) {
    group.failure = error;
    if (group.fresh && holds_nothing(*group.cache)) {
      std::error_code ignored;  // the next pull goes on with it
      std::filesystem::remove_all(group.cache->work_tree, ignored);
      os::remove_empty_directories(std::string(os::parent(source.cache)), os::cache_home());
    }
    group.lock.reset();
  }
  group.duration_ns = os::now_ns() - group.start_ns;
}

/// A new cache follows upstream's branch also where a lock asks for an older commit of it. A branch
/// that is gone is no reason not to restore.
void CacheLoader::fetch_or_miss(SharedCache& group, const Source& source) const {
  try {
    fetch(group, source);
  } catch (const base::Error& error) {
    if (!options_.locked || error.code() != base::ErrorCode::not_found) throw;
  }
}

/// A dry run asks what the remote has, and writes nothing.
void CacheLoader::look(SharedCache& group, const Source& source) const {
  group.cache = open_cache(source.cache);
  if (group.cache) {
    require_clone_of(*group.cache, source);
    group.fetched.before = commit_at(*group.cache, std::string(upstream_ref));
    for (auto& change : git::work_tree_changes(*group.cache, {})) {
      group.integration.edited.push_back(std::move(change.path));
    }
  }
  if (options_.locked) return look_at_lock(group);
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

/// A dry run of a restoration compares what is here.
void CacheLoader::look_at_lock(SharedCache& group) const {
  for (const auto member : group.members) {
    const Source& source = sources_[member];
    const Locked& locked = required_lock(source);
    group.fetched.upstream = group.fetched.local = locked.commit;
    const auto local = group.cache ? local_commit(*group.cache, locked.commit) : std::nullopt;
    if (!local) {
      group.fetched.before.clear();
      continue;
    }
    group.fetched.before = group.fetched.local;
    for (auto& difference : differences(*group.cache, source, *local, locked)) {
      group.differs.push_back(std::move(difference));
    }
    compare_files(group, locked.path);
  }
}

void CacheLoader::open(SharedCache& group, const Source& source) const {
  group.cache = open_cache(source.cache);
  if (group.cache) return require_clone_of(*group.cache, source);
  if (is_download(source.cache)) return adopt(group, source);
  const auto there = os::stat_if_exists(source.cache);
  const bool is_directory = there && there->is_directory();
  if (there && (!is_directory || !os::list_directory(source.cache).empty())) {
    throw base::Error(
        base::ErrorCode::conflict,
        "'" + source.cache + "' is there and is no " +
            (is_directory ? "git repository that can be read" : "directory"),
        base::quoted_command("git agents cache reset " + base::shell_word(source.name)) +
            " keeps it aside and clones anew");
  }
  const std::string unfinished = unfinished_directory(source.cache);
  group.cache = open_cache(unfinished);
  if (!group.cache) {
    remove_tree(unfinished);
    group.cache = create_cache(unfinished, source.url);
  }
  group.fresh = true;
}

/// Files that something else downloaded become a cache only where somebody said so: what
/// downloads them may go on doing that.
void CacheLoader::adopt(SharedCache& group, const Source& source) const {
  if (options_.method.value_or(source.configured.method) != Method::git) {
    throw base::Error(base::ErrorCode::conflict,
                      "'" + source.cache +
                          "' holds files that were downloaded and no git "
                          "repository",
                      base::quoted_command("git agents source set " +
                                           base::shell_word(source.name) + " --sync git") +
                          ", then pull, makes one of it and keeps the edits in it");
  }
  const auto store = track::SourceStore::open(track::state_directory());
  const auto adopted =
      adopt_download(source, access_for(source, config_, options_.may_prompt), store, progress_);
  const std::size_t edits = adopted.edited.size();
  progress_.say(source.name, "the files that were downloaded are a git repository now, from " +
                                 adopted.base.substr(0, 12) +
                                 (edits == 0 ? std::string(", without edits")
                                             : ", with " + std::to_string(edits) +
                                                   (edits == 1 ? " edited file" : " edited files") +
                                                   " in a commit"));
  group.cache = open_cache(source.cache);
}

Method CacheLoader::method_of(const Source& source, const track::SourceStore& store) const {
  if (options_.method) return *options_.method;
  return source.configured.method == Method::automatic && came_by_http(source, store)
             ? Method::http
             : source.configured.method;
}

std::vector<std::string> CacheLoader::paths_of(const SharedCache& group) const {
  std::vector<std::string> paths;
  for (const auto member : group.members) paths.push_back(sources_[member].configured.path);
  return paths;
}

void CacheLoader::fetch(SharedCache& group, const Source& source) const {
  auto store = track::SourceStore::open(track::state_directory());
  const auto method = method_of(source, store);
  // What is recorded where it fails.
  group.fetched.method = method == Method::http ? "http" : "git";
  if (method == Method::http) {
    group.fetched = fetch_by_http(*group.cache, source, paths_of(group), config_, store, progress_);
    return;
  }
  const auto access = access_for(source, config_, options_.may_prompt);
  if (method == Method::git) {
    try {
      group.fetched = fetch_by_git(*group.cache, source, access, store, progress_);
    } catch (const base::Error& error) {
      if (!error.message().starts_with("cannot reach ") || !has_http_api(source, config_)) throw;
      throw base::Error(error.code(), error.message(),
                        error.hint() + ", or give '--sync-method=http' where only git is blocked");
    }
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
const Locked& CacheLoader::required_lock(const Source& source) const {
  const Locked* locked = locked_of(locks_, source);
  if (locked == nullptr) {
    throw base::Error(
        base::ErrorCode::not_found, "'" + source.name + "' is not in the lock",
        base::quoted_command("git agents pull " + base::shell_word(source.name)) + " locks it");
  }
  if (locked->url != source.url) {
    throw base::Error(base::ErrorCode::conflict,
                      "'" + source.name + "' is locked from another URL: " + locked->url,
                      base::quoted_command("git agents pull " + base::shell_word(source.name)) +
                          " locks it anew");
  }
  if (locked->ref != source.configured.ref || locked->path != source.configured.path) {
    throw base::Error(base::ErrorCode::conflict,
                      "'" + source.name + "' is locked with another ref or path",
                      "'git agents pull " + source.name + "' locks it anew");
  }
  return *locked;
}

void CacheLoader::restore(SharedCache& group) const {
  for (const auto member : group.members) {
    const Source& source = sources_[member];
    const Locked* locked = &required_lock(source);
    auto local = local_commit(*group.cache, locked->commit);
    if (!local) local = load_commit(group, source, locked->commit);
    if (group.fresh) {
      git::query(*group.cache, {"update-ref", std::string(upstream_ref), *local});
      // Upstream's branch may be gone: then the cache follows nothing.
      if (group.fetched.resolved_ref.empty()) group.fetched.resolved_ref = locked->commit;
    }
    for (auto& difference : differences(*group.cache, source, *local, *locked)) {
      group.differs.push_back(std::move(difference));
    }
    if (!group.fresh) compare_files(group, locked->path);
    group.fetched.local = *local;
    group.fetched.upstream = locked->commit;
  }
}

std::string CacheLoader::load_commit(SharedCache& group, const Source& source,
                                     const std::string& commit) const {
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

}  // namespace syncing
