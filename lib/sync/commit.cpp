#include "sync/commit.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "agent/discovery.hpp"
#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git/config.hpp"
#include "git/failure.hpp"
#include "git/status.hpp"
#include "os/file.hpp"
#include "sync/cache.hpp"
#include "sync/index_swap.hpp"
#include "sync/new_errors.hpp"
#include "sync/scratch_index.hpp"
#include "sync/snapshot.hpp"

namespace syncing {
namespace {

bool is_below(std::string_view path, std::string_view top) {
  return top.empty() || path == top || (path.starts_with(top) && path[top.size()] == '/');
}

/// The part of an absolute path below `root`; nothing where it is not there.
std::optional<std::string> below(std::string_view root, std::string_view path) {
  if (path == root) return std::string();
  if (!path.starts_with(root) || path[root.size()] != '/') return std::nullopt;
  return std::string(path.substr(root.size() + 1));
}

/// The path with all directories resolved, as far as they are there.
std::string resolved(const std::string& path) {
  std::error_code failed;
  const auto directory = std::filesystem::weakly_canonical(std::string(os::parent(path)), failed);
  return failed ? path : os::join(directory.string(), os::file_name(path));
}

base::Error no_changes(const git::Repository& cache, const std::string& path) {
  const bool there = path.empty() || os::exists(os::join(cache.work_tree, path));
  return {base::ErrorCode::not_found,
          there ? base::quote_path(path.empty() ? "." : path) + " has no changes to commit"
                : base::quote_path(path) + " is neither in the cache nor deleted from it",
          there ? "files that are ignored in the cache are not committed"
                : "paths are relative to " + cache.work_tree};
}

/// Is it in the directory of a skill, all of whose files are the skill's?
bool is_in_skill(const git::Repository& cache, std::string_view path) {
  for (std::string_view at = os::parent(path); !at.empty(); at = os::parent(at)) {
    if (os::exists(os::join(os::join(cache.work_tree, at), "SKILL.md"))) return true;
  }
  return false;
}

/// Can a new file be part of what the source is used for? Others are some program's, or a secret.
bool is_of_a_definition(const git::Repository& cache, const std::string& path,
                        const std::string& top) {
  constexpr std::uint32_t plain_file = 0100644;
  if (!is_below(path, top)) return false;
  if (is_in_skill(cache, path)) return true;
  return !os::file_name(path).starts_with('.') && agent::may_be_definition(path, plain_file);
}

/// Takes new files out that nobody named and that are of no definition; gives them.
std::vector<std::string> leave_out(const git::Repository& cache, const std::string& top,
                                   std::set<std::string>& changed) {
  std::set<std::string> tracked;
  for (auto& entry : git::index_entries(cache, {})) tracked.insert(std::move(entry.path));
  const auto head = git::tree_entries(cache, "HEAD", {});
  if (head) {
    for (const auto& entry : *head) tracked.insert(entry.path);
  }
  std::vector<std::string> left;
  std::erase_if(changed, [&](const std::string& path) {
    const bool out = !tracked.contains(path) && !is_of_a_definition(cache, path, top);
    if (out) left.push_back(path);
    return out;
  });
  return left;
}

/// The paths that changed and are asked for; sorted, unique.
std::vector<std::string> chosen(const git::Repository& cache, const CommitRequest& request,
                                std::vector<std::string>& left_out) {
  std::set<std::string> changed, wanted;
  for (auto& change : git::work_tree_changes(cache, {})) {
    // Another repository is listed as a directory.
    if (!change.path.ends_with('/')) changed.insert(std::move(change.path));
  }
  if (request.paths.empty()) {
    left_out = leave_out(cache, request.top, changed);
    return {changed.begin(), changed.end()};
  }
  for (const auto& path : request.paths) {
    bool matched = false;
    for (const auto& candidate : changed) {
      if (!is_below(candidate, path)) continue;
      wanted.insert(candidate);
      matched = true;
    }
    if (!matched) throw no_changes(cache, path);
  }
  return {wanted.begin(), wanted.end()};
}

/// Brings the cache's own index to what was committed, at these paths only.
void stage(const git::Repository& cache, const std::vector<git::Change>& changes) {
  static constexpr const char* modes[] = {"100644", "100755", "120000", "160000"};
  std::string input;
  for (const auto& change : changes) {
    if (change.status == 'D') {
      input.append("0 ").append(change.old_id.size(), '0');
    } else {
      const std::size_t kind = change.new_mode == 0100755   ? 1
                               : change.new_mode == 0120000 ? 2
                               : change.new_mode == 0160000 ? 3
                                                            : 0;
      input.append(modes[kind]).append(" ").append(change.new_id).append(" 0");
    }
    input.append("\t").append(change.path) += '\0';
  }
  git::query(cache, {"update-index", "-z", "--index-info"}, std::move(input));
  // Only stat data, so that git need not read the files again; other edits make it "fail".
  os::run(git::command(cache, {"update-index", "-q", "--refresh"}));
}

}  // namespace

std::string path_in_cache(const git::Repository& cache, const std::string& word) {
  std::error_code failed;
  const std::string here = std::filesystem::current_path(failed).string();
  const bool inside = !failed && below(cache.work_tree, here);
  const std::string& from = inside ? here : cache.work_tree;
  const std::string path = os::normalise(word.starts_with('/') ? word : os::join(from, word));
  for (const auto& candidate : {path, resolved(path)}) {
    if (auto found = below(cache.work_tree, candidate)) return std::move(*found);
  }
  throw base::Error(base::ErrorCode::usage,
                    "'" + word + "' is outside of '" + cache.work_tree + "'",
                    "paths are relative to that directory");
}

std::string user_commit(const git::Repository& cache, const std::string& tree,
                        const std::vector<std::string>& parents, const std::string& message,
                        const std::string& date) {
  std::vector<std::string> arguments = {"commit-tree", tree};
  for (const auto& parent : parents) arguments.insert(arguments.end(), {"-p", parent});
  // commit-tree does not look at that setting itself.
  if (git::Config::load(cache).boolean("commit.gpgsign", false)) arguments.emplace_back("-S");
  os::Command git = git::command(cache, arguments);
  if (!date.empty()) {
    git.environment.emplace_back("GIT_AUTHOR_DATE", date);
    git.environment.emplace_back("GIT_COMMITTER_DATE", date);
  }
  git.input = message.ends_with('\n') ? message : message + "\n";
  const os::Result result = os::run(git);
  if (result.ok()) return std::string(base::trim(result.output));
  if (result.error.find("tell me who you are") != std::string::npos) {
    throw base::Error(base::ErrorCode::invalid, "cannot commit: git does not know who you are",
                      "git config --global user.name 'Your Name'\n"
                      "git config --global user.email you@example.com");
  }
  throw git::failure(arguments, result);
}

LocalCommit commit_edits(const git::Repository& cache, const CommitRequest& request) {
  recover_files();
  remove_stale_index_lock(cache);
  const std::string unfinished = unfinished_work(cache);
  if (!unfinished.empty()) {
    throw base::Error(base::ErrorCode::conflict,
                      unfinished + " is not finished in '" + cache.work_tree + "'",
                      "git -C " + base::shell_word(cache.work_tree) + " status");
  }
  const auto ids =
      git::object_ids(cache, {"HEAD^{commit}", std::string(upstream_ref) + "^{commit}"});
  const std::string& head = ids[0];
  if (head.empty()) {
    throw base::Error(base::ErrorCode::not_found, "'" + cache.work_tree + "' has no commit yet");
  }
  LocalCommit result;
  ScratchIndex index(cache, head);
  index.take_files(chosen(cache, request, result.left_out));
  const std::string tree = index.write_tree();
  result.files = git::changes(cache, head, tree, {}).value();
  result.unchanged = result.files.empty();
  if (result.unchanged) return result;
  if (const auto place = left_conflict(cache, result.files)) {
    throw base::Error(base::ErrorCode::conflict, *place + ": a conflict is left in the file",
                      "edit it so that one version remains");
  }
  result.errors = new_errors(cache, tree, ids[1]);
  if (request.dry || !result.errors.empty()) return result;
  const std::string message(base::trim(request.message));
  const std::string commit = user_commit(cache, tree, {head}, message);
  stage(cache, result.files);
  const std::string subject = message.substr(0, message.find('\n'));
  git::query(cache, {"update-ref", "-m", "commit: " + subject, "HEAD", commit, head});
  result.id = commit;
  return result;
}

}  // namespace syncing
