#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

// Claude Code 2.1.329: tools-reference.md and the agent SDK's reference, 2026-08-22. "Task" is the
// old name of "Agent", which still works.
constexpr std::string_view known[] = {
    "*",
    "Agent",
    "Artifact",
    "AskUserQuestion",
    "Bash",
    "CronCreate",
    "CronDelete",
    "CronList",
    "Edit",
    "EndConversation",
    "EnterPlanMode",
    "EnterWorktree",
    "ExitPlanMode",
    "ExitWorktree",
    "Glob",
    "Grep",
    "LSP",
    "ListAgents",
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
constexpr std::string_view removed[] = {
    "AgentOutputTool", "BashOutput",   "BashOutputTool", "KillBash",   "KillShell",  "LS",
    "MultiEdit",       "NotebookRead", "SlashCommand",   "TeamCreate", "TeamDelete", "TodoRead",
};
constexpr std::string_view patterns[] = {"mcp__*"};

}  // namespace

constinit const Tools claude_tools{known, removed, patterns};

}  // namespace agent
