#include "base/edit_distance.hpp"

#include <gtest/gtest.h>

#include <array>

namespace {

using base::edit_distance;

TEST(EditDistance, CountsInsertionsDeletionsSubstitutionsAndSwaps) {
  EXPECT_EQ(edit_distance("", "", 5), 0U);
  EXPECT_EQ(edit_distance("model", "model", 5), 0U);
  EXPECT_EQ(edit_distance("model", "modal", 5), 1U);
  EXPECT_EQ(edit_distance("model", "mdoel", 5), 1U);
  EXPECT_EQ(edit_distance("model", "models", 5), 1U);
  EXPECT_EQ(edit_distance("", "abc", 5), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting", 5), 3U);
}

TEST(EditDistance, DoesNotEditASwappedPairAgain) {
  EXPECT_EQ(edit_distance("ca", "abc", 5), 3U);
}

TEST(EditDistance, GivesOneMoreThanTheLimitWhereItIsExceeded) {
  EXPECT_EQ(edit_distance("kitten", "sitting", 3), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3U);
  EXPECT_EQ(edit_distance("a", "abcdefghij", 2), 3U);
  EXPECT_EQ(edit_distance("abcdef", "uvwxyz", 0), 1U);
}

constexpr std::array<std::string_view, 5> commands = {"deploy", "diff", "deps", "show", "status"};

TEST(Nearest, FindsTheCandidateThatWasMeant) {
  EXPECT_EQ(base::nearest("deplyo", commands), "deploy");
  EXPECT_EQ(base::nearest("sttus", commands), "status");
}

TEST(Nearest, GivesNothingBeyondAThirdOfTheLength) {
  EXPECT_EQ(base::nearest("push", commands), std::nullopt);
  EXPECT_EQ(base::nearest("", commands), std::nullopt);
}

TEST(Nearest, PrefersTheFirstOfEquallyNearOnes) {
  constexpr std::array<std::string_view, 2> two = {"cart", "care"};
  EXPECT_EQ(base::nearest("card", two), "cart");
  EXPECT_EQ(base::nearest("care", two), "care");
}

}  // namespace
