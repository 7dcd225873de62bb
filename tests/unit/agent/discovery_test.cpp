#include "agent/discovery.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> roots_of(const std::vector<std::string>& paths,
                                  const std::string& marketplace = {}) {
  std::vector<std::string> texts;
  const auto read = [&](const std::string&) { return std::optional(marketplace); };
  for (const auto& root : discover_roots(paths, read)) {
    texts.push_back(root.kind + " " + root.path);
  }
  return texts;
}

TEST(Discovery, FindsWellKnownPlacesAtAnyDepth) {
  EXPECT_THAT(
      roots_of({".claude/agents/a.md", ".claude/skills/pdf/SKILL.md", "README.md",
                "web/.claude/agents/b.md"}),
      ElementsAre("agent .claude/agents", "skill .claude/skills", "agent web/.claude/agents"));
}

TEST(Discovery, FindsDirectoriesOfPlugins) {
  EXPECT_THAT(roots_of({"tools/x/.claude-plugin/plugin.json", "tools/x/agents/a.md",
                        "tools/x/commands/c.md", "tools/y/agents/b.md"}),
              ElementsAre("plugin tools/x/.claude-plugin", "agent tools/x/agents",
                          "command tools/x/commands"));
}

TEST(Discovery, FindsThePluginsOfAMarketplace) {
  EXPECT_THAT(roots_of({".claude-plugin/marketplace.json", "p/one/skills/s/SKILL.md"},
                       R"({"plugins": [{"name": "one", "source": "./p/one"},
                                       {"name": "evil", "source": "./../../etc"}]})"),
              ElementsAre("marketplace .claude-plugin", "skill p/one/skills"));
}

TEST(Discovery, GivesAgentsOfAPluginTheirProfileUnlessTheRepositoryIsThePlugin) {
  const auto profiles = [](const std::vector<std::string>& paths) {
    std::vector<std::string> texts;
    for (const auto& root : discover_roots(paths, [](auto&) { return std::nullopt; })) {
      texts.push_back(root.path + " " + root.profile);
    }
    return texts;
  };
  EXPECT_THAT(profiles({"p/.claude-plugin/plugin.json", "p/agents/a.md", "p/skills/s/SKILL.md"}),
              ElementsAre("p/.claude-plugin claude", "p/agents claude-plugin", "p/skills "));
  EXPECT_THAT(profiles({".claude-plugin/plugin.json", "agents/a.md"}),
              ElementsAre(".claude-plugin claude", "agents "));
}

TEST(Discovery, WritesManySimilarDirectoriesAsOnePattern) {
  std::vector<std::string> paths;
  for (const std::string name : {"a", "b", "c"}) {
    paths.push_back("plugins/" + name + "/.claude-plugin/plugin.json");
    paths.push_back("plugins/" + name + "/agents/x.md");
  }
  paths.push_back("plugins/a/commands/y.md");
  EXPECT_THAT(roots_of(paths), ElementsAre("plugin plugins/*/.claude-plugin",
                                           "agent plugins/*/agents", "command plugins/a/commands"));
}

TEST(Discovery, FindsDirectoriesWithBases) {
  EXPECT_THAT(roots_of({"library/BASE-AGENT.md", "library/qa/BASE-AGENT.md", "library/qa/x.md"}),
              ElementsAre("agent library"));
}

TEST(Discovery, FindsNothingInAnOrdinaryRepository) {
  EXPECT_THAT(roots_of({"README.md", "src/main.cpp", "docs/agents.md", ".claude/agents/.gitkeep"}),
              IsEmpty());
}

TEST(Discovery, FindsTheComponentsThatAManifestNames) {
  EXPECT_THAT(roots_of({"p/.claude-plugin/plugin.json", "p/extra/x.md", "p/more/s/SKILL.md",
                        "p/styles/terse.md"},
                       R"({"agents": ["./extra/x.md"], "skills": "./more/s",
                           "outputStyles": ["./styles", "../../out"]})"),
              ElementsAre("plugin p/.claude-plugin", "agent p/extra", "skill p/more",
                          "output-style p/styles"));
}

TEST(Discovery, FindsFilesWhoseNamesSayWhatTheyAre) {
  EXPECT_THAT(roots_of({"copilot/a.agent.md", "copilot/README.md", "cursor/b.mdc", "k/pdf/SKILL.md",
                        "n/c.instructions.md", "o/d.prompt.md"}),
              ElementsAre("agent copilot", "rule cursor", "skill k", "instructions n", "prompt o"));
}

TEST(Discovery, AFileAtTheTopHidesNoOtherPlace) {
  EXPECT_THAT(roots_of({".claude/agents/a.md", "agents/b.md", "rev.agent.md"}),
              ElementsAre("agent .", "agent .claude/agents", "agent agents"));
}

TEST(Discovery, ReadsManifestsAsJson) {
  EXPECT_THAT(roots_of({"p/.claude-plugin/plugin.json", "p/a/e.md"},
                       R"({"keywords": ["\ud83d\ude00"], "agents": ["./a/e.md"]})"),
              ElementsAre("plugin p/.claude-plugin", "agent p/a"));
}

TEST(Discovery, LeavesTestsFixturesAndDocumentationAlone) {
  EXPECT_THAT(roots_of({"docs/skills/x/SKILL.md", "tests/fixtures/.claude/agents/a.md",
                        "x/node_modules/y/.claude/agents/b.md"}),
              IsEmpty());
}

TEST(MayBeDefinition, GoesByExtensionAndMode) {
  EXPECT_TRUE(may_be_definition("a/b.md", 0100644));
  EXPECT_TRUE(may_be_definition("a/b.mdc", 0100644));
  EXPECT_TRUE(may_be_definition("x/hooks.json", 0100644));
  EXPECT_TRUE(may_be_definition(".claude/agents", 0120000));
  EXPECT_FALSE(may_be_definition("package.json", 0100644));
  EXPECT_FALSE(may_be_definition("src/main.cpp", 0100755));
}

}  // namespace
}  // namespace agent
