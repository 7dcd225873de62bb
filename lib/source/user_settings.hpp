#pragma once

#include <string>

#include "git/repository.hpp"
#include "settings/settings.hpp"

namespace source {

inline constexpr std::size_t max_settings_bytes = 256 << 10;

/// "$XDG_CONFIG_HOME/git-agents/config.yaml".
std::string user_settings_file();

/// What the user's own file says, defaults where there is none. Error where it cannot be read.
settings::Loaded user_settings();

/// What the file at the work tree's top says, defaults where there is none; definitions that no
/// file names are not looked for. No spawn.
settings::Loaded work_tree_settings(const git::Repository& repository);

}  // namespace source
