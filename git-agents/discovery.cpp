#include "git-agents/discovery.hpp"

#include <algorithm>

#include "syntax/document.hpp"

namespace cli {
namespace {

bool is_plain(std::string_view text) {
  const auto safe = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '-' || c == '_' || c == '.' || c == '*';
  };
  return !text.empty() && text.front() != '*' && text.front() != '-' &&
         std::ranges::all_of(text, safe) && text.find_first_not_of("0123456789._-") != text.npos;
}

}  // namespace

std::string settings_text(const std::vector<settings::DefinitionRoot>& roots, bool bases) {
  std::string text =
      "# Configuration of 'git agents', read by its commands and its hooks.\n"
      "version: 1\n"
      "\n"
      "# Where the definitions are. '*' stands for one directory name.\n"
      "definitions:\n";
  bool in_place = false;
  for (const auto& root : roots) {
    const bool plain = is_plain(root.path);
    text += "  - path: " + (plain ? root.path : syntax::quoted(root.path)) + "\n";
    text += "    kind: " + root.kind + "\n";
    if (!root.profile.empty()) text += "    profile: " + root.profile + "\n";
    in_place = in_place || root.path == ".claude/agents";
  }
  text +=
      "\n"
      "# What the hooks refuse; every message names its rule.\n"
      "# validate:\n"
      "#   fail-on: error\n"
      "#   rules: {broken-link: error}\n"
      "#   ignore: [\"**/README.md\"]\n";
  if (bases) {
    text +=
        "\n"
        "# Composed definitions (each agent with the bases it inherits) can be written to a\n"
        "# directory with 'git agents build'.\n"
        "# build:\n"
        "#   output: dist/agents\n";
  }
  text += in_place
              ? "\n"
                "# The definitions in .claude/agents are in place: Claude Code reads them there.\n"
                "# Others can be deployed beside them, after merges and checkouts of the default\n"
                "# branch:\n"
              : "\n"
                "# Deploy to .claude/agents after merges and checkouts of the default branch:\n";
  return text +
         "# deploy:\n"
         "#   targets: [{tool: claude, scope: project}]\n";
}

}  // namespace cli
