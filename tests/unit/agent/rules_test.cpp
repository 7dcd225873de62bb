#include "agent/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "definitions.hpp"

namespace agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Rules, AreSortedByIdAndUnique) {
  const auto ids = rule_ids();
  EXPECT_TRUE(std::ranges::is_sorted(ids));
  EXPECT_TRUE(std::ranges::adjacent_find(ids) == ids.end());
}

TEST(Rules, IdsAreTheTables) {
  ASSERT_EQ(rules().size(), rule_ids().size());
  for (std::size_t i = 0; i < rules().size(); ++i) {
    EXPECT_EQ(rules()[i].id, rule_ids()[i]);
    EXPECT_EQ(find_rule(rule_ids()[i]), &rules()[i]);
    EXPECT_FALSE(rules()[i].summary.empty()) << rules()[i].id;
    EXPECT_EQ(rules()[i].summary.find('\n'), std::string_view::npos);
  }
}

TEST(Rules, EveryIdIsASlug) {
  for (const auto id : rule_ids()) {
    EXPECT_TRUE(std::ranges::all_of(id, [](char c) {
      return (c >= 'a' && c <= 'z') || c == '-' || (c >= '0' && c <= '9');
    })) << id;
  }
}

TEST(Rules, EachSaysWhyInWholeSentences) {
  for (const auto& rule : rules()) {
    EXPECT_TRUE(rule.why.ends_with('.') || rule.why.ends_with(':')) << rule.id;
    EXPECT_GT(rule.why.size(), 100U) << rule.id;
    EXPECT_EQ(rule.why.find('\n'), std::string_view::npos) << rule.id;
    EXPECT_TRUE(rule.evidence.empty() || rule.evidence.ends_with('.')) << rule.id;
    EXPECT_EQ(rule.bad.empty(), rule.good.empty()) << rule.id;
  }
}

TEST(Rules, GroupsHoldAllOfThem) {
  std::size_t count = 0;
  for (const RuleGroup* group : rule_groups()) {
    EXPECT_FALSE(group->title.empty());
    count += group->rules.size();
  }
  EXPECT_EQ(count, rules().size());
}

// Ids are stable for ever: baselines and settings name them.
TEST(Rules, NoneIsEverLost) {
  static constexpr std::string_view known[] = {"argument-hint-list",
                                               "base-agent",
                                               "binary",
                                               "body-empty",
                                               "bom",
                                               "broken-link",
                                               "color",
                                               "comment-truncation",
                                               "configuration",
                                               "conflict-markers",
                                               "control-char",
                                               "copilot-body",
                                               "copilot-deprecated",
                                               "credential-url",
                                               "cursor-rule-inert",
                                               "cycle",
                                               "dangling-agent",
                                               "dangling-skill",
                                               "deploy-collision",
                                               "description-missing",
                                               "disabled-preload",
                                               "duplicate-key",
                                               "duplicate-name",
                                               "dynamic-exec",
                                               "encoded-blob",
                                               "encrypted",
                                               "eol",
                                               "file-size",
                                               "frontmatter-not-first",
                                               "generic-secret",
                                               "hidden-comment",
                                               "hidden-unicode",
                                               "invalid-enum",
                                               "invalid-globs",
                                               "invalid-model",
                                               "kiro-companions",
                                               "length",
                                               "lfs-pointer",
                                               "link-breaks-on-deploy",
                                               "link-escapes-repo",
                                               "literal-backslash-n",
                                               "missing-frontmatter",
                                               "missing-object",
                                               "name-charset",
                                               "name-missing",
                                               "name-style",
                                               "near-miss-key",
                                               "not-an-agent",
                                               "not-mapping",
                                               "not-utf8",
                                               "odd-space",
                                               "override-language",
                                               "permission-bypass",
                                               "plugin-ignored-field",
                                               "private-key",
                                               "remote-shell",
                                               "replacement-char",
                                               "secret-token",
                                               "skill-dir-mismatch",
                                               "skill-filename",
                                               "submodule",
                                               "symlink",
                                               "too-large",
                                               "tools-empty",
                                               "tools-unresolved",
                                               "unclosed-code-fence",
                                               "unclosed-frontmatter",
                                               "unknown-key",
                                               "unmerged",
                                               "wrong-kind-key",
                                               "wrong-type",
                                               "yaml-portability",
                                               "yaml-syntax",
                                               "zero-width"};
  EXPECT_THAT(rule_ids(), testing::IsSupersetOf(known));
}

TEST(FindRule, KnowsOnlyWholeIds) {
  ASSERT_NE(find_rule("cycle"), nullptr);
  EXPECT_EQ(find_rule("cycle")->severity, base::Severity::error);
  EXPECT_EQ(find_rule("not-an-agent")->severity, base::Severity::info);
  EXPECT_EQ(find_rule("cycl"), nullptr);
  EXPECT_EQ(find_rule("cycles"), nullptr);
  EXPECT_EQ(find_rule(""), nullptr);
  EXPECT_EQ(find_rule("zzz"), nullptr);
}

base::Diagnostic about(const std::string& rule, const std::string& path,
                       base::Severity severity = base::Severity::error) {
  base::Diagnostic diagnostic;
  diagnostic.rule = rule;
  diagnostic.path = path;
  diagnostic.severity = severity;
  return diagnostic;
}

/// "severity rule path" of what is left.
std::vector<std::string> left(const base::Diagnostics& diagnostics,
                              const settings::Validate& validate,
                              const std::vector<Definition>& definitions = {}) {
  std::vector<std::string> out;
  for (const auto& d : configured(diagnostics, validate, definitions)) {
    out.push_back(std::string(base::to_string(d.severity)) + " " + d.rule + " " + d.path);
  }
  return out;
}

const base::Diagnostics two = {about("cycle", "agents/a.md"),
                               about("broken-link", "agents/x/b.md", base::Severity::warning)};

TEST(Configured, KeepsAllWhereNothingIsConfigured) {
  EXPECT_THAT(left(two, {}),
              ElementsAre("error cycle agents/a.md", "warning broken-link agents/x/b.md"));
}

TEST(Configured, RuleIsSwitchedOff) {
  settings::Validate validate;
  validate.rules = {{"cycle", "off"}};
  EXPECT_THAT(left(two, validate), ElementsAre("warning broken-link agents/x/b.md"));
}

TEST(Configured, RuleTakesTheSeverityOfTheSettings) {
  settings::Validate validate;
  validate.rules = {{"cycle", "info"}, {"broken-link", "error"}};
  EXPECT_THAT(left(two, validate),
              ElementsAre("info cycle agents/a.md", "error broken-link agents/x/b.md"));
  validate.rules = {{"cycle", "warning"}};
  EXPECT_THAT(left(two, validate),
              ElementsAre("warning cycle agents/a.md", "warning broken-link agents/x/b.md"));
}

TEST(Configured, PathsAreIgnoredAsGitIgnoresThem) {
  settings::Validate validate;
  validate.ignore = {"agents/x/"};
  EXPECT_THAT(left(two, validate), ElementsAre("error cycle agents/a.md"));
  validate.ignore = {"*.md", "!a.md"};
  EXPECT_THAT(left(two, validate), ElementsAre("error cycle agents/a.md"));
  validate.ignore = {"/a.md"};
  EXPECT_THAT(left(two, validate), testing::SizeIs(2));
}

TEST(Configured, FileIgnoresRulesInAComment) {
  const auto definitions = test::definitions(
      {{"agents/a.md", test::agent_text("a", "", "<!-- git-agents: ignore cycle, length -->\n")},
       {"agents/b.md", test::agent_text("b")}});
  EXPECT_THAT(
      left({about("cycle", "agents/a.md"), about("eol", "agents/a.md"),
            about("length", "agents/a.md"), about("cycle", "agents/b.md"),
            about("cycle", "agents/c.md")},
           {}, definitions),
      ElementsAre("error eol agents/a.md", "error cycle agents/b.md", "error cycle agents/c.md"));
}

TEST(Configured, CommentInTheFrontmatterCountsToo) {
  const auto definitions = test::definitions(
      {{"agents/a.md", test::agent_text("a", "# <!-- git-agents: ignore cycle -->\n")}});
  EXPECT_THAT(left({about("cycle", "agents/a.md")}, {}, definitions), IsEmpty());
}

TEST(Configured, UnknownRulesInACommentAreNothing) {
  const auto definitions = test::definitions(
      {{"agents/a.md", test::agent_text("a", "", "<!-- git-agents: ignore all cycles -->\n")}});
  EXPECT_THAT(left({about("cycle", "agents/a.md")}, {}, definitions), testing::SizeIs(1));
}

}  // namespace
}  // namespace agent
