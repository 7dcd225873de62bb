#include "git/tree_differences.hpp"

#include <gmock/gmock.h>

#include "support/temp_repo.hpp"

namespace git {
namespace {

using testing::ElementsAre;

std::vector<std::string> words(const std::vector<Change>& changes) {
  std::vector<std::string> found;
  for (const Change& change : changes) found.push_back(change.status + (" " + change.path));
  return found;
}

TEST(TreeDifferences, AreThoseOfEachTreeFromTheBase) {
  const test::TempRepo repo;
  repo.write("a/one", "1\n");
  repo.write("b/other", "1\n");
  repo.commit("1");
  const auto base = repo.git("rev-parse", "HEAD^{tree}");
  repo.write("a/one", "2\n");
  repo.write("a/new\nline", "2\n");
  repo.commit("2");
  const auto second = repo.git("rev-parse", "HEAD^{tree}");
  repo.write("b/other", "3\n");
  repo.git("rm", "-q", "a/one");
  repo.commit("3");
  const auto third = repo.git("rev-parse", "HEAD^{tree}");
  const auto found =
      tree_differences(*discover(repo.path()), base, {base, second, third, second}, {"a"});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 4U);
  EXPECT_THAT((*found)[0], ElementsAre());
  EXPECT_THAT(words((*found)[1]), ElementsAre("A a/new\nline", "M a/one"));
  EXPECT_THAT(words((*found)[2]), ElementsAre("A a/new\nline", "D a/one"));
  EXPECT_EQ(words((*found)[3]), words((*found)[1]));
  EXPECT_EQ((*found)[1][1].new_id, repo.git("rev-parse", second + ":a/one"));
}

TEST(TreeDifferences, WithoutRootsAreThoseOfAllFiles) {
  const test::TempRepo repo({"--object-format=sha256"});
  repo.write("a", "1\n");
  repo.commit("1");
  const auto base = repo.git("rev-parse", "HEAD^{tree}");
  repo.write("b", "1\n");
  repo.commit("2");
  const auto found =
      tree_differences(*discover(repo.path()), base, {repo.git("rev-parse", "HEAD^{tree}")}, {});
  ASSERT_TRUE(found);
  EXPECT_THAT(words(found->front()), ElementsAre("A b"));
}

TEST(TreeDifferences, OfNoTreesAreNone) {
  const test::TempRepo repo;
  const auto found =
      tree_differences(*discover(repo.path()), empty_tree(*discover(repo.path())), {}, {});
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->empty());
}

TEST(TreeDifferences, OfATreeThatIsNotHereAreNotKnown) {
  const test::TempRepo repo;
  repo.write("a", "1\n");
  repo.commit("1");
  EXPECT_FALSE(tree_differences(*discover(repo.path()), repo.git("rev-parse", "HEAD^{tree}"),
                                {std::string(40, '1')}, {}));
}

}  // namespace
}  // namespace git
