#include "deploy/source_layout.hpp"

#include <gmock/gmock.h>

#include "support/memory_tree.hpp"

namespace deploy {
namespace {

using test::MemoryTree;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* text = "---\nname: a\ndescription: Some agent.\n---\nText.\n";

/// "path kind" of each definition root.
std::vector<std::string> roots(MemoryTree tree, const std::string& part) {
  const Layout layout = source_layout(tree, part);
  EXPECT_EQ(layout.problem, "");
  std::vector<std::string> lines;
  for (const auto& root : layout.settings.definitions) lines.push_back(root.path + " " + root.kind);
  return lines;
}

std::string problem(MemoryTree tree, const std::string& part = {}) {
  return source_layout(tree, part).problem;
}

TEST(SourceLayout, IsThatOfTheSourcesOwnFile) {
  MemoryTree tree{{".git-agents.yaml",
                   "version: 1\ndefinitions: [{path: lib, kind: skill}]\nbuild: {base: B.md, "
                   "order: nearest-first}\nvalidate: {fail-on: info}\n"},
                  {"agents/a.md", text}};
  const Layout layout = source_layout(tree, "");
  ASSERT_EQ(layout.settings.definitions.size(), 1U);
  EXPECT_EQ(layout.settings.definitions[0].path, "lib");
  EXPECT_EQ(layout.settings.build.base, "B.md");
  EXPECT_EQ(layout.settings.build.order, settings::Build::Order::nearest_first);
  EXPECT_EQ(layout.settings.validate, settings::Validate());
}

TEST(SourceLayout, IsLookedForWithoutAFile) {
  EXPECT_THAT(roots({{"agents/a.md", text}, {"lib/x/SKILL.md", text}}, ""),
              ElementsAre("agents agent", "lib skill"));
}

TEST(SourceLayout, KeepsTheRootsThatHaveToDoWithThePart) {
  const MemoryTree tree{{"agents/ops/a.md", text},
                        {"main/agents/BASE-AGENT.md", "x"},
                        {"main/agents/ops/a.md", text},
                        {"skills/x/SKILL.md", text}};
  EXPECT_THAT(roots(tree, "agents"), ElementsAre("agents agent"));
  EXPECT_THAT(roots(tree, "agents/ops"), ElementsAre("agents agent"));
  EXPECT_THAT(roots(tree, "agents/ops/a.md"), ElementsAre("agents agent"));
  EXPECT_THAT(roots(tree, "main"), ElementsAre("main/agents agent"));
  EXPECT_THAT(roots(tree, "skills/x"), ElementsAre("skills skill"));
}

TEST(SourceLayout, KeepsARootWithAPatternThatThePartLiesIn) {
  const MemoryTree tree{
      {".git-agents.yaml",
       "version: 1\ndefinitions: [{path: plugins/*/agents}, {path: other/*/agents}]\n"},
      {"plugins/foo/agents/a.md", text},
      {"plugins/bar/agents/b.md", text}};
  EXPECT_THAT(roots(tree, "plugins/foo"), ElementsAre("plugins/*/agents agent"));
  EXPECT_THAT(roots(tree, "plugins"), ElementsAre("plugins/*/agents agent"));
}

TEST(SourceLayout, TakesThePartForARootWhereNothingIsFoundInIt) {
  EXPECT_THAT(roots({{"lib/team/a.md", text}}, "lib/team"), ElementsAre("lib/team agent"));
  EXPECT_THAT(roots({{"lib/agents/a.md", text}}, "lib/agents"), ElementsAre("lib/agents agent"));
  EXPECT_THAT(roots({{"lib/skills/a.txt", "x"}}, "lib/skills"), ElementsAre("lib/skills skill"));
  EXPECT_THAT(roots({{"lib/commands/a.md", text}}, "lib/commands"),
              ElementsAre("lib/commands command"));
  EXPECT_THAT(roots({{"lib/rules/a.md", text}}, "lib/rules"), ElementsAre("lib/rules rule"));
  EXPECT_THAT(roots({{".git-agents.yaml", "version: 1\ndefinitions: [{path: agents}]\n"},
                     {"agents/a.md", text},
                     {"examples/a.md", text}},
                    "examples"),
              ElementsAre("examples agent"));
}

TEST(SourceLayout, TakesDirectoriesOfThePartForWhatTheyAreCalled) {
  EXPECT_THAT(
      roots(
          {{"lib/agents/a.md", text}, {"lib/commands/c.md", text}, {"lib/skills/s/SKILL.md", text}},
          "lib"),
      ElementsAre("lib/skills skill", "lib/agents agent", "lib/commands command"));
}

TEST(SourceLayout, NeedsThePartToBeThere) {
  EXPECT_EQ(problem({{"agents/a.md", text}}, "gone"), "there is no gone in it");
  EXPECT_EQ(problem({{"agents/a.md", text}}, "agent"), "there is no agent in it");
}

TEST(SourceLayout, MindsOnlyMistakesInWhatCounts) {
  const auto with = [](const std::string& settings) {
    return problem({{".git-agents.yaml", settings}, {"agents/a.md", text}});
  };
  EXPECT_EQ(with("version: 1\nvalidate: {fail-on: never}\nnonsense: 1\n"), "");
  EXPECT_EQ(with("validate: {fail-on: error}\n"), "");
  EXPECT_EQ(with("version: 2\n"), ".git-agents.yaml:1:10: version 2 of this file is not known");
  EXPECT_EQ(with("version: 1\nfuture: 1\ndefinitions:\n- path: a\n- kind: skill\n"),
            ".git-agents.yaml:5:3: 'definitions.path' is missing");
  EXPECT_THAT(with("version: [\n"), testing::StartsWith(".git-agents.yaml:"));
  EXPECT_EQ(with("- a\n").empty(), false);
}

TEST(SourceLayout, OfALinkForASettingsFileIsAProblem) {
  MemoryTree tree;
  tree.put(".git-agents.yaml", {.content = "/etc/passwd", .mode = 0120000});
  EXPECT_EQ(problem(tree), ".git-agents.yaml: it is not a regular file");
}

}  // namespace
}  // namespace deploy
