#include "sync/content.hpp"

#include "base/error.hpp"
#include "git/compare.hpp"
#include "git/status.hpp"
#include "sync/cache.hpp"

namespace syncing {
namespace {

bool descends(const git::Repository& cache, const std::string& young, const std::string& old) {
  return git::merge_base(cache, young, old) == old;
}

/// Chooses between the locked commit and the cache's own files.
void choose_tree(Content& content, const git::Repository& cache, const std::string& local,
                 bool exact) {
  const auto head = commit_at(cache, "HEAD");
  const auto upstream = commit_at(cache, std::string(upstream_ref));
  const bool commits = !head.empty() && head != local;
  const bool at_lock = upstream == local && (!commits || descends(cache, head, local));
  const bool edits = !exact && (commits || !git::work_tree_changes(cache, {}).empty());
  if (edits && at_lock) {
    content.tree = source::work_tree(cache);
    content.overlaid = true;
    return;
  }
  content.tree = source::commit_tree(cache, local);
  // A shared cache that is merely ahead has nothing of the user's.
  if (edits && !descends(cache, upstream, head)) {
    content.note = "local edits in its cache are based on another commit than the locked one";
  }
}

}  // namespace

std::vector<Content> contents(const std::vector<Source>& sources, const Lock& project_lock,
                              const Lock& user_lock, bool exact) {
  std::vector<Content> all;
  for (const auto& source : sources) {
    Content content;
    content.source = source;
    const Lock& lock = source.scope == Scope::project ? project_lock : user_lock;
    const auto locked = lock.find(source.id);
    if (locked == lock.end()) {
      content.problem = "it was not pulled yet";
      all.push_back(std::move(content));
      continue;
    }
    content.commit = locked->second.commit;
    try {
      const auto cache = open_cache(source.cache);
      const auto local = cache ? local_commit(*cache, content.commit) : std::nullopt;
      if (local) {
        choose_tree(content, *cache, *local, exact);
      } else {
        content.problem = "the locked commit is not in the cache";
      }
    } catch (const base::Error& error) {
      content.tree.reset();
      content.problem = error.message();
    }
    all.push_back(std::move(content));
  }
  return all;
}

}  // namespace syncing
