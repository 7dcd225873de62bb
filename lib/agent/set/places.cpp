#include "agent/set/places.hpp"

#include <map>
#include <set>

#include "agent/set/identity.hpp"
#include "base/text.hpp"
#include "os/file.hpp"

namespace agent {
namespace {

std::string_view directory_of(Kind kind) {
  switch (kind) {
    case Kind::agent:
      return "agents";
    case Kind::skill:
      return "skills";
    default:
      return "commands";
  }
}

/// Below the kind's directory; "" for a skill without a directory of its own.
std::string place_of(const Definition& definition) {
  switch (definition.format.kind) {
    case Kind::agent:
      return deployed_agent_file(definition.path);
    case Kind::skill: {
      const std::string_view directory = os::parent(definition.path);
      if (directory.empty() || directory == definition.root) return {};
      return os::join(os::file_name(directory), "SKILL.md");
    }
    default:
      return std::string(path_in_root(definition)) + std::string(os::extension(definition.path));
  }
}

bool is_plain_file_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 && name.front() != '-' && name.front() != '.' &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == name.npos;
}

/// Agents whose file names are the same are told apart by their names where these can be file
/// names.
void tell_agents_apart(std::span<const Definition> definitions, std::vector<std::string>& places) {
  std::map<std::string, std::vector<std::size_t>> by_place;
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    if (definitions[i].format.kind == Kind::agent && !places[i].empty()) {
      by_place[base::fold(places[i])].push_back(i);
    }
  }
  for (const auto& [place, same] : by_place) {
    if (same.size() < 2) continue;
    std::set<std::string> names;
    for (const std::size_t i : same) {
      const std::string name = definitions[i].name();
      if (is_plain_file_name(name)) names.insert(base::fold(name));
    }
    if (names.size() < same.size()) continue;
    for (const std::size_t i : same) places[i] = definitions[i].name() + ".md";
  }
}

}  // namespace

bool is_deployable(Format format) {
  const bool kind =
      format.kind == Kind::agent || format.kind == Kind::skill || format.kind == Kind::command;
  return kind && (is_claude(format.host) || format.host == Host::agentskills);
}

std::string deployed_agent_file(std::string_view path) {
  std::string_view stem = os::stem(path);
  if (stem.ends_with(".agent")) stem.remove_suffix(6);
  return std::string(stem) + ".md";
}

std::vector<std::string> deployed_files(std::span<const Definition> definitions,
                                        const settings::Target& target) {
  std::vector<std::string> files(definitions.size());
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const bool deployed =
        is_deployable(definitions[i].format) && definitions[i].parsed->is_definition;
    if (deployed) files[i] = place_of(definitions[i]);
  }
  tell_agents_apart(definitions, files);
  const bool in_project = target.scope == "project";
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    if (files[i].empty()) continue;
    const std::string_view kind = directory_of(definitions[i].format.kind);
    const std::string directory = os::join(in_project ? ".claude" : "~/.claude", kind) + "/";
    const bool in_place = in_project && definitions[i].path.starts_with(directory);
    files[i] = in_place ? definitions[i].path : directory + files[i];
  }
  return files;
}

}  // namespace agent
