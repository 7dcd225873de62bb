#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/set/places.hpp"
#include "set_findings.hpp"

namespace agent {
namespace {

using test::agent_text;
using test::everything;
using test::found;
using test::said;
using test::skill_text;
using test::to_project;
using test::to_user;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> files_of(const test::Files& files, const settings::Target& target) {
  return deployed_files(test::definitions(files), target);
}

TEST(DeployedFiles, AreFlatForAgentsAndBelowTheRootForCommands) {
  const test::Files files = {
      {".claude/agents/in/place.md", agent_text("p")},  {".cursor/agents/c.md", agent_text("c")},
      {"agents/BASE-AGENT.md", "Be kind.\n"},           {"agents/notes.md", "Only notes.\n"},
      {"agents/qa/tester.md", agent_text("t")},         {"commands/a/b.md", "Do.\n"},
      {"skills/office/pdf/SKILL.md", skill_text("pdf")}};
  EXPECT_THAT(files_of(files, to_project[0]),
              ElementsAre(".claude/agents/in/place.md", "", "", "", ".claude/agents/tester.md",
                          ".claude/commands/a/b.md", ".claude/skills/pdf/SKILL.md"));
  EXPECT_THAT(files_of(files, to_user[0]),
              ElementsAre("~/.claude/agents/place.md", "", "", "", "~/.claude/agents/tester.md",
                          "~/.claude/commands/a/b.md", "~/.claude/skills/pdf/SKILL.md"));
}

TEST(DeployedFiles, OfAgentsWithOneFileNameAreTheirNames) {
  EXPECT_THAT(files_of({{"agents/a/x.md", agent_text("ax")}, {"agents/b/X.md", agent_text("bx")}},
                       to_project[0]),
              ElementsAre(".claude/agents/ax.md", ".claude/agents/bx.md"));
  EXPECT_THAT(files_of({{"agents/a/x.md", agent_text("a x")}, {"agents/b/x.md", agent_text("bx")}},
                       to_project[0]),
              ElementsAre(".claude/agents/x.md", ".claude/agents/x.md"));
}

TEST(DeployCollision, IsReportedAtTheOneThatLoses) {
  const auto diagnostics = found({{".claude/agents/x.md", agent_text("y")},
                                  {"agents/x.md", agent_text("a x", "", "Other text.\n")}},
                                 everything, to_project);
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "deploy-collision");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::error);
  EXPECT_EQ(diagnostics[0].path, "agents/x.md");
  EXPECT_EQ(diagnostics[0].place.line, 2u);
  EXPECT_EQ(diagnostics[0].message, ".claude/agents/x.md is also deployed to .claude/agents/x.md");
  EXPECT_EQ(diagnostics[0].consequence, "this one is not deployed");
  EXPECT_EQ(diagnostics[0].hint, "rename one of them");
}

TEST(DeployCollision, NeedsATargetAndDifferentContents) {
  const test::Files files = {{".agents/skills/x/SKILL.md", skill_text("x")},
                             {"skills/x/SKILL.md", skill_text("x")}};
  EXPECT_THAT(said(files, everything, to_project), IsEmpty());
  auto others = files;
  others[1].second = skill_text("x", "Other text.\n");
  EXPECT_THAT(said(others, everything, to_user),
              ElementsAre("error deploy-collision skills/x/SKILL.md:2:7 .agents/skills/x/SKILL.md "
                          "is also deployed to ~/.claude/skills/x/SKILL.md"));
  EXPECT_THAT(said(others, everything),
              ElementsAre("warning duplicate-name skills/x/SKILL.md:2:7 the skill name 'x' is also "
                          "used by .agents/skills/x/SKILL.md"));
}

TEST(DeployCollision, IsOneFindingForTwoTargets) {
  EXPECT_THAT(said({{".claude/agents/x.md", agent_text("x")},
                    {"agents/x.md", agent_text("x", "", "Other text.\n")}},
                   everything, {to_project[0], to_user[0]}),
              ElementsAre("error deploy-collision agents/x.md:2:7 .claude/agents/x.md is also "
                          "deployed to .claude/agents/x.md"));
}

TEST(DeployCollision, MayBeOfTheNameOrTheAgentId) {
  EXPECT_THAT(said({{".claude/agents/a.md", agent_text("X")},
                    {"agents/b.md", agent_text("x", "", "Other text.\n")}},
                   everything, to_project),
              ElementsAre("error deploy-collision agents/b.md:2:7 .claude/agents/a.md is also "
                          "deployed under the name 'x'"));
  const std::string id = "agent_id: one\nschema_version: 1.3.0\nagent_type: qa\n";
  const auto lines = said({{".claude/agents/a.md", agent_text("a", id)},
                           {"agents/b.md", agent_text("b", id, "Other text.\n")}},
                          everything, to_project);
  EXPECT_THAT(lines, testing::Contains("error deploy-collision agents/b.md:2:7 .claude/agents/a.md "
                                       "is also deployed under the agent_id 'one'"));
}

TEST(DeployCollision, WhatTheRootAlreadyRefusesIsNotSaidTwice) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("x")},
                    {"agents/b.md", agent_text("x", "", "Other text.\n")}},
                   everything, to_project),
              ElementsAre("error duplicate-name agents/b.md:2:7 the agent name 'x' is also used by "
                          "agents/a.md"));
}

TEST(DeployCollision, CommandsGoByTheirPath) {
  EXPECT_THAT(
      said({{"commands/a/x.md", "Do.\n"}, {"commands/b/x.md", "Redo.\n"}}, everything, to_project),
      IsEmpty());
}

TEST(LinkBreaksOnDeploy, IsReportedForAFlattenedAgent) {
  const auto diagnostics = found({{"agents/a.md", agent_text("a", "", "See [x](../docs/x.md).\n")}},
                                 everything, to_project);
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "link-breaks-on-deploy");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::warning);
  EXPECT_EQ(diagnostics[0].place.line, 5u);
  EXPECT_EQ(diagnostics[0].place.column, 9u);
  EXPECT_EQ(diagnostics[0].message,
            "the link to '../docs/x.md' breaks where the agent is deployed, at "
            ".claude/agents/a.md");
  EXPECT_EQ(diagnostics[0].consequence, "the model is sent to a file that it cannot read");
  EXPECT_EQ(diagnostics[0].hint, "name the file by its path from the top of the repository");
}

TEST(LinkBreaksOnDeploy, IsNotSaidOfWhatIsMissing) {
  EXPECT_THAT(said({{"agents/qa/a.md", agent_text("a", "", "[x](../../docs/x.md)\n")}},
                   test::nothing_else, to_project),
              ElementsAre(testing::StartsWith("warning broken-link ")));
}

TEST(LinkBreaksOnDeploy, StaysAwayWithoutATargetAndInPlace) {
  EXPECT_THAT(said({{"agents/qa/a.md", agent_text("a", "", "[x](../../docs/x.md)\n")}}, everything),
              IsEmpty());
  const test::Files in_place = {
      {".claude/skills/s/SKILL.md", skill_text("s", "[x](../../../docs/x.md)\n")}};
  EXPECT_THAT(said(in_place, everything, to_project), IsEmpty());
  EXPECT_THAT(said(in_place, everything, to_user),
              ElementsAre("warning link-breaks-on-deploy .claude/skills/s/SKILL.md:5:5 the link to "
                          "'../../../docs/x.md' breaks where the skill is deployed, at "
                          "~/.claude/skills/s/SKILL.md"));
}

TEST(LinkBreaksOnDeploy, MayHoldFromTheNewPlaceByChance) {
  EXPECT_THAT(said({{"agents/qa/a.md", agent_text("a", "", "[x](../../docs/x.md)\n")}}, everything,
                   to_project),
              IsEmpty());
}

TEST(LinkBreaksOnDeploy, WhatIsDeployedBesideItIsFound) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "", "[b](b.md)\n")},
                    {"agents/b.md", agent_text("b")},
                    {"skills/s/SKILL.md", skill_text("s",
                                                     "[r](references/r.md) [t](../t) "
                                                     "[u](../t/x/u.md)\n")},
                    {"skills/t/SKILL.md", skill_text("t")}},
                   everything, to_user),
              IsEmpty());
}

TEST(LinkBreaksOnDeploy, FlatteningMovesSiblings) {
  EXPECT_THAT(said({{"agents/qa/a.md", agent_text("a", "", "[b](../b.md)\n")},
                    {"agents/b.md", agent_text("b", "", "[a](qa/a.md)\n")}},
                   everything, to_user)
                  .size(),
              2u);
}

}  // namespace
}  // namespace agent
