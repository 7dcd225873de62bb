#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "settings/settings.hpp"

namespace cli {

/// Content of a small file of the tree, or nothing.
using ReadText = std::function<std::optional<std::string>(const std::string& path)>;

/// The definition roots among all `paths` of a tree: the well-known places, the directories of
/// plugins (`*-plugin/plugin.json`, marketplaces), and directories of Markdown with a
/// BASE-AGENT.md. Only roots that hold a definition; sorted by path; three or more that differ in
/// one component become one pattern with `*`.
std::vector<settings::DefinitionRoot> discover_roots(const std::vector<std::string>& paths,
                                                     const ReadText& read);

/// Text of a new `.git-agents.yaml` with these roots, commented. `bases`: there are bases.
std::string settings_text(const std::vector<settings::DefinitionRoot>& roots, bool bases);

}  // namespace cli
