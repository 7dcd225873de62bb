#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agent/kind.hpp"
#include "source/tree.hpp"
#include "source/validation.hpp"

namespace deploy {

struct DeployableFile {
  std::string place;  ///< relative to the target's directory for the kind
  std::string origin_path;
  std::string content, hash;
  std::uint32_t mode = 0644;
  bool readable = true;  ///< false: a link, too large or missing: never written
};

/// A definition as a tool's directory holds it: composed, flattened, a skill with all its files.
struct Deployable {
  agent::Kind kind;
  std::string path, root;
  std::string name, agent_id, privileges;
  std::string problem;      ///< why it must be held back; "" = nothing
  bool incomplete = false;  ///< content of it is missing
  std::vector<DeployableFile> files;
};

/// Everything in the tree that a Claude target can hold, sorted by path; bases, other tools'
/// formats and Markdown that is no definition left out. The validation must be in full detail.
/// `Judge::by_default`: an error is what the rules call one, whatever the repository's
/// configuration, baseline and comments say of it. `part`: only those at or below this path.
enum class Judge { as_configured, by_default };
std::vector<Deployable> deployables(source::Tree& tree, const source::Validation& validation,
                                    Judge judge, const std::string& part = {});

}  // namespace deploy
