#include "sync/push.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "os/file.hpp"
#include "support/temp_repo.hpp"
#include "sync/cache.hpp"
#include "sync/pull.hpp"
#include "sync/pull_record.hpp"
#include "sync/send.hpp"
#include "track/source_store.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

using Status = Pushed::Status;

class Silent : public Progress {
  void step(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
            std::uint64_t) override {}
  void say(std::string_view, std::string_view) override {}
};

std::string agent(std::string_view name, std::string_view body) {
  std::string text = "---\nname: ";
  text.append(name).append("\ndescription: Use for it.\ntools: Read\n---\n").append(body);
  return text;
}

/// A bare upstream, somebody else's clone of it, and our cache.
class PushTest : public ::testing::Test {
 protected:
  PushTest() {
    std::filesystem::remove_all(track::state_directory());
    test::run_git(place_.path(), {"init", "-q", "--bare", "up.git"});
    other_.git("remote", "add", "origin", place_.at("up.git"));
    other_.write("agents/qa.md", agent("qa", "One.\n"));
    other_.write("run.sh", "#!/bin/sh\n");
    std::filesystem::permissions(other_.at("run.sh"), std::filesystem::perms::owner_all);
    push_other("Begin");
    source_.url = source_.configured.url = "file://" + place_.at("up.git");
    source_.id = source_.name = "up";
    source_.cache = place_.at("caches/up");
  }

  void push_other(const std::string& message) {
    other_.commit(message);
    other_.git("push", "-q", "origin", "HEAD:refs/heads/main");
  }
  std::string pull() {
    Silent silent;
    PullOptions options;
    options.method = settings::Source::Method::git;
    const auto pulled = syncing::pull({source_}, {}, config_, options, silent).front();
    return pulled.error.empty() ? std::string(to_string(pulled.status)) : pulled.error;
  }
  Pushed push(const PushOptions& options = {}) {
    Silent silent;
    return syncing::push({source_}, config_, options, silent).front();
  }
  void write(const std::string& path, const std::string& text) {
    place_.write("caches/up/" + path, text);
  }
  std::string git(std::vector<std::string> arguments) {
    return test::run_git(source_.cache, std::move(arguments));
  }
  std::string up(std::vector<std::string> arguments) {
    return test::run_git(place_.at("up.git"), std::move(arguments));
  }
  void commit(const std::string& message) {
    git({"add", "-A"});
    git({"commit", "-q", "-m", message});
  }

  /// Makes the cache what a mirror over HTTP is: a history of its own with upstream's trees.
  void make_mirror() {
    const std::string real = git({"rev-parse", "HEAD"});
    const std::string mirror = git(
        {"commit-tree", "HEAD^{tree}", "-m", "Upstream " + real + "\n\nUpstream-Commit: " + real});
    git({"update-ref", std::string(upstream_ref), mirror});
    git({"update-ref", std::string(commits_prefix) + real, mirror});
    git({"reset", "-q", "--soft", mirror});
  }

  test::TempDir place_;
  test::TempRepo other_;
  git::Config config_;
  Source source_;
};

TEST_F(PushTest, SendsLocalCommitsAndMovesUpstreamsRef) {
  ASSERT_EQ(pull(), "updated");
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  const auto pushed = push();
  EXPECT_EQ(pushed.error, "");
  EXPECT_EQ(pushed.status, Status::pushed);
  EXPECT_EQ(pushed.ref, "refs/heads/main");
  ASSERT_EQ(pushed.commits.size(), 1U);
  EXPECT_EQ(pushed.commits[0].subject, "Say two");
  EXPECT_TRUE(pushed.moved);
  EXPECT_EQ(up({"rev-parse", "main"}), git({"rev-parse", "HEAD"}));
  EXPECT_EQ(git({"rev-parse", std::string(upstream_ref)}), git({"rev-parse", "HEAD"}));
  EXPECT_EQ(push().status, Status::nothing);
  EXPECT_EQ(pull(), "unchanged");
}

TEST_F(PushTest, CommitsTheNamedPathsFirstAndNamesTheOtherEdits) {
  ASSERT_EQ(pull(), "updated");
  write("agents/qa.md", agent("qa", "Two.\n"));
  write("run.sh", "#!/bin/bash\n");
  const auto pushed = push({.message = "Say two", .paths = {"agents/qa.md"}});
  EXPECT_EQ(pushed.status, Status::pushed);
  EXPECT_EQ(pushed.edited, (std::vector<std::string>{"run.sh"}));
  EXPECT_EQ(up({"show", "--format=%s", "--name-only", "main"}), "Say two\n\nagents/qa.md");
}

TEST_F(PushTest, RefusesWhenBehindAndNamesTheCommandThatHelps) {
  ASSERT_EQ(pull(), "updated");
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  other_.write("run.sh", "#!/bin/sh\n:\n");
  push_other("Do nothing");
  const auto refused = push();
  EXPECT_EQ(refused.status, Status::failed);
  EXPECT_EQ(refused.error, "'up' has commits that are not here yet");
  EXPECT_EQ(refused.hint, "'git agents pull up' merges them, then push again");
  EXPECT_EQ(push({.dry = true}).error, refused.error);
  // The pull sees what came, as if nobody had asked before.
  EXPECT_EQ(git({"rev-parse", std::string(upstream_ref)}), git({"rev-parse", "HEAD^"}));
  EXPECT_EQ(pull(), "updated");
  EXPECT_EQ(push().status, Status::pushed);
  EXPECT_EQ(up({"log", "-1", "--format=%s", "main"}), "Merge upstream's changes of up");
}

TEST_F(PushTest, PushesToAnotherBranchAndLeavesTheSourcesOwn) {
  ASSERT_EQ(pull(), "updated");
  const std::string before = git({"rev-parse", "HEAD"});
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  const auto pushed = push({.branch = "feature/two"});
  EXPECT_EQ(pushed.ref, "refs/heads/feature/two");
  EXPECT_FALSE(pushed.moved);
  EXPECT_EQ(up({"rev-parse", "feature/two"}), git({"rev-parse", "HEAD"}));
  EXPECT_EQ(up({"rev-parse", "main"}), before);
  EXPECT_EQ(git({"rev-parse", std::string(upstream_ref)}), before);
}

TEST_F(PushTest, NeverForcesABranchThatHasOtherCommits) {
  ASSERT_EQ(pull(), "updated");
  other_.git("checkout", "-q", "-b", "feature");
  other_.write("other.txt", "x\n");
  other_.commit("Other");
  other_.git("push", "-q", "origin", "feature");
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  const auto refused = push({.branch = "feature"});
  EXPECT_EQ(refused.status, Status::failed);
  EXPECT_NE(refused.error.find("[rejected] (fetch first)"), std::string::npos) << refused.error;
}

TEST_F(PushTest, RefusesErrorsThatUpstreamHasNotAlsoInCommitsMadeByHand) {
  ASSERT_EQ(pull(), "updated");
  write("agents/qa.md", "---\nname: qa\nname: qa\ndescription: Use it.\n---\nX.\n");
  commit("Break");
  const auto refused = push();
  EXPECT_EQ(refused.status, Status::refused);
  ASSERT_EQ(refused.committed.errors.size(), 1U);
  EXPECT_EQ(refused.committed.errors[0].path, "agents/qa.md");
  EXPECT_EQ(refused.committed.errors[0].place.line, 3U);
  EXPECT_EQ(up({"rev-list", "--count", "main"}), "1");
}

TEST_F(PushTest, SaysInADryRunWhatWouldGoAndWritesNothing) {
  ASSERT_EQ(pull(), "updated");
  write("agents/qa.md", agent("qa", "Two.\n"));
  const std::string refs = git({"for-each-ref"});
  const auto asked = push({.message = "Say two", .dry = true});
  EXPECT_EQ(asked.status, Status::pushed);
  ASSERT_EQ(asked.committed.files.size(), 1U);
  EXPECT_EQ(asked.committed.id, "");
  EXPECT_EQ(asked.ref, "refs/heads/main");
  EXPECT_EQ(git({"for-each-ref"}), refs);
  EXPECT_EQ(git({"status", "--porcelain"}), " M agents/qa.md");
  EXPECT_EQ(up({"rev-list", "--count", "main"}), "1");
}

TEST_F(PushTest, NeedsABranchWhereTheSourceIsATag) {
  other_.git("tag", "v1");
  other_.git("push", "-q", "origin", "v1");
  source_.configured.ref = "v1";
  ASSERT_EQ(pull(), "updated");
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  const auto refused = push();
  EXPECT_EQ(refused.error, "'up' follows the tag 'v1', to which nothing can be pushed");
  EXPECT_EQ(refused.hint, "'--branch NAME' pushes to a branch");
  EXPECT_EQ(push({.branch = "two"}).status, Status::pushed);
  EXPECT_EQ(up({"rev-parse", "two"}), git({"rev-parse", "HEAD"}));
}

TEST_F(PushTest, NeverPushesWhatIsCheckedOutElsewhereToTheSourcesBranch) {
  ASSERT_EQ(pull(), "updated");
  git({"switch", "-q", "-c", "mine"});
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  EXPECT_EQ(push().error, "'mine' is checked out in '" + source_.cache + "', not 'main'");
  EXPECT_EQ(push({.branch = "mine"}).status, Status::pushed);
}

TEST_F(PushTest, SendsTheWorkOfAMirrorAsOneCommitOnUpstreamsOwn) {
  ASSERT_EQ(pull(), "updated");
  const std::string real = git({"rev-parse", "HEAD"});
  make_mirror();
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  write("agents/new.md", agent("new", "New.\n"));
  git({"rm", "-q", "run.sh"});
  write("run.sh/now.txt", "a directory\n");
  commit("Add new");
  const std::string head = git({"rev-parse", "HEAD"});
  const auto pushed = push();
  ASSERT_EQ(pushed.error, "");
  EXPECT_TRUE(pushed.as_one);
  EXPECT_EQ(up({"rev-parse", "main^"}), real);
  EXPECT_EQ(up({"rev-parse", "main"}), pushed.commit);
  EXPECT_EQ(up({"log", "-1", "--format=%B", "main"}),
            "Say two and 1 other change\n\n- Say two\n- Add new\n");
  EXPECT_EQ(up({"rev-parse", "main^{tree}"}), git({"rev-parse", head + "^{tree}"}));
  // The cache goes on from what was pushed; the local history is kept.
  EXPECT_EQ(git({"rev-parse", std::string(upstream_ref)}), pushed.commit);
  EXPECT_EQ(git({"rev-parse", "HEAD"}), pushed.commit);
  EXPECT_EQ(git({"status", "--porcelain"}), "");
  EXPECT_EQ(
      git({"rev-parse", git({"for-each-ref", "--format=%(refname)", std::string(backup_prefix)})}),
      head);
  EXPECT_EQ(push().status, Status::nothing);
}

TEST_F(PushTest, KeepsUpstreamsModesThatAMirrorHasLost) {
  ASSERT_EQ(pull(), "updated");
  git({"update-index", "--chmod=-x", "run.sh"});
  git({"config", "core.fileMode", "false"});
  git({"commit", "-q", "-m", "Lose the mode"});
  const std::string real = git({"rev-parse", "HEAD^"});
  const std::string mirror =
      git({"commit-tree", "HEAD^{tree}", "-m", "U\n\nUpstream-Commit: " + real});
  git({"update-ref", std::string(upstream_ref), mirror});
  git({"update-ref", std::string(commits_prefix) + real, mirror});
  git({"reset", "-q", "--soft", mirror});
  write("run.sh", "#!/bin/bash\n");
  git({"commit", "-q", "-a", "-m", "Use bash"});
  ASSERT_EQ(push().error, "");
  EXPECT_EQ(up({"ls-tree", "main", "run.sh"}).substr(0, 6), "100755");
}

TEST_F(PushTest, LeavesAMirrorOfADirectoryOneAfterItsWorkWasPushed) {
  ASSERT_EQ(pull(), "updated");
  const std::string real = git({"rev-parse", "HEAD"});
  git({"rm", "-q", "run.sh"});
  const std::string tree = git({"write-tree"});
  const std::string mirror =
      git({"commit-tree", tree, "-m", "U\n\nUpstream-Commit: " + real + "\nUpstream-Path: agents"});
  git({"update-ref", std::string(upstream_ref), mirror});
  git({"update-ref", std::string(commits_prefix) + real, mirror});
  git({"reset", "-q", "--soft", mirror});
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  const auto pushed = push();
  ASSERT_EQ(pushed.error, "");
  EXPECT_EQ(up({"ls-tree", "-r", "--name-only", "main"}), "agents/qa.md\nrun.sh");
  EXPECT_EQ(git({"ls-tree", "-r", "--name-only", "HEAD"}), "agents/qa.md");
  EXPECT_EQ(
      git({"rev-parse", std::string(upstream_ref), std::string(commits_prefix) + pushed.commit}),
      git({"rev-parse", "HEAD", "HEAD"}));
  EXPECT_EQ(git({"log", "-1", "--format=%(trailers)", "HEAD"}),
            "Upstream-Commit: " + pushed.commit + "\nUpstream-Path: agents\n");
}

TEST_F(PushTest, SendsOneCommitAfterUpstreamRewroteItsHistory) {
  ASSERT_EQ(pull(), "updated");
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  other_.write("run.sh", "#!/bin/sh\n:\n");
  other_.git("commit", "-q", "-a", "--amend", "-m", "Begin otherwise");
  other_.git("push", "-q", "--force", "origin", "HEAD:refs/heads/main");
  EXPECT_EQ(push().error, "'up' has commits that are not here yet");
  ASSERT_EQ(pull(), "updated");
  const auto pushed = push();
  ASSERT_EQ(pushed.error, "");
  EXPECT_TRUE(pushed.as_one);
  EXPECT_EQ(up({"log", "--format=%s", "main"}), "Say two\nBegin otherwise");
  EXPECT_EQ(git({"rev-parse", "HEAD", std::string(upstream_ref)}),
            pushed.commit + "\n" + pushed.commit);
  EXPECT_EQ(git({"status", "--porcelain"}), "");
}

TEST_F(PushTest, AsksNobodyWhereNothingIsLocal) {
  EXPECT_EQ(push().note, "it was not pulled yet");
  ASSERT_EQ(pull(), "updated");
  std::filesystem::rename(place_.at("up.git"), place_.at("gone.git"));
  EXPECT_EQ(push().status, Status::nothing);
  EXPECT_EQ(push({.message = "Nothing"}).status, Status::nothing);
}

TEST_F(PushTest, TakesAnUpstreamsOwnTrailerForNothing) {
  other_.git("commit", "-q", "--allow-empty", "-m",
             "Lie\n\nUpstream-Commit: 1111111111111111111111111111111111111111");
  other_.git("push", "-q", "origin", "HEAD:refs/heads/main");
  ASSERT_EQ(pull(), "updated");
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  const auto pushed = push();
  EXPECT_EQ(pushed.error, "");
  EXPECT_FALSE(pushed.as_one);
}

TEST_F(PushTest, RefusesToPushAMirrorThatIsBehind) {
  ASSERT_EQ(pull(), "updated");
  make_mirror();
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  other_.write("run.sh", "#!/bin/sh\n:\n");
  push_other("Do nothing");
  EXPECT_EQ(push().error, "'up' has commits that are not here yet");
}

TEST_F(PushTest, MakesTheSameCommitOfTheSameWorkWhenItIsPushedAgain) {
  ASSERT_EQ(pull(), "updated");
  make_mirror();
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  const auto first = push({.branch = "two"});
  const auto second = push({.branch = "two"});
  EXPECT_EQ(second.error, "");
  EXPECT_EQ(second.commit, first.commit);
}

TEST_F(PushTest, TellsWhatTheServersHookSaid) {
  const std::string hook =
      place_.write("up.git/hooks/pre-receive", "#!/bin/sh\necho 'not on Fridays' >&2\nexit 1\n");
  std::filesystem::permissions(hook, std::filesystem::perms::owner_all);
  ASSERT_EQ(pull(), "updated");
  write("agents/qa.md", agent("qa", "Two.\n"));
  commit("Say two");
  const auto refused = push();
  EXPECT_EQ(refused.error, "'up' (" + source_.url +
                               ") refused 'main': [remote rejected] (pre-receive hook declined)");
  EXPECT_EQ(refused.hint, "not on Fridays\n'--branch NAME' pushes to another branch");
}

TEST_F(PushTest, RunsNoHookOfTheCache) {
  ASSERT_EQ(pull(), "updated");
  const std::string hook =
      place_.write("caches/up/.git/hooks/pre-push", "#!/bin/sh\ntouch ran\nexit 1\n");
  std::filesystem::permissions(hook, std::filesystem::perms::owner_all);
  write("agents/qa.md", agent("qa", "Two.\n"));
  EXPECT_EQ(push({.message = "Say two"}).error, "");
  EXPECT_FALSE(os::exists(place_.at("caches/up/ran")));
}

TEST_F(PushTest, RefusesARepositoryOfSomethingElse) {
  ASSERT_EQ(pull(), "updated");
  git({"remote", "set-url", "origin", "https://github.com/else/where"});
  EXPECT_EQ(push().error, "'" + source_.cache +
                              "' is a clone of 'github.com/else/where', not of 'up' (" +
                              source_.url + ")");
}

TEST_F(PushTest, KeepsTheCommitWhereThePushFails) {
  ASSERT_EQ(pull(), "updated");
  write("agents/qa.md", agent("qa", "Two.\n"));
  std::filesystem::rename(place_.at("up.git"), place_.at("gone.git"));
  const auto failed = push({.message = "Say two"});
  EXPECT_EQ(failed.status, Status::failed);
  EXPECT_EQ(failed.committed.id, git({"rev-parse", "HEAD"}));
  EXPECT_NE(failed.error.find("there is no repository 'up'"), std::string::npos) << failed.error;
}

TEST(PageNamed, PrefersTheHostsOwnPages) {
  const std::vector<std::string> said = {
      "See https://docs.test/x for help",
      "Create a pull request by visiting:", "  https://git.test/o/r/pull/new/x"};
  EXPECT_EQ(page_named(said, "git.test"), "https://git.test/o/r/pull/new/x");
  EXPECT_EQ(page_named(said, "other.test"), "https://docs.test/x");
  EXPECT_EQ(page_named({"nothing"}, "git.test"), "");
}

}  // namespace
}  // namespace syncing
