#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "set_findings.hpp"

namespace agent {
namespace {

using test::agent_text;
using test::found;
using test::said;
using test::skill_text;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(SkillDirMismatch, IsReportedAtTheName) {
  const auto diagnostics = found({{"skills/pdf/SKILL.md", skill_text("pdf-forms")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "skill-dir-mismatch");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::warning);
  EXPECT_EQ(diagnostics[0].place.line, 2u);
  EXPECT_EQ(diagnostics[0].place.column, 7u);
  EXPECT_EQ(diagnostics[0].message, "the skill is named 'pdf-forms', its directory 'pdf'");
  EXPECT_EQ(diagnostics[0].consequence,
            "hosts do not agree which of the two it is called by, and validators refuse it");
  EXPECT_EQ(diagnostics[0].hint, "name it 'pdf', or rename the directory");
}

TEST(SkillDirMismatch, ComparesCaseButNotHowUnicodeIsComposed) {
  EXPECT_THAT(said({{".agents/skills/Pdf/SKILL.md", skill_text("pdf")}}),
              ElementsAre("warning skill-dir-mismatch .agents/skills/Pdf/SKILL.md:2:7 the skill is "
                          "named 'pdf', its directory 'Pdf'"));
  for (const auto& line : said({{"skills/caf\xC3\xA9/SKILL.md", skill_text("cafe\xCC\x81")}})) {
    EXPECT_EQ(line.find("skill-dir-mismatch"), line.npos) << line;
  }
}

TEST(SkillDirMismatch, LeavesTemplatesAndSkillsThatAreTheirRootAlone) {
  EXPECT_THAT(said({{"skills/template/SKILL.md", skill_text("\"{{project}}\"")}}),
              testing::Not(testing::Contains(testing::HasSubstr("skill-dir-mismatch"))));
  const auto skill = std::make_shared<Parsed>(parse({Kind::skill, Host::any}, skill_text("other")));
  const std::vector<Definition> whole = {
      {"pdf/SKILL.md", "", {Kind::skill, Host::any}, "pdf", skill}};
  EXPECT_THAT(check(whole, "BASE-AGENT.md", test::nothing_else), IsEmpty());
}

TEST(SkillFilename, IsReportedWithTheRightName) {
  const auto diagnostics = found({{"skills/pdf/skill.md", skill_text("pdf")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "skill-filename");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::error);
  EXPECT_EQ(diagnostics[0].place.line, 0u);
  EXPECT_EQ(diagnostics[0].message, "the file must be called SKILL.md");
  EXPECT_EQ(diagnostics[0].consequence,
            "no host finds the skill where upper and lower case differ, as on Linux");
  EXPECT_EQ(diagnostics[0].hint, "rename it to skills/pdf/SKILL.md");
  EXPECT_TRUE(diagnostics[0].fixable);
}

TEST(SkillFilename, OtherRulesDoNotSeeTheFile) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "skills: [pdf]\n")},
                    {"skills/a/pdf/SKILL.md", skill_text("pdf")},
                    {"skills/pdf/Skill.md", skill_text("other", "[x](x.md)\n")}}),
              ElementsAre("error skill-filename skills/pdf/Skill.md:0:0 the file must be called "
                          "SKILL.md"));
}

TEST(SkillFilename, BesideTheSkillItIsOnlyAPathThatDiffersInCase) {
  EXPECT_THAT(
      said({{"skills/pdf/SKILL.md", skill_text("pdf")}, {"skills/pdf/skill.md", "Only notes.\n"}}),
      ElementsAre("error duplicate-name skills/pdf/skill.md:0:0 the path differs only in "
                  "case from skills/pdf/SKILL.md"));
}

TEST(CopilotDeprecated, ChatModesAreToBecomeAgents) {
  const auto diagnostics =
      found({{".github/chatmodes/plan.chatmode.md", "---\ndescription: Plans\n---\nPlan.\n"}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "copilot-deprecated");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::info);
  EXPECT_EQ(diagnostics[0].message, "chat modes are now called custom agents");
  EXPECT_EQ(diagnostics[0].consequence, "VS Code still reads the file, other hosts do not");
  EXPECT_EQ(diagnostics[0].hint, "move it to .github/agents/plan.agent.md");
  EXPECT_FALSE(diagnostics[0].fixable);
}

TEST(DuplicateName, OfCopilotIsTheFilesWithoutItsEndings) {
  EXPECT_THAT(said({{".github/agents/x.agent.md", agent_text("One")},
                    {".github/agents/x.md", agent_text("Two")}}),
              ElementsAre("error duplicate-name .github/agents/x.md:2:7 the agent name 'x' is also "
                          "used by .github/agents/x.agent.md"));
}

TEST(DuplicateName, OfAPluginHoldsTheDirectory) {
  const Format format{Kind::agent, Host::claude_plugin};
  const auto parsed = std::make_shared<Parsed>(parse(format, agent_text("x")));
  const std::string root = "plugins/p/agents";
  const std::vector<Definition> definitions = {{root + "/a/x.md", "", format, root, parsed},
                                               {root + "/b/x.md", "", format, root, parsed},
                                               {root + "/b/y.md", "", format, root, parsed}};
  EXPECT_THAT(test::lines_of(check(definitions, "BASE-AGENT.md", test::nothing_else)),
              ElementsAre("error duplicate-name plugins/p/agents/b/y.md:2:7 the agent name 'x' is "
                          "also used by plugins/p/agents/b/x.md"));
}

TEST(DuplicateName, OfAPluginsSkillIsTheDeclaredOne) {
  settings::Settings settings;
  settings.definitions = {{"plugins/*/skills", "skill", ""}, {"skills", "skill", ""}};
  const auto of = [&](const std::string& root) {
    auto found = check(test::definitions({{root + "/a/SKILL.md", skill_text("docker")},
                                          {root + "/docker/SKILL.md", skill_text("docker")}},
                                         settings),
                       "BASE-AGENT.md", test::nothing_else);
    std::erase_if(found, [](const auto& d) { return d.rule != "duplicate-name"; });
    return test::lines_of(found);
  };
  EXPECT_THAT(of("plugins/p/skills"),
              ElementsAre("error duplicate-name plugins/p/skills/docker/SKILL.md:2:7 the skill "
                          "name 'docker' is also used by plugins/p/skills/a/SKILL.md"));
  EXPECT_THAT(of("skills"), IsEmpty());
}

TEST(Copies, ThatDifferClashWhereOneDeploymentTakesBoth) {
  const auto diagnostics = found({{".claude/agents/x.md", agent_text("x")},
                                  {"agents/a.md", agent_text("x", "", "Other text.\n")},
                                  {"agents/b.md", agent_text("b")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "duplicate-name");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::warning);
  EXPECT_EQ(diagnostics[0].path, "agents/a.md");
  EXPECT_EQ(diagnostics[0].place.line, 2u);
  EXPECT_EQ(diagnostics[0].message, "the agent name 'x' is also used by .claude/agents/x.md");
  EXPECT_EQ(diagnostics[0].consequence,
            "the two differ, and a deployment can write only one of them");
  EXPECT_EQ(diagnostics[0].hint, "rename one of them, or keep one");
}

TEST(Copies, OfSeveralHostsInformWhereTheyDiffer) {
  const auto diagnostics = found({{".claude/agents/x.md", agent_text("x")},
                                  {".cursor/agents/x.md", agent_text("x", "", "Other text.\n")},
                                  {".opencode/agents/x.md", agent_text("x", "", "A third.\n")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].severity, base::Severity::info);
  EXPECT_EQ(diagnostics[0].path, ".cursor/agents/x.md");
  EXPECT_EQ(diagnostics[0].message,
            "the copies of 'x' differ: the other one is .claude/agents/x.md");
  EXPECT_EQ(diagnostics[0].consequence, "what it does depends on the host that loads it");
  EXPECT_EQ(diagnostics[0].hint, "bring them in line, or rename one of them");
}

TEST(Copies, ThatAreTheSameAreWanted) {
  EXPECT_THAT(said({{".claude/agents/x.md", agent_text("x")},
                    {".cursor/agents/x.md", agent_text("x")},
                    {"agents/x.md", agent_text("x")}}),
              IsEmpty());
}

TEST(Copies, OfPackagesBesideEachOtherInform) {
  settings::Settings settings;
  settings.definitions = {{"*/skills", "skill", ""}, {"skills", "skill", ""}};
  const auto of = [&](const std::string& one, const std::string& other) {
    return test::lines_of(
        check(test::definitions({{one + "/x/SKILL.md", skill_text("x")},
                                 {other + "/x/SKILL.md", skill_text("x", "Other text.\n")}},
                                settings),
              "BASE-AGENT.md", test::nothing_else));
  };
  EXPECT_THAT(of("a/skills", "b/skills"),
              ElementsAre("info duplicate-name b/skills/x/SKILL.md:2:7 the copies of 'x' differ: "
                          "the other one is a/skills/x/SKILL.md"));
  EXPECT_THAT(of("main/skills", "skills"),
              ElementsAre("warning duplicate-name skills/x/SKILL.md:2:7 the skill name 'x' is also "
                          "used by main/skills/x/SKILL.md"));
}

TEST(Copies, OfProjectsInOneRepositoryAreNone) {
  EXPECT_THAT(said({{"apps/one/.claude/skills/x/SKILL.md", skill_text("x")},
                    {"apps/two/.claude/skills/x/SKILL.md", skill_text("x", "Other text.\n")}}),
              IsEmpty());
}

TEST(Copies, OfPluginsHaveTheirNamesBeforeThem) {
  settings::Settings settings;
  settings.definitions = {{"plugins/*/commands", "command", ""}, {"commands", "command", ""}};
  const auto in_plugins = test::definitions(
      {{"plugins/a/commands/x.md", "Do.\n"}, {"plugins/b/commands/x.md", "Redo.\n"}}, settings);
  EXPECT_THAT(check(in_plugins, "BASE-AGENT.md", test::nothing_else), IsEmpty());
  const auto with_copy = test::definitions(
      {{"commands/x.md", "Do.\n"}, {"plugins/b/commands/x.md", "Redo.\n"}}, settings);
  EXPECT_THAT(test::lines_of(check(with_copy, "BASE-AGENT.md", test::nothing_else)),
              ElementsAre("info duplicate-name plugins/b/commands/x.md:0:0 the copies of 'x' "
                          "differ: the other one is commands/x.md"));
}

TEST(Copies, OfCommandsGoByTheirPath) {
  EXPECT_THAT(said({{".claude/commands/a/x.md", "Do.\n"}, {"commands/x.md", "Redo.\n"}}),
              IsEmpty());
  EXPECT_THAT(said({{".claude/commands/a/x.md", "Do.\n"}, {"commands/a/x.md", "Redo.\n"}}),
              ElementsAre("warning duplicate-name commands/a/x.md:0:0 the command name 'x' is also "
                          "used by .claude/commands/a/x.md"));
}

}  // namespace
}  // namespace agent
