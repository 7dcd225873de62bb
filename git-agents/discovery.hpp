#pragma once

#include <string>
#include <vector>

#include "settings/settings.hpp"

namespace cli {

/// Text of a new `.git-agents.yaml` with these roots, commented. `bases`: there are bases.
std::string settings_text(const std::vector<settings::DefinitionRoot>& roots, bool bases);

}  // namespace cli
