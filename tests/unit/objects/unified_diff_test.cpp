#include "objects/unified_diff.hpp"

#include <gtest/gtest.h>

#include "support/temp_repo.hpp"

namespace objects {
namespace {

std::string hunks(std::string_view before, std::string_view after) {
  const std::string text = unified_diff(before, after, "x", "x");
  const std::string header = "diff --git a/x b/x\n--- a/x\n+++ b/x\n";
  return text.starts_with(header) ? text.substr(header.size()) : text;
}

TEST(UnifiedDiff, IsEmptyForEqualTexts) {
  EXPECT_EQ(unified_diff("a\n", "a\n", "x", "x"), "");
}

TEST(UnifiedDiff, ShowsAChangedLineInItsContext) {
  EXPECT_EQ(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "d/x.md",
                         "d/x.md"),
            "diff --git a/d/x.md b/d/x.md\n--- a/d/x.md\n+++ b/d/x.md\n"
            "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, NotesAMissingNewlineOnEitherSide) {
  EXPECT_EQ(hunks("a", "a\n"), "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  EXPECT_EQ(hunks("a\nc\n", "a\nc"), "@@ -1,2 +1,2 @@\n a\n-c\n+c\n\\ No newline at end of file\n");
  EXPECT_EQ(hunks("b\na", "c\na"), "@@ -1,2 +1,2 @@\n-b\n+c\n a\n\\ No newline at end of file\n");
}

TEST(UnifiedDiff, ComparesWithNothing) {
  EXPECT_EQ(hunks("", "a\n"), "@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(hunks("a\n", {}), "@@ -1 +0,0 @@\n-a\n");
}

TEST(UnifiedDiff, TreatsBytesAsText) {
  EXPECT_EQ(hunks(std::string_view("a\0b\n", 4), "c\n"),
            std::string("@@ -1 +1 @@\n-a\0b\n+c\n", 20));
}

TEST(UnifiedDiff, QuotesANameThatWouldBreakTheHeader) {
  EXPECT_EQ(unified_diff("a\n", "b\n", "x\ny", "x\ny"),
            "diff --git \"a/x\\ny\" \"b/x\\ny\"\n--- \"a/x\\ny\"\n+++ \"b/x\\ny\"\n"
            "@@ -1 +1 @@\n-a\n+b\n");
}

TEST(UnifiedDiff, IsWhatGitApplyTakes) {
  test::TempRepo repo;
  repo.write("a b.md", "1\r\n2\n");
  repo.write("s/skill.md", "one\n");
  repo.write("u/skill.md", "same\n");
  const std::string patch = unified_diff("1\r\n2\n", "1\r\ntwo", "a b.md", "a b.md") +
                            unified_diff("one\n", "two\n", "s/skill.md", "s/SKILL.md") +
                            unified_diff("same\n", "same\n", "u/skill.md", "u/SKILL.md");
  repo.git_with_input(patch, {"apply"});
  EXPECT_EQ(repo.read("a b.md"), "1\r\ntwo");
  EXPECT_EQ(repo.read("s/SKILL.md"), "two\n");
  EXPECT_EQ(repo.read("u/SKILL.md"), "same\n");
  EXPECT_FALSE(std::filesystem::exists(repo.at("s/skill.md")));
  EXPECT_FALSE(std::filesystem::exists(repo.at("u/skill.md")));
}

}  // namespace
}  // namespace objects
