#include "agent/kind.hpp"

#include <array>
#include <iterator>

namespace agent {
namespace {

constexpr std::string_view kinds[] = {
    "agent",     "skill",    "command",  "rule", "output-style", "prompt",      "instructions",
    "chat-mode", "workflow", "steering", "base", "plugin",       "marketplace", "hooks"};
constexpr std::string_view hosts[] = {"any",    "claude",   "claude-mpm", "agentskills",
                                      "cursor", "copilot",  "opencode",   "codex",
                                      "gemini", "windsurf", "kiro",       "claude-plugin"};

using enum Kind;

// The hosts' documentation pages of August 2026; Claude Code 2.1.329.
constexpr WellKnownPlace places[] = {
    {".claude/agents", {agent, Host::claude}},
    {".claude/skills", {skill, Host::claude}},
    {".claude/commands", {command, Host::claude}},
    {".claude/rules", {rule, Host::claude}},
    {".claude/output-styles", {output_style, Host::claude}, false},
    {".claude-plugin", {plugin, Host::claude}, false},
    {".claude-plugin", {marketplace, Host::claude}, false},
    {".cursor/agents", {agent, Host::cursor}},
    {".cursor/commands", {command, Host::cursor}},
    {".cursor/rules", {rule, Host::cursor}},
    {".cursor/skills", {skill, Host::cursor}},
    {".github/agents", {agent, Host::copilot}, false},
    {".github/prompts", {prompt, Host::copilot}, false},
    {".github/instructions", {instructions, Host::copilot}},
    {".github/chatmodes", {chat_mode, Host::copilot}, false},
    {".github/skills", {skill, Host::copilot}},
    {".github/workflows", {workflow, Host::copilot}, false},
    {".opencode/agent", {agent, Host::opencode}},
    {".opencode/agents", {agent, Host::opencode}},
    {".opencode/command", {command, Host::opencode}},
    {".opencode/commands", {command, Host::opencode}},
    {".opencode/skill", {skill, Host::opencode}},
    {".opencode/skills", {skill, Host::opencode}},
    {".codex/agents", {agent, Host::codex}, false},
    {".gemini/agents", {agent, Host::gemini}, false},
    {".gemini/commands", {command, Host::gemini}},
    {".gemini/skills", {skill, Host::gemini}},
    {".kiro/agents", {agent, Host::kiro}, false},
    {".kiro/steering", {steering, Host::kiro}},
    {".kiro/prompts", {prompt, Host::kiro}},
    {".kiro/skills", {skill, Host::kiro}},
    {".windsurf/rules", {rule, Host::windsurf}},
    {".windsurf/workflows", {workflow, Host::windsurf}},
    {".devin/rules", {rule, Host::windsurf}},
    {".devin/agents", {agent, Host::windsurf}},
    {".devin/skills", {skill, Host::windsurf}},
    {".agents/skills", {skill, Host::agentskills}},
    {"agents", {agent, Host::any}},
    {"commands", {command, Host::any}},
    {"hooks", {hooks, Host::claude}, false},
    {"skills", {skill, Host::any}},
};

template <class Enum, std::size_t n>
std::optional<Enum> from_word(const std::string_view (&words)[n], std::string_view word) {
  for (std::size_t i = 0; i < n; ++i) {
    if (words[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Kind kind) {
  return kinds[static_cast<std::size_t>(kind)];
}
std::string_view to_string(Host host) {
  return hosts[static_cast<std::size_t>(host)];
}
std::optional<Kind> kind_from(std::string_view word) {
  return from_word<Kind>(kinds, word);
}
std::optional<Host> host_from(std::string_view word) {
  return from_word<Host>(hosts, word);
}
bool is_claude(Host host) {
  return host == Host::any || host == Host::claude || host == Host::claude_mpm ||
         host == Host::claude_plugin;
}

std::span<const std::string_view> kind_words() {
  return kinds;
}
std::span<const std::string_view> host_words() {
  return hosts;
}
std::span<const WellKnownPlace> well_known_places() {
  return places;
}

}  // namespace agent
