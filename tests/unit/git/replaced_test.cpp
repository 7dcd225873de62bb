#include "git/replaced.hpp"

#include <gtest/gtest.h>

#include "support/temp_repo.hpp"

namespace git {
namespace {

bool may_be(const test::TempRepo& repo) {
  return objects_may_be_replaced(*discover(repo.path()));
}

TEST(ObjectsMayBeReplaced, WhereThereIsAReplacementLooseOrPacked) {
  const test::TempRepo repo;
  EXPECT_FALSE(may_be(repo));
  repo.write("a", "1\n");
  repo.write("b", "2\n");
  repo.commit("1");
  EXPECT_FALSE(may_be(repo));
  repo.git("replace", repo.git("rev-parse", "HEAD:a"), repo.git("rev-parse", "HEAD:b"));
  EXPECT_TRUE(may_be(repo));
  repo.git("pack-refs", "--all");
  EXPECT_TRUE(may_be(repo));
  repo.git("replace", "-d", repo.git("rev-parse", "HEAD:a"));
  EXPECT_FALSE(may_be(repo));
}

TEST(ObjectsMayBeReplaced, GoesByTheEnvironment) {
  const test::TempRepo repo;
  {
    const test::ScopedVariable other("GIT_REPLACE_REF_BASE", "refs/other");
    EXPECT_TRUE(may_be(repo));
  }
  repo.write("a", "1\n");
  repo.write("b", "2\n");
  repo.commit("1");
  repo.git("replace", repo.git("rev-parse", "HEAD:a"), repo.git("rev-parse", "HEAD:b"));
  const test::ScopedVariable none("GIT_NO_REPLACE_OBJECTS", "1");
  EXPECT_FALSE(may_be(repo));
}

}  // namespace
}  // namespace git
