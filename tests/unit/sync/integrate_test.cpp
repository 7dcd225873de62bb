#include "sync/integrate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/error.hpp"
#include "os/file.hpp"
#include "support/temp_repo.hpp"
#include "sync/cache.hpp"
#include "tests/unit/sync/cache_world.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

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

TEST(Integrate, CountsNothingThatUpstreamWithdrewAsLocalAlsoAfterAPullThatDidNotEnd) {
  World world;
  world.upstream.write("agents/evil.md", "evil\n");
  world.upstream.commit("to be withdrawn");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  world.upstream.git("reset", "-q", "--hard", "HEAD~1");
  world.upstream.write("agents/c.md", "c\n");
  const auto commit = world.upstream.commit("rewritten");
  world.git({"switch", "-q", "-c", "side"});
  EXPECT_EQ(world.pull().outcome, Outcome::elsewhere);
  world.git({"switch", "-q", "main"});
  const auto done = world.pull();
  EXPECT_EQ(done.outcome, Outcome::forwarded);
  EXPECT_TRUE(done.rewritten);
  EXPECT_EQ(done.head, commit);
  EXPECT_FALSE(os::exists(world.at("agents/evil.md")));
}

TEST(Integrate, TakesAMergeThatWasMadeByHandForAMerge) {
  World world;
  world.write("agents/b.md", "mine\n");
  world.commit("mine");
  world.upstream.write("agents/b.md", "theirs\n");
  world.upstream.git("commit", "-q", "-a", "--amend", "-m", "rewritten");
  EXPECT_EQ(world.pull().outcome, Outcome::conflict);
  test::run_git(world.path(), {"merge", "-q", "-s", "ours", "-m", "both",
                               "--allow-unrelated-histories", std::string(upstream_ref)});
  const auto head = world.git({"rev-parse", "HEAD"});
  EXPECT_EQ(world.pull().outcome, Outcome::current);
  EXPECT_EQ(world.git({"rev-parse", "HEAD"}), head);
  EXPECT_EQ(world.read("agents/b.md"), "mine\n");
}

TEST(Integrate, LeavesARepositoryInsideAlone) {
  World world;
  os::make_directories(world.at("mine"));
  test::run_git(world.at("mine"), {"init", "-q"});
  world.write("agents/b.md", "mine\n");
  world.upstream.write("agents/a.md", "new\n");
  world.upstream.commit("second");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_EQ(world.read("agents/b.md"), "mine\n");
  EXPECT_EQ(world.read("agents/a.md"), "new\n");
}

TEST(Integrate, ChecksOutByTheAttributesThatComeAlong) {
  World world;
  world.upstream.write(".gitattributes", "*.md text eol=crlf\n");
  world.upstream.write("agents/a.md", "one\n");
  world.upstream.commit("crlf");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_EQ(world.read("agents/a.md"), "one\r\n");
  world.upstream.write(".gitattributes", "*.md -text\n");
  world.upstream.write("agents/a.md", "two\n");
  world.upstream.commit("bytes");
  EXPECT_EQ(world.pull().outcome, Outcome::forwarded);
  EXPECT_EQ(world.read("agents/a.md"), "two\n");
}

TEST(TakeBranchBack, MakesTheNextPullTheSameAgain) {
  World world;
  world.upstream.write("agents/evil.md", "evil\n");
  world.upstream.commit("to be withdrawn");
  world.pull();
  const auto before = world.git({"rev-parse", "HEAD"});
  world.upstream.git("reset", "-q", "--hard", "HEAD~1");
  world.upstream.write("agents/c.md", "c\n");
  const auto after = world.upstream.commit("rewritten");
  const auto done = world.pull();
  EXPECT_EQ(done.head, after);
  const auto reason = track::State::open(world.root.at("state"), track::State::Access::read, "test")
                          .operation(done.operation)
                          ->reason;
  world.undo(done.operation);
  EXPECT_TRUE(take_branch_back(world.path(), reason));
  EXPECT_EQ(world.git({"rev-parse", "HEAD"}), before);
  EXPECT_EQ(world.status(), "");
  EXPECT_EQ(world.pull().head, after);
  EXPECT_FALSE(os::exists(world.at("agents/evil.md")));
  EXPECT_FALSE(take_branch_back(world.path(), "nonsense"));
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
