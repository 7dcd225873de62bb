#include "agent/tools.hpp"

#include <algorithm>
#include <iterator>

#include "base/edit_distance.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

// Claude Code 2.1.329.
constexpr std::string_view known_tools[] = {
    "Agent",
    "Artifact",
    "AskUserQuestion",
    "Bash",
    "CronCreate",
    "CronDelete",
    "CronList",
    "Edit",
    "EnterPlanMode",
    "EnterWorktree",
    "ExitPlanMode",
    "ExitWorktree",
    "Glob",
    "Grep",
    "LSP",
    "ListMcpResourcesTool",
    "Monitor",
    "NotebookEdit",
    "PowerShell",
    "PushNotification",
    "Read",
    "ReadMcpResourceDirTool",
    "ReadMcpResourceTool",
    "RemoteTrigger",
    "ReportFindings",
    "ScheduleWakeup",
    "SendMessage",
    "SendUserFile",
    "SendUserMessage",
    "ShareOnboardingGuide",
    "Skill",
    "StructuredOutput",
    "Task",
    "TaskCreate",
    "TaskGet",
    "TaskList",
    "TaskOutput",
    "TaskStop",
    "TaskUpdate",
    "TodoWrite",
    "ToolSearch",
    "WaitForMcpServers",
    "WebFetch",
    "WebSearch",
    "Workflow",
    "Write",
};
constexpr std::string_view removed_tools[] = {
    "AgentOutputTool", "BashOutput",   "BashOutputTool", "KillBash",   "KillShell",  "LS",
    "MultiEdit",       "NotebookRead", "SlashCommand",   "TeamCreate", "TeamDelete", "TodoRead",
};
static_assert(std::ranges::is_sorted(known_tools));
static_assert(std::ranges::is_sorted(removed_tools));

enum class Standing { known, removed, unknown };

Standing standing(std::string_view entry) {
  const std::string_view name = base::trim(entry.substr(0, entry.find('(')));
  if (name == "*" || name.starts_with("mcp__")) return Standing::known;
  if (std::ranges::binary_search(known_tools, name)) return Standing::known;
  return std::ranges::binary_search(removed_tools, name) ? Standing::removed : Standing::unknown;
}

std::string hint_for(std::string_view name) {
  for (const std::string_view known : known_tools) {
    if (base::to_lower_ascii(name) == base::to_lower_ascii(known)) {
      return "write '" + std::string(known) + "'";
    }
  }
  const auto near = base::nearest(name, known_tools);
  return near ? "did you mean '" + std::string(*near) + "'?" : std::string();
}

void split_entries(std::string_view text, Separator separator, const ToolEntry& place, bool exact,
                   std::vector<ToolEntry>& entries) {
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    const bool ends =
        i == text.size() ||
        (depth == 0 && (c == ',' || (blank && separator == Separator::comma_or_blank)));
    if (!ends) continue;
    const std::string_view raw = text.substr(begin, i - begin);
    const std::string_view entry = base::trim(raw);
    if (!entry.empty()) {
      ToolEntry made{std::string(entry), place.begin, place.end};
      if (exact) {
        made.begin += static_cast<std::size_t>(entry.data() - text.data());
        made.end = made.begin + entry.size();
      }
      entries.push_back(std::move(made));
    }
    begin = i + 1;
  }
}

void add_scalar(const syntax::Node& node, Separator separator, std::size_t shift,
                std::vector<ToolEntry>& entries) {
  if (node.kind != syntax::Kind::scalar || node.type == syntax::Type::null) return;
  const bool quoted =
      node.style == syntax::Style::single_quoted || node.style == syntax::Style::double_quoted;
  const std::size_t edge = quoted ? 1 : 0;
  const bool exact = node.end - node.begin == node.value.size() + 2 * edge &&
                     node.style != syntax::Style::literal && node.style != syntax::Style::folded;
  ToolEntry place{{}, node.begin + shift + (exact ? edge : 0), node.end + shift};
  split_entries(node.value, separator, place, exact, entries);
}

}  // namespace

std::vector<ToolEntry> tool_entries(const syntax::Node& node, Separator separator,
                                    std::size_t shift) {
  std::vector<ToolEntry> entries;
  if (node.kind == syntax::Kind::scalar) add_scalar(node, separator, shift, entries);
  for (const syntax::Node& item : node.items) add_scalar(item, separator, shift, entries);
  for (const auto& [key, value] : node.entries) {
    if (value.value != "false") add_scalar(key, Separator::comma, shift, entries);
  }
  return entries;
}

std::vector<std::string> tool_arguments(std::string_view entry, std::string_view tool) {
  if (!entry.starts_with(tool) || !entry.ends_with(')')) return {};
  entry.remove_prefix(tool.size());
  if (!entry.starts_with('(')) return {};
  entry = entry.substr(1, entry.size() - 2);
  std::vector<ToolEntry> parts;
  split_entries(entry, Separator::comma, {}, false, parts);
  std::vector<std::string> names;
  for (ToolEntry& part : parts) names.push_back(std::move(part.text));
  return names;
}

void check_tools(const std::vector<ToolEntry>& entries, Findings& findings) {
  const bool none = !entries.empty() && std::ranges::none_of(entries, [](const ToolEntry& entry) {
    return standing(entry.text) == Standing::known;
  });
  if (none) {
    findings.add({.rule = "tools-unresolved",
                  .begin = entries.front().begin,
                  .end = entries.back().end,
                  .message = "no tool of the list is known to Claude Code",
                  .consequence = "Claude Code refuses to start this agent",
                  .hint = entries.size() == 1 ? hint_for(entries.front().text)
                                              : "remove 'tools' to allow all, or name real tools"});
    return;
  }
  for (const ToolEntry& entry : entries) {
    if (findings.full()) return;
    const Standing is = standing(entry.text);
    if (is == Standing::known) continue;
    const std::string name(base::trim(entry.text.substr(0, entry.text.find('('))));
    const bool removed = is == Standing::removed;
    findings.add({.rule = "tools-unresolved",
                  .begin = entry.begin,
                  .end = entry.end,
                  .message = removed ? "Claude Code no longer has the tool '" + name + "'"
                                     : "Claude Code knows no tool '" + name + "'",
                  .consequence = "the agent runs without it",
                  .hint = removed ? "remove it from the list" : hint_for(name),
                  .severity = base::Severity::info});
  }
}

}  // namespace agent
