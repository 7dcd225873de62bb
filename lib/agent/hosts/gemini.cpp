#include <algorithm>

#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

using enum Shape;
using enum Need;

// Gemini CLI at 5411f113, tool-names.ts, 2026-08-21. "search_file_content" is the old name of
// "grep_search", which still works.
constexpr std::string_view known_tools[] = {
    "*",
    "activate_skill",
    "ask_user",
    "complete_task",
    "enter_plan_mode",
    "exit_plan_mode",
    "get_internal_docs",
    "glob",
    "google_web_search",
    "grep_search",
    "invoke_agent",
    "list_directory",
    "list_mcp_resources",
    "read_file",
    "read_many_files",
    "read_mcp_resource",
    "replace",
    "run_shell_command",
    "search_file_content",
    "tracker_add_dependency",
    "tracker_create_task",
    "tracker_get_task",
    "tracker_list_tasks",
    "tracker_update_task",
    "tracker_visualize",
    "update_topic",
    "web_fetch",
    "write_file",
    "write_todos",
};

bool is_slug(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_.:-").find(c) != std::string_view::npos;
  });
}

/// `mcp_server_tool`, `mcp_server_*` and `mcp_*`; the server has no '_' in its name.
bool is_tool(std::string_view name) {
  if (name.starts_with("discovered_tool_") || name == "mcp_*") return true;
  if (!name.starts_with("mcp_")) return false;
  name.remove_prefix(4);
  const std::size_t end = name.find('_');
  if (end == name.npos || !is_slug(name.substr(0, end))) return false;
  const std::string_view tool = name.substr(end + 1);
  return tool == "*" || (is_slug(tool) && tool.find_first_not_of('_') != tool.npos);
}

constexpr Tools tools{known_tools, {}, {}, is_tool};

// Gemini CLI at 5411f113, agentLoader.ts, 2026-08-21: strict schemas of local and remote agents.
constexpr Field agent_fields[] = {
    {"kind", name, optional, "local remote"},
    {"name", name, required},
    {"description", name, required},
    {"display_name", name},
    {"tools", sequence},
    {"mcp_servers", mapping},
    {"model", name},
    {"temperature", number},
    {"max_turns", count},
    {"timeout_mins", count},
};
constexpr Field remote_fields[] = {
    {"kind", name, optional, "remote"},
    {"name", name, required},
    {"description", name},
    {"display_name", name},
    {"agent_card_url", url},
    {"agent_card_json", json_text},
    {"auth", mapping},
};

// Gemini CLI at 5411f113, FileCommandLoader.ts, 2026-08-21.
constexpr Field command_fields[] = {
    {"prompt", name, present},
    {"description", name},
};

// Gemini CLI at 5411f113, skillLoader.ts, 2026-08-21: it reads these two, in YAML or line by line.
constexpr Field skill_fields[] = {
    {"name", name, required},
    {"description", name, required},
    {"license"},
    {"compatibility"},
    {"metadata"},
    {"allowed-tools"},
};

constexpr std::string_view agent_refused[] = {"bom",         "near-miss-key",  "tools-unresolved",
                                              "unknown-key", "wrong-kind-key", "yaml-portability"};
constexpr std::string_view skill_refused[] = {"bom"};

constexpr Spec remote_agent{
    .format = {Kind::agent, Host::gemini},
    .source = "Gemini CLI at 5411f113, agentLoader.ts, 2026-08-21",
    .reader = "Gemini CLI",
    .unloaded = "Gemini CLI reports an error and does not load the agent",
    .fields = remote_fields,
    .needs_frontmatter = true,
    .exact_fence = true,
    .strict = true,
    .names = NameRule::slug,
    .refused = agent_refused,
};

constexpr Spec table[] = {
    {.format = {Kind::agent, Host::gemini},
     .source = "Gemini CLI at 5411f113, agentLoader.ts, 2026-08-21",
     .reader = "Gemini CLI",
     .unloaded = "Gemini CLI reports an error and does not load the agent",
     .fields = agent_fields,
     .needs_frontmatter = true,
     .exact_fence = true,
     .strict = true,
     .names = NameRule::slug,
     .tools = &tools,
     .tools_field = "tools",
     .refused = agent_refused,
     .remote = &remote_agent},
    {.format = {Kind::command, Host::gemini},
     .source = "Gemini CLI at 5411f113, FileCommandLoader.ts, 2026-08-21",
     .reader = "Gemini CLI",
     .unloaded = "Gemini CLI reports an error and does not load the command",
     .fields = command_fields,
     .syntax = Syntax::toml,
     .fatal_types = true},
    {.format = {Kind::skill, Host::gemini},
     .source = "Gemini CLI at 5411f113, skillLoader.ts, 2026-08-21",
     .reader = "Gemini CLI",
     .unloaded = "Gemini CLI skips this skill without a word",
     .fields = skill_fields,
     .needs_frontmatter = true,
     .exact_fence = true,
     .refused = skill_refused},
};

}  // namespace

constinit const std::span<const Spec> gemini_specs = table;

}  // namespace agent
