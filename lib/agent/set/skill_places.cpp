#include <algorithm>
#include <string>

#include "agent/host.hpp"
#include "agent/mentions.hpp"
#include "agent/set/set_check.hpp"
#include "base/text.hpp"
#include "os/file.hpp"

namespace agent {
namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Equal but for the form in which Unicode composes characters, which file systems change.
bool same_name(std::string_view name, std::string_view directory) {
  if (name == directory) return true;
  return !is_ascii(name) && base::fold(name) == base::fold(directory) &&
         base::to_lower_ascii(name) == name && base::to_lower_ascii(directory) == directory;
}

void check_file(SetCheck& set, const Definition& skill) {
  const std::string own = skill_file_beside(skill.path);
  const auto at = std::ranges::lower_bound(set.definitions, own, {}, &Definition::path);
  if (at != set.definitions.end() && at->path == own) return;
  auto& diagnostic = set.report("skill-filename", skill, {});
  diagnostic.message = "the file must be called SKILL.md";
  diagnostic.consequence = "no host finds the skill where upper and lower case differ, as on Linux";
  diagnostic.hint = "rename it to " + base::quote_path(own);
  diagnostic.fixable = true;
}

void check_directory(SetCheck& set, const Definition& skill) {
  const std::string_view directory = os::parent(skill.path);
  const std::string& name = skill.parsed->name;
  // A skill that is the whole of its root goes by what the root is cloned or installed as.
  const bool whole = directory == skill.root;
  const bool placeholder = !can_be_name(name) || name.find('{') != std::string::npos;
  if (directory.empty() || whole || placeholder) return;
  const std::string_view last = os::file_name(directory);
  if (same_name(name, last)) return;
  const std::string place(last);
  auto& diagnostic = set.report("skill-dir-mismatch", skill, skill.parsed->name_place);
  diagnostic.message = "the skill is named '" + name + "', its directory '" + place + "'";
  diagnostic.consequence =
      "hosts do not agree which of the two it is called by, and validators refuse it";
  diagnostic.hint = "name it '" + place + "', or rename the directory";
}

}  // namespace

void check_skill_places(SetCheck& set) {
  for (std::size_t i = 0; i < set.definitions.size(); ++i) {
    const Definition& definition = set.definitions[i];
    if (definition.format.kind != Kind::skill || !find_spec(definition.format)) continue;
    if (!set.takes_part[i]) {
      check_file(set, definition);
    } else if (definition.parsed->is_definition) {
      check_directory(set, definition);
    }
  }
}

void check_old_names(SetCheck& set) {
  constexpr std::string_view old = ".chatmode.md";
  for (const Definition& definition : set.definitions) {
    const std::string_view file = os::file_name(definition.path);
    if (definition.format.kind != Kind::chat_mode || !file.ends_with(old)) continue;
    const std::string stem(file.substr(0, file.size() - old.size()));
    auto& diagnostic = set.report("copilot-deprecated", definition, {});
    diagnostic.message = "chat modes are now called custom agents";
    diagnostic.consequence = "VS Code still reads the file, other hosts do not";
    diagnostic.hint = "move it to " + base::quote_path(".github/agents/" + stem + ".agent.md");
  }
}

}  // namespace agent
