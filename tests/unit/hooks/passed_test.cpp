#include "hooks/passed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hooks/position.hpp"
#include "support/temp_dir.hpp"

namespace hooks {
namespace {

using testing::ElementsAre;

class Hints : public testing::Test {
 protected:
  Hints() {
    repository_.git_dir = directory_.path();
    repository_.common_dir = directory_.path();
  }
  test::TempDir directory_;
  git::Repository repository_;
  const std::string key_ = std::string(64, 'a');
};

TEST_F(Hints, PassedIsReadAsItWasSaved) {
  EXPECT_FALSE(Passed::load(repository_));
  Passed{key_, {"agents", "with\nline", ""}}.save(repository_);
  const auto passed = Passed::load(repository_);
  ASSERT_TRUE(passed);
  EXPECT_EQ(passed->key, key_);
  EXPECT_THAT(passed->paths, ElementsAre("agents", "with\nline", ""));
}

TEST_F(Hints, PassedThatIsDamagedIsNone) {
  const std::string nul(1, '\0');
  for (const std::string& text : {std::string(), key_, key_ + nul, "short" + nul + "agents" + nul,
                                  key_ + nul + "agents", std::string(2 << 20, 'x')}) {
    directory_.write("agents/passed", text);
    EXPECT_FALSE(Passed::load(repository_)) << text.substr(0, 80);
  }
  directory_.write("agents/passed", key_ + nul + "agents" + nul);
  EXPECT_TRUE(Passed::load(repository_));
}

TEST_F(Hints, PositionIsReadAsItWasSavedUntilItIsForgotten) {
  EXPECT_FALSE(Position::load(repository_));
  Position{"1234", {"agents"}}.save(repository_);
  Position{"5678", {"agents", "skills"}}.save(repository_);
  const auto position = Position::load(repository_);
  ASSERT_TRUE(position);
  EXPECT_EQ(position->commit, "5678");
  EXPECT_THAT(position->paths, ElementsAre("agents", "skills"));
  Position::forget(repository_);
  EXPECT_FALSE(Position::load(repository_));
  Position::forget(repository_);
}

TEST_F(Hints, PlaceThatCannotBeWrittenOrReadRefusesNothing) {
  directory_.write("agents", "a file");
  Passed{key_, {"agents"}}.save(repository_);
  Position{"1234", {"agents"}}.save(repository_);
  EXPECT_FALSE(Passed::load(repository_));
  EXPECT_FALSE(Position::load(repository_));
  Position::forget(repository_);
}

}  // namespace
}  // namespace hooks
