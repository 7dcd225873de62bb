#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "set_findings.hpp"

namespace agent {
namespace {

using test::agent_text;
using test::Files;
using test::found;
using test::Lines;
using test::said;
using test::skill_text;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Check, SaysNothingOfASoundSet) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "skills: [pdf]\n", "[b](b.md)\n")},
                    {"agents/b.md", agent_text("b")},
                    {"agents/BASE-AGENT.md", "Be kind.\n"},
                    {"skills/pdf/SKILL.md", skill_text("pdf")}}),
              IsEmpty());
  EXPECT_THAT(said({}), IsEmpty());
}

TEST(Check, GivesTheFilesOwnDiagnosticsTheirPaths) {
  const auto definitions =
      test::definitions({{"agents/a.md", "---\nname: a\nname: b\ndescription: d\n---\nText.\n"}});
  EXPECT_THAT(test::lines_of(check(definitions, "BASE-AGENT.md", test::nothing_else)),
              ElementsAre(testing::StartsWith("error duplicate-key agents/a.md:3:1 ")));
}

TEST(DuplicateName, IsReportedAtTheLaterFile) {
  const auto diagnostics =
      found({{"agents/a.md", agent_text("helper")}, {"agents/b.md", agent_text("helper")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "duplicate-name");
  EXPECT_EQ(diagnostics[0].path, "agents/b.md");
  EXPECT_EQ(diagnostics[0].place.line, 2u);
  EXPECT_EQ(diagnostics[0].place.column, 7u);
  EXPECT_EQ(diagnostics[0].severity, base::Severity::error);
  EXPECT_EQ(diagnostics[0].message, "the agent name 'helper' is also used by agents/a.md");
  EXPECT_EQ(diagnostics[0].consequence,
            "only one of the two is loaded, and which one depends on the file system");
  EXPECT_EQ(diagnostics[0].hint, "rename one of them");
}

TEST(DuplicateName, EveryLaterOneNamesTheFirst) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("x")},
                    {"agents/b.md", agent_text("x")},
                    {"agents/c/d.md", agent_text("x")}}),
              ElementsAre("error duplicate-name agents/b.md:2:7 the agent name 'x' is also used by "
                          "agents/a.md",
                          "error duplicate-name agents/c/d.md:2:7 the agent name 'x' is also used "
                          "by agents/a.md"));
}

TEST(DuplicateName, IgnoresCase) {
  EXPECT_THAT(
      said({{"agents/a.md", agent_text("straße")}, {"agents/b.md", agent_text("STRASSE")}}),
      testing::Contains(testing::EndsWith("the agent name 'STRASSE' is also used by agents/a.md")));
}

TEST(DuplicateName, SkillsOfOneDirectoryNameClash) {
  EXPECT_THAT(said({{"skills/a/pdf/SKILL.md", skill_text("pdf")},
                    {"skills/b/pdf/SKILL.md", skill_text("pdf")}}),
              ElementsAre("error duplicate-name skills/b/pdf/SKILL.md:2:7 the skill name 'pdf' is "
                          "also used by skills/a/pdf/SKILL.md"));
}

TEST(DuplicateName, DoesNotCrossKindsAndIsTheFileForCopilot) {
  EXPECT_THAT(said({{"agents/x.md", agent_text("x")}, {"skills/x/SKILL.md", skill_text("x")}}),
              IsEmpty());
  EXPECT_THAT(
      said({{".github/agents/a.md", agent_text("x")}, {".github/agents/b.md", agent_text("x")}}),
      IsEmpty());
  EXPECT_THAT(said({{"commands/a/x.md", "Do.\n"}, {"commands/b/x.md", "Do.\n"}}), IsEmpty());
}

TEST(DuplicateName, FileThatIsNotLoadedDoesNotCount) {
  EXPECT_THAT(said({{"agents/a.md", "---\nname: x\ndescription: \"d\n---\n"},
                    {"agents/x.md", agent_text("x")}}),
              IsEmpty());
}

TEST(DanglingAgent, IsAnErrorInAListOfAgents) {
  const auto diagnostics = found({{"agents/a.md", agent_text("a", "agents: [reviwer]\n")},
                                  {"agents/reviewer.md", agent_text("reviewer")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "dangling-agent");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::error);
  EXPECT_EQ(diagnostics[0].place.line, 4u);
  EXPECT_EQ(diagnostics[0].place.column, 10u);
  EXPECT_EQ(diagnostics[0].place.width, 7u);
  EXPECT_EQ(diagnostics[0].message, "there is no agent 'reviwer' (agents)");
  EXPECT_EQ(diagnostics[0].consequence, "the call fails when it is made");
  EXPECT_EQ(diagnostics[0].hint, "did you mean 'reviewer'?");
}

TEST(DanglingAgent, HintWithoutANearName) {
  const auto diagnostics = found({{"agents/a.md", agent_text("a", "agents: [zzz]\n")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].hint, "correct the name, or add the agent");
}

TEST(DanglingAgent, IsAnErrorForAHandoffAndForACommandsAgent) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "handoffs:\n  - agent: zz\n")}}),
              ElementsAre("error dangling-agent agents/a.md:5:12 there is no agent 'zz' "
                          "(handoffs)"));
  EXPECT_THAT(said({{"agents/a.md", agent_text("a")},
                    {"commands/c.md", "---\ndescription: d\nagent: zz\n---\nDo.\n"}}),
              ElementsAre("error dangling-agent commands/c.md:3:8 there is no agent 'zz' (agent)"));
}

TEST(DanglingAgent, IsAWarningInProseAndTools) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "tools: Read, Task(zz)\n")}}),
              ElementsAre("warning dangling-agent agents/a.md:4:14 there is no agent 'zz' "
                          "(tools)"));
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "", "Use subagent_type=\"zz\".\n")}}),
              ElementsAre("warning dangling-agent agents/a.md:5:20 there is no agent 'zz' "
                          "(subagent_type)"));
}

TEST(DanglingAgent, IsAWarningWhereTheTreeHasNoAgents) {
  EXPECT_THAT(said({{"commands/c.md", "---\ndescription: d\nagent: zz\n---\nDo.\n"}}),
              ElementsAre("warning dangling-agent commands/c.md:3:8 there is no agent 'zz' "
                          "(agent)"));
}

TEST(DanglingAgent, FindsByNameStemIdAndForm) {
  const Files files = {{"agents/qa/tester.agent.md",
                        "---\nname: QA Tester\ndescription: d\nagent_id: mpm-qa\n---\n"}};
  for (const std::string name : {"QA Tester", "qa_tester", "tester", "mpm-qa"}) {
    auto with = files;
    with.emplace_back("agents/a.md", agent_text("a", "agents: [\"" + name + "\"]\n"));
    for (const auto& line : said(with)) EXPECT_EQ(line.find("dangling"), line.npos) << line;
  }
}

TEST(DanglingAgent, IsNotABuiltInOneNorAnotherPlugins) {
  EXPECT_THAT(said({{"agents/a.md",
                     agent_text("a", "agents: [Explore, general-purpose, \"other:thing\"]\n")}}),
              IsEmpty());
}

TEST(DanglingAgent, SkillIsNoAgent) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "agents: [pdf]\n")},
                    {"skills/pdf/SKILL.md", skill_text("pdf")}}),
              ElementsAre("error dangling-agent agents/a.md:4:10 there is no agent 'pdf' "
                          "(agents)"));
}

TEST(BrokenLink, IsReportedWithThePathThatIsMissing) {
  const auto diagnostics =
      found({{"agents/qa/a.md", agent_text("a", "", "See [x](../guide.md#top).\n")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "broken-link");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::warning);
  EXPECT_EQ(diagnostics[0].place.line, 5u);
  EXPECT_EQ(diagnostics[0].place.column, 9u);
  EXPECT_EQ(diagnostics[0].message,
            "the link leads to '../guide.md', which is not in the repository");
  EXPECT_EQ(diagnostics[0].consequence, "the model is sent to a file that it cannot read");
  EXPECT_EQ(diagnostics[0].hint, "correct the path, or add agents/guide.md");
}

TEST(BrokenLink, AsksOnceForAllPathsThatAreNoDefinitions) {
  std::vector<Lines> asked;
  const PathsExist exist = [&](const Lines& paths) {
    asked.push_back(paths);
    return std::vector<bool>{true, false};
  };
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "", "[b](b.md) [x](x.txt)\n")},
                    {"agents/b.md", agent_text("b", "", "[y](../docs/)\n")}},
                   exist),
              ElementsAre("warning broken-link agents/b.md:5:5 the link leads to '../docs/', which "
                          "is not in the repository"));
  EXPECT_THAT(asked, ElementsAre(ElementsAre("agents/x.txt", "docs")));
}

TEST(BrokenLink, NothingIsAskedWithoutLinks) {
  bool asked = false;
  said({{"agents/a.md", agent_text("a", "", "[b](b.md)\n")}, {"agents/b.md", agent_text("b")}},
       [&](const Lines& paths) {
         asked = true;
         return std::vector<bool>(paths.size());
       });
  EXPECT_FALSE(asked);
}

TEST(BrokenLink, LeadsOutOfTheRepositoryAndIsNotFollowed) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "", "[x](../../secret) [y](..)\n")}}),
              ElementsAre("error link-escapes-repo agents/a.md:5:5 the link '../../secret' leads "
                          "out of the repository"));
}

TEST(Cycle, OfTwoIsReportedAtTheReferenceThatClosesIt) {
  const auto diagnostics = found({{"agents/a.md", agent_text("a", "agents: [b]\n")},
                                  {"agents/b.md", agent_text("b", "agents: [a]\n")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "cycle");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::error);
  EXPECT_EQ(diagnostics[0].path, "agents/b.md");
  EXPECT_EQ(diagnostics[0].place.line, 4u);
  EXPECT_EQ(diagnostics[0].message, "definitions load each other in a circle: a → b → a");
  EXPECT_EQ(diagnostics[0].consequence, "none of them can be loaded completely");
  EXPECT_EQ(diagnostics[0].hint, "remove one of the references");
}

TEST(Cycle, MayBeOfOneOrOfThreeBehindATail) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "agents: [a]\n")}}),
              ElementsAre("error cycle agents/a.md:4:10 definitions load each other in a circle: "
                          "a → a"));
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "agents: [b]\n")},
                    {"agents/b.md", agent_text("b", "agents: [c]\n")},
                    {"agents/c.md", agent_text("c", "agents: [d]\n")},
                    {"agents/d.md", agent_text("d", "agents: [b]\n")}}),
              ElementsAre("error cycle agents/d.md:4:10 definitions load each other in a circle: "
                          "b → c → d → b"));
}

TEST(Cycle, IsNoneWhereTwoWaysMeet) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "agents: [b, c]\n")},
                    {"agents/b.md", agent_text("b", "agents: [d]\n")},
                    {"agents/c.md", agent_text("c", "agents: [d]\n")},
                    {"agents/d.md", agent_text("d")}}),
              IsEmpty());
}

TEST(Cycle, IsNoneOfLinksHandoffsAndProse) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "handoffs: [{agent: b}]\n", "[b](b.md)\n")},
                    {"agents/b.md", agent_text("b", "", "[a](a.md) subagent_type=\"a\"\n")}}),
              IsEmpty());
}

TEST(Cycle, LongChainDoesNotOverflowTheStack) {
  Files files;
  constexpr int length = 20000;
  for (int i = 0; i < length; ++i) {
    files.emplace_back("agents/n" + std::to_string(i) + ".md",
                       agent_text("n" + std::to_string(i),
                                  "agents: [n" + std::to_string((i + 1) % length) + "]\n", ""));
  }
  const auto diagnostics = found(files);
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "cycle");
}

TEST(BaseAgent, ThatNobodyInheritsIsToldOf) {
  const auto diagnostics = found({{"agents/a.md", agent_text("a")},
                                  {"agents/x/BASE-AGENT.md", "Be kind.\n"},
                                  {"agents/BASE-AGENT.md", "Be kind.\n"}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "base-agent");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::info);
  EXPECT_EQ(diagnostics[0].path, "agents/x/BASE-AGENT.md");
  EXPECT_EQ(diagnostics[0].place.line, 0u);
  EXPECT_EQ(diagnostics[0].message, "no agent inherits this base");
  EXPECT_EQ(diagnostics[0].hint, "a base is inherited by the agents in its directory and below");
}

TEST(BaseAgent, DocumentAmongAgentsDoesNotInherit) {
  EXPECT_THAT(said({{"agents/notes.md", "Only notes.\n"}, {"agents/BASE-AGENT.md", "Be kind.\n"}}),
              ElementsAre("info base-agent agents/BASE-AGENT.md:0:0 no agent inherits this base"));
}

}  // namespace
}  // namespace agent
