#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>

#include "base/error.hpp"
#include "fixture.hpp"

namespace {

using build::testing_support::WorkTreeBuild;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

TEST_F(WorkTreeBuild, FailsForASymbolicLinkAndGoesOn) {
  directory_.write("secret", "secret\n");
  directory_.write("agents/b.md", "B\n");
  ASSERT_EQ(::symlink("../secret", directory_.at("agents/a.md").c_str()), 0);
  const build::Outcome outcome = run();
  EXPECT_THAT(outcome.failed, ElementsAre(Pair("agents/a.md", "it is a symbolic link")));
  EXPECT_THAT(outcome.written, ElementsAre("b.md"));
  EXPECT_FALSE(exists("dist/a.md"));
}

TEST_F(WorkTreeBuild, FailsForAgentsThatInheritASymbolicLink) {
  directory_.write("secret", "secret\n");
  directory_.write("agents/qa/a.md", "A\n");
  directory_.write("agents/b.md", "B\n");
  ASSERT_EQ(::symlink("../../secret", directory_.at("agents/qa/BASE-AGENT.md").c_str()), 0);
  const build::Outcome outcome = run();
  EXPECT_THAT(outcome.failed,
              ElementsAre(Pair("agents/qa/a.md",
                               "cannot inherit 'agents/qa/BASE-AGENT.md': it is a symbolic link")));
  EXPECT_THAT(outcome.written, ElementsAre("b.md"));
}

TEST_F(WorkTreeBuild, FailsForAFileThatIsTooLarge) {
  settings_.validate.max_bytes = 4;
  directory_.write("agents/a.md", "12345");
  directory_.write("agents/b.md", "1234");
  const build::Outcome outcome = run();
  EXPECT_THAT(outcome.failed, ElementsAre(Pair("agents/a.md", "it is larger than 4 bytes")));
  EXPECT_THAT(outcome.written, ElementsAre("b.md"));
}

TEST_F(WorkTreeBuild, KeepsTheOutputOfAnAgentThatFailsAndKnowsItLater) {
  directory_.write("agents/a.md", "A\n");
  run();
  settings_.validate.max_bytes = 1;
  EXPECT_THAT(run().failed, ElementsAre(Pair("agents/a.md", "it is larger than 1 bytes")));
  EXPECT_TRUE(exists("dist/a.md"));
  settings_.validate.max_bytes = 100;
  directory_.write("agents/a.md", "B\n");
  EXPECT_THAT(run().written, ElementsAre("a.md"));
}

TEST_F(WorkTreeBuild, DoesNotEnterLinkedDirectories) {
  directory_.write("elsewhere/b.md", "B\n");
  directory_.write("agents/a.md", "A\n");
  ASSERT_EQ(::symlink("../elsewhere", directory_.at("agents/more").c_str()), 0);
  EXPECT_THAT(run().written, ElementsAre("a.md"));
}

TEST_F(WorkTreeBuild, NamesALinkedDefinitionsDirectory) {
  directory_.write("elsewhere/b.md", "B\n");
  ASSERT_EQ(::symlink("elsewhere", directory_.at("agents").c_str()), 0);
  EXPECT_THAT(run().failed,
              ElementsAre(Pair("agents", "'" + directory_.at("agents") + "' is a symbolic link")));
}

TEST_F(WorkTreeBuild, RemovesNothingWhileADirectoryCannotBeListed) {
  settings_.definitions = {{"one", "agent", ""}, {"two", "agent", ""}};
  directory_.write("one/a.md", "A\n");
  directory_.write("two/b.md", "B\n");
  EXPECT_THAT(run().written, ElementsAre("one/a.md", "two/b.md"));
  std::filesystem::rename(directory_.at("two"), directory_.at("moved"));
  ASSERT_EQ(::symlink("moved", directory_.at("two").c_str()), 0);
  EXPECT_THAT(run().removed, IsEmpty());
  EXPECT_TRUE(exists("dist/two/b.md"));
}

TEST_F(WorkTreeBuild, NeverWritesThroughASymbolicLink) {
  directory_.write("agents/qa/a.md", "A\n");
  directory_.write("agents/b.md", "B\n");
  directory_.write("elsewhere/keep", "");
  directory_.write("dist/keep", "");
  ASSERT_EQ(::symlink("../elsewhere", directory_.at("dist/qa").c_str()), 0);
  const build::Outcome outcome = run();
  EXPECT_THAT(
      outcome.failed,
      ElementsAre(Pair("agents/qa/a.md", "cannot write '" + directory_.at("dist/qa/a.md") + "': '" +
                                             directory_.at("dist/qa") + "' is a symbolic link")));
  EXPECT_THAT(outcome.written, ElementsAre("b.md"));
  EXPECT_FALSE(exists("elsewhere/a.md"));
}

TEST_F(WorkTreeBuild, RefusesALinkInThePlaceOfAnOutput) {
  directory_.write("agents/a.md", "A\n");
  directory_.write("mine", "mine\n");
  directory_.write("dist/keep", "");
  ASSERT_EQ(::symlink("../mine", directory_.at("dist/a.md").c_str()), 0);
  EXPECT_THAT(run().refused, ElementsAre("a.md"));
  EXPECT_EQ(directory_.read("mine"), "mine\n");
}

TEST_F(WorkTreeBuild, RefusesADirectoryInThePlaceOfAnOutput) {
  directory_.write("agents/a.md", "A\n");
  directory_.write("dist/a.md/keep", "");
  EXPECT_THAT(run().refused, ElementsAre("a.md"));
}

TEST_F(WorkTreeBuild, RefusesTheSourceItselfInThePlaceOfAnOutput) {
  directory_.write("agents/a.md", "A");
  directory_.write("dist/keep", "");
  ASSERT_EQ(::link(directory_.at("agents/a.md").c_str(), directory_.at("dist/a.md").c_str()), 0);
  EXPECT_THAT(run().refused, ElementsAre("a.md"));
}

TEST_F(WorkTreeBuild, RemovesNothingThroughASymbolicLink) {
  directory_.write("agents/qa/a.md", "A\n");
  run();
  std::filesystem::rename(directory_.at("dist/qa"), directory_.at("moved"));
  ASSERT_EQ(::symlink("../moved", directory_.at("dist/qa").c_str()), 0);
  os::remove_file(directory_.at("agents/qa/a.md"));
  EXPECT_THAT(run().refused, ElementsAre("qa/a.md"));
  EXPECT_TRUE(exists("moved/a.md"));
}

std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error.message();
  }
  return "no error";
}

TEST_F(WorkTreeBuild, BuildsOnlyIntoTheRepository) {
  settings_.build.output = "../dist";
  EXPECT_EQ(message_of([this] { run(); }), "cannot build into '" + directory_.at("../dist") +
                                               "': it is not inside '" + directory_.path() + "'");
}

TEST_F(WorkTreeBuild, NeverBuildsOverTheDefinitionsThemselves) {
  for (const char* output : {"..", ".", "a/../.."}) {
    settings_.build.output = output;
    EXPECT_EQ(message_of([this] { run(); }), "cannot build into '" + directory_.at(output) +
                                                 "': it holds the definitions themselves");
  }
}

TEST_F(WorkTreeBuild, BuildsAnywhereForAUserWhoNamesThePlace) {
  const test::TempDir elsewhere;
  directory_.write("agents/a.md", "A\n");
  build::Options options;
  options.root = directory_.path();
  options.output = elsewhere.at("out");
  options.anywhere = true;
  const auto outcome = build::build_work_tree(options, settings_, agent::Classifier(settings_));
  EXPECT_THAT(outcome.written, ElementsAre("a.md"));
  EXPECT_EQ(elsewhere.read("out/a.md"), "A");
}

TEST_F(WorkTreeBuild, DoesNotBuildBelowDotGit) {
  for (const char* output : {".git/hooks", "sub/.git", ".GIT/x"}) {
    settings_.build.output = output;
    EXPECT_EQ(message_of([this] { run(); }),
              "cannot build into '" + directory_.at(output) + "': it lies under '.git'");
  }
}

TEST_F(WorkTreeBuild, DoesNotBuildIntoALinkedDirectory) {
  directory_.write("elsewhere/keep", "");
  ASSERT_EQ(::symlink("elsewhere", directory_.at("dist").c_str()), 0);
  EXPECT_EQ(message_of([this] { run(); }), "cannot build into '" + directory_.at("dist") + "': '" +
                                               directory_.at("dist") + "' is a symbolic link");
}

}  // namespace
