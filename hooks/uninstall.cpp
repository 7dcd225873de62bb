#include <algorithm>

#include "hooks/configuration_hooks.hpp"
#include "hooks/created_directories.hpp"
#include "hooks/derived_state.hpp"
#include "hooks/hook_directory.hpp"
#include "hooks/hook_files.hpp"
#include "hooks/install.hpp"
#include "hooks/slot.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

std::vector<std::string> every_event() {
  return {all_events().begin(), all_events().end()};
}

void remove_configuration(const git::Repository& repository, Scope scope, InstallResult& result) {
  ConfigurationHooks hooks(repository, scope);
  for (const auto& event : every_event()) hooks.remove(event);
  hooks.report_to(result);
}

void remove_files(const git::Repository& repository, const std::vector<std::string>& directories,
                  InstallResult& result) {
  for (const auto& directory : directories) {
    HookFiles files(repository, directory);
    for (const auto& event : every_event()) files.remove(event);
    files.report_to(result);
  }
}

/// git makes config.worktree when the first value is written, and leaves it when the last goes.
void remove_if_empty(const std::string& path) {
  const auto stat = os::stat_if_exists(path);
  if (stat && stat->is_file() && stat->size == 0) os::remove_file(path);
}

bool has_own_configuration(const git::Config& config) {
  return config.boolean("extensions.worktreeConfig", false);
}

/// Are hooks of ours left in this repository?
bool remain(const git::Repository& repository, const git::Config& config,
            const std::vector<std::string>& directories) {
  std::vector<ConfigurationHooks> configurations;
  configurations.emplace_back(repository, Scope::local);
  if (has_own_configuration(config)) configurations.emplace_back(repository, Scope::worktree);
  return std::ranges::any_of(every_event(), [&](const std::string& event) {
    return std::ranges::any_of(configurations,
                               [&](const auto& hooks) { return hooks.holds(event); }) ||
           std::ranges::any_of(directories, [&](const std::string& directory) {
             return read_slot(directory, event).ours();
           });
  });
}

}  // namespace

InstallResult uninstall(const git::Repository& repository, const git::Config& config, Scope scope) {
  InstallResult result;
  if (scope == Scope::global) {
    remove_configuration(repository, scope, result);
    return result;
  }
  const HookDirectory active = hook_directory(repository);
  // Where core.hooksPath was set after the installation, ours are still in git's own directory.
  const std::string own = os::join(repository.common_dir, "hooks");
  const bool elsewhere = !active.path.empty() && active.path != own;
  std::vector<std::string> local = {own}, worktree;
  const bool foreign = active.scope == "global" || active.scope == "system";
  if (elsewhere && !foreign) {
    (active.scope == "worktree" ? worktree : local).push_back(active.path);
  }

  if (scope == Scope::local) {
    remove_configuration(repository, scope, result);
    // An installation for the repository goes where git looks here.
    local.insert(local.end(), worktree.begin(), worktree.end());
    worktree.clear();
    remove_files(repository, local, result);
    git::unset_config(repository, "agents.trusted");
  } else if (has_own_configuration(config)) {
    remove_configuration(repository, scope, result);
    remove_files(repository, worktree, result);
    remove_if_empty(os::join(repository.git_dir, "config.worktree"));
    worktree.clear();
  }
  local.insert(local.end(), worktree.begin(), worktree.end());
  if (!result.refused.empty() || remain(repository, config, local)) return result;
  git::unset_config(repository, "agents.trusted");
  remove_created_directories(repository);
  remove_derived_state(repository);
  return result;
}

}  // namespace hooks
