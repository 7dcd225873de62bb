#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "git/repository.hpp"
#include "support/temp_repo.hpp"

namespace git {
namespace {

using testing::ElementsAre;

TEST(ObjectIds, AreEmptyForWhatIsAbsent) {
  const test::TempRepo repo;
  repo.write("a b", "x\n");
  repo.write("new\nline", "x\n");
  const std::string commit = repo.commit("x");
  const Repository repository = discover(repo.path()).value();
  EXPECT_THAT(object_ids(repository, {"HEAD", "none", "HEAD:a b", "", "HEAD:new\nline",
                                      "HEAD:a b\r", std::string(40, '1'), "HEAD^{tree}"}),
              ElementsAre(commit, "", "587be6b4c3f93f93c489c0111bba5596147a26cb", "", "", "", "",
                          repo.git("rev-parse", "HEAD^{tree}")));
  EXPECT_THAT(object_ids(repository, {}), ElementsAre());
  EXPECT_THAT(object_ids(repository, {"\n"}), ElementsAre(""));
}

TEST(TreeOf, PeelsToATree) {
  const test::TempRepo repo;
  repo.write("a", "x");
  repo.commit("x");
  repo.git("tag", "-m", "t", "tag");
  const Repository repository = discover(repo.path()).value();
  const std::string tree = repo.git("rev-parse", "HEAD^{tree}");
  EXPECT_EQ(tree_of(repository, "HEAD"), tree);
  EXPECT_EQ(tree_of(repository, "tag"), tree);
  EXPECT_EQ(tree_of(repository, tree), tree);
  EXPECT_EQ(tree_of(repository, "HEAD:a"), std::nullopt);
  EXPECT_EQ(tree_of(repository, "none"), std::nullopt);
  EXPECT_EQ(tree_of(repository, "--all"), std::nullopt);
  EXPECT_EQ(tree_of(repository, std::string(40, '1')), std::nullopt);
}

TEST(CurrentBranch, IsThereUnlessDetached) {
  const test::TempRepo repo;
  const Repository repository = discover(repo.path()).value();
  EXPECT_EQ(current_branch(repository), "refs/heads/main");
  repo.commit("x");
  repo.git("checkout", "-q", "--detach");
  EXPECT_EQ(current_branch(repository), std::nullopt);
}

TEST(EmptyTree, HasTheRepositorysHash) {
  const test::TempRepo sha1, sha256({"--object-format=sha256"});
  EXPECT_EQ(empty_tree(discover(sha1.path()).value()), "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  EXPECT_EQ(empty_tree(discover(sha256.path()).value()),
            "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321");
}

TEST(IsZeroId, IsTrueForZerosOfAnyLength) {
  EXPECT_TRUE(is_zero_id(std::string(40, '0')));
  EXPECT_TRUE(is_zero_id(std::string(64, '0')));
  EXPECT_FALSE(is_zero_id(std::string(39, '0') + "1"));
  EXPECT_FALSE(is_zero_id(""));
}

}  // namespace
}  // namespace git
