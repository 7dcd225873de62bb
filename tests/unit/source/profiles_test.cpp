#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source/validation.hpp"
#include "support/memory_tree.hpp"

namespace source {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* skill =
    "---\nname: pdf\ndescription: Reads PDF files.\nwhen_to_use: always\n---\n\nRead it.\n";
constexpr const char* agent_text =
    "---\nname: helper\ndescription: Helps.\ntools: Read\n---\n\nHelp.\n";

std::vector<std::string> errors(const std::string& settings, const std::string& path,
                                const char* text, std::vector<std::string> profiles) {
  test::MemoryTree tree({{path, text}});
  if (!settings.empty()) tree.add(".git-agents.yaml", settings);
  ValidationOptions options;
  options.profiles = std::move(profiles);
  std::vector<std::string> found;
  for (const auto& diagnostic : validate(tree, options).diagnostics) {
    if (diagnostic.severity != base::Severity::error) continue;
    found.push_back(diagnostic.rule + ":" + std::to_string(diagnostic.place.line));
  }
  return found;
}

TEST(Profiles, AskNothingOfDefinitionsUnlessNamed) {
  EXPECT_THAT(errors("", ".claude/skills/pdf/SKILL.md", skill, {}), IsEmpty());
}

TEST(Profiles, MakeErrorsOfWhatTheirHostRefuses) {
  EXPECT_THAT(errors("", ".claude/skills/pdf/SKILL.md", skill, {"agentskills"}),
              ElementsAre("unknown-key:4"));
  EXPECT_THAT(errors("", ".claude/agents/helper.md", agent_text, {"gemini"}),
              Contains("wrong-type:4"));
}

TEST(Profiles, RaiseWhatWasFoundByThePath) {
  const char* other = "---\nname: reader\ndescription: Reads PDF files.\n---\n\nRead it.\n";
  EXPECT_THAT(errors("", ".claude/skills/pdf/SKILL.md", other, {"agentskills"}),
              ElementsAre("skill-dir-mismatch:2"));
}

TEST(Profiles, ComeFromTheConfigurationToo) {
  const std::string settings =
      "version: 1\ndefinitions:\n  - {path: .claude/skills, kind: skill}\n"
      "validate:\n  profiles: [agentskills]\n";
  EXPECT_THAT(errors(settings, ".claude/skills/pdf/SKILL.md", skill, {}),
              ElementsAre("unknown-key:4"));
}

TEST(Profiles, LeaveKindsAloneThatTheirHostDoesNotHave) {
  EXPECT_THAT(errors("", ".claude/agents/helper.md", agent_text, {"agentskills"}), IsEmpty());
}

TEST(Audit, ShowsWhatIsOffOtherwise) {
  test::MemoryTree tree({{".claude/skills/pdf/SKILL.md",
                          "---\nname: pdf\ndescription: d\n---\n\nRun this:\n\n!`git status`\n"}});
  const auto severity = [&](bool audit) {
    ValidationOptions options;
    options.audit = audit;
    for (const auto& diagnostic : validate(tree, options).diagnostics) {
      if (diagnostic.rule == "dynamic-exec") return std::string(to_string(diagnostic.severity));
    }
    return std::string("none");
  };
  EXPECT_EQ(severity(false), "info");
  EXPECT_EQ(severity(true), "warning");
}

}  // namespace
}  // namespace source
