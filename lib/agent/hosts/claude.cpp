#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

using enum Shape;
using enum Need;

// Claude Code 2.1.329, sub-agents.md, 2026-08-22.
constexpr Field agent_fields[] = {
    {"name", name, required},
    {"description", name, required},
    {"tools", list},
    {"disallowedTools", list},
    {"model", text, optional, claude_models, 0, "invalid-model"},
    {"permissionMode", text, optional, claude_permission_modes},
    lenient({"maxTurns", integer}),
    lenient({"skills", list}),
    {"mcpServers", Shape::any},
    {"hooks", mapping},
    lenient({"memory", text, optional, claude_memories}),
    lenient({"background", boolean}),
    lenient({"effort", text, optional, claude_efforts}),
    {"isolation", text, optional, "worktree"},
    {"color", text, optional, claude_colors, 0, "color"},
    lenient({"initialPrompt", text}),
};

// Claude Code 2.1.329, sub-agents.md and plugins-reference.md, 2026-08-22: in a plugin an agent
// without a name goes by its file, and three fields that reach beyond it are ignored.
constexpr Field plugin_agent_fields[] = {
    {"name", name, advised},
    {"description", name, required},
    {"tools", list},
    {"disallowedTools", list},
    {"model", text, optional, claude_models, 0, "invalid-model"},
    {"permissionMode", ignored, optional, {}, 0, "plugin-ignored-field"},
    lenient({"maxTurns", integer}),
    lenient({"skills", list}),
    {"mcpServers", ignored, optional, {}, 0, "plugin-ignored-field"},
    {"hooks", ignored, optional, {}, 0, "plugin-ignored-field"},
    lenient({"memory", text, optional, claude_memories}),
    lenient({"background", boolean}),
    lenient({"effort", text, optional, claude_efforts}),
    {"isolation", text, optional, "worktree"},
    {"color", text, optional, claude_colors, 0, "color"},
    lenient({"initialPrompt", text}),
};

// Claude Code 2.1.329, skills.md, 2026-08-22. The lengths are those of agentskills.io.
constexpr Field skill_fields[] = {
    {"name", name, advised, {}, 64},
    {"description", text, advised, {}, 1024},
    lenient({"when_to_use", text}),
    {"argument-hint", text, optional, {}, 0, "argument-hint-list"},
    lenient({"arguments", list}),
    lenient({"disable-model-invocation", boolean}),
    {"user-invocable", boolean},
    {"allowed-tools", string_or_strings},
    lenient({"disallowed-tools", list}),
    {"model", text, optional, claude_models, 0, "invalid-model"},
    lenient({"effort", text, optional, claude_efforts}),
    lenient({"context", text, optional, "fork"}),
    lenient({"agent", text}),
    lenient({"background", boolean}),
    {"hooks", mapping},
    lenient({"paths", list}),
    {"shell", text, optional, "bash powershell Bash BASH PowerShell"},
    lenient({"metadata", mapping}),
    lenient({"license", text}),
    lenient({"compatibility", text, optional, {}, 500}),
};

// Claude Code 2.1.329, skills.md, 2026-08-22: a skill without `paths`, whose `name` is ignored.
constexpr Field command_fields[] = {
    {"name", name},
    {"description", text},
    lenient({"when_to_use", text}),
    {"argument-hint", text, optional, {}, 0, "argument-hint-list"},
    lenient({"arguments", list}),
    lenient({"disable-model-invocation", boolean}),
    {"user-invocable", boolean},
    {"allowed-tools", string_or_strings},
    lenient({"disallowed-tools", list}),
    {"model", text, optional, claude_models, 0, "invalid-model"},
    lenient({"effort", text, optional, claude_efforts}),
    lenient({"context", text, optional, "fork"}),
    lenient({"agent", text}),
    lenient({"background", boolean}),
    {"hooks", mapping},
    {"shell", text, optional, "bash powershell Bash BASH PowerShell"},
    lenient({"metadata", mapping}),
    lenient({"license", text}),
    lenient({"compatibility", text}),
};

// Claude Code 2.1.329, output-styles.md, 2026-08-22.
constexpr Field output_style_fields[] = {
    {"name", text},
    {"description", text},
    lenient({"keep-coding-instructions", boolean}),
    lenient({"force-for-plugin", boolean}),
};

// Claude Code 2.1.329, memory.md, 2026-08-22.
constexpr Field rule_fields[] = {
    lenient({"paths", list}),
};

constexpr Spec agent_of(Host host) {
  const bool plugin = host == Host::claude_plugin;
  const std::span<const Field> alone = agent_fields, in_plugin = plugin_agent_fields;
  return {.format = {Kind::agent, host},
          .source = "Claude Code 2.1.329, sub-agents.md, 2026-08-22",
          .reader = "Claude Code",
          .unloaded = "Claude Code skips this agent without a word",
          .fields = plugin ? in_plugin : alone,
          .needs_frontmatter = true,
          .has_documents = true,
          .names = NameRule::claude,
          .tools = &claude_tools,
          .tools_field = "tools"};
}

// The tools of skills and commands are permissions: an unknown one does nothing.
constexpr Spec skill_of(Host host) {
  return {.format = {Kind::skill, host},
          .source = "Claude Code 2.1.329, skills.md, 2026-08-22",
          .reader = "Claude Code",
          .unloaded = "Claude Code loads the text without any field",
          .fields = skill_fields,
          .needs_frontmatter = true,
          .tools_field = "allowed-tools"};
}

constexpr Spec command_of(Host host) {
  return {.format = {Kind::command, host},
          .source = "Claude Code 2.1.329, skills.md, 2026-08-22",
          .reader = "Claude Code",
          .unloaded = "Claude Code loads the text without any field",
          .fields = command_fields,
          .tools_field = "allowed-tools"};
}

constexpr Spec table[] = {
    agent_of(Host::any),
    agent_of(Host::claude),
    agent_of(Host::claude_plugin),
    skill_of(Host::any),
    skill_of(Host::claude),
    skill_of(Host::claude_plugin),
    command_of(Host::any),
    command_of(Host::claude),
    command_of(Host::claude_plugin),
    {.format = {Kind::output_style, Host::claude},
     .source = "Claude Code 2.1.329, output-styles.md, 2026-08-22",
     .reader = "Claude Code",
     .unloaded = "Claude Code loads the text without any field",
     .fields = output_style_fields},
    {.format = {Kind::rule, Host::claude},
     .source = "Claude Code 2.1.329, memory.md, 2026-08-22",
     .reader = "Claude Code",
     .unloaded = "Claude Code loads the text without any field",
     .fields = rule_fields},
};

}  // namespace

constinit const std::span<const Spec> claude_specs = table;

}  // namespace agent
