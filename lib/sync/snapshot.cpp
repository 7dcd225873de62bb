#include "sync/snapshot.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"
#include "git/records.hpp"
#include "git/status.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "sync/scratch_index.hpp"

namespace syncing {
namespace {

std::string first_line(std::string text) {
  text.resize(std::min(text.find('\n'), text.size()));
  return text;
}

/// Staged content that is on no disk: the index says otherwise than HEAD, and the file otherwise
/// than the index.
std::vector<std::string> staged_alone(const git::Repository& cache) {
  const auto staged = git::staged_changes(cache, {});
  if (staged.empty()) return {};
  std::vector<std::string> unlike;
  const auto listing =
      git::query(cache, {"diff-files", "--name-only", "-z", "--ignore-submodules=all"});
  git::for_each_record(listing, [&](std::string_view path) { unlike.emplace_back(path); });
  std::ranges::sort(unlike);
  std::vector<std::string> both;
  for (const auto& change : staged) {
    // A deletion holds no text.
    if (change.status != 'D' && std::ranges::binary_search(unlike, change.path)) {
      both.push_back(change.path);
    }
  }
  return both;
}

}  // namespace

std::string commit_tree(const git::Repository& cache, const std::string& tree,
                        const std::vector<std::string>& parents, std::string_view message) {
  std::vector<std::string> arguments = {"commit-tree", tree};
  for (const auto& parent : parents) {
    arguments.emplace_back("-p");
    arguments.push_back(parent);
  }
  auto git = git::command(cache, arguments);
  git.input = message;
  auto result = os::run(git);
  if (!result.ok()) {
    // git does not know who the user is. Names that are set count all the same.
    for (const char* name : {"GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"}) {
      git.environment.emplace_back(name, os::variable(name).value_or("git agents"));
    }
    for (const char* name : {"GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"}) {
      git.environment.emplace_back(name, os::variable(name).value_or("git-agents@localhost"));
    }
    result = os::run(git);
  }
  if (!result.ok()) throw git::failure(arguments, result);
  return first_line(result.output);
}

Snapshot take_snapshot(const git::Repository& cache, const std::string& head) {
  Snapshot snapshot;
  for (auto& change : git::work_tree_changes(cache, {})) {
    // Another repository of the user's, which is none of the cache's files.
    if (!change.path.ends_with('/')) snapshot.edited.push_back(std::move(change.path));
  }
  const auto tree = git::tree_of(cache, head);
  if (!tree) throw base::Error(base::ErrorCode::invalid, "'" + head + "' has no tree");
  snapshot.tree = *tree;
  if (snapshot.edited.empty()) return snapshot;
  snapshot.staged = staged_alone(cache);

  ScratchIndex index(cache, head);
  index.take_files(snapshot.edited);
  snapshot.tree = index.write_tree();
  if (snapshot.tree == *tree) {
    snapshot.edited.clear();
    return snapshot;
  }
  snapshot.commit = commit_tree(cache, snapshot.tree, {head}, "Uncommitted edits\n");
  return snapshot;
}

std::string unfinished_work(const git::Repository& cache) {
  constexpr std::pair<const char*, const char*> signs[] = {
      {"MERGE_HEAD", "a merge"},    {"rebase-merge", "a rebase"},
      {"rebase-apply", "a rebase"}, {"CHERRY_PICK_HEAD", "a cherry-pick"},
      {"REVERT_HEAD", "a revert"},
  };
  for (const auto& [file, name] : signs) {
    if (os::exists(os::join(cache.git_dir, file))) return name;
  }
  return {};
}

}  // namespace syncing
