#include "sync/settle.hpp"

#include "base/text.hpp"
#include "sync/cache.hpp"
#include "sync/outgoing.hpp"
#include "sync/snapshot.hpp"

namespace syncing {
namespace {

void move_ref(const git::Repository& cache, const std::string& ref, const std::string& commit) {
  git::query(cache, {"update-ref", "-m", "git agents push", ref, commit});
}

/// What HEAD has, as the commit that stands for the pushed one in this cache: of as much of it as
/// the former one held.
std::string stand_in(const git::Repository& cache, const Settled& settled) {
  std::string message = "Upstream " + settled.pushed + "\n\n" + std::string(upstream_trailer) +
                        ": " + settled.pushed + "\n";
  const auto coverage =
      git::query(cache, {"log", "-1", "--format=%(trailers:key=Upstream-Path)", settled.known});
  message += std::string(base::trim(coverage)) + "\n";
  const std::string commit =
      commit_tree(cache, git::tree_of(cache, settled.head).value(), {settled.known}, message);
  move_ref(cache, std::string(commits_prefix) + settled.pushed, commit);
  return commit;
}

}  // namespace

void settle(const git::Repository& cache, const Settled& settled) {
  std::string now = settled.pushed;
  if (settled.as_one) {
    // The files stay as they are only where both hold the same.
    const auto same = [&] { return git::tree_of(cache, now) == git::tree_of(cache, settled.head); };
    if (settled.stands_for && !same()) now = stand_in(cache, settled);
    if (same()) {
      move_ref(cache, backup_ref(settled.head), settled.head);
      git::query(cache, {"update-ref", "-m", "git agents push", settled.branch, now, settled.head});
    }
  }
  move_ref(cache, std::string(upstream_ref), now);
}

}  // namespace syncing
