#pragma once

#include <string>
#include <vector>

#include "agent/kind.hpp"

namespace agent {

/// The privilege-carrying keys of a definition in a canonical form, one "key: value" a line: tools,
/// allowed-tools, disallowedTools, permissionMode, hooks, mcpServers, model.
std::string privileges(const std::string& frontmatter_json, Kind kind);

/// Lines that are in `after` and not in `before`.
std::vector<std::string> added_privileges(const std::string& before, const std::string& after);

/// What a deployed definition may do after an update that it might not do before: added lines, and
/// restrictions that are gone ("tools: all", "disallowedTools: no longer Bash"). A first list of
/// tools is a restriction.
std::vector<std::string> widened_privileges(const std::string& before, const std::string& after);

/// What in a new definition needs a person's consent: hooks, mcpServers, a permissionMode.
std::vector<std::string> risky_privileges(const std::string& privileges);

}  // namespace agent
