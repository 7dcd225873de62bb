#include "git/compare.hpp"

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "support/temp_repo.hpp"

namespace git {
namespace {

using testing::ElementsAre;

TEST(PathsUnlike, AreThoseWithAnotherContentAndNotThoseThatWereOnlyTouched) {
  test::TempRepo repo;
  repo.write("changed", "1\n");
  repo.write("gone", "1\n");
  repo.write("touched", "1\n");
  repo.commit("first");
  repo.write("changed", "2\n");
  std::filesystem::remove(repo.at("gone"));
  std::filesystem::last_write_time(repo.at("touched"), std::filesystem::file_time_type{});
  repo.write("staged", "1\n");
  repo.git("add", "staged");
  repo.write("untracked", "1\n");
  EXPECT_THAT(paths_unlike(*discover(repo.path()), "HEAD", {}),
              ElementsAre("changed", "gone", "staged"));
}

TEST(MergeBase, IsTheBestCommonAncestor) {
  test::TempRepo repo;
  const std::string first = repo.commit("first");
  repo.git("checkout", "-q", "-b", "side");
  repo.commit("side");
  repo.git("checkout", "-q", "main");
  repo.commit("main");
  EXPECT_EQ(merge_base(*discover(repo.path()), "main", "side"), first);
}

TEST(MergeBase, IsMissingForUnrelatedHistories) {
  test::TempRepo repo;
  repo.commit("first");
  repo.git("checkout", "-q", "--orphan", "side");
  repo.commit("side");
  EXPECT_EQ(merge_base(*discover(repo.path()), "main", "side"), std::nullopt);
}

TEST(MergeBase, TakesNoOptionForACommit) {
  test::TempRepo repo;
  EXPECT_THROW(merge_base(*discover(repo.path()), "--all", "main"), base::Error);
}

}  // namespace
}  // namespace git
