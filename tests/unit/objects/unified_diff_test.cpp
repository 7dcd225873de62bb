#include <gtest/gtest.h>

#include "objects/history_store.hpp"

namespace objects {
namespace {

TEST(UnifiedDiff, IsEmptyForEqualTexts) {
  EXPECT_EQ(unified_diff("a\n", "a\n", "x"), "");
}

TEST(UnifiedDiff, ShowsAChangedLineInItsContext) {
  EXPECT_EQ(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "d/x.md"),
            "--- a/d/x.md\n+++ b/d/x.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, NotesAMissingNewlineOnEitherSide) {
  EXPECT_EQ(unified_diff("a", "a\n", "x"),
            "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  EXPECT_EQ(unified_diff("a\nc\n", "a\nc", "x"),
            "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-c\n+c\n\\ No newline at end of file\n");
  EXPECT_EQ(unified_diff("b\na", "c\na", "x"),
            "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-b\n+c\n a\n\\ No newline at end of file\n");
}

TEST(UnifiedDiff, ComparesWithNothing) {
  EXPECT_EQ(unified_diff("", "a\n", "x"), "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(unified_diff("a\n", {}, "x"), "--- a/x\n+++ b/x\n@@ -1 +0,0 @@\n-a\n");
}

TEST(UnifiedDiff, TreatsBytesAsText) {
  EXPECT_EQ(unified_diff(std::string_view("a\0b\n", 4), "c\n", "x"),
            std::string("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\0b\n+c\n", 36));
}

TEST(UnifiedDiff, QuotesANameThatWouldBreakTheHeader) {
  EXPECT_EQ(unified_diff("a\n", "b\n", "x\ny"),
            "--- \"a/x\\ny\"\n+++ \"b/x\\ny\"\n@@ -1 +1 @@\n-a\n+b\n");
}

}  // namespace
}  // namespace objects
