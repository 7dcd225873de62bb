#include <gtest/gtest.h>

#include <set>

#include "base/error.hpp"
#include "hooks/here.hpp"
#include "support/memory_tree.hpp"
#include "support/temp_repo.hpp"

namespace hooks {
namespace {

class Plain : public testing::Test {
  test::ScopedVariable no_colour_{"NO_COLOR", "1"};
};
using VerdictKey = Plain;
using Refusal = Plain;

const std::string calls_nobody = "---\nname: a\ndescription: d\nagents: [zz]\n---\nText.\n";
const std::string sound = "---\nname: a\ndescription: d\n---\n[x](x.txt)\n";

TEST_F(VerdictKey, IsTheSameForTheSameContent) {
  EXPECT_EQ(verdict_key("listing", {"agents"}), verdict_key("listing", {"agents"}));
  EXPECT_EQ(verdict_key("", {}).size(), 64u);
}

TEST_F(VerdictKey, ChangesWithListingAndPaths) {
  const std::set<std::string> keys = {
      verdict_key("listing", {"agents"}),     verdict_key("listin", {"agents"}),
      verdict_key("listing", {"agent"}),      verdict_key("listing", {"agents", ""}),
      verdict_key("listing", {"agen", "ts"}), verdict_key("listing", {}),
      verdict_key("", {"agents", "listing"}), verdict_key(std::string("listing\0", 8), {"agents"})};
  EXPECT_EQ(keys.size(), 8u);
}

TEST_F(Refusal, IsNothingWhereNothingFails) {
  test::MemoryTree tree{{"agents/a.md", sound}};
  const auto validation = source::validate(tree, {});
  ASSERT_EQ(validation.diagnostics.size(), 1u) << "a warning";
  EXPECT_EQ(refusal(validation, "the commit"), "");
}

TEST_F(Refusal, ShowsErrorsInFullAndCountsTheRest) {
  test::MemoryTree tree{{"agents/a.agent.md", calls_nobody},
                        {"agents/b.md",
                         "---\nname: b\n"
                         "description: d\n---\n[x](x.txt)\n"}};
  EXPECT_EQ(refusal(source::validate(tree, {}), "the commit"),
            "agents/a.agent.md:4:10: error: there is no agent 'zz' (agents) [dangling-agent]\n"
            "   4 | agents: [zz]\n"
            "     |          ^~\n"
            "   the call fails when it is made\n"
            "   hint: correct the name, or add the agent\n"
            "git agents: the commit was refused: 1 error in 2 definitions; 1 more of lower "
            "severity\n");
}

TEST_F(Refusal, CountsWhatTheBaselineAccepts) {
  test::MemoryTree old{{"agents/a.agent.md", calls_nobody}};
  const auto baseline = agent::Baseline::of(source::validate(old, {}).diagnostics);
  test::MemoryTree tree{{"agents/a.agent.md", calls_nobody},
                        {"agents/b.md", "---\nname: b\n---\nText.\n"},
                        {".git-agents-baseline.json", baseline.text()}};
  const auto text = refusal(source::validate(tree, {}), "the push");
  EXPECT_TRUE(
      text.ends_with("git agents: the push was refused: 1 error in 2 definitions; 1 old "
                     "ones are in the baseline\n"))
      << text;
  EXPECT_EQ(text.find("dangling-agent"), std::string::npos) << text;
}

TEST_F(Refusal, TellsOfWrongSettings) {
  test::MemoryTree tree{{".git-agents.yaml", "version: 2\n"}};
  EXPECT_EQ(refusal(source::validate(tree, {}), "the commit"),
            ".git-agents.yaml:1:10: error: version 2 of this file is not known [configuration]\n"
            "   1 | version: 2\n"
            "     |          ^\n"
            "   the configuration is not used, and nothing is checked or deployed\n"
            "   hint: this program knows version 1: install a newer version\n"
            "git agents: the commit was refused: 1 error in 0 definitions\n");
}

/// Of a set with a link that leads outside of what is listed.
bool outside_matters(const std::string& validate_settings) {
  test::MemoryTree tree{{"agents/a.md", sound},
                        {".git-agents.yaml", "version: 1\n" + validate_settings}};
  const auto validation = source::validate(tree, {});
  EXPECT_TRUE(validation.usable);
  EXPECT_TRUE(validation.looked_outside);
  return !depends_on_listing_only(validation);
}

TEST(DependsOnListingOnly, IsTrueWhereNothingElseWasLookedAt) {
  test::MemoryTree tree{
      {"agents/a.agent.md", calls_nobody},
      {".git-agents.yaml", "version: 1\nvalidate: {fail-on: info, rules: {broken-link: error}}\n"}};
  EXPECT_TRUE(depends_on_listing_only(source::validate(tree, {})));
}

TEST(DependsOnListingOnly, GoesByWhetherABrokenLinkMayRefuse) {
  EXPECT_FALSE(outside_matters(""));
  EXPECT_FALSE(outside_matters("validate: {rules: {broken-link: info}}\n"));
  EXPECT_TRUE(outside_matters("validate: {rules: {broken-link: error}}\n"));
  EXPECT_TRUE(outside_matters("validate: {fail-on: warning}\n"));
}

TEST(Here, IsTheRepositoryOfTheWorkingDirectory) {
  const test::TempRepo repo;
  repo.write("deep/er/x", "x");
  const test::ScopedDirectory directory(repo.at("deep/er"));
  const auto repository = here();
  EXPECT_EQ(repository.work_tree, repo.path());
  EXPECT_EQ(repository.git_dir, repo.at(".git"));
  EXPECT_TRUE(repository.in_hook);
}

TEST(Here, FailsOutsideOfARepository) {
  test::clean_environment();
  const test::TempDir directory;
  const test::ScopedDirectory inside(directory.path());
  try {
    here();
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::not_found);
    EXPECT_EQ(error.message(), "not in a git repository");
  }
}

TEST(SwitchedOff, GoesByTheConfiguration) {
  const test::TempRepo repo;
  const test::ScopedDirectory directory(repo.path());
  EXPECT_FALSE(switched_off(here()));
  repo.git("config", "agents.enabled", "false");
  EXPECT_TRUE(switched_off(here()));
  repo.git("config", "agents.enabled", "yes");
  EXPECT_FALSE(switched_off(here()));
}

}  // namespace
}  // namespace hooks
