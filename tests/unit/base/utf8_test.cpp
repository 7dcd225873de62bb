#include <gtest/gtest.h>

#include "base/text.hpp"

namespace {

using base::first_invalid_utf8;
using base::to_valid_utf8;
using namespace std::string_literals;

TEST(FirstInvalidUtf8, AcceptsEveryFormOfRfc3629) {
  for (const char* text :
       {"", "abc", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "naïve – ✓ 🙂"}) {
    EXPECT_EQ(first_invalid_utf8(text), std::nullopt) << text;
  }
}

TEST(FirstInvalidUtf8, RefusesSurrogatesOverlongAndTooLargeForms) {
  for (const char* text :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF"}) {
    EXPECT_EQ(first_invalid_utf8(text), 0U);
    EXPECT_EQ(first_invalid_utf8("ok é"s + text), 5U);
  }
}

TEST(FirstInvalidUtf8, RefusesSequencesThatTheEndCuts) {
  EXPECT_EQ(first_invalid_utf8("a\xC3"), 1U);
  EXPECT_EQ(first_invalid_utf8("a\xE2\x82"), 1U);
  EXPECT_EQ(first_invalid_utf8("a\xF0\x9F\x99"), 1U);
}

TEST(FirstInvalidUtf8, FindsABadByteAtEveryPositionOfALongText) {
  for (std::size_t size : {1, 7, 8, 9, 31, 32, 33, 40, 100}) {
    for (std::size_t bad = 0; bad < size; ++bad) {
      std::string text(size, 'x');
      text[bad] = '\xFF';
      ASSERT_EQ(first_invalid_utf8(text), bad) << size;
    }
  }
}

TEST(ToValidUtf8, ReplacesEachInvalidSequenceByOneCharacter) {
  EXPECT_EQ(to_valid_utf8("plain é"), "plain é");
  EXPECT_EQ(to_valid_utf8("a\xFF"s + "b"), "a\uFFFDb");
  EXPECT_EQ(to_valid_utf8("\xE2\x82|"), "\uFFFD|");
  EXPECT_EQ(to_valid_utf8("\xF0\x9F\x99"), "\uFFFD");
  EXPECT_EQ(to_valid_utf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
}

TEST(CountCodePoints, CountsCharactersNotBytes) {
  EXPECT_EQ(base::count_code_points(""), 0U);
  EXPECT_EQ(base::count_code_points("aé✓🙂"), 4U);
}

TEST(AppendUtf8, WritesOneToFourBytes) {
  std::string out;
  for (const char32_t c : {U'a', U'é', U'✓', U'🙂', char32_t{0xD800}, char32_t{0x110000}}) {
    base::append_utf8(out, c);
  }
  EXPECT_EQ(out, "aé✓🙂\uFFFD\uFFFD");
}

}  // namespace
