#include "os/environment.hpp"

#include <gtest/gtest.h>

#include "support/temp_dir.hpp"

namespace {

using test::ScopedVariable;

TEST(Variable, TellsUnsetFromEmpty) {
  const ScopedVariable unset("OS_TEST_A", std::nullopt), empty("OS_TEST_B", "");
  EXPECT_EQ(os::variable("OS_TEST_A"), std::nullopt);
  EXPECT_EQ(os::variable("OS_TEST_B"), "");
}

TEST(Home, IsTheRootWithoutTheVariable) {
  const ScopedVariable unset("HOME", std::nullopt);
  EXPECT_EQ(os::home(), "/");
}

TEST(BaseDirectories, FollowTheSpecification) {
  const ScopedVariable home("HOME", "/h"), config("XDG_CONFIG_HOME", "/c"),
      cache("XDG_CACHE_HOME", "relative"), state("XDG_STATE_HOME", "");
  EXPECT_EQ(os::home(), "/h");
  EXPECT_EQ(os::config_home(), "/c");
  EXPECT_EQ(os::cache_home(), "/h/.cache");
  EXPECT_EQ(os::state_home(), "/h/.local/state");
}

TEST(IsoTime, IsUtcWithSeconds) {
  EXPECT_EQ(os::iso_time(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(os::iso_time(1'795'253'400'999'999'999), "2026-11-21T09:30:00Z");
  EXPECT_EQ(os::iso_time(-1), "1969-12-31T23:59:59Z");
}

TEST(Now, IsAfterThisWasWritten) {
  EXPECT_GT(os::now_ns(), 1'750'000'000'000'000'000);
}

}  // namespace
