#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

using enum Shape;
using enum Need;

// kiro.dev/docs/custom-agents and docs/cli/v3/agent-config, 2026-08. The name is the path below
// `.kiro/agents` where it is missing. Prompts of JSON agents often lie beside them, without fields.
constexpr Field agent_fields[] = {
    {"name", name},
    {"description", name, advised},
    {"prompt", text},
    {"model", text},
    {"tools", list},
    {"allowedTools", list},
    {"toolAliases", mapping},
    {"toolsSettings", mapping},
    {"mcpServers", mapping},
    {"includeMcpJson", boolean},
    {"useLegacyMcpJson", boolean},
    {"includePowers", boolean},
    {"permissions", Shape::any},
    {"resources", sequence},
    {"hooks", Shape::any},
    {"keyboardShortcut", text},
    {"welcomeMessage", text},
};

// kiro.dev/docs/steering, 2026-08.
constexpr Field steering_fields[] = {
    {"inclusion", text, optional, "always fileMatch manual auto"},
    {"fileMatchPattern", list},
    {"name", text},
    {"description", text},
};

// kiro.dev/docs/cli/chat/manage-prompts, 2026-08: plain Markdown.
constexpr Field prompt_fields[] = {
    {"description", text},
};

// kiro.dev/docs/skills, 2026-08.
constexpr Field skill_fields[] = {
    {"name", name, advised},       {"description", name, required}, {"license", text},
    {"compatibility", Shape::any}, {"metadata", mapping},
};

constexpr Spec table[] = {
    {.format = {Kind::agent, Host::kiro},
     .source = "Kiro, docs/custom-agents, 2026-08",
     .reader = "Kiro",
     .unloaded = "Kiro does not load this agent",
     .fields = agent_fields,
     .tools_field = "tools"},
    {.format = {Kind::steering, Host::kiro},
     .source = "Kiro, docs/steering, 2026-08",
     .reader = "Kiro",
     .unloaded = "Kiro does not include the file as it says",
     .fields = steering_fields},
    {.format = {Kind::prompt, Host::kiro},
     .source = "Kiro, docs/cli/chat/manage-prompts, 2026-08",
     .reader = "Kiro",
     .unloaded = "Kiro takes the whole file for the text",
     .fields = prompt_fields},
    {.format = {Kind::skill, Host::kiro},
     .source = "Kiro, docs/skills, 2026-08",
     .reader = "Kiro",
     .unloaded = "Kiro does not load this skill",
     .fields = skill_fields,
     .needs_frontmatter = true},
};

}  // namespace

constinit const std::span<const Spec> kiro_specs = table;

}  // namespace agent
