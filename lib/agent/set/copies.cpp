#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "agent/host.hpp"
#include "agent/set/identity.hpp"
#include "agent/set/places.hpp"
#include "agent/set/plugins.hpp"
#include "agent/set/set_check.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

/// The directory that a host opens to find the root: roots of two of them never meet.
std::string_view project_of(std::string_view root) {
  for (std::size_t begin = 0; begin < root.size();) {
    if (root[begin] == '.') return root.substr(0, begin == 0 ? 0 : begin - 1);
    const std::size_t slash = root.find('/', begin);
    if (slash == root.npos) break;
    begin = slash + 1;
  }
  return {};
}

/// Are the roots parts of one place, rather than packages that lie beside each other?
bool are_one_place(std::string_view a, std::string_view b) {
  const auto stands_alone = [](std::string_view root) {
    return root.find('/') == root.npos || root.starts_with('.') || root.find("/.") != root.npos;
  };
  return stands_alone(a) || stands_alone(b);
}

bool may_be_copied(const Definition& definition) {
  if (!find_spec(definition.format) || !definition.parsed->is_definition) return false;
  switch (definition.format.kind) {
    case Kind::agent:
      return definition.parsed->loads;
    case Kind::skill:
    case Kind::command:
    case Kind::prompt:
      return true;
    default:
      return false;
  }
}

std::string key_of(const Definition& definition) {
  const bool plugin = definition.format.host == Host::claude_plugin;
  return base::fold(plugin ? definition.name() : identity(definition));
}

using Group = std::vector<std::size_t>;

/// The first of `group` that is in another root than `one`, holds something else, and fits.
template <class Fits>
const Definition* other_copy(std::span<const Definition> all, const Group& group,
                             const Definition& one, Fits fits) {
  for (const std::size_t i : group) {
    const Definition& other = all[i];
    const bool differs = scope_of(other) != scope_of(one) && !same_content(one, other);
    if (differs && other.path > one.path && fits(other)) return &other;
  }
  return nullptr;
}

void report_clash(SetCheck& set, const Definition& first, const Definition& later) {
  auto& diagnostic = set.report("duplicate-name", later, later.parsed->name_place);
  diagnostic.severity = base::Severity::warning;
  diagnostic.message = "the " + std::string(to_string(later.format.kind)) + " name '" +
                       later.name() + "' is also used by " + base::quote_path(first.path);
  diagnostic.consequence = "the two differ, and a deployment can write only one of them";
  diagnostic.hint = "rename one of them, or keep one";
}

void report_difference(SetCheck& set, const Definition& first, const Definition& later) {
  auto& diagnostic = set.report("duplicate-name", later, later.parsed->name_place);
  diagnostic.severity = base::Severity::info;
  diagnostic.message = "the copies of '" + later.name() + "' differ: the other one is " +
                       base::quote_path(first.path);
  diagnostic.consequence = "what it does depends on the host that loads it";
  diagnostic.hint = "bring them in line, or rename one of them";
}

}  // namespace

void check_copies(SetCheck& set) {
  std::map<std::tuple<Kind, std::string_view, std::string>, Group> groups;
  for (std::size_t i = 0; i < set.definitions.size(); ++i) {
    const Definition& definition = set.definitions[i];
    if (!set.takes_part[i] || set.duplicates.contains(i) || !may_be_copied(definition)) continue;
    groups[{definition.format.kind, project_of(definition.root), key_of(definition)}].push_back(i);
  }
  const Plugins plugins(set.definitions);
  for (auto& [key, group] : groups) {
    if (group.size() < 2) continue;
    const auto anchor = std::ranges::find_if(
        group, [&](std::size_t i) { return !plugins.hold(set.definitions[i]); });
    if (anchor == group.end()) continue;
    const auto deployed = [&](const Definition& definition) {
      return is_deployable(definition.format) && !plugins.hold(definition);
    };
    // Where targets are configured, deploy-collision speaks of those that meet there.
    const Definition *first = nullptr, *later = nullptr;
    for (const std::size_t i : group) {
      if (!set.targets.empty() || !deployed(set.definitions[i])) continue;
      first = &set.definitions[i];
      later = other_copy(set.definitions, group, *first, [&](const Definition& other) {
        return deployed(other) && are_one_place(first->root, other.root);
      });
      break;
    }
    if (later) {
      report_clash(set, *first, *later);
      continue;
    }
    const Definition& kept = set.definitions[*anchor];
    const auto copy = other_copy(set.definitions, group, kept, [&](const Definition& other) {
      return set.targets.empty() || !deployed(other) || !deployed(kept);
    });
    if (copy) report_difference(set, kept, *copy);
  }
}

}  // namespace agent
