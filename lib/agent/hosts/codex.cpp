#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

using enum Shape;
using enum Need;

// Codex at 25d313cd, agent_roles.rs, and developers.openai.com/codex/subagents, 2026-08. A file
// that config.toml names may leave `name` and `description` to it. Any other key of config.toml may
// occur.
constexpr Field agent_fields[] = {
    {"name", name, advised},
    {"description", name, advised},
    {"developer_instructions", name, required},
    {"nickname_candidates", sequence},
    {"model", name},
    {"model_provider", name},
    {"model_reasoning_effort", name},
    {"model_reasoning_summary", name},
    {"model_verbosity", name},
    {"service_tier", name},
    {"approval_policy", Shape::any},
    {"sandbox_mode", name, optional, "read-only workspace-write danger-full-access"},
    {"sandbox_workspace_write", mapping},
    {"mcp_servers", mapping},
    {"skills", mapping},
    {"features", mapping},
    {"tools", mapping},
    {"web_search", Shape::any},
};

// Codex at 033d1d07, core-skills/src/loader.rs, 2026-08. It reads the first three.
constexpr Field skill_fields[] = {
    {"name", name, advised, {}, 64}, {"description", name, required, {}, 1024},
    {"metadata", mapping},           {"license", text},
    {"compatibility", text},         {"allowed-tools", list},
};

constexpr Spec table[] = {
    {.format = {Kind::agent, Host::codex},
     .source = "Codex at 25d313cd, agent_roles.rs, 2026-08",
     .reader = "Codex",
     .unloaded = "Codex ignores this agent with a warning",
     .fields = agent_fields,
     .syntax = Syntax::toml},
    {.format = {Kind::skill, Host::codex},
     .source = "Codex at 033d1d07, core-skills/src/loader.rs, 2026-08",
     .reader = "Codex",
     .unloaded = "Codex reports an error and does not load this skill",
     .fields = skill_fields,
     .needs_frontmatter = true},
};

}  // namespace

constinit const std::span<const Spec> codex_specs = table;

}  // namespace agent
