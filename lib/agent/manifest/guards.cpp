#include "agent/manifest/guards.hpp"

#include <algorithm>
#include <string>

#include "agent/host.hpp"
#include "agent/manifest/tables.hpp"

namespace agent::manifest {
namespace {

// Claude Code 2.1.329, hooks.md, 2026-08-22; sorted.
constexpr std::string_view events[] = {
    "ConfigChange",
    "CwdChanged",
    "DirectoryAdded",
    "Elicitation",
    "ElicitationResult",
    "FileChanged",
    "InstructionsLoaded",
    "MessageDisplay",
    "Notification",
    "PermissionDenied",
    "PermissionRequest",
    "PostCompact",
    "PostModelSwitch",
    "PostToolBatch",
    "PostToolUse",
    "PostToolUseFailure",
    "PreCompact",
    "PreModelSwitch",
    "PreToolUse",
    "SessionEnd",
    "SessionStart",
    "Setup",
    "Stop",
    "StopFailure",
    "SubagentStart",
    "SubagentStop",
    "TaskCompleted",
    "TaskCreated",
    "TeammateIdle",
    "UserPromptExpansion",
    "UserPromptSubmit",
    "WorktreeCreate",
    "WorktreeRemove",
};
static_assert(std::ranges::is_sorted(events));

constexpr int deepest = 3;

bool is_empty(const syntax::Node& node) {
  return node.type == syntax::Type::null ||
         (node.kind == syntax::Kind::sequence && node.items.empty());
}

bool is_object(const syntax::Node& node) {
  return node.kind == syntax::Kind::mapping;
}

bool has_guard(const syntax::Node& node) {
  return std::ranges::any_of(node.entries, [](const auto& entry) {
    return is_guard(entry.first.value) && !is_empty(entry.second);
  });
}

bool holds(const syntax::Node& node, int depth, bool matchers, bool in_hooks,
           std::string_view unread) {
  if (has_guard(node) || (matchers && is_matcher(node))) return true;
  if (depth == 0) return false;
  if (node.kind == syntax::Kind::sequence) {
    return std::ranges::any_of(node.items, [&](const syntax::Node& item) {
      return holds(item, depth - 1, matchers, in_hooks, unread);
    });
  }
  const syntax::Node* type = in_hooks ? node.find("type") : nullptr;
  if (type && type->is_string()) return false;
  return std::ranges::any_of(node.entries, [&](const auto& entry) {
    const std::string& key = entry.first.value;
    return !fits_words(unread, key) &&
           holds(entry.second, depth - 1, matchers && !is_event(key),
                 key == "hooks" && entry.second.kind == syntax::Kind::sequence, unread);
  });
}

}  // namespace

std::span<const std::string_view> event_words() {
  return events;
}

bool is_event(std::string_view word) {
  return std::ranges::binary_search(events, word);
}

bool is_guard(std::string_view event) {
  return event == "PreToolUse" || event == "PermissionRequest";
}

bool is_matcher(const syntax::Node& node) {
  if (!is_object(node)) return false;
  const bool has_matcher = node.find("matcher");
  const bool has_event = std::ranges::any_of(
      node.entries, [](const auto& entry) { return is_event(entry.first.value); });
  if (!has_matcher && has_event) return false;
  const syntax::Node* hooks = node.find("hooks");
  if (!hooks) return false;
  if (hooks->kind == syntax::Kind::sequence) return !hooks->items.empty();
  const syntax::Node* type = hooks->find("type");
  return is_object(*hooks) && (has_matcher || (type && type->is_string()));
}

bool holds_guards(const syntax::Node& node, Matchers matchers) {
  return holds(node, deepest, matchers == Matchers::yes, false, {});
}

void check_stray_guards(const Walk& walk, const syntax::Node& root) {
  const bool is_plugin = walk.fields().kind() == Kind::plugin;
  const std::string_view unread = is_plugin ? "metadata mcpServers lspServers experimental" : "";
  for (const auto& [key, value] : root.entries) {
    if (is_plugin && key.value == "experimental") check_stray_guards(walk, value);
    if (key.value == "hooks" || fits_words(unread, key.value)) continue;
    const bool guard = is_guard(key.value) && !is_empty(value);
    if (!guard && !holds(value, deepest, !is_event(key.value), false, unread)) continue;
    walk.report("wrong-type", key,
                in_quotes(key.value) + (guard ? " is outside of 'hooks'"
                                              : " holds hooks that guard tools outside of 'hooks'"),
                "move the hooks into the object 'hooks'");
  }
}

}  // namespace agent::manifest
