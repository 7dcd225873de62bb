#include <gtest/gtest.h>

#include "base/text.hpp"

namespace {

using base::Lines;
using base::Place;

TEST(Lines, NumbersLinesFromOne) {
  const Lines lines("a\nbc\n\nd");
  EXPECT_EQ(lines.line_of(0), 1U);
  EXPECT_EQ(lines.line_of(1), 1U);
  EXPECT_EQ(lines.line_of(2), 2U);
  EXPECT_EQ(lines.line_of(5), 3U);
  EXPECT_EQ(lines.line_of(6), 4U);
  EXPECT_EQ(lines.line_of(999), 4U);
}

TEST(Lines, GivesColumnAndWidthInCodePoints) {
  const std::string text = "x\nné: ✓✓ tail\n";
  const std::size_t begin = text.find("✓");
  EXPECT_EQ(Lines(text).place(begin, begin + 6), (Place{2, 5, 2, 5, "né: ✓✓ tail"}));
}

TEST(Lines, DoesNotShowCarriageReturns) {
  EXPECT_EQ(Lines("ab\r\ncd\r\n").place(0, 99), (Place{1, 1, 2, 1, "ab"}));
  EXPECT_EQ(Lines("ab\r\ncd\r\n").place(4, 5), (Place{2, 1, 1, 1, "cd"}));
}

TEST(Lines, ClampsTheWidthToTheLine) {
  EXPECT_EQ(Lines("abc\ndef").place(1, 6), (Place{1, 2, 2, 2, "abc"}));
  EXPECT_EQ(Lines("abc").place(3, 3), (Place{1, 4, 0, 4, "abc"}));
  EXPECT_EQ(Lines("abc").place(99, 120), (Place{1, 4, 0, 4, "abc"}));
  EXPECT_EQ(Lines("").place(0, 5), (Place{1, 1, 0, 1, ""}));
  EXPECT_EQ(Lines("abc").place(2, 1), (Place{1, 3, 0, 3, "abc"}));
}

TEST(Lines, WidensToWholeCodePoints) {
  EXPECT_EQ(Lines("aé!").place(2, 3), (Place{1, 2, 1, 2, "aé!"}));
  EXPECT_EQ(Lines("aé!").place(1, 2), (Place{1, 2, 1, 2, "aé!"}));
}

TEST(Lines, KeepsTabsAndReplacesOtherControlCharacters) {
  EXPECT_EQ(Lines("\ta\x1B[2J\x7F\u009Bb").place(1, 2),
            (Place{1, 2, 1, 2, "\ta\uFFFD[2J\uFFFD\uFFFDb"}));
}

TEST(Lines, ReplacesInvalidBytes) {
  EXPECT_EQ(Lines("a\xFF"
                  "bc\xE2\x82")
                .place(2, 3),
            (Place{1, 3, 1, 3, "a\uFFFDbc\uFFFD"}));
}

TEST(Lines, KeepsALineOf160CodePointsWhole) {
  std::string line;
  for (int i = 0; i < 160; ++i) line += "é";
  EXPECT_EQ(Lines(line).place(0, 2).excerpt, line);
}

TEST(Lines, CutsTheEndOfALongLineBehindAnEarlyCaret) {
  const std::string line(500, 'x');
  const Place place = Lines(line).place(3, 5);
  EXPECT_EQ(place.column, 4U);
  EXPECT_EQ(place.caret, 4U);
  EXPECT_EQ(place.excerpt, std::string(159, 'x') + "…");
}

TEST(Lines, CutsBothEndsAroundACaretInTheMiddle) {
  std::string line;
  for (int i = 0; i < 500; ++i) line += i == 250 ? "!" : "é";
  const Place place = Lines(line).place(500, 501);
  EXPECT_EQ(place.column, 251U);
  EXPECT_EQ(place.width, 1U);
  EXPECT_EQ(place.caret, 61U);
  EXPECT_EQ(base::count_code_points(place.excerpt), 160U);
  EXPECT_EQ(base::count_code_points(place.excerpt.substr(0, place.excerpt.find('!'))), 60U);
  EXPECT_TRUE(place.excerpt.starts_with("…é"));
  EXPECT_TRUE(place.excerpt.ends_with("é…"));
}

TEST(Lines, CutsTheBeginningBeforeACaretAtTheEnd) {
  const std::string line = std::string(499, 'x') + "!";
  const Place place = Lines(line).place(499, 500);
  EXPECT_EQ(place.column, 500U);
  EXPECT_EQ(place.caret, 160U);
  EXPECT_EQ(place.excerpt, "…" + std::string(158, 'x') + "!");
}

TEST(Lines, GivesValidExcerptsOfRandomBytesEverywhere) {
  std::string bytes;
  std::uint32_t state = 7;
  for (int i = 0; i < 1500; ++i) {
    state = state * 1664525 + 1013904223;
    bytes += static_cast<char>(state >> 24);
  }
  const Lines lines(bytes);
  for (std::size_t i = 0; i <= bytes.size(); ++i) {
    const Place place = lines.place(i, i + i % 5);
    ASSERT_EQ(base::first_invalid_utf8(place.excerpt), std::nullopt);
    ASSERT_LE(base::count_code_points(place.excerpt), 160U);
    ASSERT_GE(place.caret, 1U);
    ASSERT_LE(place.caret, base::count_code_points(place.excerpt) + 1);
  }
}

}  // namespace
