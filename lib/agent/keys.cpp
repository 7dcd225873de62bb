#include "agent/keys.hpp"

#include <algorithm>
#include <iterator>

#include "base/edit_distance.hpp"

namespace agent {
namespace {

using enum Shape;

// Claude Code 2.1.329; claude-mpm's frontmatter_schema.json 1.3.0 after the agent's keys.
constexpr Key agent_keys[] = {
    {"name", name},
    {"description", name},
    {"tools", list},
    {"disallowedTools", list},
    {"model", text},
    {"permissionMode", text},
    {"maxTurns", integer},
    {"skills", list},
    {"mcpServers", any},
    {"hooks", mapping},
    {"memory", text},
    {"background", boolean},
    {"effort", text},
    {"isolation", text},
    {"color", text},
    {"initialPrompt", text},
    {"agent_id", text},
    {"agent_type", text},
    {"schema_version", any},
    {"version", any},
    {"author", any},
    {"category", any},
    {"tags", list},
    {"source", any},
    {"resource_tier", any},
    {"temperature", any},
    {"max_tokens", any},
    {"timeout", any},
    {"capabilities", any},
    {"dependencies", any},
    {"interactions", any},
    {"knowledge", any},
    {"memory_routing", any},
    {"memory_routing_rules", any},
    {"routing", any},
    {"template_version", any},
    {"template_changelog", any},
    {"deprecated", any},
};
constexpr std::size_t claude_agent_keys = 16;

constexpr Key skill_keys[] = {
    {"name", name},
    {"description", name},
    {"when_to_use", text},
    {"argument-hint", any},
    {"arguments", list},
    {"disable-model-invocation", boolean},
    {"user-invocable", boolean},
    {"allowed-tools", list},
    {"disallowed-tools", list},
    {"model", text},
    {"effort", text},
    {"context", text},
    {"agent", text},
    {"background", boolean},
    {"hooks", mapping},
    {"paths", list},
    {"shell", text},
    {"metadata", mapping},
    {"license", text},
    {"compatibility", text},
};

// Keys of other kinds and hosts, and those that many people use without any host reading them.
constexpr std::string_view foreign_keys[] = {
    "agents",
    "alwaysApply",
    "applyTo",
    "args",
    "argument",
    "arguments",
    "author",
    "authors",
    "autoExecutionMode",
    "categories",
    "category",
    "color",
    "created",
    "date",
    "deprecated",
    "developer_instructions",
    "disable",
    "displayName",
    "display_name",
    "domain",
    "excludeAgent",
    "fileMatchPattern",
    "force-for-plugin",
    "globs",
    "handoffs",
    "hidden",
    "icon",
    "inclusion",
    "includeMcpJson",
    "includePowers",
    "infer",
    "keep-coding-instructions",
    "keywords",
    "kind",
    "language",
    "labels",
    "maxSteps",
    "max_turns",
    "mcp-servers",
    "mcp_servers",
    "mode",
    "modes",
    "model_reasoning_effort",
    "models",
    "nickname_candidates",
    "origin",
    "permission",
    "permissions",
    "prompt",
    "readonly",
    "requires",
    "sandbox_mode",
    "skill",
    "status",
    "steps",
    "subtask",
    "summary",
    "tag",
    "tags",
    "target",
    "targets",
    "team",
    "timeout_mins",
    "title",
    "tool",
    "tool_access",
    "top_p",
    "topic",
    "trigger",
    "triggers",
    "type",
    "types",
    "updated",
    "url",
    "version",
    "versions",
    "web_search",
};

/// Without '-' and '_', in lower case.
std::string plain(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (c == '-' || c == '_') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

bool holds(std::span<const Key> keys, std::string_view word) {
  return std::ranges::find(keys, word, &Key::word) != keys.end();
}

bool means_something_elsewhere(std::string_view word) {
  return holds(agent_keys, word) || holds(skill_keys, word) ||
         std::ranges::find(foreign_keys, word) != std::end(foreign_keys);
}

}  // namespace

std::span<const Key> known_keys(Format format) {
  if (!has_rules(format)) return {};
  if (format.kind == Kind::skill || format.kind == Kind::command) return skill_keys;
  if (format.kind != Kind::agent) return {};
  const std::span<const Key> all = agent_keys;
  return format.host == Host::claude_mpm ? all : all.first(claude_agent_keys);
}

bool resembles_known_key(Format format, std::string_view word) {
  return holds(known_keys(format), word) || same_key(format, word).has_value();
}

std::optional<std::string_view> same_key(Format format, std::string_view word) {
  constexpr std::size_t longest = 40;
  if (word.size() > longest) return std::nullopt;
  const std::string wanted = plain(word);
  for (const Key& key : known_keys(format)) {
    if (plain(key.word) == wanted && key.word != word) return key.word;
  }
  return std::nullopt;
}

std::optional<std::string_view> close_key(Format format, std::string_view word) {
  constexpr std::size_t shortest = 5, longest = 40;
  if (word.size() < shortest || word.size() > longest || means_something_elsewhere(word)) {
    return std::nullopt;
  }
  for (const Key& key : known_keys(format)) {
    if (base::edit_distance(word, key.word, 1) == 1) return key.word;
  }
  return std::nullopt;
}

}  // namespace agent
