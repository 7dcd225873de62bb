#include "hooks/derived_state.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string_view>

#include "agent/names.hpp"
#include "os/file.hpp"
#include "os/lock_file.hpp"

namespace hooks {
namespace {

constexpr std::chrono::seconds patience(20);

/// With what SQLite keeps beside a database, and what an interrupted write leaves.
bool is_derived(std::string_view name) {
  static constexpr std::array<std::string_view, 11> files = {
      "memo.db", "index.db",   "passed",       "passed-listing", "position", "said",
      "trusted", "worker.log", "worker.log.1", "created",        "pull-due"};
  static constexpr std::array<std::string_view, 4> companions = {"", "-wal", "-shm", "-journal"};
  if (name.starts_with("built-") || name.starts_with("unrecorded-")) return true;
  if (name.starts_with('.') && name.ends_with(".tmp")) return true;
  return std::ranges::any_of(files, [name](std::string_view file) {
    return name.starts_with(file) &&
           std::ranges::find(companions, name.substr(file.size())) != companions.end();
  });
}

/// What workers left, and copies that a killed one could not remove.
bool is_derived_folder(std::string_view name) {
  return name == "work" || name.starts_with("stage.");
}

void clean(const std::string& git_dir) {
  const std::string folder = os::join(git_dir, agent::state_folder);
  const auto stat = os::stat_if_exists(folder);
  if (!stat || !stat->is_directory()) return;
  // What a worker has begun would come back after it was removed.
  const std::string work_lock = os::join(folder, "work/lock");
  std::optional<os::LockFile> worker;
  if (os::exists(work_lock)) worker.emplace(work_lock, "uninstall", patience);
  for (const auto& entry : os::list_directory(folder)) {
    const std::string path = os::join(folder, entry.name);
    if (entry.is_file && is_derived(entry.name)) os::remove_file(path);
    if (entry.is_directory && is_derived_folder(entry.name)) std::filesystem::remove_all(path);
  }
  os::remove_empty_directories(folder, git_dir);
}

}  // namespace

void remove_derived_state(const git::Repository& repository) {
  clean(repository.common_dir);
  const std::string worktrees = os::join(repository.common_dir, "worktrees");
  for (const auto& entry : os::list_directory(worktrees)) {
    if (entry.is_directory) clean(os::join(worktrees, entry.name));
  }
}

}  // namespace hooks
