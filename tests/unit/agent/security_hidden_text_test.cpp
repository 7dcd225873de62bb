#include <gmock/gmock.h>

#include <string>

#include "security_findings.hpp"

namespace {

using test::security_findings;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(HiddenUnicode, SpellsOutTagCharacters) {
  EXPECT_THAT(
      security_findings("Review.\U000E0052\U000E0075\U000E006E\n"),
      ElementsAre("1:8 error hidden-unicode: U+E0052 TAG CHARACTER and 2 more spell 'Run'"));
}

TEST(HiddenUnicode, CutsWhatTagsSpellWhereItIsLong) {
  std::string text = "a";
  for (int i = 0; i < 61; ++i) text += "\U000E0078";
  EXPECT_THAT(security_findings(text),
              ElementsAre("1:2 error hidden-unicode: U+E0078 TAG CHARACTER and 60 more spell '" +
                          std::string(60, 'x') + "…'"));
}

TEST(HiddenUnicode, LeavesTheThreeFlagsMadeOfTagsAlone) {
  EXPECT_THAT(
      security_findings("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F "
                        "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F "
                        "\U0001F3F4\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F\n"),
      IsEmpty());
}

TEST(HiddenUnicode, ReportsOtherTagsBehindABlackFlag) {
  EXPECT_THAT(security_findings("\U0001F3F4\U000E0075\U000E0073\U000E007F\n"),
              ElementsAre("1:2 error hidden-unicode: U+E0075 TAG CHARACTER and 2 more spell 'us'"));
}

TEST(HiddenUnicode, NamesDirectionControlsAndNeverShowsThem) {
  EXPECT_THAT(security_findings("a\u202Eb\u2066c\n"),
              ElementsAre("1:2 error hidden-unicode: U+202E RIGHT-TO-LEFT OVERRIDE changes the "
                          "direction of the text",
                          "1:4 error hidden-unicode: U+2066 LEFT-TO-RIGHT ISOLATE changes the "
                          "direction of the text"));
}

TEST(HiddenUnicode, ReportsARowOfVariationSelectors) {
  EXPECT_THAT(security_findings("\U0001F600\U000E0158\U000E0159\n"),
              ElementsAre("1:2 error hidden-unicode: U+E0158 VARIATION SELECTOR and 1 more spell "
                          "'hi'"));
}

TEST(HiddenUnicode, LeavesTheSelectorsOfEmojiAlone) {
  EXPECT_THAT(security_findings("\u26A0\uFE0F 1\uFE0F\u20E3 \u2764\uFE0E\n"), IsEmpty());
}

TEST(HiddenUnicode, WarnsOfASelectorThatPicksTheFormOfAnIdeograph) {
  EXPECT_THAT(security_findings("\u845B\U000E0100\n"),
              ElementsAre("1:2 warning hidden-unicode: U+E0100 VARIATION SELECTOR"));
}

TEST(HiddenUnicode, CountsAllButTheFirstFive) {
  std::string text;
  for (int i = 0; i < 8; ++i) text += "\u202D\n";
  const auto found = security_findings(text);
  ASSERT_EQ(found.size(), 6U);
  EXPECT_EQ(found[5], "6:1 error hidden-unicode: 3 more of this kind from here on");
}

TEST(ZeroWidth, IsAnErrorBesideAscii) {
  EXPECT_THAT(security_findings("a se\u200Bcret\n"),
              ElementsAre("1:5 error zero-width: U+200B ZERO WIDTH SPACE cannot be seen"));
  EXPECT_THAT(security_findings("\u200B```\n"),
              ElementsAre("1:1 error zero-width: U+200B ZERO WIDTH SPACE cannot be seen"));
  EXPECT_THAT(security_findings("a\uFEFF\u2060\n"),
              ElementsAre("1:2 error zero-width: U+FEFF ZERO WIDTH NO-BREAK SPACE and 1 more "
                          "cannot be seen"));
}

TEST(ZeroWidth, IsAWarningElsewhere) {
  EXPECT_THAT(security_findings("\u65E5\u200B\u672C\n"),
              ElementsAre("1:2 warning zero-width: U+200B ZERO WIDTH SPACE cannot be seen"));
}

TEST(ZeroWidth, IsAnErrorWhereARowCarriesData) {
  EXPECT_THAT(security_findings("\u65E5\u200B\u200C\u200B\u200C\u200B\u200C\u200B\u200C\u672C\n"),
              ElementsAre("1:2 error zero-width: U+200B ZERO WIDTH SPACE and 7 more cannot be "
                          "seen"));
}

TEST(ZeroWidth, LeavesAByteOrderMarkAlone) {
  EXPECT_THAT(security_findings("\uFEFF---\nname: a\n---\n"), IsEmpty());
}

TEST(ZeroWidth, LeavesJoinedEmojiAlone) {
  EXPECT_THAT(security_findings("\U0001F468\u200D\U0001F4BB \u2764\uFE0F\u200D\U0001F525 "
                                "\U0001F3F3\uFE0F\u200D\U0001F308\n"),
              IsEmpty());
}

TEST(ZeroWidth, LeavesJoinersOfScriptsThatNeedThemAlone) {
  EXPECT_THAT(security_findings("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 "
                                "\u0915\u094D\u200D\u0937 \u0E01\u200B\u0E02\n"),
              IsEmpty());
}

TEST(ZeroWidth, ReportsAJoinerBetweenAnEmojiAndALetter) {
  EXPECT_THAT(security_findings("\U0001F468\u200Dx\n"),
              ElementsAre("1:2 error zero-width: U+200D ZERO WIDTH JOINER cannot be seen"));
}

TEST(ZeroWidth, OnlyWarnsOfASoftHyphenInAnotherLanguage) {
  EXPECT_THAT(security_findings("Ger\u00E4te\u00ADname\n"),
              ElementsAre("1:7 warning zero-width: U+00AD SOFT HYPHEN cannot be seen"));
  EXPECT_THAT(security_findings("ig\u00ADnore\n"),
              ElementsAre("1:3 error zero-width: U+00AD SOFT HYPHEN cannot be seen"));
}

TEST(OddSpace, IsCountedOverTheFile) {
  EXPECT_THAT(security_findings("a\u00A0b\n"),
              ElementsAre("1:2 info odd-space: U+00A0 NO-BREAK SPACE"));
  EXPECT_THAT(
      security_findings("a\u00A0b\u2009c\n"),
      ElementsAre("1:2 info odd-space: odd spaces such as U+00A0 NO-BREAK SPACE, 2 times in "
                  "this file"));
}

TEST(OddSpace, LeavesTheSpaceOfIdeographsAlone) {
  EXPECT_THAT(security_findings("\u3000\u65E5\u672C\u3000\u8A9E\n"), IsEmpty());
}

TEST(OddSpace, IsAnErrorWhereYamlNeedsABlank) {
  const std::string message = " error odd-space: U+00A0 NO-BREAK SPACE is no blank in YAML";
  EXPECT_THAT(security_findings("---\n\u00A0name: a\n---\n"), ElementsAre("2:1" + message));
  EXPECT_THAT(security_findings("---\nname:\u00A0a\n---\n"), ElementsAre("2:6" + message));
  EXPECT_THAT(security_findings("---\nname\u00A0: a\n---\n"), ElementsAre("2:5" + message));
  EXPECT_THAT(security_findings("---\ntools:\n  -\u00A0Read\n---\n"), ElementsAre("3:4" + message));
}

TEST(OddSpace, InformsInAValueAndInABlockOfText) {
  const std::string message = " info odd-space: U+00A0 NO-BREAK SPACE";
  EXPECT_THAT(security_findings("---\nname: a\u00A0b\n---\n"), ElementsAre("2:8" + message));
  EXPECT_THAT(security_findings("---\nabout: |\n  Note\u00A0: a\n---\n"),
              ElementsAre("3:7" + message));
}

TEST(ReplacementChar, IsReportedOnceWithItsNumber) {
  EXPECT_THAT(security_findings("10 \uFFFDs, 5 \uFFFDs\n"),
              ElementsAre("1:4 warning replacement-char: U+FFFD REPLACEMENT CHARACTER, 2 times in "
                          "this file"));
}

TEST(ControlChar, IsReportedInTheBodyAlone) {
  EXPECT_THAT(security_findings("---\nname: a\x07\n---\nx\x1b[0m\t\r\n"),
              ElementsAre("4:2 warning control-char: control character U+001B ESCAPE"));
}

TEST(ControlChar, SeesTheLastByteAndTheSecondSet) {
  EXPECT_THAT(security_findings("a\x7f"),
              ElementsAre("1:2 warning control-char: control character U+007F DELETE"));
  EXPECT_THAT(security_findings("a\u0085b"),
              ElementsAre("1:2 warning control-char: control character U+0085 NEXT LINE"));
}

TEST(HiddenText, SaysNothingOfOrdinaryText) {
  EXPECT_THAT(security_findings(
                  "---\nname: a\n---\n\u2014 \u2192 \u201Cq\u201D \u2022 \u2502 \u00E9 \u2705\n"),
              IsEmpty());
}

}  // namespace
