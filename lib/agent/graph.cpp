#include "agent/graph.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "os/file.hpp"

namespace agent {
namespace {

std::string_view without_suffix(std::string_view name) {
  for (const std::string_view suffix : {".agent.md", ".chatmode.md", ".agent", ".md"}) {
    if (name.size() > suffix.size() && name.ends_with(suffix)) {
      return name.substr(0, name.size() - suffix.size());
    }
  }
  return name;
}

std::string_view file_identity(const Definition& definition) {
  return definition.format.kind == Kind::skill ? os::file_name(os::parent(definition.path))
                                               : without_suffix(os::file_name(definition.path));
}

}  // namespace

bool is_misnamed_skill(const Definition& definition) {
  return definition.format.kind == Kind::skill && os::file_name(definition.path) != "SKILL.md";
}

std::string skill_file_beside(std::string_view path) {
  return os::join(os::parent(path), "SKILL.md");
}

std::string match_key(std::string_view name) {
  auto bare = without_suffix(name);
  const auto colon = bare.rfind(':');
  if (colon != std::string_view::npos) bare.remove_prefix(colon + 1);
  std::string key = base::fold(bare);
  std::ranges::replace_if(
      key, [](char c) { return c == '_' || c == ' '; }, '-');
  return key;
}

std::vector<std::string> match_keys(const Definition& definition) {
  std::set<std::string> keys = {match_key(definition.name()), match_key(file_identity(definition))};
  if (definition.format.kind != Kind::base) {
    if (!definition.parsed->name.empty()) keys.insert(match_key(definition.parsed->name));
    if (!definition.parsed->agent_id.empty()) keys.insert(match_key(definition.parsed->agent_id));
  }
  keys.erase("");
  return {keys.begin(), keys.end()};
}

Names::Names(std::span<const Definition> definitions) {
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    if (!definitions[i].parsed->is_definition || is_misnamed_skill(definitions[i])) continue;
    for (auto& key : match_keys(definitions[i])) {
      by_key_.emplace(std::pair(definitions[i].format.kind, std::move(key)), i);
    }
  }
}

std::optional<std::size_t> Names::find(Kind kind, std::string_view name) const {
  const auto at = by_key_.find(std::pair(kind, match_key(name)));
  if (at == by_key_.end()) return std::nullopt;
  return at->second;
}

bool is_built_in_agent(std::string_view name) {
  // As match_key() gives them; sorted.
  static constexpr std::string_view names[] = {
      "agent",                  // VS Code
      "ask",                    // VS Code
      "browser-agent",          // Gemini CLI
      "build",                  // OpenCode
      "claude",                 // Claude Code
      "claude-code-guide",      // Claude Code
      "cli-help",               // Gemini CLI
      "code-review",            // Copilot CLI
      "codebase-investigator",  // Gemini CLI
      "default",                // Claude Code, Codex
      "edit",                   // VS Code
      "explore",                // Claude Code, Copilot CLI, Cursor, OpenCode
      "explorer",               // Codex
      "general",                // OpenCode
      "general-purpose",        // Claude Code, Copilot CLI
      "generalist",             // Gemini CLI
      "generalpurpose",         // Cursor
      "output-style-setup",     // Claude Code
      "plan",                   // Claude Code, OpenCode, VS Code
      "statusline-setup",       // Claude Code
      "task",                   // Copilot CLI
      "worker",                 // Codex
  };
  static_assert(std::ranges::is_sorted(names));
  return std::ranges::binary_search(names, std::string_view(match_key(name)));
}

std::vector<std::string> base_chain(std::string_view path, std::string_view root,
                                    std::string_view base_name,
                                    const std::function<bool(const std::string&)>& exists) {
  std::vector<std::string> chain;
  const auto consider = [&](std::string_view directory) {
    auto candidate = os::join(directory, base_name);
    if (exists(candidate)) chain.push_back(std::move(candidate));
  };
  consider(root);
  std::size_t slash = root.empty() ? 0 : root.size() + 1;
  while ((slash = path.find('/', slash)) != std::string_view::npos) {
    consider(path.substr(0, slash));
    ++slash;
  }
  return chain;
}

std::vector<Edge> edges(std::span<const Definition> definitions, std::string_view base_name) {
  const Names names(definitions);
  std::map<std::string, std::size_t, std::less<>> by_path;
  for (std::size_t i = 0; i < definitions.size(); ++i) by_path.emplace(definitions[i].path, i);

  std::vector<Edge> found;
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const auto& definition = definitions[i];
    if (!definition.parsed->is_definition || is_misnamed_skill(definition)) continue;
    if (definition.format.kind == Kind::agent) {
      const auto is_base = [&](const std::string& path) {
        const auto at = by_path.find(path);
        return at != by_path.end() && definitions[at->second].format.kind == Kind::base;
      };
      for (auto& base : base_chain(definition.path, definition.root, base_name, is_base)) {
        const auto to = by_path.find(base)->second;
        found.push_back({.from = i,
                         .type = EdgeType::base,
                         .target_name = base,
                         .target_path = base,
                         .to = to,
                         .origin = "inheritance",
                         .place = {},
                         .escapes = false});
      }
    }
    for (const auto& reference : definition.parsed->references) {
      Edge edge{.from = i,
                .type = reference.type,
                .target_name = reference.target,
                .target_path = {},
                .to = {},
                .origin = reference.origin,
                .place = reference.place,
                .escapes = false};
      if (reference.type == EdgeType::file) {
        const auto path = os::normalise(os::join(os::parent(definition.path), reference.target));
        edge.escapes = path == ".." || path.starts_with("../");
        if (os::stays_inside(path)) edge.target_path = path;
        const auto at = by_path.find(edge.target_path);
        if (at != by_path.end()) edge.to = at->second;
      } else {
        const bool skill = reference.type == EdgeType::skill;
        edge.to = names.find(skill ? Kind::skill : Kind::agent, reference.target);
        if (!edge.to && !skill) edge.to = names.find(Kind::chat_mode, reference.target);
        if (edge.to) edge.target_path = definitions[*edge.to].path;
      }
      found.push_back(std::move(edge));
    }
  }
  return found;
}

}  // namespace agent
