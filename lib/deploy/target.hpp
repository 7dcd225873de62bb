#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "agent/kind.hpp"
#include "settings/settings.hpp"

namespace deploy {

/// A tool's directories for one scope, absolute.
struct TargetPlaces {
  std::string id;  ///< "claude:project:/work/repo" or "claude:user:/home/me/.claude"
  std::string tool, scope;
  std::string agents, skills, commands;
};

std::span<const std::string_view> tools();

/// `root` is the work tree. User scope: $CLAUDE_CONFIG_DIR, else ~/.claude. The directories are
/// resolved as far as they exist, so that one may be a symbolic link; a project's must not lead out
/// of the work tree. Error(invalid) for that, and for a tool or scope that is not known.
TargetPlaces resolve(const settings::Target& target, const std::string& root);

/// "agent", "skill" or "command" goes where? "" = this tool has no place for it.
std::string directory_for(const TargetPlaces& places, agent::Kind kind);

}  // namespace deploy
