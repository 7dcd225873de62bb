#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "set_findings.hpp"

namespace agent {
namespace {

using test::agent_text;
using test::found;
using test::said;
using test::skill_text;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

const std::string an_mpm_agent = "agent_id: a\nschema_version: 1.3.0\nagent_type: qa\n";

base::Diagnostics of_rule(std::string_view rule, const test::Files& files) {
  auto diagnostics = found(files);
  std::erase_if(diagnostics, [&](const auto& diagnostic) { return diagnostic.rule != rule; });
  return diagnostics;
}

TEST(PluginComponent, ThatIsNotThereIsAnError) {
  const auto diagnostics =
      of_rule("broken-link",
              {{".claude-plugin/plugin.json",
                R"({"name": "p", "agents": ["./agents/e.md", "./a/none.md"], "skills": "./x"})"},
               {"agents/e.md", agent_text("e")}});
  ASSERT_EQ(diagnostics.size(), 2u);
  EXPECT_EQ(diagnostics[0].severity, base::Severity::error);
  EXPECT_EQ(diagnostics[0].message, "the plugin has no a/none.md");
  EXPECT_EQ(diagnostics[1].message, "the plugin has no x");
}

TEST(DanglingAgent, HandoffWithAFilesEndingIsNotFound) {
  const auto diagnostics = of_rule(
      "dangling-agent",
      {{".github/agents/planner.agent.md",
        "---\ndescription: d\nhandoffs:\n  - {label: l, agent: doc-writer.agent.md}\n---\nText.\n"},
       {".github/agents/doc-writer.agent.md", "---\ndescription: d\n---\nText.\n"}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].severity, base::Severity::error);
  EXPECT_EQ(diagnostics[0].message, "there is no agent 'doc-writer.agent.md' (handoffs)");
  EXPECT_EQ(diagnostics[0].hint, "write 'doc-writer', without the file's ending");
}

TEST(DanglingAgent, IsLookedForInCopilotsPromptsAndFoundAmongChatModes) {
  const std::string chat_mode = "---\ndescription: d\n---\nText.\n";
  const auto lines = said({{".github/chatmodes/plan-it.chatmode.md", chat_mode},
                           {".github/prompts/a.prompt.md", "---\nagent: plan-it\n---\nDo.\n"},
                           {".github/prompts/b.prompt.md", "---\nagent: agent\n---\nDo.\n"},
                           {".github/prompts/c.prompt.md", "---\nagent: zz\n---\nDo.\n"}});
  EXPECT_THAT(lines, ElementsAre(StartsWith("info copilot-deprecated "),
                                 "error dangling-agent .github/prompts/c.prompt.md:2:8 there is no "
                                 "agent 'zz' (agent)"));
}

TEST(DanglingAgent, MpmHandoffIsAWarningAndGoesByTheId) {
  const auto diagnostics =
      of_rule("dangling-agent",
              {{"agents/a.md",
                agent_text("A", an_mpm_agent + "interactions:\n  handoff_agents: [a, zz]\n")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].severity, base::Severity::warning);
  EXPECT_EQ(diagnostics[0].message, "there is no agent 'zz' (handoff_agents)");
}

TEST(DanglingAgent, OwnPluginsPrefixIsTakenOff) {
  const std::string manifest = R"({"name": "mine", "description": "d"})";
  const auto command = [](const std::string& name) {
    return "---\ndescription: d\nagent: " + name + "\n---\nDo.\n";
  };
  const auto lines = said({{".claude-plugin/plugin.json", manifest},
                           {"agents/build-it.md", agent_text("build-it")},
                           {"commands/a.md", command("\"mine:build-it\"")},
                           {"commands/b.md", command("\"mine:zz\"")},
                           {"commands/c.md", command("\"other:zz\"")}});
  EXPECT_THAT(lines, Contains("error dangling-agent commands/b.md:3:8 there is no agent 'mine:zz' "
                              "(agent)"));
  EXPECT_THAT(lines, testing::Not(Contains(testing::HasSubstr("dangling-agent commands/a.md"))));
  EXPECT_THAT(lines, testing::Not(Contains(testing::HasSubstr("dangling-agent commands/c.md"))));
}

TEST(DanglingSkill, IsOneFindingForAllOfAnAgent) {
  const auto diagnostics =
      found({{"agents/a.md", agent_text("a", "skills: [b, pdf, c, d, e, b]\n")},
             {"skills/pdf/SKILL.md", skill_text("pdf")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "dangling-skill");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::warning);
  EXPECT_EQ(diagnostics[0].place.line, 4u);
  EXPECT_EQ(diagnostics[0].place.column, 10u);
  EXPECT_EQ(diagnostics[0].message, "unknown skills: 'b', 'c', 'd' and 1 more");
  EXPECT_EQ(diagnostics[0].consequence,
            "the agent starts without them where nothing else installs them");
  EXPECT_EQ(diagnostics[0].hint, "correct the names, or add the skills");
}

TEST(DanglingSkill, InformsWhereTheTreeHasNoSkills) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "skills: [b]\n")}}),
              ElementsAre("info dangling-skill agents/a.md:4:10 unknown skill: 'b'"));
}

TEST(DanglingSkill, OfClaudeMpmNeedsSkillsInTheTree) {
  const test::Files alone = {{"agents/a.md", agent_text("A", an_mpm_agent + "skills: [b]\n")}};
  EXPECT_THAT(of_rule("dangling-skill", alone), IsEmpty());
  auto with_skills = alone;
  with_skills.emplace_back("skills/pdf/SKILL.md", skill_text("pdf"));
  const auto diagnostics = of_rule("dangling-skill", with_skills);
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].severity, base::Severity::warning);
}

TEST(DanglingSkill, MayBeACommandOrAPlugins) {
  EXPECT_THAT(said({{"agents/a.md", agent_text("a", "skills: [deploy, \"other:pdf\"]\n")},
                    {"commands/deploy.md", "Do.\n"}}),
              IsEmpty());
}

TEST(DisabledPreload, IsReportedAtTheReference) {
  auto definitions = test::definitions({{"agents/a.md", agent_text("a", "skills: [tag]\n")},
                                        {"skills/tag/SKILL.md", skill_text("tag")}});
  auto skill = *definitions[1].parsed;
  skill.not_for_models = true;
  definitions[1].parsed = std::make_shared<Parsed>(skill);
  const auto diagnostics = check(definitions, "BASE-AGENT.md", test::nothing_else);
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "disabled-preload");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::error);
  EXPECT_EQ(diagnostics[0].path, "agents/a.md");
  EXPECT_EQ(diagnostics[0].place.line, 4u);
  EXPECT_EQ(diagnostics[0].place.column, 10u);
  EXPECT_EQ(diagnostics[0].message, "the skill 'tag' may not be loaded by models");
  EXPECT_EQ(diagnostics[0].consequence, "the agent starts without it");
  EXPECT_EQ(diagnostics[0].hint,
            "remove it from the list, or 'disable-model-invocation' from skills/tag/SKILL.md");
}

TEST(LinkEscapesRepo, IsAnErrorAndNoBrokenLink) {
  const auto diagnostics =
      found({{"agents/a.md", agent_text("a", "", "See [x](../../x/y.md#z).\n")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "link-escapes-repo");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::error);
  EXPECT_EQ(diagnostics[0].place.column, 9u);
  EXPECT_EQ(diagnostics[0].message, "the link '../../x/y.md' leads out of the repository");
  EXPECT_EQ(diagnostics[0].consequence,
            "what it leads to depends on where the repository was cloned");
  EXPECT_EQ(diagnostics[0].hint, "name the file by a URL, or add it to the repository");
}

TEST(Cycle, OfACopilotAgentWithItselfIsNone) {
  EXPECT_THAT(
      said({{".github/agents/a.agent.md", "---\ndescription: d\nagents: [a]\n---\nText.\n"}}),
      IsEmpty());
  EXPECT_THAT(
      said({{".github/agents/a.agent.md", "---\ndescription: d\nagents: [b]\n---\nText.\n"},
            {".github/agents/b.agent.md", "---\ndescription: d\nagents: [a]\n---\nText.\n"}}),
      ElementsAre("error cycle .github/agents/b.agent.md:3:10 definitions load each other "
                  "in a circle: a → b → a"));
}

TEST(Cycle, OnlyTheFirstOfManyAreNamed) {
  test::Files files;
  for (char c = 'a'; c <= 'm'; ++c) {
    const std::string name(1, c), next(1, c == 'm' ? 'a' : static_cast<char>(c + 1));
    files.emplace_back("agents/" + name + ".md", agent_text(name, "agents: [" + next + "]\n"));
  }
  const auto diagnostics = found(files);
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].message,
            "definitions load each other in a circle: a → b → c → d → e → f → g → h → i → j → … → "
            "a");
}

TEST(BaseAgent, TooMuchIsToldOfWhereItBecomesTooMuch) {
  const std::string half(20 * 1024, 'x');
  const auto diagnostics = found({{"agents/BASE-AGENT.md", half},
                                  {"agents/x/BASE-AGENT.md", half},
                                  {"agents/x/y/BASE-AGENT.md", half},
                                  {"agents/x/y/a.md", agent_text("a")}});
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "base-agent");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::info);
  EXPECT_EQ(diagnostics[0].path, "agents/x/BASE-AGENT.md");
  EXPECT_EQ(diagnostics[0].message, "the agents below inherit 40 KiB, the bases above included");
  EXPECT_EQ(diagnostics[0].consequence,
            "all of it takes room in the model's context whenever one is called");
  EXPECT_EQ(diagnostics[0].hint, "keep in the bases what every agent needs");
}

}  // namespace
}  // namespace agent
