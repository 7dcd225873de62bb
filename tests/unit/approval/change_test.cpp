#include "approval/change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "os/digest.hpp"
#include "support/temp_repo.hpp"

namespace approval {
namespace {

constexpr std::string_view identity = "github.com/org/api";
constexpr std::string_view ref = "refs/heads/main";

/// A repository with a base `main` and the change `topic` over it.
class ChangeDigest : public testing::Test {
 protected:
  ChangeDigest() {
    repo.write("agents/a.md", "one\n");
    repo.write("other", "1\n");
    repo.commit("base");
    repo.git("checkout", "-q", "-b", "topic");
    repo.write("agents/a.md", "two\n");
    repo.write("agents/\xC3\xBC \"q\".md", "new\n");
    repo.commit("change");
    repo.git("checkout", "-q", "main");
    repository = *git::discover(repo.path());
    digest = of("main", "topic");
  }

  std::string of(const std::string& tip, const std::string& head) {
    const auto base = base_of(repository, tip, head);
    return change_digest(identity, ref, raw_change(repository, base.value(), head));
  }

  test::TempRepo repo;
  git::Repository repository;
  std::string digest;
};

TEST_F(ChangeDigest, IsThatOfTheDefinition) {
  // Longhand: header, then what plain git prints.
  const std::string raw = test::run_git(
      repo.path(), {"--no-replace-objects", "diff-tree", "-r", "-z", "--no-renames",
                    "--no-ext-diff", "--no-textconv", "--ignore-submodules=none", "main", "topic"});
  EXPECT_EQ(digest, "ga-change-v1:sha256:" +
                        os::sha256_hex("git-agents-change-v1\nrepo github.com/org/api\nref "
                                       "refs/heads/main\n" +
                                       raw));
  EXPECT_THAT(raw, testing::HasSubstr("agents/\xC3\xBC \"q\".md"));
  EXPECT_EQ(digest_hex(digest).size(), 64U);
  EXPECT_EQ("ga-change-v1:sha256:" + std::string(digest_hex(digest)), digest);
}

TEST_F(ChangeDigest, BelongsToOneRefOfOneRepository) {
  const auto raw = raw_change(repository, "main", "topic");
  EXPECT_NE(change_digest(identity, "refs/heads/next", raw), digest);
  EXPECT_NE(change_digest("github.com/org/other", ref, raw), digest);
}

TEST_F(ChangeDigest, SurvivesARebaseOverUnrelatedCommits) {
  repo.write("other", "2\n");
  repo.commit("unrelated");
  EXPECT_EQ(of("main", "topic"), digest);
  repo.git("checkout", "-q", "topic");
  repo.git("rebase", "-q", "main");
  EXPECT_EQ(of("main", "topic"), digest);
}

TEST_F(ChangeDigest, ChangesWithTheBaseOfATouchedFile) {
  repo.write("agents/a.md", "other\n");
  repo.commit("moved");
  repo.git("checkout", "-q", "-b", "rebased");
  repo.git("checkout", "-q", "topic", "--", "agents");
  repo.commit("change");
  EXPECT_NE(of("main", "rebased"), digest);
}

TEST_F(ChangeDigest, ChangesWithContentAndMode) {
  repo.git("checkout", "-q", "topic");
  repo.git("update-index", "--chmod=+x", "agents/a.md");
  repo.git("commit", "-q", "-m", "mode");
  const auto with_mode = of("main", "topic");
  EXPECT_NE(with_mode, digest);
  repo.git("update-index", "--chmod=-x", "agents/a.md");
  repo.git("commit", "-q", "-m", "mode back");
  EXPECT_EQ(of("main", "topic"), digest);
  repo.write("agents/a.md", "three\n");
  repo.commit("content");
  EXPECT_NE(of("main", "topic"), digest);
}

TEST_F(ChangeDigest, IsNotFooledByConfiguration) {
  repo.write("order", "other\nagents/*\n");
  for (const auto& [key, value] :
       std::vector<std::pair<std::string, std::string>>{{"diff.orderFile", "order"},
                                                        {"diff.renames", "copies"},
                                                        {"core.quotePath", "true"},
                                                        {"core.abbrev", "4"},
                                                        {"diff.external", "false"},
                                                        {"diff.ignoreSubmodules", "all"},
                                                        {"diff.relative", "true"},
                                                        {"diff.noprefix", "true"},
                                                        {"diff.x.textconv", "false"}}) {
    repo.git("config", key, value);
  }
  repo.write(".git/info/attributes", "*.md diff=x -text\n");
  EXPECT_EQ(of("main", "topic"), digest);
}

TEST_F(ChangeDigest, IsNotFooledByReplacedObjects) {
  repo.git("replace", repo.git("rev-parse", "topic^{tree}"), repo.git("rev-parse", "main^{tree}"));
  EXPECT_EQ(repo.git("diff-tree", "-r", "main", "topic"), "");
  EXPECT_EQ(of("main", "topic"), digest);
}

TEST_F(ChangeDigest, IsNotFooledByGrafts) {
  repo.write("other", "2\n");
  repo.commit("unrelated");
  const auto main = repo.git("rev-parse", "main");
  repo.write(".git/info/grafts", repo.git("rev-parse", "topic") + " " + main + "\n");
  EXPECT_EQ(of("main", "topic"), digest);
}

TEST_F(ChangeDigest, IsNotFooledByIgnoredSubmodules) {
  const std::string id = repo.git("rev-parse", "main");
  repo.write(".gitmodules", "[submodule \"sub\"]\n\tpath = sub\n\turl = ./x\n\tignore = all\n");
  repo.git("add", ".gitmodules");
  repo.git("update-index", "--add", "--cacheinfo", "160000," + id + ",sub");
  repo.git("commit", "-q", "-m", "submodule");
  repo.git("checkout", "-q", "-b", "bump");
  repo.git("update-index", "--cacheinfo", "160000," + repo.git("rev-parse", "topic") + ",sub");
  repo.git("commit", "-q", "-m", "bump");
  EXPECT_THAT(raw_change(repository, "main", "bump"), testing::HasSubstr("sub"));
}

TEST_F(ChangeDigest, OfNothingIsRefused) {
  EXPECT_THROW(of("topic", "main"), base::Error);
  EXPECT_THROW(change_digest(identity, ref, ""), base::Error);
}

TEST_F(ChangeDigest, StartsFromTheEmptyTreeWhereThereIsNoBase) {
  const std::string empty = git::empty_tree(repository);
  EXPECT_THAT(raw_change(repository, empty, "topic"), testing::HasSubstr("other"));
  repo.git("checkout", "-q", "--orphan", "alone");
  repo.commit("alone");
  EXPECT_EQ(base_of(repository, "main", "alone"), std::nullopt);
  EXPECT_EQ(base_of(repository, "nowhere", "alone"), std::nullopt);
}

TEST_F(ChangeDigest, CountsLinesAndNamesCommits) {
  repo.git("checkout", "-q", "topic");
  repo.write("binary", std::string("\0\1", 2));
  repo.commit("second: @all");
  const auto counts = line_counts(repository, "main", "topic");
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->insertions, 2U);
  EXPECT_EQ(counts->deletions, 1U);
  const auto commits = commits_between(repository, repo.git("rev-parse", "main"), "topic", 5);
  ASSERT_EQ(commits.size(), 2U);
  EXPECT_EQ(commits[0].id, repo.git("rev-parse", "topic"));
  EXPECT_EQ(commits[0].author, "A U Thor <author@example.com>");
  EXPECT_EQ(commits[0].subject, "second: @all");
  EXPECT_EQ(commits_between(repository, "", "topic", 1).size(), 1U);
}

}  // namespace
}  // namespace approval
