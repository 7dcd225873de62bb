#include "sync/integrate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/error.hpp"
#include "os/file.hpp"
#include "support/temp_repo.hpp"
#include "sync/cache.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

using Outcome = Integration::Outcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// An upstream and a cache of it, with a state directory.
class World {
 public:
  World() {
    upstream.write("agents/a.md", "one\ntwo\nthree\nfour\nfive\nsix\nseven\n");
    upstream.write("agents/b.md", "b\n");
    upstream.write("agents/gone.md", "gone\n");
    upstream.commit("first");
    const std::string directory = root.at("cache/up@main");
    os::make_directories(root.at("cache"));
    cache_ = create_cache(directory, upstream.path());
    fetch();
    first_checkout(cache_, "refs/heads/main");
  }

  void fetch() {
    before_ = git::object_ids(cache_, {std::string(upstream_ref)}).front();
    test::run_git(
        path(), {"fetch", "-q", upstream.path(), "+refs/heads/main:" + std::string(upstream_ref)});
  }

  Integration pull(bool force = false, bool dry = false) {
    fetch();
    std::optional<track::State> state;
    return integrate(cache_,
                     {.source_name = "up",
                      .branch = "refs/heads/main",
                      .before = before_,
                      .force = force,
                      .dry = dry},
                     [&]() -> track::State& {
                       if (!state) {
                         state.emplace(track::State::open(root.at("state"),
                                                          track::State::Access::write, "test"));
                       }
                       return *state;
                     });
  }
  std::string undo(std::int64_t operation) {
    auto state = track::State::open(root.at("state"), track::State::Access::write, "test");
    state.undo(operation, false);
    return path();
  }

  std::string path() const { return cache_.work_tree; }
  std::string at(const std::string& name) const { return os::join(path(), name); }
  std::string read(const std::string& name) const { return os::read_file(at(name)); }
  void write(const std::string& name, const std::string& text) const {
    os::make_directories(std::string(os::parent(at(name))));
    os::write_atomically(at(name), text, os::Sync::no);
  }
  std::string git(std::vector<std::string> arguments) const {
    return test::run_git(path(), std::move(arguments));
  }
  std::string status() const { return git({"status", "--porcelain"}); }
  std::string commit(const std::string& message) const {
    git({"add", "-A"});
    git({"commit", "-q", "-m", message});
    return git({"rev-parse", "HEAD"});
  }

  test::TempRepo upstream;
  test::TempDir root;

 private:
  git::Repository cache_;
  std::string before_;
};

TEST(Integrate, FastForwardsACacheWithoutLocalWork) {
  World world;
  world.upstream.write("agents/a.md", "new\n");
  world.upstream.write("agents/c/new.md", "c\n");
  std::filesystem::remove(world.upstream.at("agents/gone.md"));
  const auto commit = world.upstream.commit("second");
  const auto done = world.pull();
  EXPECT_EQ(done.outcome, Outcome::forwarded);
  EXPECT_EQ(done.head, commit);
  EXPECT_EQ(done.added, 1);
  EXPECT_EQ(done.changed, 1);
  EXPECT_EQ(done.removed, 1);
  EXPECT_EQ(world.read("agents/a.md"), "new\n");
  EXPECT_EQ(world.read("agents/c/new.md"), "c\n");
  EXPECT_FALSE(os::exists(world.at("agents/gone.md")));
  EXPECT_EQ(world.status(), "");
  EXPECT_EQ(world.git({"rev-parse", "refs/heads/main"}), commit);
  EXPECT_EQ(world.pull().outcome, Outcome::current);
}

TEST(Integrate, MergesLocalCommits) {
  World world;
  world.write("agents/b.md", "b, better\n");
  const auto mine = world.commit("mine");
  world.upstream.write("agents/a.md", "new\n");
  const auto theirs = world.upstream.commit("theirs");
  const auto done = world.pull();
  EXPECT_EQ(done.outcome, Outcome::merged);
  EXPECT_EQ(world.read("agents/a.md"), "new\n");
  EXPECT_EQ(world.read("agents/b.md"), "b, better\n");
  EXPECT_EQ(world.git({"rev-parse", "HEAD^1"}), mine);
  EXPECT_EQ(world.git({"rev-parse", "HEAD^2"}), theirs);
  EXPECT_EQ(world.status(), "");
}

TEST(Integrate, KeepsUncommittedEditsInOtherLinesOfTheSameFile) {
  World world;
  world.write("agents/a.md", "ONE\ntwo\nthree\nfour\nfive\nsix\nseven\n");
  world.write("agents/mine.md", "mine\n");
  world.upstream.write("agents/a.md", "one\ntwo\nthree\nfour\nfive\nsix\nSEVEN\n");
  const auto commit = world.upstream.commit("second");
  const auto done = world.pull();
  EXPECT_EQ(done.outcome, Outcome::forwarded);
  EXPECT_THAT(done.edited, ElementsAre("agents/a.md", "agents/mine.md"));
  EXPECT_EQ(world.read("agents/a.md"), "ONE\ntwo\nthree\nfour\nfive\nsix\nSEVEN\n");
  EXPECT_EQ(world.git({"rev-parse", "HEAD"}), commit);
  EXPECT_EQ(world.status(), " M agents/a.md\n?? agents/mine.md");
}

TEST(Integrate, LeavesACacheWhoseEditsOverlapExactlyAsItWas) {
  World world;
  world.write("agents/a.md", "MINE\ntwo\nthree\nfour\nfive\nsix\nseven\n");
  const auto head = world.git({"rev-parse", "HEAD"});
  world.upstream.write("agents/a.md", "THEIRS\ntwo\nthree\nfour\nfive\nsix\nseven\n");
  world.upstream.write("agents/b.md", "also\n");
  world.upstream.commit("second");
  const auto done = world.pull();
  EXPECT_EQ(done.outcome, Outcome::conflict);
  EXPECT_TRUE(done.edits_conflict);
  ASSERT_EQ(done.conflicts.size(), 1U);
  EXPECT_EQ(done.conflicts[0].path, "agents/a.md");
  EXPECT_EQ(done.conflicts[0].ours, "edited, not committed");
  EXPECT_THAT(done.conflicts[0].theirs, HasSubstr(" second"));
  EXPECT_EQ(world.read("agents/a.md"), "MINE\ntwo\nthree\nfour\nfive\nsix\nseven\n");
  EXPECT_EQ(world.read("agents/b.md"), "b\n");
  EXPECT_EQ(world.git({"rev-parse", "HEAD"}), head);
  EXPECT_EQ(world.status(), " M agents/a.md");
}

TEST(Integrate, LeavesACacheWhoseCommitsConflictExactlyAsItWas) {
  World world;
  world.write("agents/b.md", "mine\n");
  const auto mine = world.commit("mine is better");
  world.upstream.write("agents/b.md", "theirs\n");
  world.upstream.commit("theirs is better");
  const auto done = world.pull();
  EXPECT_EQ(done.outcome, Outcome::conflict);
  EXPECT_FALSE(done.edits_conflict);
  ASSERT_EQ(done.conflicts.size(), 1U);
  EXPECT_THAT(done.conflicts[0].ours, HasSubstr(" mine is better"));
  EXPECT_THAT(done.conflicts[0].theirs, HasSubstr(" theirs is better"));
  EXPECT_EQ(world.git({"rev-parse", "HEAD"}), mine);
  EXPECT_EQ(world.read("agents/b.md"), "mine\n");
  EXPECT_EQ(world.status(), "");
}

TEST(Integrate, KeepsALocalDeletionAndRefusesWhereUpstreamChangedTheFile) {
  World world;
  os::remove_file(world.at("agents/b.md"));
  world.upstream.write("agents/a.md", "new\n");
  world.upstream.commit("second");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_FALSE(os::exists(world.at("agents/b.md")));
  EXPECT_EQ(world.status(), " D agents/b.md");
  world.upstream.write("agents/b.md", "b2\n");
  world.upstream.commit("third");
  EXPECT_EQ(world.pull().outcome, Outcome::conflict);
  EXPECT_FALSE(os::exists(world.at("agents/b.md")));
}

TEST(Integrate, CarriesAnEditAlongWhereUpstreamRenamedTheFile) {
  World world;
  world.write("agents/a.md", "ONE\ntwo\nthree\nfour\nfive\nsix\nseven\n");
  world.upstream.git("mv", "agents/a.md", "agents/moved.md");
  world.upstream.commit("moved");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_EQ(world.read("agents/moved.md"), "ONE\ntwo\nthree\nfour\nfive\nsix\nseven\n");
  EXPECT_FALSE(os::exists(world.at("agents/a.md")));
}

TEST(Integrate, DoesNotTouchAFileThatGitIgnoresInTheWayOfUpstreams) {
  World world;
  os::write_atomically(os::join(world.path(), ".git/info/exclude"), "local.md\n", os::Sync::no);
  world.write("agents/local.md", "mine\n");
  world.upstream.write("agents/local.md", "theirs\n");
  world.upstream.commit("second");
  try {
    world.pull();
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::conflict);
    EXPECT_EQ(
        error.message(),
        "'agents/local.md' comes from upstream, and a file that git ignores or does not see is "
        "in its place");
  }
  EXPECT_EQ(world.read("agents/local.md"), "mine\n");
}

TEST(Integrate, DoesNotTouchAFileWhoseEditsGitWasToldNotToSee) {
  World world;
  world.git({"update-index", "--assume-unchanged", "agents/b.md"});
  world.write("agents/b.md", "mine\n");
  world.upstream.write("agents/b.md", "theirs\n");
  world.upstream.commit("second");
  EXPECT_THROW(world.pull(), base::Error);
  EXPECT_EQ(world.read("agents/b.md"), "mine\n");
}

TEST(Integrate, RefusesToLoseStagedContentThatIsInNoFile) {
  World world;
  world.write("agents/b.md", "staged\n");
  world.git({"add", "agents/b.md"});
  world.write("agents/b.md", "later\n");
  world.upstream.write("agents/a.md", "new\n");
  world.upstream.commit("second");
  for (const bool force : {false, true}) {
    try {
      world.pull(force);
      FAIL();
    } catch (const base::Error& error) {
      EXPECT_EQ(
          error.message(),
          "'agents/b.md' has staged content that is not what the file holds: merging would lose "
          "it");
    }
  }
  EXPECT_EQ(world.git({"show", ":agents/b.md"}), "staged");
  EXPECT_EQ(world.read("agents/b.md"), "later\n");
}

TEST(Integrate, LeavesAnotherBranchAndAnUnfinishedMergeAlone) {
  World world;
  world.upstream.write("agents/a.md", "new\n");
  world.upstream.commit("second");
  world.git({"checkout", "-q", "-b", "feature/x"});
  auto done = world.pull();
  EXPECT_EQ(done.outcome, Outcome::elsewhere);
  EXPECT_EQ(done.reason, "'feature/x' is checked out there, not 'main'");
  world.git({"checkout", "-q", "main"});
  os::write_atomically(os::join(world.path(), ".git/MERGE_HEAD"),
                       world.git({"rev-parse", "HEAD"}) + "\n", os::Sync::no);
  done = world.pull();
  EXPECT_EQ(done.outcome, Outcome::unfinished);
  EXPECT_EQ(done.reason, "a merge is not finished in '" + world.path() + "'");
}

TEST(Integrate, GivesLocalWorkUpOnlyWithForceAndOnlyAfterKeepingIt) {
  World world;
  world.write("agents/b.md", "committed\n");
  world.commit("mine");
  world.write("agents/a.md", "edited\n");
  world.write("agents/new.md", "new file\n");
  world.upstream.write("agents/b.md", "theirs\n");
  const auto theirs = world.upstream.commit("theirs");
  EXPECT_EQ(world.pull().outcome, Outcome::conflict);
  const auto done = world.pull(true);
  EXPECT_EQ(done.outcome, Outcome::discarded);
  EXPECT_EQ(world.git({"rev-parse", "HEAD"}), theirs);
  EXPECT_EQ(world.read("agents/b.md"), "theirs\n");
  EXPECT_THAT(world.read("agents/a.md"), HasSubstr("one\n"));
  EXPECT_EQ(world.read("agents/new.md"), "new file\n");
  EXPECT_EQ(world.git({"show", done.backup + ":agents/a.md"}), "edited");
  EXPECT_EQ(world.git({"show", done.backup + "^:agents/b.md"}), "committed");
  world.undo(done.operation);
  EXPECT_EQ(world.read("agents/a.md"), "edited\n");
  EXPECT_EQ(world.read("agents/b.md"), "committed\n");
}

TEST(Integrate, TakesTheFormerUpstreamForTheBaseWhereUpstreamWasRewritten) {
  World world;
  world.upstream.write("agents/a.md", "one, as pushed\n");
  world.upstream.commit("to be amended");
  world.pull();
  world.write("agents/b.md", "mine\n");
  world.commit("mine");
  world.upstream.write("agents/a.md", "one, as amended\n");
  world.upstream.git("commit", "-q", "-a", "--amend", "-m", "amended");
  const auto amended = world.upstream.git("rev-parse", "HEAD");
  const auto done = world.pull();
  EXPECT_EQ(done.outcome, Outcome::merged);
  EXPECT_EQ(world.read("agents/a.md"), "one, as amended\n");
  EXPECT_EQ(world.read("agents/b.md"), "mine\n");
  EXPECT_EQ(world.git({"merge-base", "HEAD", amended}), amended);
}

TEST(Integrate, FollowsARewrittenUpstreamWhereThereIsNoLocalWork) {
  World world;
  world.upstream.write("agents/a.md", "amended\n");
  world.upstream.git("commit", "-q", "-a", "--amend", "-m", "amended");
  const auto done = world.pull();
  EXPECT_EQ(done.outcome, Outcome::forwarded);
  EXPECT_EQ(world.git({"rev-parse", "HEAD"}), world.upstream.git("rev-parse", "HEAD"));
  EXPECT_EQ(world.status(), "");
}

TEST(Integrate, TurnsAFileIntoADirectoryAndBack) {
  World world;
  std::filesystem::remove(world.upstream.at("agents/b.md"));
  world.upstream.write("agents/b.md/deep.md", "deep\n");
  world.upstream.commit("directory");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_EQ(world.read("agents/b.md/deep.md"), "deep\n");
  std::filesystem::remove_all(world.upstream.at("agents/b.md"));
  world.upstream.write("agents/b.md", "file\n");
  world.upstream.commit("file");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_EQ(world.read("agents/b.md"), "file\n");
  EXPECT_EQ(world.status(), "");
}

TEST(Integrate, KeepsModesBinaryFilesAndLineEndsAsGitChecksThemOut) {
  World world;
  world.upstream.write(".gitattributes", "*.cmd text eol=crlf\n");
  world.upstream.write("skills/x/run.cmd", "one\ntwo\n");
  world.upstream.write("skills/x/run.sh", "#!/bin/sh\n");
  world.upstream.write("skills/x/logo.png", std::string("\x89PNG\0\r\n\x1a", 8));
  std::filesystem::permissions(world.upstream.at("skills/x/run.sh"),
                               std::filesystem::perms::owner_all);
  world.upstream.commit("skill");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_EQ(world.read("skills/x/run.cmd"), "one\r\ntwo\r\n");
  EXPECT_EQ(world.read("skills/x/logo.png"), std::string("\x89PNG\0\r\n\x1a", 8));
  EXPECT_NE(os::stat_if_exists(world.at("skills/x/run.sh"))->mode & 0100U, 0U);
  EXPECT_EQ(world.status(), "");
  world.upstream.git("update-index", "--chmod=-x", "skills/x/run.sh");
  world.upstream.git("commit", "-q", "-m", "mode");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_EQ(os::stat_if_exists(world.at("skills/x/run.sh"))->mode & 0111U, 0U);
  world.upstream.write("skills/x/run.cmd", "one\nthree\n");
  world.upstream.commit("edited");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_EQ(world.read("skills/x/run.cmd"), "one\r\nthree\r\n");
  EXPECT_EQ(world.status(), "");
}

TEST(Integrate, SaysWhatItWouldDoAndWritesNothing) {
  World world;
  const auto head = world.git({"rev-parse", "HEAD"});
  world.upstream.write("agents/a.md", "new\n");
  world.upstream.commit("second");
  const auto done = world.pull(false, true);
  EXPECT_EQ(done.outcome, Outcome::forwarded);
  EXPECT_EQ(done.changed, 1);
  EXPECT_EQ(world.git({"rev-parse", "HEAD"}), head);
  EXPECT_EQ(world.status(), "");
  EXPECT_FALSE(os::exists(world.root.at("state")));
}

TEST(Integrate, ConvergesAfterACrashBetweenFilesAndBranch) {
  World world;
  world.upstream.write("agents/a.md", "new\n");
  world.upstream.write("agents/c.md", "c\n");
  const auto commit = world.upstream.commit("second");
  world.write("agents/a.md", "new\n");
  world.write("agents/c.md", "c\n");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_EQ(world.git({"rev-parse", "HEAD"}), commit);
  EXPECT_EQ(world.status(), "");
}

TEST(OpenCache, IsOnlyWhatHasItsTopExactlyThere) {
  World world;
  os::make_directories(world.at("agents/inner"));
  EXPECT_FALSE(open_cache(world.at("agents/inner")));
  EXPECT_FALSE(open_cache(world.at("none")));
  EXPECT_EQ(open_cache(world.path())->work_tree, world.path());
}

}  // namespace
}  // namespace syncing
