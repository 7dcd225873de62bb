#include "hooks/install.hpp"

#include "base/error.hpp"
#include "hooks/configuration_hook.hpp"
#include "hooks/configuration_hooks.hpp"
#include "hooks/hook_directory.hpp"
#include "hooks/hook_files.hpp"
#include "hooks/managed_block.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

/// Why the configuration cannot take hooks of this scope; "" where it can.
std::string configuration_refusal(const git::Config& config, Scope scope) {
  if (scope != Scope::worktree || config.boolean("extensions.worktreeConfig", false)) return {};
  return "the worktrees of this repository share one configuration: 'git config "
         "extensions.worktreeConfig true' gives each its own (see 'git help worktree'), then run "
         "'git agents install --worktree' again";
}

/// Why hook files cannot serve this scope; "" where they can.
std::string files_refusal(const HookDirectory& directory, Scope scope) {
  if (scope == Scope::global) {
    return "git before 2.54 runs no hooks from the configuration, so there is no place for hooks "
           "of all your repositories: run 'git agents install' in each of them";
  }
  if (!directory.refusal.empty()) return directory.refusal;
  if (scope == Scope::worktree && directory.scope != "worktree") {
    return "hook files serve all worktrees of a repository: give this one a directory of its own "
           "with 'git config extensions.worktreeConfig true' and 'git config --worktree "
           "core.hooksPath \"$(git rev-parse --absolute-git-dir)/hooks\"', then run 'git agents "
           "install --worktree' again; or run 'git agents install' for all of them";
  }
  return {};
}

InstallResult install_configuration(const git::Repository& repository, const git::Config& config,
                                    std::span<const std::string> events,
                                    const InstallOptions& options) {
  InstallResult result;
  if (auto refusal = configuration_refusal(config, options.scope); !refusal.empty()) {
    result.refused.push_back(std::move(refusal));
    return result;
  }
  ConfigurationHooks hooks(repository, options.scope);
  for (const auto& event : events) hooks.install(event, options);
  hooks.report_to(result);
  if (options.scope != Scope::local) return result;
  // Where the hook is in the configuration now, an older one of ours in a file would be a second.
  const HookDirectory directory = hook_directory(repository);
  if (!directory.refusal.empty()) return result;
  HookFiles files(repository, directory.path);
  for (const auto& event : events) files.retire(event);
  return result;
}

InstallResult install_files(const git::Repository& repository, std::span<const std::string> events,
                            const InstallOptions& options) {
  InstallResult result;
  const HookDirectory directory =
      options.scope == Scope::global ? HookDirectory() : hook_directory(repository);
  if (auto refusal = files_refusal(directory, options.scope); !refusal.empty()) {
    result.refused.push_back(std::move(refusal));
    return result;
  }
  HookFiles files(repository, directory.path);
  for (const auto& event : events) files.install(event, options);
  files.report_to(result);
  return result;
}

/// Is this repository one that is pushed to and has no work tree of its own? A manager of dotfiles
/// names a work tree for a bare one.
bool is_server(const git::Repository& repository, const git::Config& config) {
  if (!config.boolean("core.bare", false)) return false;
  return repository.work_tree.empty() || repository.git_dir != repository.common_dir;
}

}  // namespace

InstallResult install(const git::Repository& repository, const git::Config& config,
                      std::span<const std::string> events, const InstallOptions& options) {
  if (!options.hook_program.starts_with('/')) {
    throw base::Error(base::ErrorCode::internal,
                      "cannot install hooks: '" + options.hook_program + "' is not absolute");
  }
  const std::string version =
      options.git_version.empty() ? git::query(repository, {"version"}) : options.git_version;
  const bool runs_configuration = has_configuration_hooks(version);
  if (runs_configuration && !options.shim) {
    return install_configuration(repository, config, events, options);
  }
  auto result = install_files(repository, events, options);
  if (runs_configuration && options.scope == Scope::local && result.refused.empty()) {
    ConfigurationHooks hooks(repository, options.scope);
    for (const auto& event : events) hooks.retire(event);
  }
  return result;
}

std::string manual_text(std::string_view event, const std::string& hook_program) {
  return block_text(event, hook_program);
}

std::vector<std::string> client_events() {
  const auto all = all_events();
  std::vector<std::string> events(all.begin(), all.end());
  std::erase(events, "pre-receive");
  return events;
}

std::vector<std::string> events_for(const git::Repository& repository, const git::Config& config) {
  if (!is_server(repository, config)) return client_events();
  std::vector<std::string> events;
  if (!os::list_directory(os::join(repository.common_dir, "worktrees")).empty()) {
    events = client_events();
  }
  events.emplace_back("pre-receive");
  return events;
}

}  // namespace hooks
