#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/graph.hpp"
#include "agent/rules.hpp"
#include "settings/settings.hpp"

namespace agent {

/// The definitions of a tree while the rules over the whole of them are applied, and what these
/// found.
struct SetCheck {
  std::span<const Definition> definitions;
  std::string_view base_name;
  const PathsExist& exist;
  std::span<const settings::Target> targets;
  std::vector<Edge> edges;
  std::vector<bool> takes_part;  ///< by definition: false for skills whose file has a wrong name
  std::set<std::size_t> duplicates;  ///< reported as the later one of a name in its root
  base::Diagnostics found;

  /// Keeps a finding with the rule's severity; the caller adds what it says.
  base::Diagnostic& report(std::string_view rule, const Definition& definition,
                           const base::Place& place);
  bool has(Kind kind) const;  ///< is there a definition of the kind?
};

// The rules by topic; check() calls them in this order.
void check_skill_places(SetCheck& set);      ///< skill-filename, skill-dir-mismatch
void check_old_names(SetCheck& set);         ///< copilot-deprecated, of files
void check_duplicates(SetCheck& set);        ///< duplicate-name in one root, and of paths
void check_copies(SetCheck& set);            ///< duplicate-name in several roots
void check_collisions(SetCheck& set);        ///< deploy-collision
void check_called_agents(SetCheck& set);     ///< dangling-agent
void check_preloaded_skills(SetCheck& set);  ///< dangling-skill, disabled-preload
void check_links(SetCheck& set);             ///< broken-link, link-escapes-repo, …
void check_cycles(SetCheck& set);            ///< cycle
void check_bases(SetCheck& set);             ///< base-agent

}  // namespace agent
