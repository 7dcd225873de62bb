#include "report/crowd.hpp"

#include <gtest/gtest.h>

#include "unit/report/sample_findings.hpp"

namespace {

std::string shown(const std::vector<base::Diagnostic>& diagnostics) {
  std::ostringstream out;
  report::human(out, diagnostics, {});
  return out.str();
}

std::vector<base::Diagnostic> keys(std::size_t count) {
  std::vector<base::Diagnostic> all;
  for (std::size_t i = 1; i <= count; ++i) {
    all.push_back(sample::bare(base::Severity::warning, "a.md", "unknown-key",
                               "no host knows the key 'k" + std::to_string(i) + "'"));
    all.back().place.line = static_cast<std::uint32_t>(i);
    all.back().hint = "remove it";
  }
  return all;
}

TEST(MessagePattern, LeavesOutQuotedNamesAndNumbers) {
  EXPECT_EQ(report::message_pattern("key 'it's' is in line 3 and again in line 14"),
            "key '' is in line 0 and again in line 0");
  EXPECT_EQ(report::message_pattern("the agents' directory isn't 'x'"),
            "the agents' directory isn't ''");
  EXPECT_EQ(report::message_pattern("'open"), "'open");
  EXPECT_EQ(report::message_pattern(""), "");
}

TEST(Human, FiveOfAKindAreShownWhole) {
  const std::string text = shown(keys(5));
  EXPECT_NE(text.find("a.md:5: "), std::string::npos) << text;
  EXPECT_EQ(text.find("more of"), std::string::npos) << text;
}

TEST(Human, OfMoreThanFiveOfAKindInAFileThreeAreShown) {
  EXPECT_EQ(shown(keys(9)),
            "a.md:1: warning: no host knows the key 'k1' [unknown-key]\n"
            "a.md:2: warning: no host knows the key 'k2' [unknown-key]\n"
            "a.md:3: warning: no host knows the key 'k3' [unknown-key]\n"
            "   hint: remove it\n"
            "   and 6 more of [unknown-key] in this file\n");
}

TEST(Human, ACrowdOfAnotherFileOrWithOtherWordsIsAnother) {
  auto diagnostics = keys(10);
  for (std::size_t i = 4; i < 7; ++i) diagnostics[i].message = "the key is empty";
  for (std::size_t i = 7; i < 10; ++i) diagnostics[i].path = "b.md";
  EXPECT_EQ(shown(diagnostics).find("more of"), std::string::npos);
}

TEST(Human, ACrowdMayBeMixedWithOthers) {
  auto diagnostics = keys(7);
  diagnostics.insert(diagnostics.begin() + 1,
                     sample::bare(base::Severity::error, "a.md", "other", "is wrong"));
  EXPECT_EQ(shown(diagnostics),
            "a.md:1: warning: no host knows the key 'k1' [unknown-key]\n"
            "   hint: remove it\n"
            "a.md: error: is wrong [other]\n"
            "a.md:2: warning: no host knows the key 'k2' [unknown-key]\n"
            "a.md:3: warning: no host knows the key 'k3' [unknown-key]\n"
            "   hint: remove it\n"
            "   and 4 more of [unknown-key] in this file\n");
}

TEST(Human, TheSameAdviceIsGivenOnceForARunOfFindings) {
  auto diagnostics = keys(4);
  diagnostics[2].hint = "rename it";
  diagnostics[3].path = "b.md";
  diagnostics[3].hint = "rename it";
  EXPECT_EQ(shown(diagnostics),
            "a.md:1: warning: no host knows the key 'k1' [unknown-key]\n"
            "a.md:2: warning: no host knows the key 'k2' [unknown-key]\n"
            "   hint: remove it\n"
            "a.md:3: warning: no host knows the key 'k3' [unknown-key]\n"
            "   hint: rename it\n"
            "b.md:4: warning: no host knows the key 'k4' [unknown-key]\n"
            "   hint: rename it\n");
}

TEST(Human, ManyFindingsOfHostileTextTakeLittleTime) {
  std::vector<base::Diagnostic> diagnostics(
      3, sample::bare(base::Severity::error, "a.md", "r", std::string(1 << 17, '\'')));
  diagnostics[1].message = " '" + diagnostics[0].message;
  for (std::size_t i = 0; i < diagnostics[2].message.size(); i += 2) {
    diagnostics[2].message[i] = ' ';
    diagnostics[2].message[i + 1] = i % 4 ? 'a' : '\'';
  }
  EXPECT_GT(shown(diagnostics).size(), 3U << 17);
}

}  // namespace
