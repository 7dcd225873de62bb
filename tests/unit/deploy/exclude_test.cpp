#include "deploy/exclude.hpp"

#include <gtest/gtest.h>

#include "support/temp_repo.hpp"

namespace deploy {
namespace {

constexpr const char* begin = "# >>> git-agents >>> deployed files\n";
constexpr const char* end = "# <<< git-agents <<<\n";

TEST(ExcludePattern, MatchesExactlyItsPathForGit) {
  const test::TempRepo repo;
  repo.write("seed", "");
  repo.commit("seed");
  std::string patterns;
  for (const std::string path :
       {"a*b", "a?b", "[a]", "back\\slash", "blank ", "#x", "!y", "n\nl", "d/e", "cr\r"}) {
    repo.write(path, "");
    patterns += exclude_pattern(path) + "\n";
  }
  repo.write("axb", "");
  repo.write("sub/d/e", "");
  repo.write(".git/info/exclude", patterns);
  EXPECT_EQ(repo.git("status", "--porcelain", "-uall"), "?? axb\n?? sub/d/e");
}

TEST(ManagedBlock, IsAppendedReplacedAndRemovedAndTheRestKept) {
  const std::string user = "# mine\n*.o\r\nlast";
  const std::string once = with_managed_block(user, {"/a", "/b"});
  EXPECT_EQ(once, user + "\n" + begin + "/a\n/b\n" + end);
  const std::string after = once + "later\n";
  EXPECT_EQ(with_managed_block(after, {"/c"}), user + "\n" + begin + "/c\n" + end + "later\n");
  EXPECT_EQ(with_managed_block(after, {}), user + "\nlater\n");
  EXPECT_EQ(with_managed_block(user, {}), user);
  EXPECT_EQ(with_managed_block("", {}), "");
}

TEST(ManagedBlock, WithoutItsEndTakesNothingOfTheUsers) {
  const std::string broken = std::string(begin) + "mine\n";
  const std::string once = with_managed_block(broken, {"/a"});
  EXPECT_EQ(once, broken + begin + "/a\n" + end);
  EXPECT_EQ(with_managed_block(once, {}), broken);
}

}  // namespace
}  // namespace deploy
