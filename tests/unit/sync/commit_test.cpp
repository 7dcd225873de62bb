#include "sync/commit.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/temp_repo.hpp"
#include "sync/cache.hpp"
#include "sync/new_errors.hpp"

namespace syncing {
namespace {

constexpr std::string_view sound =
    "---\nname: qa\ndescription: Use for tests.\ntools: Read\n---\nYou test.\n";

/// A clone with one agent, which upstream has too.
class CommitTest : public ::testing::Test {
 protected:
  CommitTest() {
    repo_.write("agents/qa.md", sound);
    repo_.write("notes.txt", "one\n");
    repo_.commit("Begin");
    repo_.git("update-ref", std::string(upstream_ref), "HEAD");
    cache_ = *open_cache(repo_.path());
  }

  LocalCommit commit(std::vector<std::string> paths = {}, bool dry = false) {
    return commit_edits(cache_, {.message = "Edit", .paths = std::move(paths), .dry = dry});
  }
  std::vector<std::string> paths(const LocalCommit& commit) {
    std::vector<std::string> found;
    for (const auto& file : commit.files) found.push_back(std::string(1, file.status) + file.path);
    return found;
  }
  /// "message; hint" of the error.
  std::string refusal(std::vector<std::string> paths = {}) {
    try {
      commit(std::move(paths));
    } catch (const base::Error& error) {
      return error.message() + "; " + error.hint();
    }
    return "committed";
  }

  test::TempRepo repo_;
  git::Repository cache_;
};

TEST_F(CommitTest, TakesAllChangesWhereNoPathIsGiven) {
  repo_.write("agents/qa.md", std::string(sound) + "More.\n");
  repo_.write("agents/new.md", "---\nname: new\ndescription: Use for news.\n---\nYou are new.\n");
  std::filesystem::remove(repo_.at("notes.txt"));
  const auto done = commit();
  EXPECT_EQ(paths(done),
            (std::vector<std::string>{"Aagents/new.md", "Magents/qa.md", "Dnotes.txt"}));
  EXPECT_EQ(repo_.git("rev-parse", "HEAD"), done.id);
  EXPECT_EQ(repo_.git("status", "--porcelain"), "");
  EXPECT_EQ(repo_.git("log", "-1", "--format=%an <%ae>: %s"),
            "A U Thor <author@example.com>: Edit");
}

TEST_F(CommitTest, TakesOnlyThePathsAskedForAndLeavesTheIndexOtherwise) {
  repo_.write("agents/qa.md", std::string(sound) + "More.\n");
  repo_.write("notes.txt", "two\n");
  repo_.write("other.txt", "staged\n");
  repo_.git("add", "other.txt");
  const auto done = commit({"agents"});
  EXPECT_EQ(paths(done), (std::vector<std::string>{"Magents/qa.md"}));
  EXPECT_EQ(repo_.git("status", "--porcelain"), " M notes.txt\nA  other.txt");
}

TEST_F(CommitTest, CommitsAFileInWhosePlaceADirectoryCame) {
  std::filesystem::remove(repo_.at("notes.txt"));
  repo_.write("notes.txt/deep.txt", "x\n");
  const auto done = commit({"notes.txt"});
  EXPECT_EQ(paths(done), (std::vector<std::string>{"Dnotes.txt", "Anotes.txt/deep.txt"}));
  EXPECT_EQ(repo_.git("status", "--porcelain"), "");
}

TEST_F(CommitTest, SaysWhatWouldBeCommittedAndWritesNothing) {
  repo_.write("notes.txt", "two\n");
  const std::string head = repo_.git("rev-parse", "HEAD");
  const auto asked = commit({}, true);
  EXPECT_EQ(paths(asked), (std::vector<std::string>{"Mnotes.txt"}));
  EXPECT_EQ(asked.id, "");
  EXPECT_EQ(repo_.git("rev-parse", "HEAD"), head);
  EXPECT_EQ(repo_.git("status", "--porcelain"), " M notes.txt");
}

TEST_F(CommitTest, TellsWhereNothingChanged) {
  EXPECT_TRUE(commit().unchanged);
  EXPECT_EQ(refusal({"notes.txt"}),
            "notes.txt has no changes to commit; files that are ignored in the cache are not "
            "committed");
  EXPECT_EQ(refusal({"nowhere.md"}),
            "nowhere.md is neither in the cache nor deleted from it; paths "
            "are relative to " +
                repo_.path());
}

TEST_F(CommitTest, NamesTheErrorsThatUpstreamHasNot) {
  repo_.write("agents/qa.md", "---\nname: qa\ndescription: x\ndescription: y\n---\nYou test.\n");
  const auto refused = commit();
  ASSERT_EQ(refused.errors.size(), 1U);
  EXPECT_EQ(refused.errors[0].rule, "duplicate-key");
  EXPECT_EQ(refused.errors[0].path, "agents/qa.md");
  EXPECT_EQ(refused.errors[0].place.line, 4U);
  EXPECT_EQ(refused.id, "");
  EXPECT_EQ(repo_.git("log", "--format=%s"), "Begin");
}

TEST_F(CommitTest, LetsErrorsPassThatUpstreamHasToo) {
  repo_.write("agents/qa.md", "---\nname: qa\ndescription: x\ndescription: y\n---\nYou test.\n");
  repo_.commit("Break");
  repo_.git("update-ref", std::string(upstream_ref), "HEAD");
  repo_.write("agents/qa.md", "---\nname: qa\ndescription: x\ndescription: y\n---\nYou test it.\n");
  EXPECT_NE(commit().id, "");
}

TEST_F(CommitTest, RunsNoHookAndAsksForNoMessage) {
  const std::string hook = "#!/bin/sh\ntouch '" + repo_.at("ran") + "'\nexit 1\n";
  for (const char* name : {"pre-commit", "prepare-commit-msg", "commit-msg", "post-commit",
                           "reference-transaction", "post-index-change"}) {
    const std::string file = repo_.write(std::string(".git/hooks/") + name, hook);
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }
  repo_.write("notes.txt", "two\n");
  EXPECT_NE(commit().id, "");
  EXPECT_FALSE(std::filesystem::exists(repo_.at("ran")));
}

TEST_F(CommitTest, SignsWhereTheUserSigns) {
  const std::string signer =
      repo_.write(".git/signer",
                  "#!/bin/sh\ncat >/dev/null\nprintf '\\n[GNUPG:] SIG_CREATED x\\n' >&2\n"
                  "printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nYQ==\\n-----END PGP "
                  "SIGNATURE-----\\n'\n");
  std::filesystem::permissions(signer, std::filesystem::perms::owner_all);
  repo_.git("config", "commit.gpgSign", "true");
  repo_.git("config", "gpg.program", signer);
  repo_.write("notes.txt", "two\n");
  commit();
  std::filesystem::remove(signer);
  EXPECT_NE(repo_.git("cat-file", "commit", "HEAD").find("\ngpgsig -----BEGIN PGP SIGNATURE"),
            std::string::npos);
}

TEST_F(CommitTest, RefusesWhileAMergeIsUnfinished) {
  repo_.write("notes.txt", "two\n");
  repo_.git("update-ref", "MERGE_HEAD", "HEAD");
  EXPECT_EQ(refusal(), "a merge is not finished in '" + repo_.path() + "'; git -C " + repo_.path() +
                           " status");
}

TEST_F(CommitTest, RefusesAConflictThatIsLeftInAFile) {
  repo_.write("notes.txt", "one\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n");
  EXPECT_EQ(refusal(),
            "notes.txt:2: a conflict is left in the file; edit it so that one version remains");
}

TEST_F(CommitTest, LetsATextAboutConflictsBeEdited) {
  repo_.write("notes.txt", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n");
  repo_.commit("Explain");
  repo_.write("notes.txt", "See:\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n");
  EXPECT_NE(commit().id, "");
}

TEST_F(CommitTest, SaysWhereGitDoesNotKnowTheUser) {
  repo_.write("notes.txt", "two\n");
  const test::ScopedVariable none("GIT_CONFIG_GLOBAL", "/dev/null");
  const test::ScopedVariable only("GIT_CONFIG_COUNT", std::nullopt);
  repo_.git("config", "user.useConfigOnly", "true");
  EXPECT_EQ(refusal(),
            "cannot commit: git does not know who you are; git config --global user.name 'Your "
            "Name'\ngit config --global user.email you@example.com");
  EXPECT_EQ(repo_.git("status", "--porcelain"), " M notes.txt");
}

TEST_F(CommitTest, TakesPathsFromTheTopFromTheRootAndFromHere) {
  EXPECT_EQ(path_in_cache(cache_, "agents/qa.md"), "agents/qa.md");
  EXPECT_EQ(path_in_cache(cache_, repo_.at("agents/qa.md")), "agents/qa.md");
  EXPECT_EQ(path_in_cache(cache_, "."), "");
  const test::ScopedDirectory here(repo_.at("agents"));
  EXPECT_EQ(path_in_cache(cache_, "qa.md"), "agents/qa.md");
  EXPECT_EQ(path_in_cache(cache_, "../notes.txt"), "notes.txt");
  EXPECT_THROW(path_in_cache(cache_, "../../etc"), base::Error);
  EXPECT_THROW(path_in_cache(cache_, "/etc/passwd"), base::Error);
}

TEST(CommitEdits, WorksWhereIdsAreSha256) {
  const test::TempRepo repo({"--object-format=sha256"});
  repo.write("a.txt", "a\n");
  repo.write("b.txt", "b\n");
  repo.commit("Begin");
  std::filesystem::remove(repo.at("a.txt"));
  repo.write("c.txt", "c\n");
  const auto done =
      commit_edits(*open_cache(repo.path()), {.message = "Edit", .paths = {"a.txt", "c.txt"}});
  EXPECT_EQ(done.files.size(), 2U);
  EXPECT_EQ(repo.git("status", "--porcelain"), "");
}

TEST(ConflictLine, FindsABeginningWithItsMiddleAndEnd) {
  EXPECT_EQ(conflict_line("a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\n"), 2U);
  EXPECT_EQ(conflict_line("<<<<<<< x\r\nb\r\n=======\r\nc\r\n>>>>>>> y\r\n"), 1U);
  EXPECT_EQ(conflict_line("Title\n=======\n>>>>>>> quoted\n"), 0U);
  EXPECT_EQ(conflict_line("<<<<<<< x\n>>>>>>> y\n"), 0U);
  EXPECT_EQ(conflict_line(""), 0U);
}

}  // namespace
}  // namespace syncing
