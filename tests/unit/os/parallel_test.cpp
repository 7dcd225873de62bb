#include "os/parallel.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

TEST(WorkersFor, IsNeverNone) {
  EXPECT_EQ(os::workers_for(0), 1U);
  EXPECT_EQ(os::workers_for(31), 1U);
  EXPECT_GE(os::workers_for(1'000'000), 1U);
}

TEST(ForEachIndex, VisitsEachIndexOnce) {
  for (const std::size_t threads : {1, 4}) {
    std::vector<std::atomic<int>> seen(1000);
    os::for_each_index(seen.size(), threads, [&](std::size_t i) { ++seen[i]; });
    for (const auto& count : seen) ASSERT_EQ(count, 1);
  }
}

TEST(ForEachIndex, ThrowsTheFirstFailureAndStops) {
  std::atomic<int> calls = 0;
  const auto work = [&](std::size_t) {
    ++calls;
    throw std::runtime_error("no");
  };
  EXPECT_THROW(os::for_each_index(1'000'000, 3, work), std::runtime_error);
  EXPECT_LE(calls, 3);
}

TEST(ForEachIndex, DoesNothingForNoItems) {
  os::for_each_index(0, 2, [](std::size_t) { FAIL(); });
}

}  // namespace
