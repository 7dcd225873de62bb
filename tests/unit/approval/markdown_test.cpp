#include "approval/markdown.hpp"

#include <gtest/gtest.h>

namespace approval {
namespace {

TEST(CodeSpan, ShowsTextThatDoesNothing) {
  EXPECT_EQ(code_span("agents/a.md"), "`agents/a.md`");
  EXPECT_EQ(code_span("@team <!-- x --> [a](b) | *"), "`@team <!-- x --> [a](b) | *`");
  EXPECT_EQ(code_span(""), "(empty)");
  EXPECT_EQ(code_span("   "), "(blank)");
}

TEST(CodeSpan, IsNotEndedByBackticks) {
  EXPECT_EQ(code_span("a`b"), "`` a`b ``");
  EXPECT_EQ(code_span("``` @x"), "```` ``` @x ````");
  EXPECT_EQ(code_span("`"), "`` ` ``");
  EXPECT_EQ(code_span(" x"), "`  x `");
}

TEST(CodeSpan, ShowsWhatIsNotSeen) {
  EXPECT_EQ(code_span("a\nb\r\t\x1b[31m"), "`a\\u{a}b\\u{d}\\u{9}\\u{1b}[31m`");
  EXPECT_EQ(code_span("x\xE2\x80\xAE"
                      "dm.\xE2\x80\x8B"),
            "`x\\u{202e}dm.\\u{200b}`");
  EXPECT_EQ(code_span(std::string("a\0b", 3)), "`a\\u{0}b`");
  EXPECT_EQ(code_span("\xFF"), "`\xEF\xBF\xBD`");
}

TEST(CodeSpan, CutsLongText) {
  EXPECT_EQ(code_span("abcdef", 4), "`abcd… (2 more)`");
  EXPECT_EQ(code_span("abcd", 4), "`abcd`");
}

std::string fence(const std::vector<std::string>& lines, std::size_t most = 500) {
  return fenced(lines, most);
}

TEST(Fenced, IsLongerThanAnyFenceInside) {
  EXPECT_EQ(fence({"a"}), "```text\na\n```\n");
  EXPECT_EQ(fence({"```", "# x"}), "````text\n```\n# x\n````\n");
  EXPECT_EQ(fence({"a\r\nb", ""}), "```text\na\\u{d}\\u{a}b\n\n```\n");
  EXPECT_EQ(fence({"abcdef"}, 2), "```text\nab… (4 more)\n```\n");
}

}  // namespace
}  // namespace approval
