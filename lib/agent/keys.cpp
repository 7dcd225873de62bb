#include "agent/keys.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/edit_distance.hpp"

namespace agent {
namespace {

constexpr std::size_t longest_key = 40;

// Keys that many people use without any host reading them.
constexpr std::string_view idle_keys[] = {
    "args",    "argument",    "authors",  "categories", "created",     "date",    "displayName",
    "domain",  "icon",        "keywords", "labels",     "language",    "models",  "modes",
    "origin",  "permissions", "requires", "skill",      "status",      "summary", "tag",
    "targets", "team",        "title",    "tool",       "tool_access", "topic",   "triggers",
    "type",    "types",       "updated",  "url",        "versions",
};
static_assert(std::ranges::is_sorted(idle_keys));

// Keys that are only ever written for what one kind of definition makes of them.
constexpr std::string_view telling_keys[] = {
    "allowed-tools",
    "alwaysApply",
    "applyTo",
    "developer_instructions",
    "disable-model-invocation",
    "disallowed-tools",
    "disallowedTools",
    "excludeAgent",
    "fileMatchPattern",
    "globs",
    "handoffs",
    "inclusion",
    "is_background",
    "keep-coding-instructions",
    "maxTurns",
    "mcp-servers",
    "mcpServers",
    "mcp_servers",
    "permissionMode",
    "readonly",
    "sandbox_mode",
    "tools",
    "user-invocable",
};
static_assert(std::ranges::is_sorted(telling_keys));

/// Without '-' and '_', in lower case.
std::string plain(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (c == '-' || c == '_') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

bool means_something_elsewhere(std::string_view word) {
  return std::ranges::binary_search(idle_keys, word) ||
         std::ranges::any_of(specs(), [&](const Spec* spec) { return find_field(*spec, word); });
}

}  // namespace

bool resembles_known_key(const Spec& spec, std::string_view word) {
  return find_field(spec, word) || same_key(spec, word).has_value();
}

std::optional<std::string_view> same_key(const Spec& spec, std::string_view word) {
  if (word.size() > longest_key || find_field(spec, word)) return std::nullopt;
  const std::string wanted = plain(word);
  for (const Field& field : spec.fields) {
    if (plain(field.word) == wanted) return field.word;
  }
  return std::nullopt;
}

std::optional<std::string_view> close_key(const Spec& spec, std::string_view word) {
  constexpr std::size_t shortest = 5;
  if (word.size() < shortest || word.size() > longest_key || means_something_elsewhere(word)) {
    return std::nullopt;
  }
  for (const Field& field : spec.fields) {
    if (base::edit_distance(word, field.word, 1) == 1) return field.word;
  }
  return std::nullopt;
}

const Spec* owner_of(const Spec& spec, std::string_view word) {
  if (!std::ranges::binary_search(telling_keys, word)) return nullptr;
  const auto same_host = [&](const Spec& other) {
    return other.format.host == spec.format.host ||
           (is_claude(other.format.host) && is_claude(spec.format.host));
  };
  const Spec* owner = nullptr;
  for (const Spec* other : specs()) {
    if (!find_field(*other, word)) continue;
    if (same_host(*other)) return other;
    if (!owner ||
        (other->format.kind == spec.format.kind && owner->format.kind != spec.format.kind)) {
      owner = other;
    }
  }
  return owner;
}

bool has_owner_of_kind(Kind kind, std::string_view word) {
  return std::ranges::any_of(specs(), [&](const Spec* spec) {
    return spec->format.kind == kind && find_field(*spec, word);
  });
}

}  // namespace agent
