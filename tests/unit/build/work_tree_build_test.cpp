#include "build/work_tree_build.hpp"

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

TEST_F(WorkTreeBuild, WritesEveryAgentWithItsBases) {
  directory_.write("agents/BASE-AGENT.md", "# Root\n");
  directory_.write("agents/qa/BASE-AGENT.md", "# QA\n");
  directory_.write("agents/qa/web.md", "---\nname: web\n---\nWeb.\n");
  directory_.write("agents/README.md", "no agent\n");
  const build::Outcome outcome = run();
  EXPECT_EQ(outcome.agents, 1U);
  EXPECT_THAT(outcome.written, ElementsAre("qa/web.md"));
  EXPECT_EQ(directory_.read("dist/qa/web.md"),
            "---\nname: web\n---\n\nWeb."
            "\n\n\n<!-- Inherited from BASE-AGENT.md -->\n\n\n# Root"
            "\n\n\n<!-- Inherited from qa/BASE-AGENT.md -->\n\n\n# QA");
  EXPECT_FALSE(exists("dist/README.md"));
}

TEST_F(WorkTreeBuild, FollowsTheOrderOfTheSettings) {
  directory_.write("agents/BASE-AGENT.md", "# Root\n");
  directory_.write("agents/a.md", "A\n");
  run();
  settings_.build.order = settings::Build::Order::nearest_first;
  EXPECT_THAT(run().written, ElementsAre("a.md"));
  EXPECT_EQ(directory_.read("dist/a.md"), "A\n\n---\n\n# Root");
}

TEST_F(WorkTreeBuild, LeavesUnchangedFilesAlone) {
  directory_.write("agents/a.md", "A\n");
  run();
  const std::uint64_t before = inode("dist/a.md");
  for (int i = 0; i < 3; ++i) {
    const build::Outcome outcome = run();
    EXPECT_EQ(outcome.agents, 1U);
    EXPECT_THAT(outcome.written, IsEmpty());
    EXPECT_THAT(outcome.refused, IsEmpty());
  }
  EXPECT_EQ(inode("dist/a.md"), before);
}

TEST_F(WorkTreeBuild, RewritesOnlyWhatChanged) {
  directory_.write("agents/a.md", "A\n");
  directory_.write("agents/b.md", "B\n");
  run();
  directory_.write("agents/a.md", "C\n");
  EXPECT_THAT(run().written, ElementsAre("a.md"));
  EXPECT_EQ(directory_.read("dist/a.md"), "C");
}

TEST_F(WorkTreeBuild, SeesAChangeThatKeepsSizeAndModificationTime) {
  directory_.write("agents/a.md", "A\n");
  age("agents/a.md");
  run();
  directory_.write("agents/a.md", "B\n");
  age("agents/a.md");
  EXPECT_THAT(run().written, ElementsAre("a.md"));
}

TEST_F(WorkTreeBuild, SeesAnEditOfAnOutputRightAfterWriting) {
  directory_.write("agents/a.md", "A\n");
  for (const char* edit : {"B", "C", "D", "E"}) {
    run();
    directory_.write("dist/a.md", edit);
    directory_.write("agents/a.md", "new\n");
    EXPECT_THAT(run().refused, ElementsAre("a.md"));
    EXPECT_EQ(directory_.read("dist/a.md"), edit);
    os::remove_file(directory_.at("dist/a.md"));
    directory_.write("agents/a.md", "A\n");
  }
}

TEST_F(WorkTreeBuild, RebuildsAllThatInheritAChangedBase) {
  directory_.write("agents/qa/BASE-AGENT.md", "# One\n");
  directory_.write("agents/qa/a.md", "A\n");
  directory_.write("agents/b.md", "B\n");
  run();
  run();
  directory_.write("agents/qa/BASE-AGENT.md", "# Two\n");
  EXPECT_THAT(run().written, ElementsAre("qa/a.md"));
  EXPECT_THAT(run().written, IsEmpty());
}

TEST_F(WorkTreeBuild, NoticesANewAndAGoneBase) {
  directory_.write("agents/qa/a.md", "A\n");
  run();
  directory_.write("agents/BASE-AGENT.md", "# Root\n");
  EXPECT_THAT(run().written, ElementsAre("qa/a.md"));
  os::remove_file(directory_.at("agents/BASE-AGENT.md"));
  EXPECT_THAT(run().written, ElementsAre("qa/a.md"));
  EXPECT_EQ(directory_.read("dist/qa/a.md"), "A");
}

TEST_F(WorkTreeBuild, NoticesANewDirectoryAndANewAgent) {
  directory_.write("agents/a.md", "A\n");
  run();
  run();
  directory_.write("agents/x/y/b.md", "B\n");
  EXPECT_THAT(run().written, ElementsAre("x/y/b.md"));
  directory_.write("agents/x/y/c.md", "C\n");
  EXPECT_THAT(run().written, ElementsAre("x/y/c.md"));
}

TEST_F(WorkTreeBuild, NoticesAnAgentThatWasSavedByRenaming) {
  directory_.write("agents/a.md", "A\n");
  run();
  os::write_atomically(directory_.at("agents/a.md"), "B\n", os::Sync::no);
  EXPECT_THAT(run().written, ElementsAre("a.md"));
}

TEST_F(WorkTreeBuild, RestoresAnOutputThatIsGone) {
  directory_.write("agents/a.md", "A\n");
  run();
  os::remove_file(directory_.at("dist/a.md"));
  EXPECT_THAT(run().written, ElementsAre("a.md"));
}

TEST_F(WorkTreeBuild, NeverOverwritesAnEditedOutput) {
  directory_.write("agents/a.md", "A\n");
  run();
  directory_.write("dist/a.md", "mine\n");
  for (int i = 0; i < 3; ++i) {
    directory_.write("agents/a.md", "A " + std::to_string(i) + "\n");
    const build::Outcome outcome = run();
    EXPECT_THAT(outcome.refused, ElementsAre("a.md"));
    EXPECT_THAT(outcome.written, IsEmpty());
  }
  EXPECT_EQ(directory_.read("dist/a.md"), "mine\n");
}

TEST_F(WorkTreeBuild, NeverOverwritesAForeignFile) {
  directory_.write("agents/a.md", "A\n");
  directory_.write("dist/a.md", "mine\n");
  EXPECT_THAT(run().refused, ElementsAre("a.md"));
  EXPECT_THAT(run().refused, ElementsAre("a.md"));
  EXPECT_EQ(directory_.read("dist/a.md"), "mine\n");
}

TEST_F(WorkTreeBuild, OverwritesWhatItWroteThoughItsStateDiffers) {
  directory_.write("agents/a.md", "A\n");
  run();
  directory_.write("dist/a.md", "A");
  directory_.write("agents/a.md", "B\n");
  EXPECT_THAT(run().written, ElementsAre("a.md"));
}

TEST_F(WorkTreeBuild, AdoptsOutputsThatAreRightAlready) {
  directory_.write("agents/a.md", "A\n");
  directory_.write("dist/a.md", "A");
  const std::uint64_t before = inode("dist/a.md");
  EXPECT_THAT(run().written, IsEmpty());
  EXPECT_EQ(inode("dist/a.md"), before);
  directory_.write("agents/a.md", "B\n");
  EXPECT_THAT(run().written, ElementsAre("a.md"));
}

TEST_F(WorkTreeBuild, WithoutItsMemoryComparesContent) {
  directory_.write("agents/a.md", "A\n");
  directory_.write("agents/b.md", "B\n");
  run();
  for (const char* memory : {"", "no stamps", "\xff\xff\xff\xff"}) {
    directory_.write(".git/agents/build.stamps", memory);
    const build::Outcome outcome = run();
    EXPECT_THAT(outcome.written, IsEmpty());
    EXPECT_THAT(outcome.refused, IsEmpty());
  }
  directory_.write(".git/agents/build.stamps", "");
  directory_.write("agents/a.md", "C\n");
  EXPECT_THAT(run().refused, ElementsAre("a.md"));
}

TEST_F(WorkTreeBuild, RemovesOutputsOfAgentsThatAreGone) {
  directory_.write("agents/a.md", "A\n");
  directory_.write("agents/x/y/b.md", "B\n");
  run();
  os::remove_file(directory_.at("agents/x/y/b.md"));
  EXPECT_THAT(run().removed, ElementsAre("x/y/b.md"));
  EXPECT_FALSE(exists("dist/x"));
  EXPECT_TRUE(exists("dist/a.md"));
  EXPECT_THAT(run().removed, IsEmpty());
}

TEST_F(WorkTreeBuild, KeepsAnEditedOutputOfAGoneAgent) {
  directory_.write("agents/a.md", "A\n");
  run();
  os::remove_file(directory_.at("agents/a.md"));
  directory_.write("dist/a.md", "B");
  for (int i = 0; i < 3; ++i) {
    const build::Outcome outcome = run();
    EXPECT_THAT(outcome.removed, IsEmpty());
    EXPECT_THAT(outcome.refused, ElementsAre("a.md"));
  }
  EXPECT_EQ(directory_.read("dist/a.md"), "B");
}

TEST_F(WorkTreeBuild, CheckWritesNothing) {
  directory_.write("agents/a.md", "A\n");
  directory_.write("agents/b.md", "B\n");
  directory_.write("agents/c.md", "C\n");
  directory_.write("agents/d.md", "D\n");
  run();
  const std::string memory = directory_.read(".git/agents/build.stamps");
  directory_.write("agents/a.md", "changed\n");
  os::remove_file(directory_.at("agents/b.md"));
  os::remove_file(directory_.at("dist/c.md"));
  check_ = true;
  const build::Outcome outcome = run();
  EXPECT_EQ(outcome.agents, 3U);
  EXPECT_THAT(outcome.written, ElementsAre("a.md", "c.md"));
  EXPECT_THAT(outcome.removed, ElementsAre("b.md"));
  EXPECT_EQ(directory_.read("dist/a.md"), "A");
  EXPECT_TRUE(exists("dist/b.md"));
  EXPECT_FALSE(exists("dist/c.md"));
  EXPECT_EQ(directory_.read(".git/agents/build.stamps"), memory);
}

TEST_F(WorkTreeBuild, CheckOfAnUnbuiltTreeCreatesNothing) {
  directory_.write("agents/a.md", "A\n");
  check_ = true;
  EXPECT_THAT(run().written, ElementsAre("a.md"));
  EXPECT_FALSE(exists("dist"));
  EXPECT_FALSE(exists(".git"));
}

TEST_F(WorkTreeBuild, BuildsOnlyWhatIsAskedFor) {
  directory_.write("agents/a.md", "A\n");
  directory_.write("agents/qa/b.md", "B\n");
  directory_.write("agents/qa2/c.md", "C\n");
  only_ = {"./agents/qa/"};
  EXPECT_THAT(run().written, ElementsAre("qa/b.md"));
  only_ = {"agents/a.md"};
  EXPECT_THAT(run().written, ElementsAre("a.md"));
  only_.clear();
  EXPECT_THAT(run().written, ElementsAre("qa2/c.md"));
}

TEST_F(WorkTreeBuild, BuildsAllThatInheritTheBaseThatIsAskedFor) {
  directory_.write("agents/qa/BASE-AGENT.md", "# QA\n");
  directory_.write("agents/qa/a.md", "A\n");
  directory_.write("agents/b.md", "B\n");
  only_ = {"agents/qa/BASE-AGENT.md"};
  EXPECT_THAT(run().written, ElementsAre("qa/a.md"));
}

TEST_F(WorkTreeBuild, DoesNotForgetWhatIsNotAskedFor) {
  directory_.write("agents/BASE-AGENT.md", "# One\n");
  directory_.write("agents/a.md", "A\n");
  directory_.write("agents/b.md", "B\n");
  directory_.write("agents/c.md", "C\n");
  run();
  directory_.write("agents/BASE-AGENT.md", "# Two\n");
  os::remove_file(directory_.at("agents/c.md"));
  only_ = {"agents/a.md"};
  const build::Outcome outcome = run();
  EXPECT_THAT(outcome.written, ElementsAre("a.md"));
  EXPECT_THAT(outcome.removed, IsEmpty());
  only_.clear();
  EXPECT_THAT(run().written, ElementsAre("b.md"));
  EXPECT_FALSE(exists("dist/c.md"));
}

TEST_F(WorkTreeBuild, DoesNotTakeItsOutputForDefinitions) {
  settings_.build.output = "agents/dist";
  directory_.write("agents/a.md", "A\n");
  EXPECT_THAT(run().written, ElementsAre("a.md"));
  const build::Outcome outcome = run();
  EXPECT_EQ(outcome.agents, 1U);
  EXPECT_THAT(outcome.written, IsEmpty());
  EXPECT_FALSE(exists("agents/dist/dist"));
}

TEST_F(WorkTreeBuild, FindsTheWellKnownPlacesWhereNothingIsConfigured) {
  settings_.definitions.clear();
  directory_.write(".claude/agents/a.md", "A\n");
  directory_.write("agents/b.md", "B\n");
  EXPECT_THAT(run().written, UnorderedElementsAre(".claude/agents/a.md", "agents/b.md"));
  EXPECT_THAT(run().written, IsEmpty());
}

TEST_F(WorkTreeBuild, TakesAnotherOutputDirectoryForANewOne) {
  directory_.write("agents/a.md", "A\n");
  run();
  settings_.build.output = "built";
  EXPECT_THAT(run().written, ElementsAre("a.md"));
  EXPECT_TRUE(exists("dist/a.md"));
}

TEST_F(WorkTreeBuild, BuildsManyAgentsOfOneDirectory) {
  for (int i = 100; i < 400; ++i) {
    directory_.write("agents/a" + std::to_string(i) + ".md", std::to_string(i) + "\n");
  }
  EXPECT_EQ(run().written.size(), 300U);
  EXPECT_EQ(directory_.read("dist/a399.md"), "399");
  EXPECT_THAT(run().written, IsEmpty());
}

TEST_F(WorkTreeBuild, BuildsTheCorpusAsBuildAgentPyDoes) {
  const auto corpus = os::variable("GIT_AGENTS_CORPUS");
  if (!corpus) GTEST_SKIP() << "GIT_AGENTS_CORPUS is not set";
  const std::string source = *corpus + "/claude-mpm-agents/claude-mpm-agents/agents";
  const std::string expected = *corpus + "/claude-mpm-agents-built/agents";
  if (!os::exists(source) || !os::exists(expected)) GTEST_SKIP() << *corpus << " lacks the corpus";
  std::filesystem::copy(source, directory_.at("agents"), std::filesystem::copy_options::recursive);
  EXPECT_THAT(run().failed, IsEmpty());
  int agents = 0;
  const auto compare = [&](const std::string& path, const os::DirectoryEntry&) {
    const auto built = os::read_file_if_exists(directory_.at("dist/" + path));
    EXPECT_TRUE(built == os::read_file(os::join(expected, path))) << path;
    ++agents;
  };
  os::walk(expected, {}, compare);
  EXPECT_EQ(agents, 49);
}

}  // namespace
