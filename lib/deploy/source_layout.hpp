#pragma once

#include <string>

#include "settings/settings.hpp"
#include "source/tree.hpp"

namespace deploy {

/// How a source's tree is read.
struct Layout {
  settings::Settings settings;  ///< `definitions` and `build` alone
  std::string problem;          ///< why it cannot be read; "" = nothing
};

/// Of the source's own `.git-agents.yaml` only `definitions` and `build` count, and mistakes in
/// them; without it the definitions are looked for. Where none would be found at or below `part`,
/// its directories agents, skills, commands and rules are what they are called, or else `part`
/// itself is, by its last component: agents, where that says nothing.
Layout source_layout(source::Tree& tree, const std::string& part);

}  // namespace deploy
