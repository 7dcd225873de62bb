#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "git/repository.hpp"
#include "support/temp_repo.hpp"

namespace git {
namespace {

/// Both ways must agree wherever the one without git has an answer.
void expect_as_discovered(const std::optional<Repository>& found) {
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->in_hook);
  const Repository asked = discover().value();
  EXPECT_EQ(found->work_tree, asked.work_tree);
  EXPECT_EQ(found->git_dir, asked.git_dir);
  EXPECT_EQ(found->common_dir, asked.common_dir);
}

TEST(FromHookEnvironment, InAnOrdinaryRepository) {
  const test::TempRepo repo;
  const test::ScopedDirectory here(repo.path());
  expect_as_discovered(from_hook_environment());
  const test::ScopedVariable git_dir("GIT_DIR", ".git");
  expect_as_discovered(from_hook_environment());
}

TEST(FromHookEnvironment, InALinkedWorktree) {
  const test::TempRepo repo;
  repo.commit("x");
  const test::TempDir other;
  repo.git("worktree", "add", "-q", other.at("linked"));
  const test::ScopedDirectory here(other.at("linked"));
  expect_as_discovered(from_hook_environment());
  const test::ScopedVariable git_dir("GIT_DIR", repo.at(".git/worktrees/linked"));
  expect_as_discovered(from_hook_environment());
}

TEST(FromHookEnvironment, InASubmodule) {
  const test::TempRepo inner, outer;
  inner.commit("x");
  outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path(), "sub");
  const test::ScopedDirectory here(outer.at("sub"));
  expect_as_discovered(from_hook_environment());
}

TEST(FromHookEnvironment, WithALinkForAGitDirectory) {
  const test::TempRepo repo;
  const test::TempDir other;
  std::filesystem::rename(repo.at(".git"), other.at("real"));
  std::filesystem::create_directory_symlink(other.at("real"), repo.at(".git"));
  const test::ScopedDirectory here(repo.path());
  expect_as_discovered(from_hook_environment());
}

TEST(FromHookEnvironment, InABareRepository) {
  const test::TempRepo repo({"--bare"});
  const test::ScopedDirectory here(repo.path());
  const test::ScopedVariable git_dir("GIT_DIR", ".");
  expect_as_discovered(from_hook_environment());
}

TEST(FromHookEnvironment, WithANamedWorkTree) {
  const test::TempRepo repo({"--bare"});
  const test::TempDir tree;
  const test::ScopedDirectory here(tree.path());
  const test::ScopedVariable git_dir("GIT_DIR", repo.path());
  EXPECT_FALSE(from_hook_environment()) << "may be bare";
  const test::ScopedVariable work_tree("GIT_WORK_TREE", ".");
  expect_as_discovered(from_hook_environment());
}

TEST(FromHookEnvironment, HasNothingWhereTheLayoutIsUnusual) {
  const test::TempRepo repo;
  std::filesystem::create_directories(repo.at("sub"));
  {
    const test::ScopedDirectory below(repo.at("sub"));
    EXPECT_FALSE(from_hook_environment());
  }
  const test::ScopedDirectory here(repo.path());
  {
    const test::ScopedVariable work_tree("GIT_WORK_TREE", "sub");
    EXPECT_FALSE(from_hook_environment());
  }
  {
    const test::ScopedVariable common("GIT_COMMON_DIR", ".git");
    EXPECT_FALSE(from_hook_environment());
  }
  {
    const test::ScopedVariable git_dir("GIT_DIR", "/nonexistent");
    EXPECT_FALSE(from_hook_environment());
  }
  std::filesystem::rename(repo.at(".git/objects"), repo.at(".git/moved"));
  EXPECT_FALSE(from_hook_environment());
}

TEST(FromHookEnvironment, SeesTheIndexOfTheCommitUnderWay) {
  const test::TempRepo repo;
  repo.write("a", "1");
  repo.write("b", "1");
  repo.commit("x");
  repo.write("a", "2");
  repo.write("b", "2");
  repo.git("add", "b");
  // What the hook of `git commit a` is told about itself: its index has the new a and the old b.
  const test::TempDir out;
  repo.write(".git/hooks/pre-commit",
             "#!/bin/sh\nprintf '%s\\n%s' \"$PWD\" \"$GIT_INDEX_FILE\" >'" + out.at("env") +
                 "'\ncp \"$GIT_INDEX_FILE\" '" + out.at("index") + "'\n");
  std::filesystem::permissions(repo.at(".git/hooks/pre-commit"), std::filesystem::perms::owner_all);
  repo.git("commit", "-q", "-m", "y", "a");
  EXPECT_THAT(out.read("env"), testing::HasSubstr("next-index-"));

  const test::ScopedDirectory here(repo.path());
  const test::ScopedVariable index("GIT_INDEX_FILE", out.at("index"));
  const std::vector<Entry> entries = index_entries(from_hook_environment().value(), {});
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].id, repo.git_with_input("2", {"hash-object", "--stdin"}));
  EXPECT_EQ(entries[1].id, repo.git_with_input("1", {"hash-object", "--stdin"}));
}

}  // namespace
}  // namespace git
