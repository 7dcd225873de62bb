#pragma once

#include <string>

#include "git/repository.hpp"

namespace hooks {

/// Where git looks for the hooks of this work tree.
struct HookDirectory {
  std::string path;        ///< absolute; "" where git itself cannot tell
  std::string configured;  ///< core.hooksPath as written, or ""
  std::string scope;       ///< of core.hooksPath: "local", "global", …; "" where it is not set
  std::string refusal;     ///< why we write nothing there, as a sentence; "" where we may
};

/// Asks git: in a linked worktree the hooks are in the common directory, and core.hooksPath may be
/// relative to each work tree.
HookDirectory hook_directory(const git::Repository& repository);

/// `path` relative to the work tree where it lies inside, for messages.
std::string shown_path(const git::Repository& repository, const std::string& path);

}  // namespace hooks
