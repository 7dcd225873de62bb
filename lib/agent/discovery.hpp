#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "settings/settings.hpp"

namespace agent {

/// Content of a small file of the tree, or nothing.
using ReadText = std::function<std::optional<std::string>(const std::string& path)>;

/// The definition roots among all `paths` of a tree, where no configuration names them: the
/// well-known places, the components of plugins (`*-plugin/plugin.json`, marketplaces), directories
/// of files whose names say what they are (`*.agent.md`, `*.mdc`, `SKILL.md`), and directories of
/// Markdown with a BASE-AGENT.md. Only roots that hold a definition, none among tests, fixtures and
/// documentation; sorted by path; with patterns three or more that differ in one component become
/// one with `*`.
enum class Patterns { no, yes };
std::vector<settings::DefinitionRoot> discover_roots(const std::vector<std::string>& paths,
                                                     const ReadText& read,
                                                     Patterns patterns = Patterns::yes);

/// Can a file of this name and mode be a definition, or hide one? Cheap: by its extension.
bool may_be_definition(std::string_view path, std::uint32_t mode);

/// Pathspecs of git for what may_be_definition() keeps by name, the two governing files, and the
/// well-known places, which may be links: a superset, for lists of whole trees.
std::vector<std::string> definition_pathspecs();

/// Does the file say where the definitions of a plugin are?
bool is_manifest(std::string_view path);

}  // namespace agent
