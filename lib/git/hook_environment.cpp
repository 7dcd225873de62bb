#include <stdlib.h>

#include <memory>

#include "base/error.hpp"
#include "git/repository.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"

namespace git {
namespace {

constexpr std::size_t max_link_bytes = 16 * 1024;

/// The path with all links resolved; "" where there is nothing.
std::string resolve(const std::string& path) {
  const std::unique_ptr<char, decltype(&free)> resolved(realpath(path.c_str(), nullptr), &free);
  return resolved ? resolved.get() : std::string();
}

std::string against(const std::string& directory, std::string_view path) {
  return path.starts_with('/') ? std::string(path) : os::join(directory, path);
}

/// The content of a one-line file without its newline.
std::optional<std::string> read_line(const std::string& path) {
  std::optional<std::string> text = os::read_file_if_exists(path, max_link_bytes);
  if (!text) return std::nullopt;
  while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
  if (text->empty() || text->find('\n') != std::string::npos) return std::nullopt;
  return text;
}

/// The git directory that `path` is, or that it leads to where it is a gitfile; "" where neither.
std::string git_directory(const std::string& path) {
  std::string resolved = resolve(path);
  if (resolved.empty()) return {};
  const std::optional<os::Stat> stat = os::stat_if_exists(resolved);
  if (stat && stat->is_file()) {
    constexpr std::string_view prefix = "gitdir: ";
    const std::optional<std::string> line = read_line(resolved);
    if (!line || !line->starts_with(prefix)) return {};
    const std::string directory(os::parent(resolved));
    resolved = resolve(against(directory, std::string_view(*line).substr(prefix.size())));
  }
  return resolved;
}

/// Of a plain repository or a linked worktree; "" where it looks like neither.
std::string common_directory(const std::string& git_dir) {
  if (!os::exists(git_dir + "/HEAD")) return {};
  std::string common = git_dir;
  if (os::exists(git_dir + "/commondir")) {
    const std::optional<std::string> line = read_line(git_dir + "/commondir");
    if (!line) return {};
    common = resolve(against(git_dir, *line));
  }
  const bool plain =
      !common.empty() && os::exists(common + "/objects") && os::exists(common + "/refs");
  return plain ? common : std::string();
}

std::optional<Repository> read_layout(const std::string& here) {
  const std::optional<std::string> named = os::variable("GIT_DIR");
  const std::optional<std::string> work_tree = os::variable("GIT_WORK_TREE");
  if (os::variable("GIT_COMMON_DIR") || os::variable("GIT_IMPLICIT_WORK_TREE")) return std::nullopt;
  if (work_tree && resolve(*work_tree) != here) return std::nullopt;

  const std::string below = git_directory(here + "/.git");
  Repository repository;
  repository.in_hook = true;
  repository.own = true;
  repository.git_dir = named ? git_directory(against(here, *named)) : below;
  if (repository.git_dir.empty()) return std::nullopt;
  repository.common_dir = common_directory(repository.git_dir);
  if (repository.common_dir.empty()) return std::nullopt;
  if (repository.git_dir == here) return work_tree ? std::nullopt : std::optional(repository);
  // GIT_DIR alone does not say whether there is a work tree: core.bare may.
  if (repository.git_dir != below && !work_tree) return std::nullopt;
  repository.work_tree = here;
  return repository;
}

}  // namespace

std::optional<Repository> from_hook_environment() {
  const std::string here = resolve(".");
  if (here.empty()) return std::nullopt;
  try {
    return read_layout(here);
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

}  // namespace git
