#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"
#include "agent/host.hpp"
#include "agent/manifest/schema.hpp"
#include "agent/manifest/tables.hpp"

namespace {

using agent::Host;
using agent::Kind;

constexpr agent::Format a_plugin{Kind::plugin, Host::claude};

using Lines = std::vector<std::string>;

agent::Parsed read(std::string_view members) {
  return agent::parse(a_plugin, "{\"name\": \"tidy\"" + std::string(members.empty() ? "" : ",\n") +
                                    std::string(members) + "}\n");
}

/// "severity rule line:column message" of each diagnostic in a plugin.json with these members.
Lines said(std::string_view members) {
  Lines out;
  for (const base::Diagnostic& d : read(members).diagnostics) {
    out.push_back(std::string(base::to_string(d.severity)) + " " + d.rule + " " +
                  std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " +
                  d.message);
  }
  return out;
}

Lines named(std::string_view name) {
  Lines out;
  const std::string text = "{\"name\": " + std::string(name) + "}\n";
  for (const base::Diagnostic& d : agent::parse(a_plugin, text).diagnostics) {
    out.push_back(std::string(base::to_string(d.severity)) + " " + d.rule + " " + d.message);
  }
  return out;
}

bool accepts(std::string_view members) {
  return said(members).empty();
}

TEST(PluginManifest, TakesAllThatIsDocumented) {
  const auto parsed = read(R"("$schema": "s", "displayName": "Tidy", "version": "1.0.0",
"description": "d", "author": {"name": "A", "email": "e", "url": "u", "more": 1},
"homepage": "https://example.com", "repository": "", "license": "MIT", "keywords": ["a"],
"defaultEnabled": false, "metadata": {"x": null}, "engines": {"claude-code": ">=2.1.0 <3"},
"dependencies": ["a", "a@m", {"name": "b", "version": "^1"}], "settings": {},
"agents": ["./agents/a.md"], "skills": ".", "commands": {"x": {"source": "./c.md"}},
"hooks": ["./hooks.json", {"Stop": [{"hooks": [{"type": "command", "command": "x"}]}]}],
"mcpServers": {"s": {"command": "x"}}, "outputStyles": "./styles/", "workflows": ["./w.js"],
"experimental": {"themes": "./t/", "monitors": "./m.json"})");
  EXPECT_TRUE(parsed.diagnostics.empty()) << parsed.diagnostics.front().message;
  EXPECT_TRUE(parsed.loads);
  EXPECT_EQ(parsed.name, "tidy");
}

TEST(PluginManifest, AnswersForEveryKeyOfTheHost) {
  const agent::Spec* spec = agent::find_spec(a_plugin);
  for (const agent::manifest::Member& member : agent::manifest::plugin_members) {
    EXPECT_TRUE(agent::find_field(*spec, member.word)) << member.word;
  }
}

TEST(PluginManifest, SaysWhatComesOfAWrongTypeAndHowToRepairIt) {
  const auto parsed = read("\"version\": 2");
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  const base::Diagnostic& found = parsed.diagnostics[0];
  EXPECT_EQ(found.message, "'version' must be a string, this is a number");
  EXPECT_EQ(found.consequence, "Claude Code does not load the plugin");
  EXPECT_EQ(found.hint, "put the value in quotes");
  EXPECT_EQ(found.place.line, 2u);
  EXPECT_EQ(found.place.column, 12u);
  EXPECT_FALSE(parsed.loads);
}

TEST(PluginManifest, FaultOfAFieldForDisplayKeepsThePluginLoading) {
  const auto parsed = read(R"("author": "A <a@b>")");
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].message, "'author' must be an object, this is a string");
  EXPECT_EQ(parsed.diagnostics[0].consequence,
            "its validator refuses the file, Claude Code drops the field");
  EXPECT_EQ(parsed.diagnostics[0].severity, base::Severity::error);
  EXPECT_TRUE(parsed.loads);
}

TEST(PluginManifest, NullIsAValueAndMostlyAWrongOne) {
  EXPECT_EQ(said("\"agents\": null"),
            (Lines{"error wrong-type 2:11 'agents' must be a path or a list of paths, this is "
                   "null"}));
}

TEST(PluginManifest, NameIsRequiredAndText) {
  EXPECT_EQ(agent::parse(a_plugin, "{}").diagnostics[0].message, "the plugin has no name");
  EXPECT_EQ(named("\"\""), (Lines{"error name-missing 'name' is empty"}));
  EXPECT_EQ(named("5"), (Lines{"error wrong-type 'name' must be a string, this is a number"}));
}

TEST(PluginManifest, NameIsOneWordOfPlainCharacters) {
  EXPECT_EQ(named("\"my plugin\""), (Lines{"error name-charset the name contains a blank"}));
  EXPECT_EQ(named("\"a/b\""),
            (Lines{"warning name-charset the name is not made of letters, digits, '.', '_' and "
                   "'-'"}));
  EXPECT_EQ(named("\"My_Plugin\""),
            (Lines{"info name-style the name is not lower-case words joined by '-'"}));
  EXPECT_EQ(named("\"a\\u200eb\""),
            (Lines{"error name-charset the name contains a mark of writing direction"}));
}

TEST(PluginManifest, NamesOfAnthropicAreReserved) {
  for (const std::string name : {"claude", "claude-hud", "anthropic-mcp", "cc-plugin-x",
                                 "claude-mods", "x-official-claude"}) {
    EXPECT_EQ(named("\"" + name + "\""), (Lines{"error invalid-enum the name '" + name +
                                                "' is reserved: it passes as Anthropic's own"}));
  }
  for (const char* name : {"\"claudex\"", "\"my-claude\"", "\"cc-plugin\"", "\"official\""}) {
    EXPECT_EQ(named(name), Lines{}) << name;
  }
}

TEST(PluginManifest, MembersOfMembersAreRequiredToo) {
  EXPECT_EQ(said(R"("author": {"email": "e"})"),
            (Lines{"error name-missing 2:11 'author' has no name"}));
  EXPECT_EQ(said(R"("author": {"name": ""})"),
            (Lines{"error name-missing 2:20 'author.name' is empty"}));
  EXPECT_EQ(said(R"("channels": [{"server": "s", "x": 1}, {}])"),
            (Lines{"error unknown-key 2:30 'channels[0]' has no key 'x'",
                   "error wrong-type 2:39 'channels[1]' has no 'server'"}));
}

TEST(PluginManifest, ElementsOfListsHaveTypes) {
  EXPECT_EQ(said(R"("keywords": ["a", 1])"),
            (Lines{"error wrong-type 2:19 'keywords[1]' must be a string, this is a number"}));
}

TEST(PluginManifest, PathsBeginInThePlugin) {
  EXPECT_EQ(said(R"("agents": "agents/a.md")"),
            (Lines{"error invalid-globs 2:11 'agents' must start with './'"}));
  EXPECT_EQ(read(R"("agents": "agents/a.md")").diagnostics[0].hint, "write './agents/a.md'");
  EXPECT_EQ(said(R"("agents": ["./agents/"])"),
            (Lines{"error invalid-globs 2:12 'agents[0]' must end with '.md'"}));
  EXPECT_EQ(said(R"("hooks": "./hooks")"),
            (Lines{"error invalid-globs 2:10 'hooks' must end with '.json'"}));
  EXPECT_EQ(said(R"("agents": "./agents/*.md")"),
            (Lines{"error invalid-globs 2:11 'agents' is a pattern"}));
}

TEST(PluginManifest, PathsDoNotLeadOut) {
  EXPECT_EQ(said(R"("skills": ["../shared", "./a/../../b"])"),
            (Lines{"error link-escapes-repo 2:12 'skills[0]' contains '..'",
                   "error link-escapes-repo 2:25 'skills[1]' contains '..'"}));
  EXPECT_TRUE(accepts(R"("skills": "./a..b/")"));
}

TEST(PluginManifest, CommandsHaveASourceOrAText) {
  EXPECT_TRUE(accepts(R"("commands": {"a": {"content": "Say hello."}})"));
  EXPECT_EQ(said(R"("commands": {"a": {"source": "./c.md", "content": "x"}, "b": {}})"),
            (Lines{"error wrong-type 2:19 'commands.a' has both 'source' and 'content'",
                   "error wrong-type 2:62 'commands.b' has neither 'source' nor 'content'"}));
}

TEST(PluginManifest, AddressesAreUrls) {
  for (const char* good :
       {"https://x", "mailto:a@b", "localhost:80", "https://[::1]/", "HTTP:/x"}) {
    EXPECT_TRUE(accepts("\"homepage\": \"" + std::string(good) + "\"")) << good;
  }
  for (const char* bad : {"", "x", "example.com", "https://", "https://a b", "https://x:99999"}) {
    EXPECT_EQ(said("\"homepage\": \"" + std::string(bad) + "\""),
              (Lines{"error wrong-type 2:13 'homepage' must be a URL"}))
        << bad;
  }
}

TEST(PluginManifest, WhatIsIgnoredAnywayWarns) {
  EXPECT_EQ(said(R"("metadata": [])"),
            (Lines{"warning wrong-type 2:13 'metadata' must be an object, this is a list"}));
  EXPECT_EQ(said(R"("experimental": {"themes": "./t", "x": 1})"),
            (Lines{"info unknown-key 2:35 'experimental' has no key 'x'"}));
}

TEST(PluginManifest, ServersAreJudgedByTheirType) {
  EXPECT_TRUE(accepts(R"("mcpServers": ["./mcp.json", "https://x/y.mcpb", {"s": {"type": "http",
"url": "${URL}"}}])"));
  EXPECT_EQ(said(R"("mcpServers": {"s": {"args": []}})"),
            (Lines{"error wrong-type 2:21 'mcpServers.s' has no 'command'"}));
  EXPECT_EQ(said(R"("mcpServers": {"s": {"type": "htttp", "url": "https://x"}})"),
            (Lines{"error invalid-enum 2:30 'mcpServers.s.type' must be 'stdio', 'http', "
                   "'streamable-http', 'sse', 'ws', 'sse-ide', 'ws-ide', 'sdk' or "
                   "'claudeai-proxy'"}));
  EXPECT_EQ(read(R"("mcpServers": {"s": {"type": "htttp"}})").diagnostics[0].hint,
            "did you mean 'http'?");
  EXPECT_EQ(said(R"("lspServers": {"s": {"command": "a b", "extensionToLanguage": {"ts": "x"}}})"),
            (Lines{"error wrong-type 2:33 'lspServers.s.command' must be one word; its arguments "
                   "belong in 'args'",
                   "error wrong-type 2:64 the key 'lspServers.s.extensionToLanguage.ts' must start "
                   "with '.'"}));
}

TEST(PluginManifest, OptionsBelongTogether) {
  EXPECT_EQ(said(R"("userConfig": {"1a": {"type": "text", "title": "t", "description": "d"}})"),
            (Lines{"error wrong-type 2:16 the key 'userConfig.1a' must be made of letters, digits "
                   "and '_', no digit first",
                   "error invalid-enum 2:31 'userConfig.1a.type' must be 'string', 'number', "
                   "'boolean', 'directory' or 'file'"}));
  EXPECT_EQ(said(R"("userConfig": {"a": {"type": "string", "title": "t", "description": "d",
"options": ["x", "X"], "default": "y"}})"),
            (Lines{"error wrong-type 3:18 'userConfig.a.options' repeats 'X'",
                   "error wrong-type 3:35 'userConfig.a.default' is none of the options"}));
}

TEST(PluginManifest, MonitorsHaveNamesOfTheirOwn) {
  EXPECT_EQ(
      said(R"("monitors": [{"name": "a", "command": "c", "description": "d"},
{"name": "a", "command": "c", "description": "d", "when": "never"}])"),
      (Lines{"error duplicate-name 3:10 'monitors[1].name' is the name of a monitor before it",
             "error invalid-enum 3:59 'monitors[1].when' must be 'always' or "
             "'on-skill-invoke:' and a skill"}));
}

TEST(PluginManifest, GuardsThatCannotBeReadKeepThePluginFromLoading) {
  const std::string hook = R"([{"hooks": [{"type": "x"}]}])";
  EXPECT_EQ(said("\"hooks\": {\"Stop\": " + hook + "}"),
            (Lines{"warning invalid-enum 2:40 'hooks.Stop[0].hooks[0].type' must be 'command', "
                   "'prompt', 'agent', 'http' or 'mcp_tool'"}));
  EXPECT_EQ(said("\"hooks\": {\"PreToolUse\": " + hook + "}"),
            (Lines{"error invalid-enum 2:46 'hooks.PreToolUse[0].hooks[0].type' must be 'command', "
                   "'prompt', 'agent', 'http' or 'mcp_tool'"}));
  EXPECT_EQ(said("\"hooks\": {\"hooks\": {\"PreToolUse\": " + hook + "}}"),
            (Lines{"error invalid-enum 2:11 'hooks.hooks' is no event, but holds hooks that guard "
                   "tools"}));
  EXPECT_EQ(said("\"components\": {\"PreToolUse\": " + hook + "}"),
            (Lines{"info unknown-key 2:1 Claude Code plugins have no key 'components'",
                   "error wrong-type 2:1 'components' holds hooks that guard tools outside of "
                   "'hooks'"}));
}

}  // namespace
