#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"

namespace {

using agent::Host;
using agent::Kind;

constexpr agent::Format a_marketplace{Kind::marketplace, Host::claude};

using Lines = std::vector<std::string>;

/// "severity rule line:column message" of each diagnostic.
Lines said(std::string_view text) {
  Lines out;
  for (const base::Diagnostic& d : agent::parse(a_marketplace, text).diagnostics) {
    out.push_back(std::string(base::to_string(d.severity)) + " " + d.rule + " " +
                  std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " +
                  d.message);
  }
  return out;
}

std::string with(std::string_view plugins, std::string_view members = {}) {
  return "{\"name\": \"tools\", \"owner\": {\"name\": \"A\"},\n\"plugins\": [" +
         std::string(plugins) + "]" + std::string(members.empty() ? "" : ",\n") +
         std::string(members) + "}\n";
}

/// A plugin with this source, in line 2, where the source begins in column 40.
std::string from(std::string_view source) {
  return with("{\"name\": \"tidy\", \"source\": " + std::string(source) + "}");
}

Lines named(std::string_view name) {
  return said("{\"name\": \"" + std::string(name) +
              "\", \"owner\": {\"name\": \"A\"}, \"plugins\": []}");
}

TEST(MarketplaceManifest, TakesAllThatIsDocumented) {
  EXPECT_EQ(said(with(R"({"name": "a", "source": "./a", "category": "c", "tags": ["t"],
"strict": false, "relevance": {"topic": "t", "signals": {"cli": ["x"]}}, "agents": "./a.md",
"author": {"name": "A"}, "metadata": {}, "hooks": {"Stop": []}},
{"name": "b", "source": {"source": "github", "repo": "o/r", "ref": "main"}},
{"name": "c", "source": {"source": "url", "url": "git@example.com:o/r"}},
{"name": "d", "source": {"source": "git-subdir", "url": "o/r", "path": "x"}},
{"name": "e", "source": {"source": "npm", "package": "@o/r"}})",
                      R"("$schema": "s", "description": "d", "version": "1",
"metadata": {"description": "d"}, "renames": {"old": "a", "older": "old", "gone": null},
"forceRemoveDeletedPlugins": true, "allowCrossMarketplaceDependenciesOn": ["m"])")),
            Lines{});
}

TEST(MarketplaceManifest, NeedsNameOwnerAndPlugins) {
  EXPECT_EQ(said("{}"), (Lines{"error name-missing 1:1 the marketplace has no name",
                               "error wrong-type 1:1 the marketplace has no 'owner'",
                               "error wrong-type 1:1 the marketplace has no 'plugins'"}));
  EXPECT_FALSE(agent::parse(a_marketplace, "{}").loads);
}

TEST(MarketplaceManifest, NameIsHalfOfAnId) {
  for (const char* name : {"a/b", "..", "-x", "a..b", "a@b"}) {
    EXPECT_EQ(named(name),
              (Lines{"error name-charset 1:10 the name is not made of letters, digits, "
                     "'.', '_' and '-'"}))
        << name;
  }
  EXPECT_EQ(named("My Market"), (Lines{"error name-charset 1:10 the name contains a blank"}));
  EXPECT_EQ(named("my_market.x"), Lines{});
}

TEST(MarketplaceManifest, NameIsNobodyElses) {
  EXPECT_EQ(named("Inline"),
            (Lines{"error invalid-enum 1:10 the name 'Inline' is reserved by Claude Code"}));
  for (const std::string name :
       {"official-claude-plugins", "claude-marketplace", "anthropic.directory"}) {
    EXPECT_EQ(named(name), (Lines{"error invalid-enum 1:10 the name '" + name +
                                  "' passes as a marketplace of Anthropic"}));
  }
  for (const char* name : {"claude-plugins-official", "claude-skills", "my-claude-plugins"}) {
    EXPECT_EQ(named(name), Lines{}) << name;
  }
}

TEST(MarketplaceManifest, FaultOfAnEntryCostsTheEntry) {
  const auto parsed = agent::parse(a_marketplace, with(R"({"name": "tidy", "source": 5})"));
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].message,
            "'plugins[0].source' must be a path or an object, this is a number");
  EXPECT_EQ(parsed.diagnostics[0].consequence,
            "Claude Code cannot install the plugin from this marketplace");
  EXPECT_TRUE(parsed.loads);
}

TEST(MarketplaceManifest, EntriesNeedNameAndSource) {
  EXPECT_EQ(said(with(R"({}, "x")")),
            (Lines{"error name-missing 2:13 'plugins[0]' has no name",
                   "error wrong-type 2:13 'plugins[0]' has no 'source'",
                   "error wrong-type 2:17 'plugins[1]' must be an object, this is a string"}));
}

TEST(MarketplaceManifest, EntriesTakeTheFieldsOfAPlugin) {
  EXPECT_EQ(said(with(R"({"name": "a", "source": "./a", "keywords": "x", "foo": 1,
"homepage": "x", "agents": "a"})")),
            (Lines{"error wrong-type 2:56 'plugins[0].keywords' must be a list, this is a string",
                   "info unknown-key 2:61 'plugins[0]' has no key 'foo'",
                   "error wrong-type 3:13 'plugins[0].homepage' must be a URL",
                   "error invalid-globs 3:28 'plugins[0].agents' must start with './'"}));
}

TEST(MarketplaceManifest, TwoPluginsNeedTwoNames) {
  EXPECT_EQ(
      said(with("{\"name\": \"a\", \"source\": \"./a\"},\n{\"name\": \"A\", \"source\": "
                "\"./b\"},\n{\"name\": \"a\", \"source\": \"./c\"}")),
      (Lines{"error duplicate-name 4:10 two plugins are named 'a', in line 2 and in line 4"}));
}

TEST(MarketplaceManifest, ReservedNamesBelongToMarketplacesOfAnthropic) {
  const std::string entry = R"("plugins": [{"name": "claude-api", "source": "./a"}]})";
  EXPECT_EQ(said(R"({"name": "tools", "owner": {"name": "A"},)" + entry),
            (Lines{"error invalid-enum 1:63 the name 'claude-api' is reserved: it passes as "
                   "Anthropic's own"}));
  EXPECT_EQ(said(R"({"name": "claude-plugins-official", "owner": {"name": "A"},)" + entry),
            Lines{});
}

TEST(MarketplaceManifest, LocalSourcesLieInTheMarketplace) {
  EXPECT_EQ(said(from("\".\"")), Lines{});
  EXPECT_EQ(said(from("\"/a\"")),
            (Lines{"error invalid-globs 2:40 'plugins[0].source' must start with './'"}));
  EXPECT_EQ(said(from("\"./a/../b\"")),
            (Lines{"error link-escapes-repo 2:40 'plugins[0].source' contains '..'"}));
}

TEST(MarketplaceManifest, BareSourcesNeedARoot) {
  const std::string entry = R"({"name": "a", "source": "a"})";
  const Lines refused = {
      "error invalid-globs 2:37 'plugins[0].source' is a bare name, and there is no "
      "'metadata.pluginRoot'"};
  EXPECT_EQ(said(with(entry)), refused);
  EXPECT_EQ(said(with(entry, R"("metadata": {"pluginRoot": "/x"})")), refused);
  EXPECT_EQ(said(with(entry, R"("metadata": {"pluginRoot": "../x"})")), refused);
  EXPECT_EQ(said(with(entry, R"("metadata": {"pluginRoot": "./plugins/"})")), Lines{});
}

TEST(MarketplaceManifest, RemoteSourcesAreJudgedByTheirKind) {
  EXPECT_EQ(said(from(R"({"source": "github"})")),
            (Lines{"error wrong-type 2:40 'plugins[0].source' has no 'repo'"}));
  EXPECT_EQ(said(from(R"({"repo": "o/r"})")),
            (Lines{"error wrong-type 2:40 'plugins[0].source' has no 'source'"}));
  EXPECT_EQ(said(from(R"({"source": "git", "url": "u"})")),
            (Lines{"error invalid-enum 2:51 'plugins[0].source.source' must be 'github', 'url', "
                   "'git-subdir', 'npm', 'archive' or 'command'"}));
  EXPECT_EQ(said(from(R"({"source": "github", "repo": "o/r", "sha": "abc"})")),
            (Lines{"error wrong-type 2:83 'plugins[0].source.sha' must be a commit id of 40 "
                   "lower-case hexadecimal digits"}));
  EXPECT_EQ(said(from(R"({"source": "git-subdir", "url": "o/r", "path": "../x"})")),
            (Lines{"error link-escapes-repo 2:87 'plugins[0].source.path' contains '..'"}));
  EXPECT_EQ(said(from(R"({"source": "archive", "url": "http://x"})")),
            (Lines{"error wrong-type 2:69 'plugins[0].source.url' must be a URL that starts with "
                   "'https://'"}));
}

TEST(MarketplaceManifest, HooksOfAnEntryAreReadStrictly) {
  EXPECT_EQ(said(with(R"({"name": "a", "source": "./a", "hooks": {"Stopp": []}})")),
            (Lines{"error invalid-enum 2:54 'plugins[0].hooks.Stopp' is no event that Claude Code "
                   "knows"}));
}

TEST(MarketplaceManifest, RenamesLeadToAPlugin) {
  EXPECT_EQ(said(with(R"({"name": "a", "source": "./a"})",
                      R"("renames": {"b": "x", "c": "d", "d": "c", "e": 5})")),
            (Lines{"error wrong-type 3:18 'renames.b' leads to no plugin of the marketplace",
                   "error wrong-type 3:28 'renames.c' leads to no plugin of the marketplace",
                   "error wrong-type 3:38 'renames.d' leads to no plugin of the marketplace",
                   "error wrong-type 3:48 'renames.e' must be a string, this is a number"}));
}

}  // namespace
