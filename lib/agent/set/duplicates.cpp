#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "agent/host.hpp"
#include "agent/set/identity.hpp"
#include "agent/set/plugins.hpp"
#include "agent/set/set_check.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

bool has_unique_name(const Definition& definition) {
  if (!find_spec(definition.format) || !definition.parsed->is_definition) return false;
  switch (definition.format.kind) {
    case Kind::skill:
      return true;
    case Kind::agent:
    case Kind::output_style:
      return definition.parsed->loads;
    default:
      return false;
  }
}

/// A skill of a plugin is called by its name, other ones of Claude Code by their directories.
std::string name_of(const Definition& definition, const Plugins& plugins) {
  const std::string& declared = definition.parsed->name;
  const bool skill = definition.format.kind == Kind::skill && !declared.empty();
  return skill && plugins.hold(definition) ? declared : identity(definition);
}

void check_names(SetCheck& set) {
  const Plugins plugins(set.definitions);
  std::map<std::tuple<Kind, std::string_view, std::string>, std::size_t> first;
  for (std::size_t i = 0; i < set.definitions.size(); ++i) {
    const Definition& definition = set.definitions[i];
    if (!set.takes_part[i] || !has_unique_name(definition)) continue;
    const std::string name = name_of(definition, plugins);
    const auto [at, is_new] = first.emplace(
        std::tuple(definition.format.kind, scope_of(definition), base::fold(name)), i);
    if (is_new) continue;
    set.duplicates.insert(i);
    auto& diagnostic = set.report("duplicate-name", definition, definition.parsed->name_place);
    const bool skill = definition.format.kind == Kind::skill;
    diagnostic.message = "the " + std::string(to_string(definition.format.kind)) + " name '" +
                         (skill ? name : definition.name()) + "' is also used by " +
                         base::quote_path(set.definitions[at->second].path);
    diagnostic.consequence =
        "only one of the two is loaded, and which one depends on the file system";
    diagnostic.hint = "rename one of them";
  }
}

/// Two such files are one on macOS and Windows.
void check_paths(SetCheck& set) {
  std::unordered_map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < set.definitions.size(); ++i) {
    const Definition& definition = set.definitions[i];
    const auto [at, is_new] = first.emplace(base::fold(definition.path), i);
    if (is_new || !find_spec(definition.format)) continue;
    auto& diagnostic = set.report("duplicate-name", definition, {});
    diagnostic.message =
        "the path differs only in case from " + base::quote_path(set.definitions[at->second].path);
    diagnostic.consequence = "a checkout on macOS or Windows has only one of the two files";
    diagnostic.hint = "rename one of them";
  }
}

}  // namespace

void check_duplicates(SetCheck& set) {
  check_names(set);
  check_paths(set);
}

}  // namespace agent
