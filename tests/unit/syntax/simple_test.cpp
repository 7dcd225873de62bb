#include "syntax/simple.hpp"

#include <gtest/gtest.h>

#include <string_view>

#include "syntax/strict.hpp"
#include "unit/syntax/tree.hpp"

namespace syntax {
namespace {

class SimpleText : public ::testing::TestWithParam<const char*> {};

TEST_P(SimpleText, GivesTheTreeOfTheGeneralParser) {
  const std::string_view text = GetParam();
  const auto simple = read_simple(text, Limits{});
  const Reading strict = read_strict(text, Limits{});
  ASSERT_TRUE(simple);
  ASSERT_TRUE(strict.root);
  EXPECT_EQ(testing::print(*simple), testing::print(*strict.root));
  EXPECT_EQ(testing::first_wrong_range(text, *simple), "");
}

INSTANTIATE_TEST_SUITE_P(Cases, SimpleText,
                         ::testing::Values("a: b\n", "a: b", "a:\n", "a:", "- a\n-\n- b",
                                           "a: null\nnull: ~\nb:   \nc: 1",
                                           "name: x\r\ntags:\r\n- a\r\n- b\r\n\r\nz: 'it''s'\r\n",
                                           "a: \"q \\\"x\\\" \\n\\t\\\\\" # c\nb: 'c' \n",
                                           "a: one\n  two\n    three # c\nb: 1\n",
                                           "# head\n\na:   # c\n  b: c #d\n\n  # e\n  f:\n    - "
                                           "g\n    - h: i\n      j: k\n    - l\nm: n\n",
                                           "a: [x, \"y z\", 'w', 1, null ]\nb: []\nc: [ ]\n",
                                           "a: x:y #b\nb: c#d\ne: f  # g", "  a: 1\n  b: 2\n",
                                           "é: ü\nb: \xf0\x9f\x98\x80\n",
                                           "a: -1\nb: -x\nc: .5\nd: ~/x\n",
                                           "a:\n- b:\n  - c\n- d:\n  e: f\ng: h\n", "a: 1\na: 2\n",
                                           "a b: c d\n"));

class NotSimpleText : public ::testing::TestWithParam<const char*> {};

TEST_P(NotSimpleText, IsLeftToTheGeneralParser) {
  EXPECT_FALSE(read_simple(GetParam(), Limits{}));
}

INSTANTIATE_TEST_SUITE_P(Cases, NotSimpleText,
                         ::testing::Values("", "# c\n", "word\n", "a: b: c\n", "a: &x b\n",
                                           "a: *x\n", "a: !t b\n", "a: |\n  b\n", "a: {b: c}\n",
                                           "a: [b: c]\n", "a: \"x\n  y\"\n", "a: \"\\x41\"\n",
                                           "a: b\n\n  c\n", "a: 1\n...\n", "---\na: 1\n",
                                           "a: 1\n b: 2\n", "  a: 1\n b: 2\n", "a: 1\n- b\n",
                                           "a:\n\tb: 1\n", "a: \"x\" y\n", "a: b\rc\n", "- - a\n",
                                           "? a\n", "\"a\": b\n", "a: [b, ]\n", "a: [[b]]\n",
                                           "a: @b\n", "a: 'x'#y\n"));

TEST(SimpleReader, LeavesTextBeyondTheLimitsToTheGeneralParser) {
  EXPECT_FALSE(read_simple("a:\n  b:\n    c: 1\n", Limits{2, 100}));
  EXPECT_FALSE(read_simple("a: 1\nb: 2\n", Limits{2, 4}));
  EXPECT_TRUE(read_simple("a: 1\nb: 2\n", Limits{2, 5}));
}

}  // namespace
}  // namespace syntax
