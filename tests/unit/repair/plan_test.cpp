#include "repair/plan.hpp"

#include <gmock/gmock.h>

#include "agent/baseline.hpp"
#include "repair/renames.hpp"
#include "support/memory_tree.hpp"

namespace repair {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* places = "version: 1\ndefinitions: [{path: agents}]\n";
constexpr const char* broken =
    "\xEF\xBB\xBF---\nname: a\n# mine\ndescription:   Use for: x\ntools: Read\n---\n\nText.\n";
constexpr const char* sound =
    "---\nname: a\n# mine\ndescription:   \"Use for: x\"\ntools: Read\n---\n\nText.\n";

Plan plan_of(const std::map<std::string, std::string>& files, const FindGuards& guards = {},
             std::vector<std::string> only = {}) {
  test::MemoryTree tree(files);
  return plan(tree, {.only = std::move(only)}, guards, Renames::yes);
}

TEST(Plan, RepairsWhatIsFixableAndTouchesNothingElse) {
  const Plan made = plan_of({{".git-agents.yaml", places}, {"agents/a.md", broken}});
  ASSERT_EQ(made.files.size(), 1U);
  EXPECT_EQ(made.files[0].path, "agents/a.md");
  EXPECT_EQ(made.files[0].new_path, "agents/a.md");
  EXPECT_EQ(made.files[0].before, broken);
  EXPECT_EQ(made.files[0].after, sound);
  EXPECT_EQ(made.findings(), 2U);
  EXPECT_THAT(made.refused, IsEmpty());
  EXPECT_THAT(made.left.diagnostics, IsEmpty());
}

TEST(Plan, FindsNothingToDoTheSecondTime) {
  const Plan made = plan_of({{".git-agents.yaml", places}, {"agents/a.md", sound}});
  EXPECT_THAT(made.files, IsEmpty());
  EXPECT_EQ(made.left.files, 1U);
}

TEST(Plan, LeavesWhatARuleThatIsOffWouldRepair) {
  const Plan made =
      plan_of({{".git-agents.yaml",
                std::string(places) + "validate: {rules: {yaml-portability: off, bom: off}}\n"},
               {"agents/a.md", broken}});
  EXPECT_THAT(made.files, IsEmpty());
}

TEST(Plan, LeavesWhatACommentSilences) {
  const Plan made = plan_of({{".git-agents.yaml", places},
                             {"agents/a.md",
                              "---\nname: a\ndescription: Use for: x\ntools: Read\n---\n\n"
                              "<!-- git-agents: ignore yaml-portability -->\nText.\n"}});
  EXPECT_THAT(made.files, IsEmpty());
}

TEST(Plan, RepairsWhatTheBaselineAccepts) {
  std::map<std::string, std::string> files = {
      {".git-agents.yaml",
       std::string(places) + "validate: {rules: {yaml-portability: error, bom: error}}\n"},
      {"agents/a.md", broken}};
  test::MemoryTree tree(files);
  files[".git-agents-baseline.json"] =
      agent::Baseline::of(source::validate(tree, {}).diagnostics).text();
  const Plan made = plan_of(files);
  ASSERT_EQ(made.files.size(), 1U);
  EXPECT_EQ(made.files[0].after, sound);
  EXPECT_EQ(made.left.fixed.size(), 2U);
}

TEST(Plan, KeepsToThePathsThatWereAskedFor) {
  const Plan made =
      plan_of({{".git-agents.yaml", places}, {"agents/a.md", broken}, {"agents/b/a.md", broken}},
              {}, {"agents/b"});
  ASSERT_EQ(made.files.size(), 1U);
  EXPECT_EQ(made.files[0].path, "agents/b/a.md");
}

TEST(Plan, RefusesWhatTouchesGuardedLinesAndDoesTheRest) {
  const auto guards = [](const std::vector<std::string>& paths) {
    EXPECT_THAT(paths, ElementsAre("agents/a.md"));
    return Guards{{"agents/a.md", {.lines = {{4, 1}}, .reason = {}, .hint = {}}}};
  };
  const Plan made = plan_of({{".git-agents.yaml", places}, {"agents/a.md", broken}}, guards);
  ASSERT_EQ(made.files.size(), 1U);
  EXPECT_EQ(made.files[0].after, std::string(broken).substr(3));
  EXPECT_EQ(made.findings(), 1U);
  ASSERT_EQ(made.refused.size(), 1U);
  EXPECT_EQ(made.refused[0].diagnostic.rule, "yaml-portability");
  EXPECT_EQ(made.refused[0].diagnostic.place.line, 4U);
  EXPECT_EQ(made.refused[0].reason, "it overlaps unstaged changes");
  EXPECT_EQ(made.refused[0].hint, "stage or stash them");
}

TEST(Plan, LeavesAFileThatIsGuardedAsAWhole) {
  const auto guards = [](const std::vector<std::string>&) {
    return Guards{{"agents/a.md", {.lines = {}, .reason = "why", .hint = "what to do"}}};
  };
  const Plan made = plan_of({{".git-agents.yaml", places}, {"agents/a.md", broken}}, guards);
  EXPECT_THAT(made.files, IsEmpty());
  ASSERT_EQ(made.refused.size(), 2U);
  EXPECT_EQ(made.refused[0].reason, "why");
}

TEST(Plan, DoesNothingUnderAConfigurationThatIsWrong) {
  const Plan made = plan_of({{".git-agents.yaml", "nonsense: 1\n"}, {"agents/a.md", broken}});
  EXPECT_THAT(made.files, IsEmpty());
  EXPECT_FALSE(made.left.usable);
}

TEST(NewPath, OfASkillIsTheNameThatHostsLookFor) {
  base::Diagnostic diagnostic;
  diagnostic.rule = "skill-filename";
  diagnostic.path = "skills/x/skill.md";
  EXPECT_EQ(new_path(diagnostic), "skills/x/SKILL.md");
  diagnostic.path = "skills/x/SKILL.md";
  EXPECT_EQ(new_path(diagnostic), std::nullopt);
  diagnostic.rule = "bom";
  EXPECT_EQ(new_path(diagnostic), std::nullopt);
}

}  // namespace
}  // namespace repair
