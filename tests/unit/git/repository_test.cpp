#include "git/repository.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include "base/error.hpp"
#include "support/temp_repo.hpp"

namespace git {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

base::Error error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error;
  }
  return {base::ErrorCode::internal, "no error"};
}

/// What a repository's own command is told of the layout.
std::string top_and_dir(const Repository& repository) {
  return query(repository, {"rev-parse", "--show-toplevel", "--absolute-git-dir"});
}

TEST(Discover, FindsTheRepositoryOfADirectoryBelow) {
  const test::TempRepo repo;
  std::filesystem::create_directories(repo.at("a/b"));
  const std::optional<Repository> found = discover(repo.at("a/b"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->work_tree, repo.path());
  EXPECT_EQ(found->git_dir, repo.at(".git"));
  EXPECT_EQ(found->common_dir, repo.at(".git"));
  EXPECT_FALSE(found->in_hook);
  EXPECT_FALSE(found->own);
}

TEST(Discover, WithoutADirectoryLooksHere) {
  const test::TempRepo repo;
  std::filesystem::create_directories(repo.at("a"));
  const test::ScopedDirectory here(repo.at("a"));
  const std::optional<Repository> found = discover();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->work_tree, repo.path());
  EXPECT_TRUE(found->own);
}

TEST(Discover, HasNothingOutsideRepositories) {
  test::clean_environment();
  const test::TempDir directory;
  EXPECT_FALSE(discover(directory.path()));
}

TEST(Discover, FindsABareRepository) {
  const test::TempRepo repo({"--bare"});
  const std::optional<Repository> found = discover(repo.path());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->work_tree, "");
  EXPECT_EQ(found->git_dir, repo.path());
  EXPECT_EQ(query(*found, {"rev-parse", "--is-bare-repository"}), "true\n");
}

TEST(Discover, FindsALinkedWorktree) {
  const test::TempRepo repo;
  repo.commit("x");
  const test::TempDir other;
  repo.git("worktree", "add", "-q", other.at("linked"));
  const std::optional<Repository> found = discover(other.at("linked"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->work_tree, other.at("linked"));
  EXPECT_EQ(found->git_dir, repo.at(".git/worktrees/linked"));
  EXPECT_EQ(found->common_dir, repo.at(".git"));
}

TEST(Discover, FindsPathsWithNewlines) {
  test::clean_environment();
  const test::TempDir directory;
  std::filesystem::create_directories(directory.at("new\nline"));
  test::run_git(directory.at("new\nline"), {"init", "-q"});
  const std::optional<Repository> found = discover(directory.at("new\nline"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->work_tree, directory.at("new\nline"));
  EXPECT_EQ(found->git_dir, directory.at("new\nline/.git"));
}

TEST(Discover, HonoursGitDirAndWorkTreeOfTheEnvironment) {
  const test::TempRepo repo({"--bare"});
  const test::TempDir tree;
  tree.write("agents/a", "1");
  const test::ScopedDirectory here(tree.at("agents"));
  const test::ScopedVariable git_dir("GIT_DIR", std::filesystem::relative(repo.path()).string());
  const test::ScopedVariable work_tree("GIT_WORK_TREE", "..");
  const std::optional<Repository> found = discover();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->work_tree, tree.path());
  EXPECT_EQ(found->git_dir, repo.path());
  EXPECT_EQ(top_and_dir(*found), tree.path() + "\n" + repo.path() + "\n");
  EXPECT_THAT(work_tree_paths(*found, {"agents"}), testing::ElementsAre("agents/a"));
}

TEST(Discover, OfAnotherDirectoryIgnoresTheEnvironmentsRepository) {
  const test::TempRepo mine, other;
  const test::ScopedVariable git_dir("GIT_DIR", mine.at(".git"));
  const test::ScopedVariable index("GIT_INDEX_FILE", mine.at(".git/index"));
  const std::optional<Repository> found = discover(other.path());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->git_dir, other.at(".git"));
  EXPECT_EQ(top_and_dir(*found), other.path() + "\n" + other.at(".git") + "\n");
}

TEST(Discover, KeepsGitsWordsWhereItRefuses) {
  const test::TempRepo repo;
  repo.git("config", "core.repositoryFormatVersion", "99");
  const base::Error error = error_of([&] { discover(repo.path()); });
  EXPECT_EQ(error.message(), "git rev-parse: Expected git repo version <= 1, found 99");
}

TEST(Discover, KeepsTheAdviceOnOwnership) {
  const test::TempRepo repo;
  const test::ScopedVariable other_owner("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
  const base::Error error = error_of([&] { discover(repo.path()); });
  EXPECT_EQ(error.message(),
            "git rev-parse: detected dubious ownership in repository at '" + repo.path() + "'");
  EXPECT_THAT(error.hint(), HasSubstr("git config --global --add safe.directory " + repo.path()));
}

TEST(Discover, SaysThatGitDirLeadsNowhere) {
  test::clean_environment();
  const test::ScopedVariable git_dir("GIT_DIR", "/nonexistent");
  EXPECT_EQ(error_of([] { discover(); }).message(),
            "git rev-parse: not a git repository: '/nonexistent'");
}

TEST(Command, OwnRepositoriesSeeConfigurationAndIndexOfTheEnvironment) {
  const test::TempRepo repo;
  repo.write("a", "1");
  repo.git("add", "a");
  std::filesystem::rename(repo.at(".git/index"), repo.at(".git/other-index"));
  const test::ScopedDirectory here(repo.path());
  const test::ScopedVariable index("GIT_INDEX_FILE", ".git/other-index");
  const test::ScopedVariable parameters("GIT_CONFIG_PARAMETERS", "'x.y'='z'");
  const Repository own = discover().value();
  EXPECT_EQ(index_entries(own, {}).size(), 1U);
  EXPECT_EQ(query(own, {"config", "x.y"}), "z\n");
  const Repository other = discover(repo.path()).value();
  EXPECT_TRUE(index_entries(other, {}).empty());
  EXPECT_EQ(query_if(other, {"config", "x.y"}), std::nullopt);
}

TEST(Command, InAHookKeepsDirectoryAndVariables) {
  Repository repository;
  repository.in_hook = true;
  repository.work_tree = "/w";
  const os::Command git = command(repository, {"ls-files", "-z"});
  EXPECT_THAT(git.argv, testing::ElementsAre("git", "--literal-pathspecs", "ls-files", "-z"));
  EXPECT_EQ(git.directory, "");
  std::vector<std::string> settings;
  for (const auto& [name, value] : git.environment) settings.push_back(name + "=" + value.value());
  EXPECT_THAT(settings, testing::ElementsAre("GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0",
                                             "GIT_TERMINAL_PROMPT=0", "LC_ALL=C"));
}

TEST(Command, RemovesEveryVariableThatGitCallsLocal) {
  const test::TempRepo repo;
  std::vector<std::string> known(local_variables().begin(), local_variables().end());
  std::string names = repo.git("rev-parse", "--local-env-vars") + "\n";
  for (std::size_t end; (end = names.find('\n')) != std::string::npos; names.erase(0, end + 1)) {
    EXPECT_THAT(known, testing::Contains(names.substr(0, end)));
  }
}

TEST(Query, GivesGitsFatalLineAndHintsWithTheRest) {
  const test::TempRepo repo;
  const Repository repository = discover(repo.path()).value();
  const base::Error error = error_of([&] { query(repository, {"rev-parse", "none"}); });
  EXPECT_EQ(error.message(),
            "git rev-parse: ambiguous argument 'none': unknown revision or path not in the "
            "working tree.");
  EXPECT_THAT(error.hint(), StartsWith("Use '--' to separate paths from revisions"));
  EXPECT_EQ(query_if(repository, {"rev-parse", "none"}), std::nullopt);
}

TEST(Query, PassesInput) {
  const test::TempRepo repo;
  const Repository repository = discover(repo.path()).value();
  EXPECT_EQ(query(repository, {"hash-object", "--stdin"}, "x\n"),
            "587be6b4c3f93f93c489c0111bba5596147a26cb\n");
}

}  // namespace
}  // namespace git
