#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "git/config.hpp"
#include "git/repository.hpp"
#include "settings/settings.hpp"

namespace hooks {

/// How our hook for one event is there.
enum class Presence {
  absent,
  current,      ///< our shim, our block or our configuration hook, as this version writes it
  outdated,     ///< one that an earlier version wrote: upgraded by install
  foreign,      ///< somebody else's hook holds the slot, without our block
  unreachable,  ///< ours is there, but git runs another directory or it is not executable
};

struct EventState {
  std::string event;
  Presence presence = Presence::absent;
  std::string path;    ///< of the hook file; "" for configuration hooks
  std::string detail;  ///< why it is foreign or unreachable, for people
};

/// What stands for each of `events` in this repository.
std::vector<EventState> inspect(const git::Repository& repository, const git::Config& config,
                                std::span<const std::string> events);

struct InstallOptions {
  std::string hook_program;  ///< absolute path of git-agents-hook, baked into the shims
  bool force = false;        ///< replace foreign hooks that cannot be extended (kept beside)
  std::string git_version;   ///< what `git version` says; "" = asked
};

struct InstallResult {
  std::vector<std::string> done;     ///< sentences: what was written, upgraded, already there
  std::vector<std::string> refused;  ///< sentences: what was left alone, and what to do
};

/// Installs our hooks for `events`: configuration hooks on git ≥ 2.54, else our shim where the slot
/// is free, else a managed block after the shebang of a POSIX-sh hook, else refuses. Twice is the
/// same as once. Never touches a text that we did not write.
InstallResult install(const git::Repository& repository, const git::Config& config,
                      std::span<const std::string> events, const InstallOptions& options);

/// Removes what install() wrote, in every form and for every event, and nothing else: a file that
/// only had our block is as it was before, byte for byte.
InstallResult uninstall(const git::Repository& repository, const git::Config& config);

/// Text to paste into a hook for `event` by hand.
std::string manual_text(std::string_view event, const std::string& hook_program);

/// The events that have work under these settings: pre-commit, pre-merge-commit, pre-push always;
/// the post hooks always too, since the index is theirs.
std::vector<std::string> events_for(const settings::Settings& settings);

}  // namespace hooks
