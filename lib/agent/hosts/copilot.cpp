#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

using enum Shape;
using enum Need;

// GitHub docs at 03e038c5, custom-agents-configuration.md, and VS Code's custom agent file
// reference, 2026-10. Both ignore tools that they do not know: extensions and servers add some.
// `infer`, `mode` and `user-invokable` are old names that still occur.
constexpr Field agent_fields[] = {
    {"name", text},
    {"description", name, required},
    {"target", text, optional, "vscode github-copilot"},
    lenient({"tools", list}),
    {"model", list},
    {"disable-model-invocation", boolean},
    {"user-invocable", boolean},
    {"user-invokable", boolean},
    {"infer", boolean},
    {"mcp-servers", mapping},
    {"metadata", mapping},
    {"argument-hint", text, optional, {}, 0, "argument-hint-list"},
    {"handoffs", sequence},
    {"agents", list},
    {"hooks", mapping},
    {"mode", text},
};

// VS Code, prompt-files.md, 2026-10. `mode` is the old name of `agent`.
constexpr Field prompt_fields[] = {
    {"name", text},
    {"description", text},
    {"argument-hint", text, optional, {}, 0, "argument-hint-list"},
    {"agent", text},
    {"mode", text},
    {"model", list},
    lenient({"tools", list}),
};

// VS Code, custom-instructions.md, 2026-03, and GitHub docs at 03e038c5.
constexpr Field instructions_fields[] = {
    {"applyTo", text, optional, {}, 0, "invalid-globs"},
    {"name", text},
    {"description", text},
    {"excludeAgent", list, optional, "code-review cloud-agent coding-agent"},
};

// VS Code, custom-agents.md, 2026-10: the agents' old name and place.
constexpr Field chat_mode_fields[] = {
    {"name", text},
    {"description", text},
    {"target", text, optional, "vscode github-copilot"},
    lenient({"tools", list}),
    {"model", list},
    {"disable-model-invocation", boolean},
    {"user-invocable", boolean},
    {"user-invokable", boolean},
    {"infer", boolean},
    {"mcp-servers", mapping},
    {"metadata", mapping},
    {"argument-hint", text, optional, {}, 0, "argument-hint-list"},
    {"handoffs", sequence},
    {"agents", list},
    {"hooks", mapping},
    {"mode", text},
};

// VS Code, agent-skills.md, and GitHub docs, add-skills.md, 2026-08.
constexpr Field skill_fields[] = {
    {"name", name, advised},
    {"description", name, required},
    {"license", text},
    {"allowed-tools", list},
    {"argument-hint", text, optional, {}, 0, "argument-hint-list"},
    {"user-invocable", boolean},
    {"disable-model-invocation", boolean},
    {"context", text, optional, "fork"},
    {"compatibility", text},
    {"metadata", mapping},
};

constexpr Spec table[] = {
    {.format = {Kind::agent, Host::copilot},
     .source = "GitHub docs at 03e038c5, custom-agents-configuration.md, 2026-08",
     .reader = "Copilot",
     .unloaded = "Copilot does not load this agent",
     .fields = agent_fields,
     .needs_frontmatter = true,
     .tools_field = "tools",
     .most_body = 30000},
    {.format = {Kind::prompt, Host::copilot},
     .source = "VS Code, prompt-files.md, 2026-10",
     .reader = "VS Code",
     .unloaded = "VS Code loads the prompt without any field",
     .fields = prompt_fields,
     .tools_field = "tools"},
    {.format = {Kind::instructions, Host::copilot},
     .source = "VS Code, custom-instructions.md, 2026-03",
     .reader = "Copilot",
     .unloaded = "Copilot never applies these instructions by itself",
     .fields = instructions_fields},
    {.format = {Kind::chat_mode, Host::copilot},
     .source = "VS Code, custom-agents.md, 2026-10",
     .reader = "VS Code",
     .unloaded = "VS Code loads the chat mode without any field",
     .fields = chat_mode_fields,
     .tools_field = "tools"},
    {.format = {Kind::skill, Host::copilot},
     .source = "VS Code, agent-skills.md, 2026-08",
     .reader = "Copilot",
     .unloaded = "Copilot does not load this skill",
     .fields = skill_fields,
     .needs_frontmatter = true,
     .tools_field = "allowed-tools"},
};

}  // namespace

constinit const std::span<const Spec> copilot_specs = table;

}  // namespace agent
