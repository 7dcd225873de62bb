#include "sync/cache_status.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/remote_identity.hpp"
#include "git/status.hpp"
#include "http/percent.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "os/parallel.hpp"
#include "sync/adopt.hpp"
#include "sync/cache.hpp"
#include "sync/fetch.hpp"
#include "sync/mirror.hpp"
#include "sync/outgoing.hpp"
#include "sync/snapshot.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

using Kind = CacheStatus::Kind;
using Method = settings::Source::Method;

constexpr std::int64_t answer_lasts_ns = 300'000'000'000;

/// Is it in another place than the one that we would choose?
bool is_adopted(const Source& source, const git::Config& config) {
  const std::string identity = git::repository_identity(source.url, "/");
  const std::string host = http::percent_encoded(identity.substr(0, identity.find('/')));
  return !source.cache.starts_with(os::join(cache_root(config), host) + "/");
}

std::size_t count_between(const git::Repository& cache, const std::string& from,
                          const std::string& to) {
  const auto count = git::query(cache, {"rev-list", "--count", to, "^" + from});
  return std::stoul(count);
}

std::vector<std::string> backups_in(const git::Repository& cache) {
  const auto listing =
      git::query(cache, {"for-each-ref", "--format=%(refname)", std::string(backup_prefix)});
  std::vector<std::string> refs;
  for (std::string_view rest = listing; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    refs.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return refs;
}

/// `synced`: the commit of the last sync that ended well.
void compare_with_upstream(const git::Repository& cache, const std::string& synced,
                           CacheStatus& status) {
  const auto ids =
      git::object_ids(cache, {"HEAD^{commit}", std::string(upstream_ref) + "^{commit}"});
  if (ids[1].empty()) return;
  const auto real = stands_for(cache, ids[1]);
  status.upstream = real.empty() ? ids[1] : real.front();
  // Of several that hold the same, the one that came last.
  if (std::ranges::find(real, synced) != real.end()) status.upstream = synced;
  if (ids[0].empty() || ids[0] == ids[1]) return;
  status.ahead = outgoing(cache, ids[1], !real.empty(), ids[0]).commits.size();
  status.behind = count_between(cache, ids[0], ids[1]);
}

void look_at_cache(CacheStatus& status, const std::string& synced, const git::Config& config) {
  const auto cache = open_cache(status.source.cache);
  if (!cache) {
    if (is_download(status.source.cache)) status.kind = Kind::download;
    const auto there = os::stat_if_exists(status.source.cache);
    if (there && !there->is_directory()) {
      status.kind = Kind::foreign;
      status.problem = "is no directory";
    }
    return;
  }
  status.kind = is_adopted(status.source, config) ? Kind::adopted : Kind::own;
  status.problem = foreign(*cache, status.source);
  if (!status.problem.empty()) {
    status.kind = Kind::foreign;
    return;
  }
  if (const auto branch = git::current_branch(*cache)) {
    constexpr std::string_view heads = "refs/heads/";
    status.branch = branch->starts_with(heads) ? branch->substr(heads.size()) : *branch;
  }
  status.unfinished = unfinished_work(*cache);
  status.dirty = git::work_tree_changes(*cache, {});
  status.backups = backups_in(*cache);
  compare_with_upstream(*cache, synced, status);
}

/// Asks the remote in the way in which the source comes, and keeps the answer.
void ask(CacheStatus& status, const git::Config& config, const StatusOptions& options,
         track::SourceStore& store) {
  auto known = store.find(status.source.id).value_or(track::SourceState{});
  const bool http =
      status.source.configured.method == Method::http ||
      (status.source.configured.method == Method::automatic && known.method == "http");
  try {
    status.remote =
        http ? ask_remote_by_http(status.source, config, store)
             : ask_remote(status.source, access_for(status.source, config, options.may_prompt));
    status.remote_ns = os::now_ns();
    known = store.find(status.source.id).value_or(track::SourceState{});
    known.id = status.source.id;
    known.url = status.source.url;
    known.remote_commit = status.remote;
    known.remote_ns = status.remote_ns;
    store.put(known);
  } catch (const base::Error& error) {
    status.remote_error = git::without_credentials(error.message());
  }
}

/// The last answer that any source got to the same question.
void take_answer(CacheStatus& status, const track::SourceState& known,
                 const track::SourceStore& store) {
  status.remote = known.remote_commit;
  status.remote_ns = known.remote_ns;
  if (known.resolved_ref.empty()) return;
  for (const auto& other : store.all()) {
    if (other.url != known.url || other.resolved_ref != known.resolved_ref) continue;
    if (other.remote_ns <= status.remote_ns) continue;
    status.remote = other.remote_commit;
    status.remote_ns = other.remote_ns;
  }
}

CacheStatus status_of(const Source& source, const Lock& locks, const git::Config& config,
                      const StatusOptions& options) {
  CacheStatus status;
  status.source = source;
  if (const auto locked = locks.find(source.id); locked != locks.end()) {
    status.locked = locked->second.commit;
  }
  auto store = track::SourceStore::open(track::state_directory());
  const auto known = store.find(source.id).value_or(track::SourceState{});
  take_answer(status, known, store);
  status.success_ns = known.success_ns;
  try {
    look_at_cache(status, known.commit, config);
  } catch (const base::Error& error) {
    status.problem = error.message();
  }
  const auto attempts = store.attempts(source.id, 1);
  if (!attempts.empty()) status.attempt = attempts.front();
  const bool old = os::now_ns() - status.remote_ns > answer_lasts_ns;
  if (options.ask && (options.refresh || old)) ask(status, config, options, store);
  return status;
}

}  // namespace

std::vector<CacheStatus> cache_statuses(const std::vector<Source>& sources, const Lock& locks,
                                        const git::Config& config, const StatusOptions& options) {
  std::vector<CacheStatus> all(sources.size());
  const std::size_t threads =
      std::clamp<std::size_t>(options.jobs, 1, std::max<std::size_t>(1, sources.size()));
  os::for_each_index(sources.size(), threads, [&](std::size_t i) {
    all[i] = status_of(sources[i], locks, config, options);
  });
  return all;
}

}  // namespace syncing
