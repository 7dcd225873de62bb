#include "sync/reset.hpp"

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "git/status.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "sync/adopt.hpp"
#include "sync/cache.hpp"
#include "sync/outgoing.hpp"
#include "sync/snapshot.hpp"
#include "track/source_store.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

/// A path in `directory` that is free.
std::string free_path(const std::string& directory, const std::string& name) {
  std::string path = os::join(directory, name);
  for (int number = 2; os::exists(path); ++number) {
    path = os::join(directory, name + "-" + std::to_string(number));
  }
  return path;
}

/// Moves a directory as a whole, or not.
void move_directory(const std::string& from, const std::string& to) {
  os::make_directories(std::string(os::parent(to)), 0700);
  move_tree(from, to);
}

class Resetter {
 public:
  explicit Resetter(const Source& source) : source_(source) {}

  Reset look() {
    if (const auto cache = open_cache(source_.cache)) {
      refuse_worktree(*cache);
      for (auto& change : git::work_tree_changes(*cache, {})) {
        result_.edited.push_back(std::move(change.path));
      }
      count_commits(*cache);
    }
    return std::move(result_);
  }

  /// The former cache's new place; "" where there was none.
  Reset put_aside() {
    const auto lock = lock_cache(source_.cache);
    if (!os::exists(source_.cache)) return std::move(result_);
    const std::string time = time_name();
    if (const auto cache = open_cache(source_.cache)) {
      refuse_worktree(*cache);
      count(*cache);
      save(*cache, time);
    }
    const std::string name(os::file_name(source_.cache));
    result_.kept = free_path(os::join(os::join(track::state_directory(), "reset"), time), name);
    try {
      move_directory(source_.cache, result_.kept);
    } catch (const base::Error&) {
      // Another file system: beside it, then.
      result_.kept = free_path(std::string(os::parent(source_.cache)), name + ".reset-" + time);
      move_directory(source_.cache, result_.kept);
    }
    // What an interrupted pull left is not used again either. The name is free as the other was.
    const std::string unfinished = unfinished_directory(source_.cache);
    if (os::exists(unfinished))
      move_directory(unfinished, free_path(result_.kept + ".partial", ""));
    return std::move(result_);
  }

 private:
  static void refuse_worktree(const git::Repository& cache) {
    if (cache.git_dir == os::join(cache.work_tree, ".git")) return;
    throw base::Error(base::ErrorCode::conflict,
                      "'" + cache.work_tree + "' is a work tree of '" + cache.common_dir + "'",
                      "git -C " + base::shell_word(cache.common_dir) + " worktree remove " +
                          base::shell_word(cache.work_tree));
  }

  /// Gives HEAD's commit.
  std::string count_commits(const git::Repository& cache) {
    const auto ids =
        git::object_ids(cache, {"HEAD^{commit}", std::string(upstream_ref) + "^{commit}"});
    if (!ids[0].empty() && !ids[1].empty()) {
      result_.commits =
          outgoing(cache, ids[1], !stands_for(cache, ids[1]).empty(), ids[0]).commits.size();
    }
    return ids[0];
  }

  /// Where git cannot read the cache, the whole of it is kept all the same.
  void count(const git::Repository& cache) {
    try {
      const std::string head = count_commits(cache);
      if (head.empty()) return;
      auto snapshot = take_snapshot(cache, head);
      result_.edited = std::move(snapshot.edited);
      snapshot_ = snapshot.commit;
    } catch (const base::Error&) {
      snapshot_.clear();
    }
  }

  void save(const git::Repository& cache, const std::string& time) {
    if (snapshot_.empty()) return;
    const std::string ref = std::string(backup_prefix) + time;
    git::query(cache, {"update-ref", ref, snapshot_});
    result_.snapshot = ref;
  }

  const Source& source_;
  std::string snapshot_;
  Reset result_;
};

}  // namespace

Reset reset_cache(const Source& source, const Lock& locks, const git::Config& config,
                  const ResetOptions& options, Progress& progress) {
  if (options.dry) return Resetter(source).look();
  // Nothing is moved where the state cannot be read afterwards.
  auto store = track::SourceStore::open(track::state_directory());
  recover_files();
  Reset reset = Resetter(source).put_aside();
  const auto state = store.find(source.id);
  const auto files = store.files(source.id);
  store.remove(source.id);
  PullOptions how;
  how.may_prompt = options.may_prompt;
  how.jobs = 1;
  reset.pulled = std::move(pull({source}, locks, config, how, progress).front());
  if (reset.pulled.status != Pulled::Status::failed) return reset;
  if (state) {
    store.put(*state);
    store.replace_files(source.id, files);
  }
  if (!reset.kept.empty() && !os::exists(source.cache)) {
    move_directory(reset.kept, source.cache);
    reset.put_back = true;
    reset.kept.clear();
  }
  return reset;
}

}  // namespace syncing
