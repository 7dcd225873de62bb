#include "repair/text.hpp"

#include <gmock/gmock.h>

namespace repair {
namespace {

using testing::ElementsAre;

agent::Fix fix(std::vector<agent::Edit> edits) {
  return {.rule = "r", .place = {}, .edits = std::move(edits)};
}

Repaired apply(std::string_view text, const std::vector<agent::Fix>& fixes,
               std::vector<Kept> kept = {}) {
  return apply_fixes(text, fixes, kept);
}

TEST(ApplyFixes, LeavesAllOtherBytesAsTheyAre) {
  const std::string text("\xff\0a\r\nname: x\r\n\tend", 16);
  const Repaired repaired = apply(text, {fix({{10, 11, "'"}})});
  EXPECT_EQ(repaired.text, text.substr(0, 10) + "'" + text.substr(11));
  EXPECT_THAT(repaired.outcomes, ElementsAre(Outcome::applied));
}

TEST(ApplyFixes, AppliesAllEditsOfAFix) {
  EXPECT_EQ(apply("a: b c\n", {fix({{3, 3, "\""}, {6, 6, "\""}})}).text, "a: \"b c\"\n");
}

TEST(ApplyFixes, GoesByTheTextAndNotByTheOrderOfTheFixes) {
  EXPECT_EQ(apply("0123", {fix({{3, 4, "c"}}), fix({{0, 1, "aa"}})}).text, "aa12c");
}

TEST(ApplyFixes, KeepsAFixThatMeetsAnotherForTheNextRound) {
  const Repaired repaired = apply("0123", {fix({{0, 2, ""}, {3, 4, "x"}}), fix({{1, 3, "y"}})});
  EXPECT_EQ(repaired.text, "2x");
  EXPECT_THAT(repaired.outcomes, ElementsAre(Outcome::applied, Outcome::waits));
}

TEST(ApplyFixes, TakesTwoInsertionsInOnePlaceForAMeeting) {
  const Repaired repaired = apply("ab", {fix({{1, 1, "x"}}), fix({{1, 1, "y"}})});
  EXPECT_EQ(repaired.text, "axb");
  EXPECT_THAT(repaired.outcomes, ElementsAre(Outcome::applied, Outcome::waits));
}

TEST(ApplyFixes, RefusesEditsThatAreOutsideOfTheTextOrNotSorted) {
  const Repaired repaired =
      apply("ab", {fix({{1, 3, ""}}), fix({{1, 2, ""}, {0, 1, ""}}), fix({})});
  EXPECT_EQ(repaired.text, "ab");
  EXPECT_THAT(repaired.outcomes, ElementsAre(Outcome::invalid, Outcome::invalid, Outcome::invalid));
}

TEST(ApplyFixes, RefusesAFixOfWhichOneEditTouchesWhatIsKept) {
  const std::string text = "one\ntwo\nthree\n";
  const std::vector<git::LineRange> lines = {{2, 1}};
  const Repaired repaired =
      apply(text, {fix({{0, 1, "O"}, {6, 7, "W"}}), fix({{8, 9, "T"}})}, kept_lines(text, lines));
  EXPECT_EQ(repaired.text, "one\ntwo\nThree\n");
  EXPECT_THAT(repaired.outcomes, ElementsAre(Outcome::refused, Outcome::applied));
}

TEST(ApplyFixes, MovesWhatIsKeptWithItsBytes) {
  const std::string text = "one\ntwo\nthree\n";
  const std::vector<git::LineRange> lines = {{2, 1}};
  std::vector<Kept> kept = kept_lines(text, lines);
  const std::vector<agent::Fix> fixes = {fix({{0, 4, ""}}), fix({{8, 8, "more\n"}})};
  EXPECT_EQ(apply_fixes(text, fixes, kept).text, "two\nmore\nthree\n");
  EXPECT_THAT(kept, ElementsAre(Kept{0, 4}));
}

TEST(ApplyFixes, RefusesAnEditAcrossAPlaceWhereLinesAreMissing) {
  const std::string text = "one\ntwo\nthree\n";
  const std::vector<git::LineRange> lines = {{1, 0}};
  const Repaired across = apply(text, {fix({{2, 5, ""}})}, kept_lines(text, lines));
  EXPECT_THAT(across.outcomes, ElementsAre(Outcome::refused));
  const Repaired beside =
      apply(text, {fix({{0, 4, "1\n"}}), fix({{5, 8, "2\n"}})}, kept_lines(text, lines));
  EXPECT_EQ(beside.text, "1\nt2\nthree\n");
}

TEST(KeptLines, AreBytesWithTheEndsOfTheLines) {
  const std::vector<git::LineRange> lines = {{1, 1}, {3, 2}};
  EXPECT_THAT(kept_lines("a\nbb\nc\nd", lines), ElementsAre(Kept{0, 2}, Kept{5, 9}));
}

TEST(KeptLines, BeyondTheTextAreItsEnd) {
  const std::vector<git::LineRange> lines = {{7, 2}};
  EXPECT_THAT(kept_lines("a\n", lines), ElementsAre(Kept{2, 2}));
}

}  // namespace
}  // namespace repair
