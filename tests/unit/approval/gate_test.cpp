#include "approval/gate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace approval {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Mode = settings::Approval::Mode;

std::vector<git::Change> files(const std::vector<std::string>& paths) {
  std::vector<git::Change> changes;
  for (const auto& path : paths) changes.push_back({'M', 0100644, 0100644, "1", "2", path});
  return changes;
}

std::vector<Trigger> triggers(const std::vector<settings::Approval>& settings,
                              const std::vector<git::Change>& changes) {
  std::vector<const settings::Approval*> all;
  for (const auto& one : settings) all.push_back(&one);
  return Gate(all).triggers(changes);
}

TEST(Gate, NamesThePatternsThatMatch) {
  EXPECT_THAT(triggers({{Mode::record, {"agents/**", "*.md"}}},
                       files({"agents/a.md", "agents/b.txt", "README.md", "src/x.c"})),
              ElementsAre(Trigger{"gated-path", "*.md", "agents/a.md", 2},
                          Trigger{"gated-path", "agents/**", "agents/a.md", 2}));
  EXPECT_THAT(triggers({{Mode::record, {"agents/**"}}}, files({"src/x.c"})), IsEmpty());
}

TEST(Gate, TakesPathsBackLikeGitignore) {
  EXPECT_THAT(
      triggers({{Mode::record, {"agents/*", "!agents/draft.md"}}}, files({"agents/draft.md"})),
      IsEmpty());
}

TEST(Gate, AlwaysHoldsTheFilesThatGovern) {
  EXPECT_THAT(triggers({{Mode::record, {"agents/**", "!.git-agents.yaml"}}},
                       files({".git-agents.yaml", ".git-agents-baseline.json"})),
              ElementsAre(Trigger{"governing-file", ".git-agents-baseline.json",
                                  ".git-agents-baseline.json", 1},
                          Trigger{"governing-file", ".git-agents.yaml", ".git-agents.yaml", 1}));
  EXPECT_THAT(triggers({{Mode::off, {"**"}}}, files({".git-agents.yaml"})), IsEmpty());
  EXPECT_THAT(triggers({{Mode::record, {}}}, files({".git-agents.yaml"})), testing::SizeIs(1));
}

TEST(Gate, OfTheTargetHoldsWhereThePushedTreeHasNone) {
  EXPECT_THAT(triggers({{Mode::off, {}}, {Mode::record, {"agents/**"}}}, files({"agents/a.md"})),
              ElementsAre(Trigger{"gated-path", "agents/**", "agents/a.md", 1}));
  EXPECT_THAT(triggers({{Mode::record, {"agents/**"}}, {Mode::record, {"agents/**"}}},
                       files({"agents/a.md"})),
              ElementsAre(Trigger{"gated-path", "agents/**", "agents/a.md", 1}));
  EXPECT_THAT(triggers({}, files({"agents/a.md"})), IsEmpty());
}

TEST(Gate, SeesALinkOrSubmoduleInTheDirectorysPlace) {
  const std::vector<git::Change> link = {{'A', 0, 0120000, "0", "1", "agents"}};
  const std::vector<git::Change> module = {{'M', 0160000, 0160000, "1", "2", "agents"}};
  const std::vector<git::Change> file = {{'A', 0, 0100644, "0", "1", "agents"}};
  const std::vector<settings::Approval> gated = {{Mode::record, {"agents/**/*.md"}}};
  EXPECT_THAT(triggers(gated, link), testing::SizeIs(1));
  EXPECT_THAT(triggers(gated, module), testing::SizeIs(1));
  EXPECT_THAT(triggers(gated, file), IsEmpty());
}

}  // namespace
}  // namespace approval
