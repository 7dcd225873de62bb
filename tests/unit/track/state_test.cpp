#include <gmock/gmock.h>

#include "db/database.hpp"
#include "unit/track/fixture.hpp"

namespace track {
namespace {

using testing::IsEmpty;

void corrupt(const World& world) {
  std::filesystem::remove(world.root.at("state/git-agents/state.db-wal"));
  world.root.write("state/git-agents/state.db", std::string(8192, 'x'));
}

TEST(State, ReaderOfAMissingDirectorySeesItEmpty) {
  const World world;
  const State state = State::open(world.directory, State::Access::read, "test");
  EXPECT_THAT(state.entries(), IsEmpty());
  EXPECT_THAT(state.operations(), IsEmpty());
  EXPECT_FALSE(state.find("/x"));
  EXPECT_FALSE(state.image("aaaa"));
  EXPECT_FALSE(os::exists(world.directory));
}

TEST(State, ReadersSeeWhatWritersDidWhileTheyWrite) {
  const World world;
  State writer = world.open();
  writer.apply("deploy", "claude:user", "", {write_step(world.root.at("t/a.md"), "a")});
  const State reader = State::open(world.directory, State::Access::read, "test");
  EXPECT_EQ(reader.entries().size(), 1U);
}

TEST(State, EntriesAreOfOneTargetAndSorted) {
  const World world;
  State state = world.open();
  Step other = write_step(world.root.at("t/0.md"), "0");
  other.entry->target = "claude:project:/r";
  state.apply(
      "deploy", "", "",
      {write_step(world.root.at("t/b.md"), "b"), write_step(world.root.at("t/a.md"), "a"), other});
  const auto entries = state.entries("claude:user");
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].path, world.root.at("t/a.md"));
  EXPECT_EQ(entries[1].path, world.root.at("t/b.md"));
  EXPECT_EQ(state.entries().size(), 3U);
  EXPECT_THAT(state.paths_below(world.root.at("t")),
              testing::ElementsAre(world.root.at("t/0.md"), world.root.at("t/a.md"),
                                   world.root.at("t/b.md")));
  EXPECT_THAT(state.paths_below(world.root.at("t/a")), IsEmpty());
}

TEST(State, CorruptDatabaseStopsReadersAndWritersWithTheRepairHint) {
  const World world;
  world.open().apply("deploy", "t", "", {write_step(world.root.at("t/a.md"), "a")});
  corrupt(world);
  for (const State::Access access : {State::Access::read, State::Access::write}) {
    const base::Error error = error_of([&] { State::open(world.directory, access, "test"); });
    EXPECT_EQ(error.code(), base::ErrorCode::invalid);
    EXPECT_EQ(error.hint(), "run `git agents doctor`");
  }
  EXPECT_EQ(world.root.read("state/git-agents/state.db"), std::string(8192, 'x'));
  EXPECT_NE(check_state(world.directory), std::nullopt);
}

TEST(State, ANewerDatabaseIsNotCalledSound) {
  const World world;
  world.open().apply("deploy", "t", "", {write_step(world.root.at("t/a.md"), "a")});
  db::Database(os::join(world.directory, "state.db"), db::Database::Durability::precious)
      .execute("PRAGMA user_version = 9999");
  EXPECT_EQ(check_state(world.directory),
            "state.db was written by a newer version of this program: install that one");
}

TEST(State, LostDatabaseIsNotMadeAnew) {
  const World world;
  world.open().apply("deploy", "t", "", {write_step(world.root.at("t/a.md"), "a")});
  for (const char* name : {"state.db", "state.db-wal", "state.db-shm"}) {
    os::remove_file(os::join(world.directory, name));
  }
  for (const State::Access access : {State::Access::read, State::Access::write}) {
    EXPECT_EQ(error_of([&] { State::open(world.directory, access, "test"); }).message(),
              "'" + world.directory + "/state.db' is lost, but its history is there");
  }
  EXPECT_FALSE(os::exists(world.directory + "/state.db"));
  EXPECT_EQ(check_state(world.directory), "state.db is lost, but its history is there");
}

TEST(State, EmptiedDatabaseIsNotTakenForANewOne) {
  const World world;
  world.open().apply("deploy", "t", "", {write_step(world.root.at("t/a.md"), "a")});
  os::remove_file(world.directory + "/state.db-wal");
  world.root.write("state/git-agents/state.db", "");
  EXPECT_EQ(error_of([&] { world.open(); }).code(), base::ErrorCode::invalid);
}

TEST(CheckState, FindsAMissingImage) {
  const World world;
  std::string image;
  {
    State state = world.open();
    state.apply("deploy", "t", "", {write_step(world.root.at("t/a.md"), "a")});
    image = state.find(world.root.at("t/a.md"))->image;
  }
  std::filesystem::remove(world.directory + "/history.git/objects/" + image.substr(0, 2) + "/" +
                          image.substr(2));
  EXPECT_NE(check_state(world.directory), std::nullopt);
}

TEST(CheckState, IsContentWhereThereIsNoState) {
  const World world;
  EXPECT_EQ(check_state(world.directory), std::nullopt);
}

TEST(StateDirectory, FollowsTheBaseDirectorySpecification) {
  const World world;
  EXPECT_EQ(state_directory(), world.directory);
}

}  // namespace
}  // namespace track
