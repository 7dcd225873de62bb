#include "sync/cache_check.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "os/process.hpp"
#include "sync/adopt.hpp"
#include "sync/cache.hpp"
#include "sync/outgoing.hpp"
#include "track/source_store.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

/// `git fsck` (git-fsck(1)): "error in commit <id>: badTimezone: …" is about how upstream wrote an
/// object, everything else about what is lost or damaged.
void check_objects(const git::Repository& cache, CacheCheck& check) {
  const auto result = os::run(
      git::command(cache, {"fsck", "--full", "--no-dangling", "--no-progress", "--no-reflogs"}));
  const std::string text = result.error + result.output;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = base::trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.starts_with("notice:") || line.starts_with("Checking")) continue;
    const bool odd = line.starts_with("error in ") || line.starts_with("warning in ");
    (odd || result.ok() ? check.oddities : check.problems).emplace_back(line);
  }
  if (!result.ok() && check.problems.empty() && check.oddities.empty()) {
    check.problems.push_back("git fsck ends with status " + std::to_string(result.status));
  }
}

/// What a mirror's commit holds is what was recorded when it came.
void check_mirror(const git::Repository& cache, const Source& source, CacheCheck& check) {
  const auto state = track::SourceStore::open(track::state_directory()).find(source.id);
  if (!state || state->method != "http" || state->tree.empty()) return;
  const auto local = local_commit(cache, state->commit);
  if (!local) {
    check.problems.push_back("the commit " + state->commit +
                             " that was pulled is not in the cache");
    return;
  }
  const std::string name =
      *local + (source.configured.path.empty() ? "^{tree}" : ":" + source.configured.path);
  const std::string tree = git::object_ids(cache, {name}).front();
  if (tree == state->tree) return;
  check.problems.push_back("the files of " + state->commit +
                           " are not those that were pulled: tree " +
                           (tree.empty() ? "none" : tree) + ", not " + state->tree);
}

void check_lock(const git::Repository& cache, const Source& source, const Lock& locks,
                CacheCheck& check) {
  const auto locked = locks.find(source.id);
  if (locked == locks.end()) return;
  const auto local = local_commit(cache, locked->second.commit);
  if (!local) {
    check.problems.push_back("the locked commit " + locked->second.commit + " is not in the cache");
    return;
  }
  for (auto& difference : differences(cache, source, *local, locked->second)) {
    check.problems.push_back(std::move(difference));
  }
}

}  // namespace

CacheCheck check_cache(const Source& source, const Lock& locks) {
  CacheCheck check;
  check.source = source;
  const auto cache = open_cache(source.cache);
  if (!cache) {
    check.problems.emplace_back(is_download(source.cache) ? "its files are in no repository"
                                                          : "it was not pulled yet");
    return check;
  }
  const std::string other = foreign(*cache, source);
  if (!other.empty()) {
    check.problems.push_back("'" + source.cache + "' " + other);
    return check;
  }
  check_objects(*cache, check);
  try {
    check_mirror(*cache, source, check);
    check_lock(*cache, source, locks, check);
  } catch (const base::Error& error) {
    check.problems.push_back(error.message());
  }
  return check;
}

}  // namespace syncing
