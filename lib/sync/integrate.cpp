#include "sync/integrate.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"
#include "git/records.hpp"
#include "os/file.hpp"
#include "sync/apply_tree.hpp"
#include "sync/cache.hpp"
#include "sync/index_swap.hpp"
#include "sync/outgoing.hpp"
#include "sync/snapshot.hpp"

namespace syncing {
namespace {

using Outcome = Integration::Outcome;

struct MergedTree {
  std::string tree;
  std::vector<std::string> conflicts;
};

/// Three-way merge of two commits into a tree, in the object database alone.
MergedTree merge_trees(const git::Repository& cache, const std::string& ours,
                       const std::string& theirs) {
  const std::vector<std::string> arguments = {"merge-tree",  "--write-tree", "-z",  "--no-messages",
                                              "--name-only", ours,           theirs};
  const auto result = os::run(git::command(cache, arguments));
  if (result.status > 1) {
    auto failure = git::failure(arguments, result);
    if (result.error.find("usage: git merge-tree") == std::string::npos) throw failure;
    throw base::Error(base::ErrorCode::invalid,
                      "this git cannot merge without a work tree: 2.38 or newer can",
                      "merge by hand: git -C " + base::shell_word(cache.work_tree) +
                          " merge refs/agents/upstream");
  }
  MergedTree merged;
  git::for_each_record(result.output, [&](std::string_view record) {
    if (merged.tree.empty()) {
      merged.tree = record;
    } else if (!record.empty()) {
      merged.conflicts.emplace_back(record);
    }
  });
  std::ranges::sort(merged.conflicts);
  const auto same = std::ranges::unique(merged.conflicts);
  merged.conflicts.erase(same.begin(), same.end());
  return merged;
}

std::string last_commit(const git::Repository& cache, const std::string& path,
                        const std::string& of, const std::string& but) {
  const auto line = git::query_if(
      cache, {"log", "-1", "--format=%h %s", "--no-merges", of, "^" + but, "--", path});
  return line ? std::string(base::trim(*line)) : std::string();
}

class Integrator {
 public:
  Integrator(const git::Repository& cache, const IntegrateOptions& options,
             const std::function<track::State&()>& state)
      : cache_(cache), options_(options), state_(state) {}

  Integration run() {
    head_ = commit_at(cache_, "HEAD");
    upstream_ = commit_at(cache_, std::string(upstream_ref));
    result_.head = head_;
    before_ = commit_at(cache_, std::string(integrated_ref));
    if (before_.empty()) before_ = options_.before;
    const bool idle = !options_.force && head_ == upstream_ && unfinished_work(cache_).empty();
    if (idle) {
      remember();
      return std::move(result_);
    }
    remove_stale_index_lock(cache_);
    if (!may_touch()) return std::move(result_);
    if (options_.force) {
      discard();
    } else if (head_ != upstream_) {
      bool in_head = is_ancestor(cache_, upstream_, head_);
      result_.rewritten = !before_.empty() && before_ != upstream_ &&
                          !is_ancestor(cache_, before_, upstream_) &&
                          is_ancestor(cache_, before_, head_);
      // Withdrawn: HEAD has it only because it has what came after it.
      if (result_.rewritten && is_ancestor(cache_, upstream_, before_)) in_head = false;
      if (head_ == before_ || !in_head) {
        bring();
      } else {
        remember();
      }
    }
    return std::move(result_);
  }

 private:
  bool may_touch() {
    if (const auto what = unfinished_work(cache_); !what.empty()) {
      leave(what + " is not finished in '" + cache_.work_tree + "'");
      result_.outcome = Outcome::unfinished;
      return false;
    }
    const auto branch = git::current_branch(cache_);
    if (head_.empty()) return leave("'" + cache_.work_tree + "' has no commit on its branch");
    if (branch == options_.branch) return true;
    return leave((branch ? "'" + branch_name(*branch) + "'" : "no branch") +
                 " is checked out there, not '" + branch_name(options_.branch) + "'");
  }
  bool leave(std::string reason) {
    result_.outcome = Outcome::elsewhere;
    result_.reason = std::move(reason);
    return false;
  }

  /// What the next merge has for its base.
  void remember() const {
    if (options_.dry || commit_at(cache_, std::string(integrated_ref)) == upstream_) return;
    git::query(cache_, {"update-ref", std::string(integrated_ref), upstream_});
  }

  void bring() {
    std::string commit;  // what the branch shall be at
    if (head_ == before_ || is_ancestor(cache_, head_, upstream_)) {
      commit = upstream_;
      result_.outcome = Outcome::forwarded;
    } else {
      const std::string theirs = bridged();
      const auto merged = merge_trees(cache_, head_, theirs);
      if (!merged.conflicts.empty()) return conflict(merged.conflicts, theirs, false);
      commit = commit_tree(cache_, merged.tree, {head_, theirs},
                           "Merge upstream's changes of " + options_.source_name + "\n");
      result_.outcome = Outcome::merged;
    }
    const auto snapshot = take_snapshot(cache_, head_);
    refuse_staged(snapshot);
    result_.edited = snapshot.edited;
    std::string tree = *git::tree_of(cache_, commit);
    if (!snapshot.commit.empty()) {
      // The two have HEAD in common, also where the branch is moved to an unrelated history.
      const auto base = is_ancestor(cache_, head_, commit)
                            ? commit
                            : commit_tree(cache_, tree, {head_}, "Upstream\n");
      const auto merged = merge_trees(cache_, base, snapshot.commit);
      if (!merged.conflicts.empty()) return conflict(merged.conflicts, upstream_, true);
      tree = merged.tree;
    }
    move_to(commit, snapshot.tree, tree, {});
  }

  /// Upstream's commit as one that descends from the former: it does not where upstream was
  /// rewritten, or came another way than last time.
  std::string bridged() const {
    if (!result_.rewritten) return upstream_;
    return commit_tree(cache_, *git::tree_of(cache_, upstream_), {before_, upstream_},
                       "Upstream " + upstream_ + " of " + options_.source_name +
                           ", whose history is another one now\n\nUpstream-Commit: " + upstream_ +
                           "\n");
  }

  void conflict(const std::vector<std::string>& paths, const std::string& theirs, bool edits) {
    result_.outcome = Outcome::conflict;
    result_.edits_conflict = edits;
    for (const auto& path : paths) {
      result_.conflicts.push_back(
          {.path = path,
           .ours = edits ? "edited, not committed" : last_commit(cache_, path, head_, theirs),
           .theirs = last_commit(cache_, path, theirs, head_)});
    }
  }

  void refuse_staged(const Snapshot& snapshot) const {
    if (snapshot.staged.empty()) return;
    throw base::Error(
        base::ErrorCode::conflict,
        "'" + snapshot.staged.front() +
            "' has staged content that is not what the file holds: merging would lose it",
        "commit or unstage it in '" + cache_.work_tree + "'");
  }

  /// Everything local is kept in a commit that a ref holds, then the branch and files are
  /// upstream's. New files that upstream does not have stay.
  void discard() {
    const auto snapshot = take_snapshot(cache_, head_);
    refuse_staged(snapshot);
    const bool own_commits = head_ != upstream_ && !is_ancestor(cache_, head_, upstream_);
    if (snapshot.commit.empty() && head_ == upstream_) return;
    result_.edited = snapshot.edited;
    result_.outcome =
        own_commits || !snapshot.commit.empty() ? Outcome::discarded : Outcome::forwarded;
    const std::string kept = snapshot.commit.empty() ? head_ : snapshot.commit;
    if (result_.outcome == Outcome::discarded) {
      result_.backup = backup_ref(kept);
      if (!options_.dry) git::query(cache_, {"update-ref", result_.backup, kept});
    }
    std::set<std::string> mine;
    if (!snapshot.commit.empty()) {
      const auto changes = git::changes(cache_, head_, snapshot.commit, {});
      for (const auto& change : changes.value_or(std::vector<git::Change>())) {
        if (change.status == 'A') mine.insert(change.path);
      }
    }
    move_to(upstream_, snapshot.tree, *git::tree_of(cache_, upstream_), mine);
  }

  void move_to(const std::string& commit, const std::string& from, const std::string& to,
               const std::set<std::string>& keep) {
    const auto steps = steps_between(cache_, from, to, keep);
    result_.added = steps.added;
    result_.changed = steps.changed;
    result_.removed = steps.removed;
    if (options_.dry) return;
    IndexSwap index(cache_, commit);
    write(steps, pull_reason(head_, commit, before_));
    // Until the branch moves the files are edits that say what upstream says, which the next merge
    // finds to be the same.
    git::query(cache_, {"update-ref", "-m", "git agents pull", "--stdin"},
               "update " + options_.branch + " " + commit + " " + head_ + "\nupdate " +
                   std::string(integrated_ref) + " " + upstream_ + "\n");
    index.commit();
    result_.head = commit;
  }

  /// All of it, or nothing.
  void write(const TreeSteps& steps, const std::string& reason) {
    const std::string target = "source:" + cache_.work_tree;
    std::int64_t first = 0;
    if (!steps.first.empty()) first = state_().apply("pull", target, reason, steps.first);
    try {
      if (!steps.steps.empty()) {
        result_.operation = state_().apply("pull", target, reason, steps.steps);
      }
    } catch (const base::Error&) {
      if (first != 0) state_().undo(first, false);
      throw;
    }
  }

  const git::Repository& cache_;
  const IntegrateOptions& options_;
  const std::function<track::State&()>& state_;
  std::string head_, upstream_, before_;
  Integration result_;
};

}  // namespace

std::string pull_reason(const std::string& from, const std::string& to, const std::string& base) {
  return from + ".." + to + (base.empty() ? "" : " on " + base);
}

bool take_branch_back(const std::string& directory, const std::string& reason) {
  constexpr std::string_view dots = "..", on = " on ";
  const auto cache = open_cache(directory);
  const std::size_t middle = reason.find(dots), end = std::min(reason.find(on), reason.size());
  if (!cache || middle == std::string::npos || middle > end) return false;
  const std::string from = reason.substr(0, middle);
  const std::string to = reason.substr(middle + dots.size(), end - middle - dots.size());
  const std::string base = end < reason.size() ? reason.substr(end + on.size()) : from;
  const auto branch = git::current_branch(*cache);
  const bool known = git::tree_of(*cache, from) && git::tree_of(*cache, base);
  if (!branch || !known || commit_at(*cache, "HEAD") != to) return false;
  git::query(*cache, {"read-tree", "--reset", from});
  git::query(*cache, {"update-ref", "-m", "git agents undo", "--stdin"},
             "update " + *branch + " " + from + " " + to + "\nupdate " +
                 std::string(integrated_ref) + " " + base + "\n");
  return true;
}

Integration integrate(const git::Repository& cache, const IntegrateOptions& options,
                      const std::function<track::State&()>& state) {
  return Integrator(cache, options, state).run();
}

}  // namespace syncing
