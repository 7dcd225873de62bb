#include "sync/content.hpp"

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "git/compare.hpp"
#include "git/status.hpp"
#include "sync/cache.hpp"
#include "sync/snapshot.hpp"

namespace syncing {
namespace {

bool descends(const git::Repository& cache, const std::string& young, const std::string& old) {
  return git::merge_base(cache, young, old) == old;
}

/// Chooses between the locked commit and that with the cache's own commits and edits.
void choose_tree(Content& content, const git::Repository& cache, const std::string& local,
                 bool exact) {
  const auto head = commit_at(cache, "HEAD");
  if (!exact && !head.empty()) {
    const bool edited = !git::work_tree_changes(cache, {}).empty();
    const auto upstream = commit_at(cache, std::string(upstream_ref));
    // What the cache's branch and upstream have in common is what the local work is based on.
    const bool based = head == local || git::merge_base(cache, head, upstream) == local;
    if (based && (edited || head != local)) {
      // As git has the files: line ends and symbolic links are upstream's.
      const auto snapshot = take_snapshot(cache, head);
      content.tree = source::commit_tree(cache, snapshot.commit.empty() ? head : snapshot.commit);
      content.overlaid = true;
      return;
    }
    // A shared cache that is merely ahead has nothing of the user's.
    if (edited || !descends(cache, upstream, head)) {
      content.note =
          "local edits in its cache are not in it, since they are based on another commit "
          "than the locked one: " +
          base::quoted_command("git agents pull " + base::shell_word(content.source.name)) +
          " brings the two together";
    }
  }
  content.tree = source::commit_tree(cache, local);
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
      content.broken = true;
    }
    all.push_back(std::move(content));
  }
  return all;
}

}  // namespace syncing
