#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/rules.hpp"
#include "definitions.hpp"

namespace test {

using Files = std::vector<std::pair<std::string, std::string>>;
using Lines = std::vector<std::string>;

inline const agent::PathsExist nothing_else = [](const Lines& paths) {
  return std::vector<bool>(paths.size(), false);
};
inline const agent::PathsExist everything = [](const Lines& paths) {
  return std::vector<bool>(paths.size(), true);
};

/// What the rules over the whole set find in these files, of which git knows no object ids; what
/// each file has by itself is left out.
inline base::Diagnostics found(const Files& files, const agent::PathsExist& exist = nothing_else,
                               const std::vector<settings::Target>& targets = {},
                               const settings::Settings& settings = {}) {
  auto set = definitions(files, settings);
  for (auto& definition : set) {
    auto parsed = *definition.parsed;
    parsed.diagnostics.clear();
    definition.parsed = std::make_shared<agent::Parsed>(std::move(parsed));
  }
  return agent::check(set, "BASE-AGENT.md", exist, targets);
}

/// "severity rule path:line:column message" of each.
inline Lines lines_of(const base::Diagnostics& diagnostics) {
  Lines out;
  for (const auto& d : diagnostics) {
    out.push_back(std::string(base::to_string(d.severity)) + " " + d.rule + " " + d.path + ":" +
                  std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " +
                  d.message);
  }
  return out;
}

inline Lines said(const Files& files, const agent::PathsExist& exist = nothing_else,
                  const std::vector<settings::Target>& targets = {},
                  const settings::Settings& settings = {}) {
  return lines_of(found(files, exist, targets, settings));
}

inline const std::vector<settings::Target> to_project = {{"claude", "project"}};
inline const std::vector<settings::Target> to_user = {{"claude", "user"}};

inline std::string skill_text(const std::string& name, const std::string& body = "Text.\n") {
  return "---\nname: " + name + "\ndescription: d\n---\n" + body;
}

}  // namespace test
