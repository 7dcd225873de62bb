#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "track/disk.hpp"
#include "unit/track/fixture.hpp"

namespace track {
namespace {

using testing::IsEmpty;

Step create_step(const std::string& path, const std::string& content, std::uint32_t mode) {
  Step step;
  step.path = path;
  step.after = content;
  step.mode = mode;
  step.exact_mode = true;
  return step;
}

std::int64_t rename(const World& world, State& state) {
  return state.apply("fix", "", "",
                     {create_step(world.root.at("t/SKILL.md"), "text", 0604),
                      remove_step(world.root.at("t/skill.md"), "text", world.root.at("t"))});
}

TEST(Rename, IsTwoStepsAndCanBeUndone) {
  const World world;
  world.root.write("t/skill.md", "text");
  ::chmod(world.root.at("t/skill.md").c_str(), 0604);
  State state = world.open();
  const std::int64_t id = rename(world, state);
  EXPECT_EQ(world.content("t/skill.md"), std::nullopt);
  EXPECT_EQ(world.content("t/SKILL.md"), "text");
  EXPECT_EQ(mode_of(world.root.at("t/SKILL.md")), 0604U);
  state.undo(id, false);
  EXPECT_EQ(world.content("t/skill.md"), "text");
  EXPECT_EQ(world.content("t/SKILL.md"), std::nullopt);
  EXPECT_EQ(mode_of(world.root.at("t/skill.md")), 0604U);
  EXPECT_THAT(world.strays(), IsEmpty());
}

TEST(Rename, InterruptedAtAnyStageLeavesTheFileUnderOneName) {
  for (int stage = 0;; ++stage) {
    const World world;
    world.root.write("t/skill.md", "text");
    const pid_t child = ::fork();
    if (child == 0) {
      int left = stage;
      State state = world.open([&](std::string_view) {
        if (left-- == 0) ::_exit(0);
      });
      rename(world, state);
      ::_exit(7);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    State state = world.open();
    const bool old_name = world.content("t/skill.md") == "text";
    const bool new_name = world.content("t/SKILL.md") == "text";
    EXPECT_NE(old_name, new_name) << "stage " << stage;
    EXPECT_THAT(world.strays(), IsEmpty());
    if (WEXITSTATUS(status) == 7) return;
  }
}

TEST(Rename, TakesOnlyTheExactNameForTheFile) {
  const World world;
  world.root.write("t/Skill.md", "text");
  const CaseTwins twins({world.root.at("t/skill.md"), world.root.at("t/SKILL.md")});
  EXPECT_EQ(twins.look_at(world.root.at("t/SKILL.md")).kind, OnDisk::Kind::nothing);
  world.root.write("t/SKILL.md", "text");
  EXPECT_EQ(twins.look_at(world.root.at("t/SKILL.md")).kind, OnDisk::Kind::file);
}

TEST(Apply, GivesTheExactModeWhereItIsAskedTo) {
  const World world;
  world.root.write("t/a.md", "old");
  ::chmod(world.root.at("t/a.md").c_str(), 0744);
  Step step = write_step(world.root.at("t/a.md"), "new", "old");
  step.mode = 0744;
  step.exact_mode = true;
  world.open().apply("fix", "", "", {step});
  EXPECT_EQ(mode_of(world.root.at("t/a.md")), 0744U);
}

}  // namespace
}  // namespace track
