#include "agent/baseline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"

namespace agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

base::Diagnostic about(const std::string& rule, const std::string& path, const std::string& excerpt,
                       base::Severity severity = base::Severity::error) {
  base::Diagnostic diagnostic;
  diagnostic.rule = rule;
  diagnostic.path = path;
  diagnostic.place.excerpt = excerpt;
  diagnostic.message = "m";
  diagnostic.severity = severity;
  return diagnostic;
}

std::string refusal(std::string_view json) {
  try {
    Baseline::parse(json);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::invalid);
    return error.message();
  }
  return "accepted";
}

TEST(Fingerprint, SurvivesMovedLinesAndIndentation) {
  auto one = about("cycle", "a.md", "agents: [b]"),
       other = about("cycle", "a.md", "  agents: [b] ");
  other.place.line = 70;
  other.place.column = 3;
  other.message = "other words";
  EXPECT_EQ(fingerprint(one), fingerprint(other));
  EXPECT_EQ(fingerprint(one).size(), 64u);
}

TEST(Fingerprint, TellsRulesAndTextsApart) {
  const auto one = fingerprint(about("cycle", "a.md", "x"));
  EXPECT_NE(one, fingerprint(about("length", "a.md", "x")));
  EXPECT_NE(one, fingerprint(about("cycle", "a.md", "y")));
  EXPECT_NE(fingerprint(about("ab", "a.md", "c")), fingerprint(about("a", "a.md", "bc")));
}

TEST(Fingerprint, GoesByTheMessageWhereThereIsNoText) {
  auto one = about("cycle", "a.md", " "), other = one;
  EXPECT_EQ(fingerprint(one), fingerprint(other));
  other.message = "n";
  EXPECT_NE(fingerprint(one), fingerprint(other));
}

TEST(Baseline, HoldsErrorsOnly) {
  const auto baseline = Baseline::of({about("cycle", "b.md", "x"), about("cycle", "a.md", "x"),
                                      about("symlink", "a.md", "", base::Severity::warning),
                                      about("submodule", "a.md", "", base::Severity::info)});
  ASSERT_EQ(baseline.entries.size(), 2u);
  EXPECT_EQ(baseline.entries.begin()->path, "a.md");
  EXPECT_EQ(baseline.entries.begin()->fingerprint, fingerprint(about("cycle", "a.md", "x")));
}

TEST(Baseline, TextIsSortedJson) {
  Baseline baseline;
  baseline.entries = {{"b", "p", "2"}, {"a", "q", "1"}, {"a", "p", "3"}};
  EXPECT_EQ(baseline.text(), R"({
  "schema": 1,
  "entries": [
    {
      "rule": "a",
      "path": "p",
      "fingerprint": "3"
    },
    {
      "rule": "a",
      "path": "q",
      "fingerprint": "1"
    },
    {
      "rule": "b",
      "path": "p",
      "fingerprint": "2"
    }
  ]
}
)");
  EXPECT_EQ(Baseline().text(), "{\n  \"schema\": 1,\n  \"entries\": []\n}\n");
}

TEST(Baseline, ReadsWhatItWrote) {
  const base::Diagnostics errors = {about("cycle", "a.md", "x"), about("cycle", "a.md", "x"),
                                    about("length", "\xFF\"\n.md", "\xE2\x80\xA6")};
  const auto baseline = Baseline::of(errors);
  const auto again = Baseline::parse(baseline.text());
  EXPECT_EQ(again.entries, baseline.entries);
  EXPECT_EQ(again.text(), baseline.text());
  EXPECT_THAT(apply(again, errors).fresh, IsEmpty());
}

TEST(Baseline, RefusesWhatIsNone) {
  const std::string start = "the baseline cannot be used: ";
  EXPECT_EQ(refusal(""), start + "it is not a JSON object");
  EXPECT_EQ(refusal("{\"schema\": 1"), start + "it is not a JSON object");
  EXPECT_EQ(refusal("[]"), start + "it is not a JSON object");
  EXPECT_EQ(refusal("{\"schema\": 1, \"entries\": [\"\xFF\"]}"), start + "it is not a JSON object");
  EXPECT_EQ(refusal("{}"), start + "its 'schema' is not 1");
  EXPECT_EQ(refusal("{\"schema\": 2, \"entries\": []}"), start + "its 'schema' is not 1");
  EXPECT_EQ(refusal("{\"schema\": \"1\", \"entries\": []}"), start + "its 'schema' is not 1");
  EXPECT_EQ(refusal("{\"schema\": 1}"), start + "it has no list 'entries'");
  EXPECT_EQ(refusal("{\"schema\": 1, \"entries\": {}}"), start + "it has no list 'entries'");
  EXPECT_EQ(refusal("{\"schema\": 1, \"entries\": [1]}"), start + "an entry is not an object");
  EXPECT_EQ(refusal("{\"schema\": 1, \"entries\": [{}]}"), start + "an entry has no 'rule'");
  EXPECT_EQ(refusal("{\"schema\": 1, \"entries\": [{\"rule\": \"a\"}]}"),
            start + "an entry has no 'path'");
  EXPECT_EQ(refusal("{\"schema\": 1, \"entries\": [{\"rule\": \"a\", \"path\": \"b\","
                    "\"fingerprint\": 1}]}"),
            start + "an entry has no 'fingerprint'");
}

TEST(Baseline, BearsDeepNesting) {
  EXPECT_EQ(refusal(std::string(200000, '[')),
            "the baseline cannot be used: it is not a JSON object");
  EXPECT_EQ(refusal("{\"schema\": 1, \"entries\": " + std::string(100000, '[') +
                    std::string(100000, ']') + "}"),
            "the baseline cannot be used: an entry is not an object");
}

TEST(Baseline, IgnoresMembersThatItDoesNotKnow) {
  EXPECT_EQ(refusal("{\"schema\": 1, \"made\": \"by hand\", \"entries\": []}"), "accepted");
}

TEST(Apply, EachEntryAcceptsOneFinding) {
  const auto baseline = Baseline::of({about("cycle", "a.md", "x")});
  const auto filtered = apply(baseline, {about("cycle", "a.md", "x"), about("cycle", "a.md", "x")});
  EXPECT_EQ(filtered.known, 1u);
  EXPECT_THAT(filtered.fresh, testing::SizeIs(1));
  EXPECT_THAT(filtered.fixed, IsEmpty());
}

TEST(Apply, KeepsOtherFilesRulesAndSeverities) {
  const auto baseline = Baseline::of({about("cycle", "a.md", "x")});
  const base::Diagnostics others = {about("cycle", "b.md", "x"), about("length", "a.md", "x"),
                                    about("cycle", "a.md", "y"),
                                    about("cycle", "a.md", "x", base::Severity::warning)};
  const auto filtered = apply(baseline, others);
  EXPECT_EQ(filtered.fresh, others);
  EXPECT_EQ(filtered.known, 0u);
  EXPECT_THAT(filtered.fixed, ElementsAre(*baseline.entries.begin()));
}

TEST(Apply, TellsWhichEntriesAreFixed) {
  const auto baseline = Baseline::of(
      {about("cycle", "a.md", "x"), about("cycle", "a.md", "x"), about("length", "c.md", "x")});
  const auto filtered = apply(baseline, {about("cycle", "a.md", "x")});
  EXPECT_EQ(filtered.known, 1u);
  ASSERT_EQ(filtered.fixed.size(), 2u);
  EXPECT_EQ(filtered.fixed[0].path, "a.md");
  EXPECT_EQ(filtered.fixed[1].path, "c.md");
}

}  // namespace
}  // namespace agent
