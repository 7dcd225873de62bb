#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

using enum Shape;
using enum Need;

/// Model names come and go; all but these, some of them from Claude Code's agents, have a digit.
constexpr std::string_view models =
    "inherit fast auto sonnet opus haiku composer* *0* *1* *2* *3* *4* *5* *6* *7* *8* *9*";

// cursor.com/docs/agent/subagents, 2026-08. The name is that of the file where it is missing.
constexpr Field agent_fields[] = {
    {"name", name, advised},
    {"description", name, advised},
    {"model", text, optional, models, 0, "invalid-model"},
    {"readonly", boolean},
    {"is_background", boolean},
};

// cursor.com/docs/agent/chat/commands, 2026-08: plain Markdown.
constexpr Field command_fields[] = {
    {"description", text},
    {"handoffs", sequence},
};

// cursor.com/docs/context/rules, 2026-08: three keys, read line by line.
constexpr Field rule_fields[] = {
    {"description", text},
    {"globs", text, optional, {}, 0, "invalid-globs"},
    lenient({"alwaysApply", boolean}),
};

// cursor.com/docs/skills, 2026-08.
constexpr Field skill_fields[] = {
    {"name", name, advised},
    {"description", name, required},
    {"paths", list},
    {"disable-model-invocation", boolean},
    {"user-invocable", boolean},
    {"metadata", mapping},
    {"license", text},
    {"compatibility", text},
    {"allowed-tools", list},
};

constexpr Spec table[] = {
    {.format = {Kind::agent, Host::cursor},
     .source = "Cursor, docs/agent/subagents, 2026-08",
     .reader = "Cursor",
     .unloaded = "Cursor does not load this agent",
     .fields = agent_fields,
     .needs_frontmatter = true},
    {.format = {Kind::command, Host::cursor},
     .source = "Cursor, docs/agent/chat/commands, 2026-08",
     .reader = "Cursor",
     .unloaded = "Cursor takes the whole file for the text",
     .fields = command_fields},
    {.format = {Kind::rule, Host::cursor},
     .source = "Cursor, docs/context/rules, 2026-08",
     .reader = "Cursor",
     .unloaded = "Cursor applies the rule only by hand",
     .fields = rule_fields,
     .syntax = Syntax::mdc},
    {.format = {Kind::skill, Host::cursor},
     .source = "Cursor, docs/skills, 2026-08",
     .reader = "Cursor",
     .unloaded = "Cursor does not load this skill",
     .fields = skill_fields,
     .needs_frontmatter = true,
     .tools_field = "allowed-tools"},
};

}  // namespace

constinit const std::span<const Spec> cursor_specs = table;

}  // namespace agent
