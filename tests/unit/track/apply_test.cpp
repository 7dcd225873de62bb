#include <gmock/gmock.h>

#include "unit/track/fixture.hpp"

namespace track {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Apply, WritesReplacesAndRemovesAndTheLedgerKnows) {
  const World world;
  world.root.write("t/old.md", "old");
  world.root.write("t/gone.md", "gone");
  State state = world.open();
  const std::int64_t id = state.apply("deploy", "claude:user", "why",
                                      {write_step(world.root.at("t/deep/new.md"), "new"),
                                       write_step(world.root.at("t/old.md"), "newer", "old"),
                                       remove_step(world.root.at("t/gone.md"), "gone")});
  EXPECT_EQ(world.content("t/deep/new.md"), "new");
  EXPECT_EQ(world.content("t/old.md"), "newer");
  EXPECT_EQ(world.content("t/gone.md"), std::nullopt);
  EXPECT_THAT(world.strays(), IsEmpty());
  ASSERT_EQ(state.entries("claude:user").size(), 2U);
  const LedgerEntry kept = *state.find(world.root.at("t/old.md"));
  EXPECT_EQ(kept.operation, id);
  EXPECT_EQ(state.image(kept.image), "newer");
  EXPECT_EQ(kept.inode, os::stat_if_exists(kept.path)->inode);
  EXPECT_EQ(kept.ctime_ns, os::stat_if_exists(kept.path)->ctime_ns);
  const OperationInfo info = *state.operation(id);
  EXPECT_EQ(info.command, "deploy");
  EXPECT_EQ(info.reason, "why");
  EXPECT_EQ(info.state, "applied");
  EXPECT_EQ(info.files, 3U);
  EXPECT_EQ(info.commit.size(), 40U);
  EXPECT_EQ(state.files(id).size(), 3U);
  EXPECT_EQ(check_state(world.directory), std::nullopt);
}

TEST(Apply, DoesNothingWithoutSteps) {
  const World world;
  State state = world.open();
  EXPECT_EQ(state.apply("deploy", "t", "", {}), 0);
  EXPECT_THAT(state.operations(), IsEmpty());
}

TEST(Apply, StateDirectoryIsPrivate) {
  const World world;
  const State state = world.open();
  EXPECT_EQ(mode_of(world.directory), 0700U);
}

TEST(Apply, NewFileHasTheModeLessTheUmaskAndReplacedOneKeepsItsOwn) {
  const World world;
  world.root.write("t/private.md", "old");
  ::chmod(world.root.at("t/private.md").c_str(), 0600);
  const mode_t mask = ::umask(027);
  Step script = write_step(world.root.at("t/run.sh"), "#!/bin/sh\n");
  script.mode = 0755;
  Step replaced = write_step(world.root.at("t/private.md"), "new", "old");
  replaced.mode = 0755;
  world.open().apply("deploy", "claude:user", "", {script, replaced});
  ::umask(mask);
  EXPECT_EQ(mode_of(world.root.at("t/run.sh")), 0750U);
  EXPECT_EQ(mode_of(world.root.at("t/private.md")), 0700U);
}

TEST(Apply, OnlyTellsTheLedgerWhereTheBytesAreThere) {
  const World world;
  world.root.write("t/a.md", "same");
  const os::Stat before = *os::stat_if_exists(world.root.at("t/a.md"));
  State state = world.open();
  state.apply("deploy", "claude:user", "", {write_step(world.root.at("t/a.md"), "same", "same")});
  EXPECT_EQ(os::stat_if_exists(world.root.at("t/a.md")), before);
  EXPECT_EQ(state.find(world.root.at("t/a.md"))->inode, before.inode);
}

struct Refusal {
  const char* name;
  std::function<void(const World&)> arrange;
  std::function<Step(const World&)> step;
  const char* message;  ///< after the path
};

class ApplyRefuses : public testing::TestWithParam<Refusal> {};

TEST_P(ApplyRefuses, AndChangesNothing) {
  const World world;
  world.root.write("t/keep.md", "keep");
  GetParam().arrange(world);
  State state = world.open();
  const Step step = GetParam().step(world);
  const base::Error error = error_of([&] {
    state.apply("deploy", "claude:user", "", {write_step(world.root.at("t/a.md"), "a"), step});
  });
  EXPECT_EQ(error.code(), base::ErrorCode::conflict);
  EXPECT_EQ(
      error.message().substr(0, step.path.size() + 3 + std::string(GetParam().message).size()),
      "'" + step.path + "' " + GetParam().message);
  EXPECT_EQ(world.content("t/a.md"), std::nullopt);
  EXPECT_EQ(world.content("t/keep.md"), "keep");
  EXPECT_THAT(state.entries(), IsEmpty());
  EXPECT_THAT(world.strays(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ApplyRefuses,
    testing::Values(
        Refusal{"Changed", [](const World& w) { w.root.write("t/x.md", "mine"); },
                [](const World& w) { return write_step(w.root.at("t/x.md"), "new", "old"); },
                "was changed since the plan was made"},
        Refusal{"Created", [](const World& w) { w.root.write("t/x.md", "mine"); },
                [](const World& w) { return write_step(w.root.at("t/x.md"), "new"); },
                "was created since the plan was made"},
        Refusal{"Removed", [](const World&) {},
                [](const World& w) { return write_step(w.root.at("t/x.md"), "new", "old"); },
                "was removed since the plan was made"},
        Refusal{
            "Symlink",
            [](const World& w) { std::filesystem::create_symlink("keep.md", w.root.at("t/x.md")); },
            [](const World& w) { return write_step(w.root.at("t/x.md"), "new", "keep"); },
            "is not a regular file"},
        Refusal{"Directory",
                [](const World& w) { std::filesystem::create_directory(w.root.at("t/x.md")); },
                [](const World& w) { return write_step(w.root.at("t/x.md"), "new"); },
                "is not a regular file"},
        Refusal{"BehindALink",
                [](const World& w) {
                  w.root.write("elsewhere/y", "");
                  std::filesystem::create_directory_symlink(w.root.at("elsewhere"),
                                                            w.root.at("t/link"));
                },
                [](const World& w) { return write_step(w.root.at("t/link/x.md"), "new"); },
                "lies behind the symbolic link"}),
    [](const auto& refusal) { return refusal.param.name; });

TEST(Apply, RollsBackWhereAFileChangesDuringTheRenames) {
  const World world;
  world.root.write("t/a.md", "a");
  world.root.write("t/b.md", "b");
  bool edited = false;
  State state = world.open([&](std::string_view stage) {
    if (stage != "renamed" || edited) return;
    edited = true;
    world.root.write("t/b.md", "the user's");
  });
  const base::Error error = error_of([&] {
    state.apply("deploy", "claude:user", "",
                {write_step(world.root.at("t/a.md"), "A", "a"),
                 write_step(world.root.at("t/b.md"), "B", "b")});
  });
  EXPECT_EQ(error.message(),
            "'" + world.root.at("t/b.md") + "' was changed since the plan was made");
  EXPECT_EQ(world.content("t/a.md"), "a");
  EXPECT_EQ(world.content("t/b.md"), "the user's");
  EXPECT_EQ(state.operations().front().state, "aborted");
  EXPECT_THAT(state.entries(), IsEmpty());
  EXPECT_THAT(world.strays(), IsEmpty());
}

TEST(Adopt, LedgerLearnsAFileThatItDidNotWrite) {
  const World world;
  const std::string path = world.root.write("t/a.md", "mine");
  State state = world.open();
  state.adopt({entry(path, "mine")});
  ASSERT_TRUE(state.find(path));
  EXPECT_EQ(state.image(state.find(path)->image), "mine");
  EXPECT_EQ(state.operations().front().files, 0U);
  state.undo(state.operations().front().id, false);
  EXPECT_FALSE(state.find(path));
  EXPECT_EQ(world.content("t/a.md"), "mine");
}

TEST(Adopt, RefusesOtherBytes) {
  const World world;
  const std::string path = world.root.write("t/a.md", "mine");
  State state = world.open();
  EXPECT_EQ(error_of([&] { state.adopt({entry(path, "theirs")}); }).message(),
            "'" + path + "' was changed since the plan was made");
}

TEST(CanonicalPath, ResolvesLinksInTheDirectoryThatExistsOnly) {
  const World world;
  world.root.write("real/x", "");
  std::filesystem::create_directory_symlink("real", world.root.at("link"));
  std::filesystem::create_symlink("x", world.root.at("real/name"));
  EXPECT_EQ(canonical_path(world.root.at("link/a/b.md")), world.root.at("real/a/b.md"));
  EXPECT_EQ(canonical_path(world.root.at("link/name")), world.root.at("real/name"));
  EXPECT_EQ(canonical_path("/a/../b"), "/b");
}

}  // namespace
}  // namespace track
