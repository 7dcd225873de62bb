#include <gmock/gmock.h>

#include "unit/track/fixture.hpp"

namespace track {
namespace {

TEST(Undo, RestoresBytesModesAndLedger) {
  const World world;
  const std::string changed = world.root.write("t/changed.md", "old");
  const std::string removed = world.root.write("t/s/removed.sh", "run");
  ::chmod(removed.c_str(), 0750);
  const std::string created = world.root.at("t/new/deep/created.md");
  State state = world.open();
  const std::int64_t first =
      state.apply("deploy", "claude:user", "", {write_step(changed, "one", "old")});
  const std::int64_t second =
      state.apply("deploy", "claude:user", "",
                  {write_step(changed, "two", "one"), write_step(created, "new"),
                   remove_step(removed, "run", world.root.at("t"))});
  EXPECT_FALSE(os::exists(world.root.at("t/s")));

  state.undo(second, false);
  EXPECT_EQ(world.content("t/changed.md"), "one");
  EXPECT_EQ(world.content("t/s/removed.sh"), "run");
  EXPECT_EQ(mode_of(removed), 0750U);
  EXPECT_FALSE(os::exists(world.root.at("t/new")));
  EXPECT_EQ(state.find(changed)->operation, first);
  EXPECT_EQ(state.find(changed)->inode, os::stat_if_exists(changed)->inode);
  EXPECT_FALSE(state.find(created));
  EXPECT_EQ(state.operation(second)->state, "undone");

  state.undo(first, false);
  EXPECT_EQ(world.content("t/changed.md"), "old");
  EXPECT_FALSE(state.find(changed));
  EXPECT_EQ(check_state(world.directory), std::nullopt);
}

TEST(Undo, CanBeUndoneAndThenDoneAgain) {
  const World world;
  const std::string path = world.root.at("t/a.md");
  State state = world.open();
  const std::int64_t id = state.apply("deploy", "claude:user", "", {write_step(path, "a")});
  const std::int64_t undo = state.undo(id, false);
  EXPECT_EQ(state.operation(undo)->undoes, id);
  EXPECT_EQ(world.content("t/a.md"), std::nullopt);
  state.undo(undo, false);
  EXPECT_EQ(world.content("t/a.md"), "a");
  EXPECT_EQ(state.operation(undo)->state, "undone");
  EXPECT_EQ(state.operation(id)->state, "applied");
  EXPECT_EQ(state.find(path)->operation, id);
  state.undo(id, false);
  EXPECT_EQ(world.content("t/a.md"), std::nullopt);
}

TEST(Undo, RefusesAFileThatWasChangedSinceUnlessForced) {
  const World world;
  const std::string path = world.root.write("t/a.md", "old");
  State state = world.open();
  const std::int64_t id =
      state.apply("deploy", "claude:user", "", {write_step(path, "new", "old")});
  world.root.write("t/a.md", "edited");
  const base::Error error = error_of([&] { state.undo(id, false); });
  EXPECT_EQ(error.code(), base::ErrorCode::conflict);
  EXPECT_EQ(error.message(), "'" + path + "' was changed since operation 1");
  EXPECT_EQ(error.hint(),
            "'git agents undo 1 --force' puts it back all the same; its present content is kept in "
            "the history");
  EXPECT_EQ(world.content("t/a.md"), "edited");

  const std::int64_t forced = state.undo(id, true);
  EXPECT_EQ(world.content("t/a.md"), "old");
  EXPECT_EQ(state.image(state.files(forced).front().before_image), "edited");
  state.undo(forced, false);
  EXPECT_EQ(world.content("t/a.md"), "edited");
}

TEST(Undo, DoesNotRemoveACreatedFileThatWasEdited) {
  const World world;
  const std::string path = world.root.at("t/a.md");
  State state = world.open();
  const std::int64_t id = state.apply("deploy", "claude:user", "", {write_step(path, "new")});
  world.root.write("t/a.md", "edited");
  EXPECT_EQ(error_of([&] { state.undo(id, false); }).message(),
            "'" + path + "' was changed since operation 1");
  EXPECT_EQ(world.content("t/a.md"), "edited");
}

TEST(Undo, OfAnEditedFileThatWasReplacedLeavesItEditedInTheLedger) {
  const World world;
  const std::string path = world.root.at("t/a.md");
  State state = world.open();
  state.apply("deploy", "claude:user", "", {write_step(path, "one")});
  world.root.write("t/a.md", "edited");
  const std::int64_t id =
      state.apply("deploy", "claude:user", "", {write_step(path, "two", "edited")});
  state.undo(id, false);
  EXPECT_EQ(world.content("t/a.md"), "edited");
  EXPECT_EQ(state.find(path)->hash, os::sha256_hex("one"));
  EXPECT_EQ(state.find(path)->inode, 0U);
}

TEST(Undo, RefusesWhatIsNotThereOrDone) {
  const World world;
  State state = world.open();
  EXPECT_EQ(error_of([&] { state.undo(7, false); }).message(), "there is no operation 7");
  const std::int64_t id =
      state.apply("deploy", "t", "", {write_step(world.root.at("t/a.md"), "a")});
  state.undo(id, false);
  const base::Error error = error_of([&] { state.undo(id, true); });
  EXPECT_EQ(error.message(), "operation 1 is undone already");
  EXPECT_EQ(error.hint(), "'git agents undo --list' shows the state of each");
}

TEST(Undo, RefusesWhereALaterOperationHasTheSameBytes) {
  const World world;
  const std::string path = world.root.at("t/a.md");
  State state = world.open();
  const std::int64_t id = state.apply("deploy", "t", "", {write_step(path, "a")});
  state.apply("deploy", "t", "", {write_step(path, "a", "a")});
  EXPECT_EQ(error_of([&] { state.undo(id, false); }).message(),
            "'" + path + "' was deployed again since operation 1");
}

}  // namespace
}  // namespace track
