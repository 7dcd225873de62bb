#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"
#include "settings/settings.hpp"

namespace agent {

/// Can Claude Code's directories hold definitions of this format?
bool is_deployable(Format format);

/// The file name that an agent is deployed under where no other one wants it.
std::string deployed_agent_file(std::string_view path);

/// The file at which a deployment to `target` puts each definition, a skill's SKILL.md for a skill:
/// ".claude/agents/x.md", or "~/.claude/agents/x.md" of the user. The definition's own path where
/// it lies there already, "" where it is not deployed.
std::vector<std::string> deployed_files(std::span<const Definition> definitions,
                                        const settings::Target& target);

}  // namespace agent
