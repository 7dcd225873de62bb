#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "git/config.hpp"
#include "git/repository.hpp"

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
  std::string path;        ///< of the hook file; "" for configuration hooks
  std::string detail;      ///< why it is foreign or unreachable, for people
  bool overtaken = false;  ///< foreign: a known hook manager has the place
  std::string where;       ///< how a current one is there, where that is no file of its own
  std::string advice;  ///< what to do about it; "" where all is well or nothing special is known
};

/// What stands for each of `events` in this repository.
std::vector<EventState> inspect(const git::Repository& repository, const git::Config& config,
                                std::span<const std::string> events);

/// For this repository, all repositories of this user, or this worktree.
using Scope = git::ConfigFile;

struct InstallOptions {
  std::string hook_program;  ///< absolute path of git-agents-hook, baked into the shims
  bool force = false;        ///< replace foreign hooks that cannot be extended (kept beside)
  bool shim = false;         ///< hook files also where git runs hooks from its configuration
  Scope scope = Scope::local;
  std::string git_version;  ///< what `git version` says; "" = asked
};

struct InstallResult {
  std::vector<std::string> done;     ///< sentences: what was written, upgraded, already there
  std::vector<std::string> notes;    ///< sentences: what to know of the hooks that ours are in
  std::vector<std::string> refused;  ///< what was left alone and what to do, a sentence; further
                                     ///< lines show what was edited
};

/// Installs our hooks for `events`: configuration hooks on git ≥ 2.54, else our shim where the slot
/// is free, else a managed block after the shebang of a POSIX-sh hook, else refuses. Twice is the
/// same as once. Never touches a text that we did not write. An installation for all repositories
/// needs none: `repository` may then be empty.
InstallResult install(const git::Repository& repository, const git::Config& config,
                      std::span<const std::string> events, const InstallOptions& options);

/// Removes what install() wrote, for every event, and nothing else: a file that only had our block
/// is as it was before, byte for byte. Local: in every form, from the repository's configuration
/// and its hook files; the state that we keep in git's directories goes with the last of them.
InstallResult uninstall(const git::Repository& repository, const git::Config& config,
                        Scope scope = Scope::local);

/// Text to paste into a hook for `event` by hand.
std::string manual_text(std::string_view event, const std::string& hook_program);

/// The events that have work in this repository: pre-receive in a bare one, and in one with a work
/// tree or linked worktrees those of a client. Everywhere else none would ever run.
std::vector<std::string> events_for(const git::Repository& repository, const git::Config& config);

/// Those of an installation for all repositories.
std::vector<std::string> client_events();

}  // namespace hooks
