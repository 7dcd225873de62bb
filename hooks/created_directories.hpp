#pragma once

#include <string>

#include "git/repository.hpp"

namespace hooks {

/// Makes a hook directory, and remembers in the repository's state which parts of its path are
/// ours, so that uninstalling can take them away.
void create_hook_directory(const git::Repository& repository, const std::string& path);

/// Removes the directories that create_hook_directory() made, as far as they are empty, and the
/// memory of them.
void remove_created_directories(const git::Repository& repository);

}  // namespace hooks
