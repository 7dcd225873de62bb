#pragma once

#include <string>
#include <vector>

#include "agent/kind.hpp"

namespace build {

/// One agent to compose: paths in the tree, bases root first.
struct Recipe {
  std::string path;                ///< "agents/engineer/react.md"
  std::string root;                ///< "agents"
  std::string output;              ///< "engineer/react.md", below the output directory
  std::vector<std::string> bases;  ///< "agents/BASE-AGENT.md", …
};

/// The recipes of all agents among `paths` (sorted), which are all paths of the tree below the
/// classifier's directories, in the order of the paths. Only Markdown files are composed. With
/// several roots the output starts with the root's last component, or with the whole root where
/// two have the same.
std::vector<Recipe> recipes(const std::vector<std::string>& paths,
                            const agent::Classifier& classifier);

}  // namespace build
