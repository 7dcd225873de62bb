#include "agent/set/set_check.hpp"

#include <algorithm>
#include <utility>

namespace agent {
namespace {

/// A file beside the skill's own is none of the skill, whatever it is called.
bool is_beside_skill(std::span<const Definition> definitions, const Definition& definition) {
  const std::string own = skill_file_beside(definition.path);
  const auto at = std::ranges::lower_bound(definitions, own, {}, &Definition::path);
  return at != definitions.end() && at->path == own;
}

void add_own_diagnostics(SetCheck& set) {
  for (std::size_t i = 0; i < set.definitions.size(); ++i) {
    const Definition& definition = set.definitions[i];
    if (!set.takes_part[i] && is_beside_skill(set.definitions, definition)) continue;
    if (definition.parsed->diagnostics.empty()) continue;
    const std::string name = definition.name();
    for (base::Diagnostic diagnostic : definition.parsed->diagnostics) {
      diagnostic.path = definition.path;
      diagnostic.name = name;
      set.found.push_back(std::move(diagnostic));
    }
  }
}

}  // namespace

base::Diagnostic& SetCheck::report(std::string_view rule, const Definition& definition,
                                   const base::Place& place) {
  base::Diagnostic diagnostic;
  diagnostic.rule = rule;
  diagnostic.severity = find_rule(rule)->severity;
  diagnostic.path = definition.path;
  diagnostic.name = definition.name();
  diagnostic.place = place;
  found.push_back(std::move(diagnostic));
  return found.back();
}

bool SetCheck::has(Kind kind) const {
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const Definition& definition = definitions[i];
    const bool counts = takes_part[i] && definition.parsed->is_definition;
    if (counts && definition.format.kind == kind) return true;
  }
  return false;
}

base::Diagnostics check(std::span<const Definition> definitions, std::string_view base_name,
                        const PathsExist& exist, std::span<const settings::Target> targets) {
  SetCheck set{.definitions = definitions,
               .base_name = base_name,
               .exist = exist,
               .targets = targets,
               .edges = edges(definitions, base_name),
               .takes_part = {},
               .duplicates = {},
               .found = {}};
  for (const Definition& definition : definitions) {
    set.takes_part.push_back(!is_misnamed_skill(definition));
  }
  add_own_diagnostics(set);
  check_skill_places(set);
  check_old_names(set);
  check_duplicates(set);
  check_copies(set);
  check_collisions(set);
  check_called_agents(set);
  check_preloaded_skills(set);
  check_links(set);
  check_cycles(set);
  check_bases(set);
  return std::move(set.found);
}

}  // namespace agent
