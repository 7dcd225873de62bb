#include "sync/cache.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/error.hpp"
#include "os/file.hpp"

namespace syncing {
namespace {

TEST(CacheTree, IsMovedOrSaysWhyNot) {
  const std::string place = testing::TempDir() + "cache_tree";
  remove_tree(place);
  os::make_directories(place + "/from/in");
  os::write_atomically(place + "/file", "mine", os::Sync::no);
  EXPECT_THROW(move_tree(place + "/from", place + "/file"), base::Error);
  EXPECT_THROW(move_tree(place + "/from", place + "/none/to"), base::Error);
  EXPECT_THROW(move_tree(place + "/none", place + "/to"), base::Error);
  move_tree(place + "/from", place + "/to");
  EXPECT_TRUE(os::exists(place + "/to/in"));
  remove_tree(place);
  EXPECT_FALSE(os::exists(place));
}

TEST(CacheTree, IsRemovedOrSaysWhyNot) {
  EXPECT_NO_THROW(remove_tree("/nowhere/at/all"));
  EXPECT_THROW(remove_tree("/proc/self/fd"), base::Error);
}

}  // namespace
}  // namespace syncing
