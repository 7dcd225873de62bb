#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/track/fixture.hpp"

namespace track {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr int reached_the_end = 7;

/// The many small worlds below lie in memory where there is such a file system: what they prove is
/// the order of the stages, and syncing each would take most of the time.
class Crash : public testing::Test {
  test::ScopedVariable directory_{
      "TMPDIR", os::exists("/dev/shm") ? std::optional<std::string>("/dev/shm") : std::nullopt};
};

/// Runs `work` in a child that dies, as by kill -9, when it comes to its n-th stage. False where
/// there are fewer stages.
bool crash_at(int stage, const std::function<void(const StageObserver&)>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    int left = stage;
    try {
      work([&](std::string_view) {
        if (left-- == 0) ::_exit(0);
      });
    } catch (...) {
      ::_exit(1);
    }
    ::_exit(reached_the_end);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) != 1);
  return WEXITSTATUS(status) == 0;
}

void arrange(const World& world) {
  world.root.write("t/old.md", "old");
  ::chmod(world.root.at("t/old.md").c_str(), 0640);
  world.root.write("t/gone/gone.md", "gone");
  State state = world.open();
  state.apply("deploy", "claude:user", "", {write_step(world.root.at("t/old.md"), "older", "old")});
}

void change(const World& world, const StageObserver& observer) {
  world.open(observer).apply(
      "deploy", "claude:user", "crashing",
      {write_step(world.root.at("t/made/new.md"), "new"),
       write_step(world.root.at("t/old.md"), "newer", "older"),
       remove_step(world.root.at("t/gone/gone.md"), "gone", world.root.at("t"))});
}

void expect_before(const World& world, const State& state) {
  EXPECT_FALSE(os::exists(world.root.at("t/made")));
  EXPECT_EQ(world.content("t/old.md"), "older");
  EXPECT_EQ(mode_of(world.root.at("t/old.md")), 0640U);
  EXPECT_EQ(world.content("t/gone/gone.md"), "gone");
  EXPECT_EQ(state.entries().size(), 1U);
  EXPECT_EQ(state.find(world.root.at("t/old.md"))->hash, os::sha256_hex("older"));
}

void expect_after(const World& world, const State& state) {
  EXPECT_EQ(world.content("t/made/new.md"), "new");
  EXPECT_EQ(world.content("t/old.md"), "newer");
  EXPECT_EQ(mode_of(world.root.at("t/old.md")), 0640U);
  EXPECT_FALSE(os::exists(world.root.at("t/gone")));
  EXPECT_EQ(state.entries().size(), 2U);
  EXPECT_EQ(state.find(world.root.at("t/old.md"))->inode,
            os::stat_if_exists(world.root.at("t/old.md"))->inode);
}

void expect_all_or_nothing(const World& world) {
  const State state = world.open();
  EXPECT_THAT(world.strays(), IsEmpty());
  EXPECT_EQ(check_state(world.directory), std::nullopt);
  const auto operations = state.operations();
  if (operations.front().reason == "crashing" && operations.front().state == "applied") {
    expect_after(world, state);
  } else {
    expect_before(world, state);
  }
}

TEST_F(Crash, AtAnyStageOfAnOperationLeavesAllOrNothing) {
  int stage = 0;
  int finished = 0;
  for (bool crashed = true; crashed; ++stage) {
    SCOPED_TRACE(stage);
    const World world;
    arrange(world);
    crashed = crash_at(stage, [&](const StageObserver& observer) { change(world, observer); });
    expect_all_or_nothing(world);
    if (os::exists(world.root.at("t/made/new.md"))) ++finished;
  }
  EXPECT_GT(stage, 10);
  EXPECT_GT(finished, 4);
}

TEST_F(Crash, AtAnyStageOfARecoveryLeavesAllOrNothing) {
  for (int first = 0;; ++first) {
    bool interrupted = true;
    for (int second = 0; interrupted; ++second) {
      SCOPED_TRACE(std::to_string(first) + " then " + std::to_string(second));
      const World world;
      arrange(world);
      if (!crash_at(first, [&](const auto& observer) { change(world, observer); })) return;
      interrupted = crash_at(second, [&](const auto& observer) { world.open(observer); });
      expect_all_or_nothing(world);
    }
  }
}

TEST_F(Crash, AtAnyStageOfAnUndoLeavesAllOrNothing) {
  bool crashed = true;
  for (int stage = 0; crashed; ++stage) {
    SCOPED_TRACE(stage);
    const World world;
    arrange(world);
    change(world, {});
    crashed = crash_at(stage, [&](const auto& observer) { world.open(observer).undo(2, false); });
    const State state = world.open();
    EXPECT_THAT(world.strays(), IsEmpty());
    if (state.operation(2)->state == "undone") {
      expect_before(world, state);
    } else {
      expect_after(world, state);
    }
  }
}

/// Crashes when the journal says `applying` and nothing is renamed yet.
void crash_before_renames(const World& world) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      change(world, [](std::string_view stage) {
        if (stage == "applying") ::_exit(0);
      });
    } catch (...) {
    }
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_EQ(status, 0);
}

TEST(Recovery, SaysWhatItFinished) {
  const World world;
  arrange(world);
  crash_before_renames(world);
  const State state = world.open();
  EXPECT_THAT(state.recovered(),
              testing::ElementsAre("finished operation 2 (deploy), which was interrupted"));
}

TEST(Recovery, LeavesWhatTheUserDidInTheMeantime) {
  const World world;
  arrange(world);
  crash_before_renames(world);
  world.root.write("t/old.md", "the user's");
  world.root.write("t/made/new.md", "also the user's");
  State state = world.open();
  EXPECT_THAT(
      state.recovered(),
      testing::ElementsAre(
          "finished operation 2 (deploy), which was interrupted",
          "left '" + world.root.at("t/made/new.md") + "' as it is: it was changed in the meantime",
          "left '" + world.root.at("t/old.md") + "' as it is: it was changed in the meantime"));
  EXPECT_EQ(world.content("t/old.md"), "the user's");
  EXPECT_EQ(world.content("t/made/new.md"), "also the user's");
  EXPECT_FALSE(os::exists(world.root.at("t/gone")));
  EXPECT_EQ(state.find(world.root.at("t/old.md"))->hash, os::sha256_hex("older"));
  EXPECT_FALSE(state.find(world.root.at("t/made/new.md")));
  EXPECT_THAT(world.strays(), IsEmpty());
  state.undo(2, false);
  EXPECT_EQ(world.content("t/gone/gone.md"), "gone");
  EXPECT_EQ(world.content("t/old.md"), "the user's");
}

TEST(Recovery, DoesNotBringBackATargetThatIsGone) {
  const World world;
  arrange(world);
  crash_before_renames(world);
  std::filesystem::remove_all(world.root.at("t"));
  const State state = world.open();
  EXPECT_FALSE(os::exists(world.root.at("t")));
  EXPECT_EQ(state.recovered().size(), 3U);
}

TEST(Recovery, DoesNotWriteThroughALinkThatAppeared) {
  const World world;
  arrange(world);
  crash_before_renames(world);
  std::filesystem::create_directory(world.root.at("elsewhere"));
  std::filesystem::remove_all(world.root.at("t/made"));
  std::filesystem::create_directory_symlink(world.root.at("elsewhere"), world.root.at("t/made"));
  const State state = world.open();
  EXPECT_FALSE(os::exists(world.root.at("elsewhere/new.md")));
  EXPECT_FALSE(state.find(world.root.at("t/made/new.md")));
}

}  // namespace
}  // namespace track
