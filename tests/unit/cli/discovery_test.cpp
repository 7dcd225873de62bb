#include "git-agents/discovery.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source/validation.hpp"

namespace cli {
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
              ElementsAre("agent tools/x/agents", "command tools/x/commands"));
}

TEST(Discovery, FindsThePluginsOfAMarketplace) {
  EXPECT_THAT(roots_of({".claude-plugin/marketplace.json", "p/one/skills/s/SKILL.md"},
                       R"({"plugins": [{"name": "one", "source": "./p/one"},
                                       {"name": "evil", "source": "./../../etc"}]})"),
              ElementsAre("skill p/one/skills"));
}

TEST(Discovery, WritesManySimilarDirectoriesAsOnePattern) {
  std::vector<std::string> paths;
  for (const std::string name : {"a", "b", "c"}) {
    paths.push_back("plugins/" + name + "/.claude-plugin/plugin.json");
    paths.push_back("plugins/" + name + "/agents/x.md");
  }
  paths.push_back("plugins/a/commands/y.md");
  EXPECT_THAT(roots_of(paths), ElementsAre("agent plugins/*/agents", "command plugins/a/commands"));
}

TEST(Discovery, FindsDirectoriesWithBases) {
  EXPECT_THAT(roots_of({"library/BASE-AGENT.md", "library/qa/BASE-AGENT.md", "library/qa/x.md"}),
              ElementsAre("agent library"));
}

TEST(Discovery, FindsNothingInAnOrdinaryRepository) {
  EXPECT_THAT(roots_of({"README.md", "src/main.cpp", "docs/agents.md", ".claude/agents/.gitkeep"}),
              IsEmpty());
}

TEST(Discovery, WritesSettingsThatParse) {
  const std::vector<settings::DefinitionRoot> roots = {
      {".claude/agents", "agent", "claude"}, {"odd: name/*", "skill", ""}, {"1.0", "command", ""}};
  const auto loaded =
      settings::parse(settings_text(roots, true), ".git-agents.yaml", source::vocabulary());
  EXPECT_THAT(loaded.diagnostics, IsEmpty());
  ASSERT_EQ(loaded.settings.definitions.size(), 3U);
  EXPECT_EQ(loaded.settings.definitions[0].profile, "claude");
  EXPECT_EQ(loaded.settings.definitions[1].path, "odd: name/*");
  EXPECT_EQ(loaded.settings.definitions[2].path, "1.0");
  EXPECT_THAT(loaded.settings.deploy.targets, IsEmpty());
}

TEST(Discovery, WritesCommentsThatParseWhenUncommented) {
  std::string text = settings_text({{"agents", "agent", ""}}, true);
  for (std::size_t at = text.find("definitions:"); (at = text.find("\n# ", at)) != text.npos;) {
    const std::size_t end = text.find('\n', at + 1);
    const std::string line = text.substr(at + 3, end - at - 3);
    const bool key = line.starts_with("  ") || line.ends_with(':');
    const bool prose = !key || line.find("branch") != line.npos;
    if (prose) {
      at = end;
    } else {
      text.erase(at + 1, 2);
    }
  }
  const auto loaded = settings::parse(text, ".git-agents.yaml", source::vocabulary());
  EXPECT_THAT(loaded.diagnostics, IsEmpty()) << text;
  EXPECT_EQ(loaded.settings.build.output, "dist/agents");
  EXPECT_EQ(loaded.settings.validate.ignore, std::vector<std::string>{"**/README.md"});
  ASSERT_EQ(loaded.settings.deploy.targets.size(), 1U);
}

}  // namespace
}  // namespace cli
