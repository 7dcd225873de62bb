#include "sync/adopt.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/temp_repo.hpp"
#include "sync/cache.hpp"

namespace syncing {
namespace {

class Silent : public Progress {
  void step(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
            std::uint64_t) override {}
  void say(std::string_view, std::string_view) override {}
};

std::string agent(std::string_view name, std::string_view body) {
  std::string text = "---\nname: ";
  text.append(name).append("\ndescription: d\n---\n").append(body);
  return text;
}

/// Upstream with three commits, and a directory of a download beside it.
class AdoptTest : public ::testing::Test {
 protected:
  AdoptTest() {
    upstream_.write("agents/qa.md", agent("qa", "one\ntwo\nthree\n"));
    upstream_.write("agents/gone.md", agent("gone", "x\n"));
    upstream_.write("README.md", "Read me.\n");
    first_ = upstream_.commit("First");
    upstream_.write("agents/qa.md", agent("qa", "one\ntwo\nthree\nfour\n"));
    upstream_.git("rm", "-q", "agents/gone.md");
    second_ = upstream_.commit("Second");
    upstream_.write("agents/qa.md", agent("qa", "one\ntwo\nthree\nfour\nfive\n"));
    upstream_.write("agents/later.md", agent("later", "y\n"));
    third_ = upstream_.commit("Third");
    source_.url = "file://" + upstream_.path();
    source_.configured.url = source_.url;
    source_.id = source_.name = "up";
    source_.cache = place_.at("cache");
  }

  Adopted adopt() {
    Silent silent;
    const auto store = track::SourceStore::open(place_.at("state"));
    return adopt_download(source_, {}, store, silent);
  }
  void download(std::string_view path, std::string_view text) {
    place_.write("cache/" + std::string(path), text);
  }
  std::string git(std::vector<std::string> arguments) {
    return test::run_git(source_.cache, std::move(arguments));
  }

  test::TempRepo upstream_;
  test::TempDir place_;
  Source source_;
  std::string first_, second_, third_;
};

TEST_F(AdoptTest, FindsTheCommitThatWasDownloadedAndRestoresWhatIsMissing) {
  download("agents/qa.md", agent("qa", "one\ntwo\nthree\nfour\n"));
  const auto adopted = adopt();
  EXPECT_EQ(adopted.base, second_);
  EXPECT_EQ(adopted.commit, "");
  EXPECT_EQ(adopted.same, 1U);
  EXPECT_EQ(adopted.restored, 1U);
  EXPECT_EQ(place_.read("cache/README.md"), "Read me.\n");
  EXPECT_EQ(git({"rev-parse", "HEAD", std::string(upstream_ref)}), second_ + "\n" + second_);
  EXPECT_EQ(git({"status", "--porcelain"}), "");
  EXPECT_EQ(git({"symbolic-ref", "HEAD"}), "refs/heads/main");
}

TEST_F(AdoptTest, CommitsEditsAndNewFilesOnTheVersionThatTheyWereMadeFrom) {
  download("agents/qa.md", agent("qa", "one\nTWO\nthree\nfour\n"));
  download("agents/mine.md", agent("mine", "z\n"));
  const auto adopted = adopt();
  EXPECT_EQ(adopted.base, second_);
  EXPECT_EQ(adopted.edited, (std::vector<std::string>{"agents/mine.md", "agents/qa.md"}));
  EXPECT_EQ(git({"rev-parse", "HEAD", "HEAD^"}), adopted.commit + "\n" + second_);
  EXPECT_EQ(git({"log", "-1", "--format=%s"}), "Local edits found in " + source_.cache);
  EXPECT_EQ(place_.read("cache/agents/qa.md"), agent("qa", "one\nTWO\nthree\nfour\n"));
  EXPECT_EQ(git({"status", "--porcelain"}), "");
}

TEST_F(AdoptTest, TakesFilesOfSeveralAgesForDownloadedAndNotForEdits) {
  download("agents/gone.md", agent("gone", "x\n"));
  download("agents/qa.md", agent("qa", "one\ntwo\nthree\nfour\nfive\n"));
  download("agents/later.md", agent("later", "mine\n"));
  const auto adopted = adopt();
  EXPECT_EQ(adopted.base, third_);
  EXPECT_EQ(adopted.same, 2U);
  EXPECT_EQ(adopted.edited, (std::vector<std::string>{"agents/later.md"}));
  EXPECT_EQ(git({"diff-tree", "-r", "--name-status", std::string(upstream_ref), "HEAD"}),
            "M\tagents/later.md");
  EXPECT_EQ(git({"diff-tree", "-r", "--name-status", third_, std::string(upstream_ref)}),
            "A\tagents/gone.md");
  EXPECT_EQ(git({"log", "-1", "--format=%(trailers:key=Upstream-Commit,valueonly)",
                 std::string(upstream_ref)}),
            third_ + "\n");
}

TEST_F(AdoptTest, LeavesLitterAndIgnoredFilesOutOfCommits) {
  download("agents/qa.md", agent("qa", "one\ntwo\nthree\nfour\n"));
  download(".etag_cache.json", "{}");
  download("agents/.etag-cache.json.migrated", "{}");
  download("agents/.gitignore", "*.bak\n");
  download("agents/qa.md.bak", "old\n");
  EXPECT_EQ(adopt().edited, (std::vector<std::string>{"agents/.gitignore"}));
  EXPECT_EQ(git({"status", "--porcelain"}), "");
  EXPECT_EQ(place_.read("cache/agents/qa.md.bak"), "old\n");
}

TEST_F(AdoptTest, KeepsSymbolicLinksAndOtherRepositoriesAsTheyAre) {
  download("agents/qa.md", agent("qa", "one\ntwo\nthree\nfour\n"));
  std::filesystem::create_symlink("/etc/passwd", place_.at("cache/README.md"));
  download("mine/.git/HEAD", "ref: refs/heads/main\n");
  download("mine/x.md", "x\n");
  const auto adopted = adopt();
  EXPECT_EQ(adopted.left, (std::vector<std::string>{"README.md"}));
  EXPECT_EQ(adopted.edited, (std::vector<std::string>{}));
  EXPECT_TRUE(std::filesystem::is_symlink(place_.at("cache/README.md")));
}

TEST_F(AdoptTest, TouchesNothingWhereTheFilesAreSomethingElse) {
  download("holiday.txt", "sun\n");
  try {
    adopt();
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.message(), "nothing in '" + source_.cache +
                                   "' is like anything in the last commits of 'up' (" +
                                   source_.url + ")");
  }
  EXPECT_TRUE(is_download(source_.cache));
  EXPECT_FALSE(std::filesystem::exists(place_.at("cache/README.md")));
}

TEST_F(AdoptTest, TellsDownloadsFromRepositoriesAndEmptyDirectories) {
  EXPECT_FALSE(is_download(place_.at("cache")));
  std::filesystem::create_directory(place_.at("cache"));
  EXPECT_FALSE(is_download(place_.at("cache")));
  download("x.md", "x\n");
  EXPECT_TRUE(is_download(place_.at("cache")));
  EXPECT_FALSE(is_download(upstream_.path()));
}

TEST_F(AdoptTest, RefusesACloneOfSomethingElse) {
  const auto cache = *open_cache(upstream_.path());
  source_.url = "https://github.com/owner/repo";
  EXPECT_EQ(foreign(cache, source_), "is a repository without a remote");
  upstream_.git("remote", "add", "origin", "https://github.com/other/repo.git");
  EXPECT_EQ(foreign(cache, source_), "is a clone of 'github.com/other/repo'");
  try {
    require_clone_of(cache, source_);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.message(), "'" + upstream_.path() +
                                   "' is a clone of 'github.com/other/repo', not of 'up' "
                                   "(https://github.com/owner/repo)");
  }
  upstream_.git("remote", "set-url", "origin", "git@github.com:owner/repo.git");
  EXPECT_EQ(foreign(cache, source_), "");
}

}  // namespace
}  // namespace syncing
