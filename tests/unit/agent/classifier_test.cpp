#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "agent/kind.hpp"

namespace agent {
namespace {

using testing::ElementsAre;

/// "kind host root", or "-" for what is no definition.
std::string told(const Classifier& classifier, std::string_view path) {
  const auto classified = classifier.classify(path);
  if (!classified) return "-";
  return std::string(to_string(classified->format.kind)) + " " +
         std::string(to_string(classified->format.host)) + " " + classified->root;
}

std::string well_known(std::string_view path) {
  return told(Classifier(settings::Settings()), path);
}

settings::Settings with_root(const std::string& path, const std::string& kind = "agent",
                             const std::string& profile = {}) {
  settings::Settings settings;
  settings.definitions = {{path, kind, profile}};
  return settings;
}

TEST(Classifier, KnowsEveryWellKnownPlace) {
  for (const auto& place : well_known_places()) {
    const auto& format = place.format;
    std::string file = "x.md";
    if (format.kind == Kind::skill) file = "x/SKILL.md";
    if (format.kind == Kind::prompt && format.host == Host::copilot) file = "x.prompt.md";
    if (format.kind == Kind::instructions) file = "x.instructions.md";
    if (format.kind == Kind::chat_mode) file = "x.chatmode.md";
    if (format.host == Host::codex) file = "x.toml";
    if (format.host == Host::gemini && format.kind == Kind::command) file = "x.toml";
    if (format.kind == Kind::plugin) file = "plugin.json";
    if (format.kind == Kind::marketplace) file = "marketplace.json";
    if (format.kind == Kind::hooks) file = "hooks.json";
    const std::string path(place.path);
    EXPECT_EQ(well_known(path + "/" + file), std::string(to_string(format.kind)) + " " +
                                                 std::string(to_string(format.host)) + " " + path);
    EXPECT_EQ(well_known(path + "/x.txt"), "-") << path;
    EXPECT_EQ(well_known(path), "-") << path;
  }
}

TEST(Classifier, HiddenPlacesMayLieAnywhereAndPlainOnesAtTheTop) {
  EXPECT_EQ(well_known("pkg/.claude/agents/a.md"), "agent claude pkg/.claude/agents");
  EXPECT_EQ(well_known("agents/x/.claude/agents/a.md"), "agent claude agents/x/.claude/agents");
  EXPECT_EQ(well_known("src/agents/a.md"), "-");
  EXPECT_EQ(well_known("agents/deep/er/a.md"), "agent any agents");
}

TEST(Classifier, LeavesDocumentationAndHiddenFilesAlone) {
  EXPECT_EQ(well_known("agents/README.md"), "-");
  EXPECT_EQ(well_known("agents/readme.md"), "-");
  EXPECT_EQ(well_known("agents/CHANGELOG.md"), "-");
  EXPECT_EQ(well_known("agents/SECURITY.md"), "-");
  EXPECT_EQ(well_known("agents/security.md"), "agent any agents");
  EXPECT_EQ(well_known("agents/.hidden.md"), "-");
  EXPECT_EQ(well_known("agents/.drafts/a.md"), "-");
  EXPECT_EQ(well_known("agents/.md"), "-");
}

TEST(Classifier, LeavesBackupsAlone) {
  EXPECT_EQ(well_known("agents/a.md.broken"), "-");
  EXPECT_EQ(well_known("agents/a.md~"), "-");
  EXPECT_EQ(well_known("agents/a.MD"), "-");
}

TEST(Classifier, SkillIsTheFileOfThatNameInAnySpelling) {
  EXPECT_EQ(well_known("skills/pdf/SKILL.md"), "skill any skills");
  EXPECT_EQ(well_known("skills/office/pdf/SKILL.md"), "skill any skills");
  EXPECT_EQ(well_known("skills/pdf/reference.md"), "-");
  EXPECT_EQ(well_known("skills/pdf/skill.md"), "skill any skills");
  EXPECT_EQ(well_known("skills/office/pdf/skill.md"), "-") << "nobody meant this one";
  EXPECT_EQ(well_known("agents/SKILL.md"), "agent any agents");
}

TEST(Classifier, BaseIsTheFileOfThatNameAmongAgents) {
  EXPECT_EQ(well_known("agents/qa/BASE-AGENT.md"), "base any agents");
  EXPECT_EQ(well_known(".claude/agents/BASE-AGENT.md"), "base claude .claude/agents");
  EXPECT_EQ(well_known("commands/BASE-AGENT.md"), "command any commands");
  auto settings = settings::Settings();
  settings.build.base = "ROOT.txt";
  const Classifier classifier(settings);
  EXPECT_EQ(classifier.base_name(), "ROOT.txt");
  EXPECT_EQ(told(classifier, "agents/ROOT.txt"), "base any agents");
  EXPECT_EQ(told(classifier, "agents/BASE-AGENT.md"), "agent any agents");
}

TEST(Classifier, GoesByTheHostsSuffixes) {
  EXPECT_EQ(well_known(".github/agents/a.agent.md"), "agent copilot .github/agents");
  EXPECT_EQ(well_known(".github/prompts/a.md"), "-");
  EXPECT_EQ(well_known(".cursor/rules/a.mdc"), "rule cursor .cursor/rules");
  EXPECT_EQ(well_known(".cursor/agents/a.mdc"), "-");
  EXPECT_EQ(well_known(".codex/agents/a.md"), "-");
  EXPECT_EQ(well_known(".gemini/agents/_shared.md"), "-");
  EXPECT_EQ(well_known(".gemini/commands/a.md"), "-");
}

TEST(Classifier, ConfiguredRootsReplaceTheWellKnownOnes) {
  const Classifier classifier(with_root("lib/roles"));
  EXPECT_EQ(told(classifier, "lib/roles/a.md"), "agent any lib/roles");
  EXPECT_EQ(told(classifier, "x/lib/roles/a.md"), "-");
  EXPECT_EQ(told(classifier, "agents/a.md"), "-");
  EXPECT_EQ(told(classifier, ".claude/agents/a.md"), "-");
  EXPECT_THAT(classifier.directories(), ElementsAre("lib/roles"));
}

TEST(Classifier, ConfiguredWellKnownPlaceKeepsItsHost) {
  EXPECT_EQ(told(Classifier(with_root(".claude/agents")), ".claude/agents/a.md"),
            "agent claude .claude/agents");
  EXPECT_EQ(told(Classifier(with_root("pkg/.cursor/rules", "rule")), "pkg/.cursor/rules/a.mdc"),
            "rule cursor pkg/.cursor/rules");
  EXPECT_EQ(told(Classifier(with_root(".claude/agents", "command")), ".claude/agents/a.md"),
            "command any .claude/agents");
}

TEST(Classifier, ProfileWinsOverThePlace) {
  EXPECT_EQ(
      told(Classifier(with_root(".claude/agents", "agent", "claude-mpm")), ".claude/agents/a.md"),
      "agent claude-mpm .claude/agents");
}

TEST(Classifier, RootsMayHoldStars) {
  const Classifier classifier(with_root("plugins/*/commands", "command"));
  EXPECT_EQ(told(classifier, "plugins/git/commands/a.md"), "command any plugins/git/commands");
  EXPECT_EQ(told(classifier, "plugins/commands/a.md"), "-");
  EXPECT_EQ(told(classifier, "plugins/a/b/commands/a.md"), "-");
  EXPECT_THAT(classifier.directories(), ElementsAre("plugins"));
}

TEST(Classifier, RootWithBracketsIsAlsoTakenLiterally) {
  const Classifier classifier(with_root("a[1]"));
  EXPECT_EQ(told(classifier, "a[1]/x.md"), "agent any a[1]");
  EXPECT_EQ(told(classifier, "a1/x.md"), "agent any a1");
  EXPECT_THAT(classifier.directories(), ElementsAre(""));
}

TEST(Classifier, TopMayBeARoot) {
  const Classifier classifier(with_root(""));
  EXPECT_EQ(told(classifier, "a.md"), "agent any ");
  EXPECT_EQ(told(classifier, "x/BASE-AGENT.md"), "base any ");
  EXPECT_THAT(classifier.directories(), ElementsAre(""));
}

TEST(Classifier, DeepestRootDecides) {
  settings::Settings settings;
  settings.definitions = {{"lib", "agent", ""}, {"lib/commands", "command", ""}};
  const Classifier classifier(settings);
  EXPECT_EQ(told(classifier, "lib/commands/a.md"), "command any lib/commands");
  EXPECT_EQ(told(classifier, "lib/a.md"), "agent any lib");
  EXPECT_THAT(classifier.directories(), ElementsAre("lib"));
}

TEST(Classifier, EndingTellsAgentsOfCopilotInBareRoots) {
  EXPECT_EQ(well_known("agents/team/a.agent.md"), "agent copilot agents");
  EXPECT_EQ(told(Classifier(with_root("lib")), "lib/a.agent.md"), "agent copilot lib");
  EXPECT_EQ(well_known(".claude/agents/a.agent.md"), "agent claude .claude/agents");
}

TEST(Classifier, BuiltOutputIsNoDefinition) {
  auto settings = settings::Settings();
  settings.build.output = "agents/built";
  const Classifier classifier(settings);
  EXPECT_EQ(told(classifier, "agents/built/a.md"), "-");
  EXPECT_EQ(told(classifier, "agents/builtin/a.md"), "agent any agents");
}

TEST(Classifier, DirectoriesOfTheWellKnownPlacesAreTheirTops) {
  EXPECT_THAT(Classifier(settings::Settings()).directories(),
              ElementsAre(".agents", ".claude", ".claude-plugin", ".codex", ".cursor", ".devin",
                          ".gemini", ".github", ".kiro", ".opencode", ".windsurf", "agents",
                          "commands", "hooks", "skills"));
}

TEST(Classifier, BearsPathsThatAreNone) {
  EXPECT_EQ(well_known(""), "-");
  EXPECT_EQ(well_known("/"), "-");
  EXPECT_EQ(well_known("agents/"), "-");
  EXPECT_EQ(well_known("agents//a.md"), "agent any agents");
}

}  // namespace
}  // namespace agent
