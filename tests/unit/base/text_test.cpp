#include "base/text.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::string_literals;

TEST(Trim, RemovesWhiteSpaceAtBothEnds) {
  EXPECT_EQ(base::trim(" \t\r\n a b \v\f"), "a b");
  EXPECT_EQ(base::trim(" \n "), "");
  EXPECT_EQ(base::trim(""), "");
}

TEST(ToLowerAscii, LeavesOtherBytes) {
  EXPECT_EQ(base::to_lower_ascii("AbÉ[Z"), "abÉ[z");
}

TEST(QuotePath, LeavesPlainAndUnicodePaths) {
  EXPECT_EQ(base::quote_path("a b/ü.md"), "a b/ü.md");
  EXPECT_EQ(base::quote_path(""), "");
}

TEST(QuotePath, EscapesAsGitDoes) {
  EXPECT_EQ(base::quote_path("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(base::quote_path("\a\b\t\n\v\f\r"), R"("\a\b\t\n\v\f\r")");
  EXPECT_EQ(base::quote_path("\x01 \x1B \x7F"), R"("\001 \033 \177")");
  EXPECT_EQ(base::quote_path("a\0b"s), R"("a\000b")");
}

TEST(QuotePath, EscapesOnlyTheBytesThatAreNotValid) {
  EXPECT_EQ(base::quote_path("ü\xFF.md"), R"("ü\377.md")");
  EXPECT_EQ(base::quote_path("\xE2\x82"), R"("\342\202")");
}

TEST(QuotePath, EscapesTheSecondSetOfControlCharacters) {
  EXPECT_EQ(base::quote_path("a\u009Bb"), R"("a\302\233b")");
}

TEST(QuotePath, EscapesWhatIsNotSeen) {
  EXPECT_EQ(base::quote_path("a\u202Eb\u00FC"), "\"a\\342\\200\\256b\u00FC\"");
  EXPECT_EQ(base::quote_path("\u061C"), R"("\330\234")");
}

TEST(Fold, MakesNamesEqualThatDifferInCaseOrComposition) {
  EXPECT_EQ(base::fold("Code-Reviewer"), "code-reviewer");
  EXPECT_EQ(base::fold("STRASSE"), base::fold("Straße"));
  EXPECT_EQ(base::fold("E\u0301te\u0301"), "\u00E9t\u00E9");
  EXPECT_EQ(base::fold("\u00C9T\u00C9"), "\u00E9t\u00E9");
  EXPECT_NE(base::fold("été"), base::fold("ete"));
}

TEST(Fold, IsStableUnderRepetition) {
  for (const char* name : {"Straße", "ΣΑΣ", "ǅ", "İ", "ﬁ", "\u1E9E"}) {
    EXPECT_EQ(base::fold(base::fold(name)), base::fold(name)) << name;
  }
}

TEST(Fold, KeepsInvalidBytes) {
  EXPECT_EQ(base::fold("A\xFF"), "A\xFF");
}

TEST(Fold, KeepsNulBytes) {
  EXPECT_EQ(base::fold("A\0É"s), "a\0é"s);
}

}  // namespace
