#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"

namespace {

using agent::Host;
using agent::Kind;

constexpr agent::Format hooks_file{Kind::hooks, Host::claude};

using Lines = std::vector<std::string>;

/// "severity rule line:column message" of each diagnostic.
Lines said(std::string_view text) {
  Lines out;
  for (const base::Diagnostic& d : agent::parse(hooks_file, text).diagnostics) {
    out.push_back(std::string(base::to_string(d.severity)) + " " + d.rule + " " +
                  std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " +
                  d.message);
  }
  return out;
}

/// A hook for an event; the hook begins in line 2, column 1.
std::string with(std::string_view event, std::string_view hook) {
  return "{\"hooks\": {\"" + std::string(event) + "\": [{\"matcher\": \"Bash\", \"hooks\": [\n" +
         std::string(hook) + "]}]}}\n";
}

TEST(HooksManifest, TakesAllKindsOfHooks) {
  for (const char* hook : {
           R"({"type": "command", "command": "", "args": ["a"], "timeout": 0.5, "async": true})",
           R"({"type": "command", "command": "x", "shell": "bash", "description": "d"})",
           R"({"type": "prompt", "prompt": "p", "model": "m"})",
           R"({"type": "agent", "prompt": "p", "timeout": 60})",
           R"({"type": "http", "url": "https://x", "headers": {"a": "b"}})",
           R"({"type": "mcp_tool", "server": "s", "tool": "t", "input": {}})",
       }) {
    EXPECT_EQ(said(with("PreToolUse", hook)), Lines{}) << hook;
  }
  EXPECT_EQ(said(R"({"description": "d", "hooks": {}, "modules": ["./m.ts"]})"), Lines{});
  EXPECT_EQ(said(R"({"modules": ["./m.ts"]})"), Lines{});
}

TEST(HooksManifest, NeedsHooks) {
  EXPECT_EQ(said("{\"description\": \"d\"}"),
            (Lines{"error wrong-type 1:1 the file has no 'hooks'"}));
  EXPECT_EQ(said("{\"hooks\": []}"),
            (Lines{"error wrong-type 1:11 'hooks' must be an object, this is a list"}));
  const auto parsed = agent::parse(hooks_file, "{\"description\": 5, \"hooks\": {}}");
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].message, "'description' must be a string, this is a number");
  EXPECT_EQ(parsed.diagnostics[0].consequence, "Claude Code does not load the plugin");
  EXPECT_FALSE(parsed.loads);
}

TEST(HooksManifest, UnknownEventsAreIgnored) {
  const auto parsed = agent::parse(hooks_file, with("PreTooluse", R"({"type": "command"})"));
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].severity, base::Severity::warning);
  EXPECT_EQ(parsed.diagnostics[0].message, "'hooks.PreTooluse' is no event that Claude Code knows");
  EXPECT_EQ(parsed.diagnostics[0].consequence, "Claude Code ignores it");
  EXPECT_EQ(parsed.diagnostics[0].hint, "did you mean 'PreToolUse'?");
  EXPECT_TRUE(parsed.loads);
}

TEST(HooksManifest, FaultsOfOtherEventsWarn) {
  EXPECT_EQ(said(with("Stop", R"({"type": "command"})")),
            (Lines{"warning wrong-type 2:1 'hooks.Stop[0].hooks[0]' has no 'command'"}));
  EXPECT_EQ(said(R"({"hooks": {"Stop": {}, "Setup": [{"type": "command"}], "PreCompact": ["x"]}})"),
            (Lines{"warning wrong-type 1:20 'hooks.Stop' must be a list, this is an object",
                   "warning wrong-type 1:34 'hooks.Setup[0]' has no 'hooks'",
                   "warning wrong-type 1:71 'hooks.PreCompact[0]' must be an object, this is a "
                   "string"}));
}

TEST(HooksManifest, FaultsOfGuardsAreErrors) {
  EXPECT_EQ(said(with("PreToolUse", R"({"command": "x"})")),
            (Lines{"error wrong-type 2:1 'hooks.PreToolUse[0].hooks[0]' has no 'type'"}));
  EXPECT_EQ(said(with("PreToolUse", R"({"type": "shell", "command": "x"})")),
            (Lines{"error invalid-enum 2:10 'hooks.PreToolUse[0].hooks[0].type' must be 'command', "
                   "'prompt', 'agent', 'http' or 'mcp_tool'"}));
  EXPECT_EQ(said(with("PermissionRequest", R"({"type": "command", "command": ["a", "b"]})")),
            (Lines{"error wrong-type 2:32 'hooks.PermissionRequest[0].hooks[0].command' must be a "
                   "string, this is a list"}));
  EXPECT_EQ(said(with("PreToolUse", R"({"type": "command", "command": "x", "timeout": 0})")),
            (Lines{"error wrong-type 2:48 'hooks.PreToolUse[0].hooks[0].timeout' must be a number "
                   "above 0"}));
  EXPECT_EQ(said(with("PreToolUse", R"({"type": "command", "command": "x", "shell": "zsh"})")),
            (Lines{"error invalid-enum 2:46 'hooks.PreToolUse[0].hooks[0].shell' must be 'bash' or "
                   "'powershell'"}));
  EXPECT_EQ(
      said(R"({"hooks": {"PreToolUse": [{"matcher": 5, "hooks": []}]}})"),
      (Lines{"error wrong-type 1:39 'hooks.PreToolUse[0].matcher' must be a string, this is a "
             "number"}));
}

TEST(HooksManifest, GuardsStandInHooks) {
  const std::string matchers = R"([{"hooks": [{"type": "command", "command": "x"}]}])";
  EXPECT_EQ(said("{\"PreToolUse\": " + matchers + ", \"hooks\": {}}"),
            (Lines{"info unknown-key 1:2 Claude Code hooks have no key 'PreToolUse'",
                   "error wrong-type 1:2 'PreToolUse' is outside of 'hooks'"}));
  EXPECT_EQ(said("{\"hooks\": {\"Stop\": [{\"PreToolUse\": " + matchers + "}]}}"),
            (Lines{"error wrong-type 1:21 'hooks.Stop[0]' must be a matcher, it holds events"}));
  EXPECT_EQ(said("{\"hooks\": " + matchers.substr(1, matchers.size() - 2) + "}"),
            (Lines{"error wrong-type 1:11 'hooks' must hold events, this is a matcher"}));
  EXPECT_EQ(said("{\"Stop\": " + matchers + ", \"hooks\": {}}"),
            (Lines{"info unknown-key 1:2 Claude Code hooks have no key 'Stop'"}));
}

TEST(HooksManifest, EventsAtTheTopLackTheirHooks) {
  const auto parsed = agent::parse(hooks_file, "{\"Stop\": []}");
  ASSERT_EQ(parsed.diagnostics.size(), 2u);
  EXPECT_EQ(parsed.diagnostics[0].message, "the file has no 'hooks'");
  EXPECT_EQ(parsed.diagnostics[0].hint, "put the events into an object 'hooks'");
}

TEST(HooksManifest, FilesOfOtherToolsAreLeftAlone) {
  for (const char* text : {
           R"({"version": 1, "hooks": {"stop": [{"command": "x"}]}})",
           R"({"hooks": {"sessionStart": [{"command": "x"}], "postToolUse": [{"command": "y"}]}})",
           R"({"$schema": "https://cursor.com/schemas/hooks.json", "hooks": []})",
           R"({"hooks": [{"event": "pre-commit", "script": "./x.sh"}]})",
       }) {
    const auto parsed = agent::parse(hooks_file, text);
    EXPECT_TRUE(parsed.diagnostics.empty()) << text;
    EXPECT_FALSE(parsed.is_definition) << text;
    EXPECT_FALSE(parsed.loads) << text;
  }
  EXPECT_TRUE(agent::parse(hooks_file, "{\"hooks\": {}}").is_definition);
  EXPECT_TRUE(
      agent::parse(hooks_file, with("preToolUse", "{\"type\": \"command\"}")).is_definition);
}

}  // namespace
