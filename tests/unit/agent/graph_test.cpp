#include "agent/graph.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "definitions.hpp"

namespace agent {
namespace {

using test::agent_text;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(MatchKey, FoldsWhatPeopleWriteDifferently) {
  EXPECT_EQ(match_key("Code_Reviewer"), "code-reviewer");
  EXPECT_EQ(match_key("code reviewer"), "code-reviewer");
  EXPECT_EQ(match_key("reviewer.md"), "reviewer");
  EXPECT_EQ(match_key("reviewer.agent.md"), "reviewer");
  EXPECT_EQ(match_key("reviewer.agent"), "reviewer");
  EXPECT_EQ(match_key("plugin:reviewer"), "reviewer");
  EXPECT_EQ(match_key("a:b:Reviewer.md"), "reviewer");
  EXPECT_EQ(match_key("STRASSE"), match_key("straße"));
  EXPECT_EQ(match_key("e\xCC\x81"), match_key("\xC3\xA9"));
}

TEST(MatchKey, KeepsWhatIsOnlyASuffixOrNothing) {
  EXPECT_EQ(match_key(".md"), ".md");
  EXPECT_EQ(match_key(""), "");
  EXPECT_EQ(match_key("plugin:"), "");
  EXPECT_EQ(match_key("a.b"), "a.b");
  EXPECT_EQ(match_key("\xFF"), "\xFF");
}

TEST(MatchKeys, AreNameStemAndId) {
  const auto definitions = test::definitions(
      {{"agents/qa/tester.md", "---\nname: QA\ndescription: d\nagent_id: mpm-qa\n---\n"},
       {"skills/pdf/SKILL.md", "---\nname: PDF Forms\ndescription: d\n---\n"},
       {"agents/BASE-AGENT.md", "---\nname: no\n---\nText.\n"}});
  EXPECT_THAT(match_keys(definitions[0]), ElementsAre("base-agent"));
  EXPECT_THAT(match_keys(definitions[1]), ElementsAre("mpm-qa", "qa", "tester"));
  EXPECT_THAT(match_keys(definitions[2]), ElementsAre("pdf", "pdf-forms"));
}

TEST(Names, FindsByKindAndNameTheFirstByPath) {
  const auto definitions = test::definitions({{"agents/a.md", agent_text("x")},
                                              {"agents/b.md", agent_text("X")},
                                              {"agents/x.md", agent_text("y")},
                                              {"skills/x/SKILL.md", agent_text("x")}});
  const Names names(definitions);
  EXPECT_EQ(names.find(Kind::agent, "x"), 0u);
  EXPECT_EQ(names.find(Kind::agent, "B.md"), 1u);
  EXPECT_EQ(names.find(Kind::skill, "x"), 3u);
  EXPECT_EQ(names.find(Kind::command, "x"), std::nullopt);
  EXPECT_EQ(names.find(Kind::agent, ""), std::nullopt);
  EXPECT_EQ(names.find(Kind::agent, "z"), std::nullopt);
}

TEST(Names, DocumentsHaveNone) {
  const auto definitions = test::definitions({{"agents/notes.md", "Only notes.\n"}});
  EXPECT_EQ(Names(definitions).find(Kind::agent, "notes"), std::nullopt);
}

TEST(IsBuiltInAgent, IgnoresCaseAndForm) {
  EXPECT_TRUE(is_built_in_agent("general-purpose"));
  EXPECT_TRUE(is_built_in_agent("Explore"));
  EXPECT_TRUE(is_built_in_agent("statusline_setup"));
  EXPECT_TRUE(is_built_in_agent("codebase_investigator"));
  EXPECT_TRUE(is_built_in_agent("Code Review"));
  EXPECT_FALSE(is_built_in_agent("explorers"));
  EXPECT_FALSE(is_built_in_agent(""));
}

std::vector<std::string> chain(std::string_view path, std::string_view root,
                               const std::set<std::string>& bases) {
  return base_chain(path, root, "B.md",
                    [&](const std::string& candidate) { return bases.contains(candidate); });
}

TEST(BaseChain, GoesFromTheRootToTheFilesDirectory) {
  const std::set<std::string> bases = {"B.md",          "lib/B.md",    "lib/qa/B.md",
                                       "lib/qa/x/B.md", "lib/qb/B.md", "lib/qa/x/y/B.md"};
  EXPECT_THAT(chain("lib/qa/x/a.md", "lib", bases),
              ElementsAre("lib/B.md", "lib/qa/B.md", "lib/qa/x/B.md"));
  EXPECT_THAT(chain("lib/a.md", "lib", bases), ElementsAre("lib/B.md"));
  EXPECT_THAT(chain("lib/qa/a.md", "", bases), ElementsAre("B.md", "lib/B.md", "lib/qa/B.md"));
  EXPECT_THAT(chain("a.md", "", bases), ElementsAre("B.md"));
}

TEST(BaseChain, LeavesOutDirectoriesWithoutOne) {
  EXPECT_THAT(chain("lib/qa/x/a.md", "lib", {"lib/qa/x/B.md"}), ElementsAre("lib/qa/x/B.md"));
  EXPECT_THAT(chain("lib/qa/x/a.md", "lib", {}), IsEmpty());
}

/// "from -type origin-> target_name [target_path]", with "!" where the target is a definition.
std::vector<std::string> arrows(const std::vector<std::pair<std::string, std::string>>& files,
                                std::string_view base_name = "BASE-AGENT.md") {
  const auto definitions = test::definitions(files);
  std::vector<std::string> out;
  for (const auto& edge : edges(definitions, base_name)) {
    out.push_back(definitions[edge.from].path + " -" + std::string(to_string(edge.type)) + " " +
                  edge.origin + "-> " + edge.target_name + " [" + edge.target_path + "]" +
                  (edge.to ? "!" : ""));
    if (edge.to && edge.type != EdgeType::base) {
      EXPECT_EQ(definitions[*edge.to].path, edge.target_path);
    }
  }
  return out;
}

TEST(Edges, ConnectAgentsWithTheirBasesRootFirst) {
  EXPECT_THAT(arrows({{"agents/qa/a.md", agent_text("a")},
                      {"agents/BASE-AGENT.md", "Root.\n"},
                      {"agents/qa/BASE-AGENT.md", "Near.\n"},
                      {"agents/qb/BASE-AGENT.md", "Other.\n"}}),
              ElementsAre("agents/qa/a.md -base inheritance-> agents/BASE-AGENT.md "
                          "[agents/BASE-AGENT.md]!",
                          "agents/qa/a.md -base inheritance-> agents/qa/BASE-AGENT.md "
                          "[agents/qa/BASE-AGENT.md]!"));
}

TEST(Edges, BasesOfOneRootDoNotReachAnother) {
  EXPECT_THAT(arrows({{".claude/agents/a.md", agent_text("a")}, {"agents/BASE-AGENT.md", "B.\n"}}),
              IsEmpty());
}

TEST(Edges, ResolveReferencesByKind) {
  EXPECT_THAT(arrows({{"agents/a.md", agent_text("a", "agents: [B]\nskills: [b, zz]\n")},
                      {"agents/b.md", agent_text("b")},
                      {"skills/b/SKILL.md", agent_text("b")}}),
              ElementsAre("agents/a.md -agent agents-> B [agents/b.md]!",
                          "agents/a.md -skill skills-> b [skills/b/SKILL.md]!",
                          "agents/a.md -skill skills-> zz []"));
}

TEST(Edges, ResolveLinksAgainstTheFile) {
  EXPECT_THAT(arrows({{"agents/qa/a.md",
                       agent_text("a", "", "[1](../b.md) [2](./c.txt) [3](../../../x) [4](/x)\n")},
                      {"agents/b.md", agent_text("b")}}),
              ElementsAre("agents/qa/a.md -file link-> ../b.md [agents/b.md]!",
                          "agents/qa/a.md -file link-> ./c.txt [agents/qa/c.txt]",
                          "agents/qa/a.md -file link-> ../../../x []"));
}

TEST(Edges, SayWhichLinksLeadOut) {
  const auto definitions = test::definitions(
      {{"agents/a.md", agent_text("a", "", "[1](../../x) [2](..) [3](../../) [4](../x)\n")}});
  std::vector<bool> out;
  for (const auto& edge : edges(definitions, "BASE-AGENT.md")) out.push_back(edge.escapes);
  EXPECT_THAT(out, ElementsAre(true, false, true, false));
}

TEST(Edges, ReachChatModesAndNoSkillsOfAnotherFileName) {
  EXPECT_THAT(
      arrows({{".github/agents/a.agent.md", agent_text("a", "handoffs:\n  - agent: b\n")},
              {".github/chatmodes/b.chatmode.md", agent_text("b")},
              {"agents/c.md", agent_text("c", "skills: [d]\n")},
              {"skills/d/skill.md", agent_text("d", "", "[x](x.md)\n")}}),
      ElementsAre(
          ".github/agents/a.agent.md -agent handoffs-> b [.github/chatmodes/b.chatmode.md]!",
          "agents/c.md -skill skills-> d []"));
}

TEST(Edges, DocumentsHaveNone) {
  EXPECT_THAT(arrows({{"agents/notes.md", "[x](x.md)\n"}, {"agents/BASE-AGENT.md", "B.\n"}}),
              IsEmpty());
}

TEST(Edges, BaseHasReferencesOfItsOwn) {
  EXPECT_THAT(arrows({{"agents/BASE-AGENT.md", "[x](x.md)\n"}}),
              ElementsAre("agents/BASE-AGENT.md -file link-> x.md [agents/x.md]"));
}

}  // namespace
}  // namespace agent
