#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "base/error.hpp"
#include "tests/unit/sync/cache_world.hpp"

namespace syncing {
namespace {

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

TEST(Integrate, RefusesToLoseStagedContentWhoseFileIsAsItWas) {
  World world;
  world.write("agents/b.md", "staged\n");
  world.git({"add", "agents/b.md"});
  world.write("agents/b.md", "b\n");
  world.upstream.write("agents/a.md", "new\n");
  world.upstream.commit("second");
  EXPECT_THROW(world.pull(), base::Error);
  EXPECT_EQ(world.git({"show", ":agents/b.md"}), "staged");
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

TEST(Integrate, TouchesNothingWhereADirectoryThatBecomesAFileHoldsMore) {
  World world;
  world.upstream.write("agents/d/a.md", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
  world.upstream.commit("d");
  world.pull();
  world.write("agents/d/a.md", "1\n2\n3\nMINE\n5\n6\n7\n8\n9\n");
  os::make_directories(world.at("agents/d/empty"));
  world.upstream.git("mv", "agents/d/a.md", "agents/t");
  std::filesystem::remove_all(world.upstream.at("agents/d"));
  world.upstream.git("mv", "agents/t", "agents/d");
  world.upstream.commit("a file now");
  for (const bool force : {false, true}) {
    try {
      world.pull(force);
      FAIL();
    } catch (const base::Error& error) {
      EXPECT_EQ(error.message(),
                "'agents/d/empty' is in a directory in whose place upstream has a file");
    }
    EXPECT_EQ(world.read("agents/d/a.md"), "1\n2\n3\nMINE\n5\n6\n7\n8\n9\n");
  }
}

TEST(Integrate, TouchesNothingWhereAnotherHoldsTheIndex) {
  World world;
  world.upstream.write("agents/a.md", "new\n");
  world.upstream.commit("second");
  const auto lock = os::join(world.path(), ".git/index.lock");
  os::write_atomically(lock, "", os::Sync::no);
  EXPECT_THROW(world.pull(), base::Error);
  EXPECT_NE(world.read("agents/a.md"), "new\n");
  EXPECT_TRUE(os::exists(lock));
  // One that a killed pull left is nobody's.
  os::write_atomically(lock, "git agents pull\n", os::Sync::no);
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_FALSE(os::exists(lock));
  EXPECT_EQ(world.status(), "");
}

TEST(Integrate, EndsWellAfterAKillAtAnyStage) {
  for (const std::string stage : {"stored", "prepared", "temporary", "recorded", "synced",
                                  "applying", "renamed", "renamed-all", "directories", "applied"}) {
    SCOPED_TRACE(stage);
    World world;
    world.write("agents/a.md", "ONE\ntwo\nthree\nfour\nfive\nsix\nseven\n");
    world.upstream.write("agents/a.md", "one\ntwo\nthree\nfour\nfive\nsix\nSEVEN\n");
    world.upstream.write("agents/c.md", "c\n");
    std::filesystem::remove(world.upstream.at("agents/gone.md"));
    const auto commit = world.upstream.commit("second");
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        world.pull(false, false, [&](std::string_view reached) {
          if (reached == stage) ::_exit(9);
        });
      } catch (const base::Error&) {
      }
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_EQ(WEXITSTATUS(status), 9);
    track::State::open(world.root.at("state"), track::State::Access::write, "recovery");
    world.pull();
    EXPECT_EQ(world.read("agents/a.md"), "ONE\ntwo\nthree\nfour\nfive\nsix\nSEVEN\n");
    EXPECT_EQ(world.read("agents/c.md"), "c\n");
    EXPECT_EQ(world.git({"rev-parse", "HEAD"}), commit);
    EXPECT_EQ(world.status(), " M agents/a.md");
  }
}

}  // namespace
}  // namespace syncing
