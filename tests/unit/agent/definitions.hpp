#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/definition.hpp"
#include "agent/kind.hpp"

namespace test {

/// The definitions among these files (path, content), sorted by path, with their own diagnostics.
inline std::vector<agent::Definition> definitions(
    std::vector<std::pair<std::string, std::string>> files,
    const settings::Settings& settings = {}) {
  const agent::Classifier classifier(settings);
  std::ranges::sort(files);
  std::vector<agent::Definition> found;
  for (const auto& [path, text] : files) {
    const auto classified = classifier.classify(path);
    if (!classified) continue;
    found.push_back({path, "", classified->format, classified->root,
                     std::make_shared<agent::Parsed>(agent::parse(classified->format, text))});
  }
  return found;
}

/// A sound agent with more fields, each ended by a newline, and a body.
inline std::string agent_text(const std::string& name, const std::string& fields = {},
                              const std::string& body = "Text.\n") {
  return "---\nname: " + name + "\ndescription: d\n" + fields + "---\n" + body;
}

}  // namespace test
