#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

using enum Shape;
using enum Need;

// docs.devin.ai/desktop/cascade/memories, 2026-08. Windsurf is now named Devin Desktop.
constexpr Field rule_fields[] = {
    {"trigger", text, optional, "always_on glob manual model_decision"},
    {"globs", text, optional, {}, 0, "invalid-globs"},
    {"description", text},
};

// docs.devin.ai/desktop/cascade/workflows, 2026-08.
constexpr Field workflow_fields[] = {
    {"description", text},
    {"auto_execution_mode", integer},
};

// docs.devin.ai/cli/subagents, 2026-08.
constexpr Field agent_fields[] = {
    {"name", name, advised}, {"description", name, advised}, {"model", text},
    {"allowed-tools", list}, {"permissions", mapping},       {"max-nesting", integer},
};

// docs.devin.ai/cli/extensibility/skills/creating-skills, 2026-08.
constexpr Field skill_fields[] = {
    {"name", name, advised},
    {"description", name, required},
    {"argument-hint", text, optional, {}, 0, "argument-hint-list"},
    {"model", text},
    {"subagent", text},
    {"agent", text},
    {"allowed-tools", list},
    {"permissions", mapping},
    {"triggers", list, optional, "user model"},
    {"license", text},
    {"compatibility", text},
    {"metadata", mapping},
};

constexpr Spec table[] = {
    {.format = {Kind::rule, Host::windsurf},
     .source = "Devin Desktop, docs/desktop/cascade/memories, 2026-08",
     .reader = "Windsurf",
     .unloaded = "Windsurf applies the rule only by hand",
     .fields = rule_fields,
     .most_body = 12000},
    {.format = {Kind::workflow, Host::windsurf},
     .source = "Devin Desktop, docs/desktop/cascade/workflows, 2026-08",
     .reader = "Windsurf",
     .unloaded = "Windsurf loads the workflow without any field",
     .fields = workflow_fields,
     .most_body = 12000},
    {.format = {Kind::agent, Host::windsurf},
     .source = "Devin CLI, docs/cli/subagents, 2026-08",
     .reader = "Devin",
     .unloaded = "Devin does not load this agent",
     .fields = agent_fields,
     .needs_frontmatter = true,
     .tools_field = "allowed-tools"},
    {.format = {Kind::skill, Host::windsurf},
     .source = "Devin CLI, docs/cli/extensibility/skills/creating-skills, 2026-08",
     .reader = "Devin",
     .unloaded = "Devin does not load this skill",
     .fields = skill_fields,
     .needs_frontmatter = true,
     .tools_field = "allowed-tools"},
};

}  // namespace

constinit const std::span<const Spec> windsurf_specs = table;

}  // namespace agent
