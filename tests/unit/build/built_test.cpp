#include "build/built.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::ElementsAre;

agent::Classifier classifier(const std::vector<std::string>& roots) {
  settings::Settings settings;
  settings.build.output = "dist/agents";
  for (const std::string& root : roots) settings.definitions.push_back({root, "agent", ""});
  return agent::Classifier(settings);
}

std::vector<std::string> shown(const std::vector<std::string>& paths,
                               const std::vector<std::string>& roots) {
  std::vector<std::string> lines;
  for (const build::Recipe& recipe : build::recipes(paths, classifier(roots))) {
    std::string line = recipe.path + " > " + recipe.output;
    for (const std::string& base : recipe.bases) line += " + " + base;
    lines.push_back(std::move(line));
  }
  return lines;
}

TEST(Recipes, InheritFromTheRootDownToTheNearestDirectory) {
  EXPECT_THAT(shown({"agents/BASE-AGENT.md", "agents/engineer/BASE-AGENT.md",
                     "agents/engineer/web/react.md", "agents/ops/aws.md", "agents/qa.md"},
                    {"agents"}),
              ElementsAre("agents/engineer/web/react.md > engineer/web/react.md + "
                          "agents/BASE-AGENT.md + agents/engineer/BASE-AGENT.md",
                          "agents/ops/aws.md > ops/aws.md + agents/BASE-AGENT.md",
                          "agents/qa.md > qa.md + agents/BASE-AGENT.md"));
}

TEST(Recipes, DoNotInheritFromASiblingWithTheSamePrefix) {
  EXPECT_THAT(
      shown({"agents/a-b/x.md", "agents/a/BASE-AGENT.md", "agents/a/x.md"}, {"agents"}),
      ElementsAre("agents/a-b/x.md > a-b/x.md", "agents/a/x.md > a/x.md + agents/a/BASE-AGENT.md"));
}

TEST(Recipes, LeaveOutWhatIsNoAgent) {
  EXPECT_THAT(shown({"agents/README.md", "agents/a.md.broken", "agents/a.txt", "dist/agents/a.md",
                     "docs/a.md"},
                    {"agents"}),
              ElementsAre());
}

TEST(Recipes, OfSeveralRootsGoToTheLastComponentOfEach) {
  EXPECT_THAT(shown({"one/core/a.md", "two/extra/a.md"}, {"one/core", "two/extra"}),
              ElementsAre("one/core/a.md > core/a.md", "two/extra/a.md > extra/a.md"));
}

TEST(Recipes, OfRootsWithTheSameLastComponentGoToTheWholeRoot) {
  EXPECT_THAT(shown({"plugins/x/agents/a.md", "plugins/y/agents/a.md"}, {"plugins/*/agents"}),
              ElementsAre("plugins/x/agents/a.md > plugins/x/agents/a.md",
                          "plugins/y/agents/a.md > plugins/y/agents/a.md"));
}

TEST(Recipes, OfSeveralRootsInheritOnlyInsideTheirRoot) {
  EXPECT_THAT(shown({"one/BASE-AGENT.md", "one/a.md", "two/a.md"}, {"one", "two"}),
              ElementsAre("one/a.md > one/a.md + one/BASE-AGENT.md", "two/a.md > two/a.md"));
}

}  // namespace
