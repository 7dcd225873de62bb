#include "hooks/verdict.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/error.hpp"
#include "hooks/here.hpp"
#include "support/memory_tree.hpp"
#include "support/temp_repo.hpp"

namespace hooks {
namespace {

const std::string calls_nobody = "---\nname: a\ndescription: d\nagents: [zz]\n---\nText.\n";
const std::string sound = "---\nname: a\ndescription: d\n---\n[x](x.txt)\n";

TEST(VerdictKey, IsTheSameForTheSameContent) {
  EXPECT_EQ(verdict_key(rulebook(), "listing", {"agents"}),
            verdict_key(rulebook(), "listing", {"agents"}));
  EXPECT_EQ(verdict_key(rulebook(), "", {}).size(), 64u);
}

TEST(VerdictKey, ChangesWithListingAndPaths) {
  const auto key = [](std::string_view listing, const std::vector<std::string>& paths) {
    return verdict_key(rulebook(), listing, paths);
  };
  const std::set<std::string> keys = {
      key("listing", {"agents"}),     key("listin", {"agents"}),
      key("listing", {"agent"}),      key("listing", {"agents", ""}),
      key("listing", {"agen", "ts"}), key("listing", {}),
      key("", {"agents", "listing"}), key(std::string("listing\0", 8), {"agents"})};
  EXPECT_EQ(keys.size(), 8u);
}

TEST(VerdictKey, ChangesWithEverythingElseThatDecides) {
  std::set<std::string> keys;
  const auto add = [&](void (*change)(Rulebook&)) {
    Rulebook rules = rulebook();
    change(rules);
    keys.insert(verdict_key(rules, "listing", {"agents"}));
  };
  add([](Rulebook&) {});
  add([](Rulebook& rules) { rules.program += "x"; });
  add([](Rulebook& rules) { rules.rules += "x"; });
  add([](Rulebook& rules) { rules.baseline = "none"; });
  add([](Rulebook& rules) { rules.skipped = {"cycle"}; });
  add([](Rulebook& rules) { rules.skipped = {"cycle", "agents"}; });
  EXPECT_EQ(keys.size(), 6u);
}

TEST(ListingText, IsWhatGitPrints) {
  EXPECT_EQ(listing_text({{0100644, "1234", 0, "a b.md"}, {0120000, "5678", 0, "l"}}),
            std::string("100644 1234 0\ta b.md\0"
                        "120000 5678 0\tl\0",
                        37));
}

TEST(Encoding, GivesTheSameVerdict) {
  const Verdict full{.failed = true,
                     .findings = "line\nline\n",
                     .summary = "1 error",
                     .paths = {"a", "b\nc"},
                     .stale = {"dist/a.md"}};
  EXPECT_EQ(decode_verdict(encode(full)), full);
  EXPECT_EQ(decode_verdict(encode(Verdict())), Verdict());
}

TEST(Encoding, OfAnythingElseIsNothing) {
  const std::string text =
      encode({.failed = true, .findings = {}, .summary = {}, .paths = {"a"}, .stale = {}});
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_FALSE(decode_verdict(text.substr(0, length))) << length;
  }
  EXPECT_FALSE(decode_verdict(text + "x"));
  EXPECT_FALSE(decode_verdict("agents/a.md: error"));
}

std::string refusal_of(source::Tree& tree, std::string_view what) {
  return refusal(verdict_of(source::validate(tree, {}), false), what);
}

TEST(VerdictOf, IsSilentWhereNothingFails) {
  test::MemoryTree tree{{"agents/a.md", sound}};
  const auto validation = source::validate(tree, {});
  ASSERT_EQ(validation.diagnostics.size(), 1u) << "a warning";
  EXPECT_TRUE(verdict_of(validation, false).is_silent());
}

TEST(Refusal, ShowsErrorsInFullAndCountsTheRest) {
  test::MemoryTree tree{{"agents/a.agent.md", calls_nobody},
                        {"agents/b.md",
                         "---\nname: b\n"
                         "description: d\n---\n[x](x.txt)\n"}};
  EXPECT_EQ(refusal_of(tree, "the commit"),
            "agents/a.agent.md:4:10: error: there is no agent 'zz' (agents) [dangling-agent]\n"
            "   4 | agents: [zz]\n"
            "     |          ^~\n"
            "   the call fails when it is made\n"
            "   hint: correct the name, or add the agent\n"
            "git agents: the commit was refused: 1 error in 2 definitions; 1 more of lower "
            "severity\n");
  EXPECT_EQ(verdict_of(source::validate(tree, {}), false).paths,
            std::vector<std::string>{"agents/a.agent.md"});
}

TEST(Refusal, CountsWhatTheBaselineAccepts) {
  test::MemoryTree old{{"agents/a.agent.md", calls_nobody}};
  const auto baseline = agent::Baseline::of(source::validate(old, {}).diagnostics);
  test::MemoryTree tree{{"agents/a.agent.md", calls_nobody},
                        {"agents/b.md", "---\nname: b\n---\nText.\n"},
                        {".git-agents-baseline.json", baseline.text()}};
  const auto text = refusal_of(tree, "the push");
  EXPECT_TRUE(
      text.ends_with("git agents: the push was refused: 1 error in 2 definitions; 1 old "
                     "one is in the baseline\n"))
      << text;
  EXPECT_EQ(text.find("dangling-agent"), std::string::npos) << text;
}

TEST(Refusal, TellsOfWrongSettings) {
  test::MemoryTree tree{{".git-agents.yaml", "version: 2\n"}};
  EXPECT_EQ(refusal_of(tree, "the commit"),
            ".git-agents.yaml:1:10: error: version 2 of this file is not known [configuration]\n"
            "   1 | version: 2\n"
            "     |          ^\n"
            "   the configuration is not used, and nothing is checked or deployed\n"
            "   hint: this program knows version 1: install a newer version\n"
            "git agents: the commit was refused: 1 error in 0 definitions\n");
}

TEST(StaleNote, CountsAndNamesTheFirst) {
  EXPECT_EQ(stale_note({}, ""), "");
  EXPECT_EQ(stale_note({"dist/a.md"}, ""),
            "git agents: warning: 1 built file is stale, first dist/a.md\n"
            "hint: run 'git agents build' and commit the result\n");
  EXPECT_EQ(stale_note({"dist/a.md", "dist/b.md"}, " in refs/heads/x"),
            "git agents: warning: 2 built files are stale in refs/heads/x, first dist/a.md\n"
            "hint: run 'git agents build' and commit the result\n");
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
