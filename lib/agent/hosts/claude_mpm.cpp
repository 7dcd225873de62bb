#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

using enum Shape;
using enum Need;

// claude-mpm's frontmatter_schema.json 1.3.0, after the fields of Claude Code's agents that it
// passes on. What the schema wants of lengths and names, its own agents do not keep.
constexpr Field agent_fields[] = {
    {"name", name, required},
    {"description", name, required},
    {"tools", list},
    {"disallowedTools", list},
    {"model", text, optional, claude_models, 0, "invalid-model"},
    {"permissionMode", text, optional, claude_permission_modes},
    {"maxTurns", integer},
    {"skills", list},
    {"mcpServers", Shape::any},
    {"hooks", mapping},
    {"memory", text, optional, claude_memories},
    {"background", boolean},
    {"effort", text},
    {"isolation", text, optional, "worktree"},
    {"color", text, optional, claude_colors, 0, "color"},
    {"initialPrompt", text},
    {"agent_id", text, advised},
    {"agent_type", text, advised},
    {"schema_version", Shape::any, advised},
    {"version", Shape::any},
    {"author", Shape::any},
    {"category", Shape::any},
    {"tags", list},
    {"source", Shape::any},
    {"resource_tier", Shape::any},
    {"temperature", Shape::any},
    {"max_tokens", Shape::any},
    {"timeout", Shape::any},
    {"capabilities", Shape::any},
    {"dependencies", Shape::any},
    {"interactions", Shape::any},
    {"knowledge", Shape::any},
    {"memory_routing", Shape::any},
    {"memory_routing_rules", Shape::any},
    {"routing", Shape::any},
    {"template_version", Shape::any},
    {"template_changelog", Shape::any},
    {"deprecated", Shape::any},
};

// Its frontmatter ends at "\n---\n" and starts with the first byte of the file.
constexpr std::string_view refused[] = {"bom", "eol"};

constexpr Spec table[] = {
    {.format = {Kind::agent, Host::claude_mpm},
     .source = "claude-mpm, frontmatter_schema.json 1.3.0 and build-agent.py, 2026-05",
     .reader = "claude-mpm",
     .unloaded = "claude-mpm does not build this agent",
     .fields = agent_fields,
     .needs_frontmatter = true,
     .names = NameRule::claude,
     .tools_field = "tools",
     .refused = refused},
};

}  // namespace

constinit const std::span<const Spec> claude_mpm_specs = table;

}  // namespace agent
