#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

using enum Shape;
using enum Need;

// OpenCode's packages/core/src/v1/config/agent.ts, 2026-08, and opencode.ai/docs/agents. The name
// is the path, other keys go to the model's provider; `tools` and `maxSteps` are deprecated.
constexpr Field agent_fields[] = {
    {"name", name},
    {"description", name, advised},
    {"mode", name, optional, "primary subagent all"},
    {"model", name},
    {"variant", name},
    {"temperature", number},
    {"top_p", number},
    {"steps", integer},
    {"maxSteps", integer},
    {"prompt", name},
    {"disable", strict_boolean},
    {"hidden", strict_boolean},
    {"permission", Shape::any},
    {"tools", mapping},
    {"color", name, optional, "#* primary secondary accent success warning error info"},
    {"options", mapping},
};

// OpenCode's packages/opencode/src/config/command.ts, 2026-08.
constexpr Field command_fields[] = {
    {"description", name},
    {"agent", name},
    {"model", name},
    {"subtask", strict_boolean},
};

// OpenCode's packages/opencode/src/skill/index.ts, 2026-08, and opencode.ai/docs/skills. Other keys
// are ignored.
constexpr Field skill_fields[] = {
    {"name", name, required},      {"description", name, required}, {"license", text},
    {"compatibility", Shape::any}, {"metadata", mapping},
};

constexpr Spec table[] = {
    {.format = {Kind::agent, Host::opencode},
     .source = "OpenCode, packages/core/src/v1/config/agent.ts, 2026-08",
     .reader = "OpenCode",
     .unloaded = "OpenCode reports an error instead of loading the agent",
     .fields = agent_fields,
     .tools_field = "tools"},
    {.format = {Kind::command, Host::opencode},
     .source = "OpenCode, packages/opencode/src/config/command.ts, 2026-08",
     .reader = "OpenCode",
     .unloaded = "OpenCode reports an error instead of loading the command",
     .fields = command_fields},
    {.format = {Kind::skill, Host::opencode},
     .source = "OpenCode, packages/opencode/src/skill/index.ts, 2026-08",
     .reader = "OpenCode",
     .unloaded = "OpenCode skips this skill without a word",
     .fields = skill_fields,
     .needs_frontmatter = true},
};

}  // namespace

constinit const std::span<const Spec> opencode_specs = table;

}  // namespace agent
