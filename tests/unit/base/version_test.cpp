#include "base/version.hpp"

#include <gmock/gmock.h>

namespace base {
namespace {

TEST(CompareVersions, GoesNumberByNumberAndPutsPreReleasesFirst) {
  const char* ascending[] = {"0.9",           "1.0.0-alpha",
                             "1.0.0-alpha.1", "1.0.0-alpha.beta",
                             "1.0.0-beta.2",  "1.0.0-beta.11",
                             "1.0.0rc1",      "1.0.0",
                             "1.2",           "1.10",
                             "2.0",           "2.0.1",
                             "10.0",          "18446744073709551616.1"};
  for (const char* const* a = std::begin(ascending); a != std::end(ascending); ++a) {
    for (const char* const* b = std::begin(ascending); b != std::end(ascending); ++b) {
      EXPECT_EQ(compare_versions(*a, *b), std::strong_order(a - b, 0L)) << *a << " and " << *b;
    }
  }
}

TEST(CompareVersions, TakesDifferentSpellingsForTheSame) {
  for (const char* same : {"1.2", "1.2.0", "v1.2", "V01.02", " 1.2.0.0 ", "1.2+build.7"}) {
    EXPECT_EQ(compare_versions(same, "1.2"), std::strong_ordering::equal) << same;
  }
  EXPECT_EQ(compare_versions("2.0-rc.1", "2.0RC1"), std::strong_ordering::equal);
}

TEST(CompareVersions, SaysNothingOfWhatIsNoVersion) {
  for (const char* wrong :
       {"", "latest", ">=1.0", "1..2", "1.", "1.0-", "1.0 beta", "1!2.0", "é"}) {
    EXPECT_FALSE(compare_versions(wrong, "1.0")) << wrong;
    EXPECT_FALSE(compare_versions("1.0", wrong)) << wrong;
  }
}

}  // namespace
}  // namespace base
