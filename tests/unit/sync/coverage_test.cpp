#include "sync/coverage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace syncing {
namespace {

using testing::ElementsAre;
using Directories = std::vector<std::string>;

TEST(Coverage, OfTheRootIsEverything) {
  const Coverage all({""});
  for (const char* path : {"README.md", "a/b", ".git-agents.yaml"}) EXPECT_TRUE(all.holds(path));
  EXPECT_TRUE(all.holds_all_below("x/y"));
  EXPECT_TRUE(all.includes(Coverage({"x"})));
  EXPECT_EQ(Coverage({"."}), all);
  EXPECT_EQ(Coverage({"a", ""}), all);
}

TEST(Coverage, OfADirectoryIsWhatLiesBelow) {
  const Coverage some({"agents/qa/"});
  for (const char* path : {"agents/qa/x.md", "agents/qa/deep/y.bin", "agents/qa"}) {
    EXPECT_TRUE(some.holds(path)) << path;
  }
  for (const char* path : {"agents/x.md", "agents/qab/x.md", "README.md", "other/agents/qa/x.md"}) {
    EXPECT_FALSE(some.holds(path)) << path;
  }
}

TEST(Coverage, HoldsWhatIsInheritedFromAbove) {
  const Coverage some({"agents/qa"});
  for (const char* path : {"BASE-AGENT.md", "agents/BASE-AGENT.md", "agents/qa/BASE-AGENT.md",
                           "agents/qa/deep/BASE-AGENT.md"}) {
    EXPECT_TRUE(some.holds(path)) << path;
  }
  EXPECT_FALSE(some.holds("agents/ops/BASE-AGENT.md"));
  EXPECT_FALSE(some.holds("agents/base-agent.md"));
}

TEST(Coverage, HoldsWhatSaysHowToReadTheRepository) {
  const Coverage some({"agents"});
  for (const char* path : {".git-agents.yaml", "agents-manifest.yaml", "AUTO-DEPLOY-INDEX.md"}) {
    EXPECT_TRUE(some.holds(path)) << path;
    EXPECT_FALSE(some.holds(std::string("skills/") + path)) << path;
  }
}

TEST(Coverage, KnowsWhereToLook) {
  const Coverage some({"agents/qa"});
  for (const char* path : {"", "agents", "agents/qa", "agents/qa/deep"}) {
    EXPECT_TRUE(some.holds_some_below(path)) << path;
  }
  for (const char* path : {"agent", "agents/ops", "agents/qab", "x"}) {
    EXPECT_FALSE(some.holds_some_below(path)) << path;
  }
  EXPECT_FALSE(some.holds_all_below("agents"));
  EXPECT_TRUE(some.holds_all_below("agents/qa/deep"));
}

TEST(Coverage, OfSeveralIsTheLeastThatHoldsThem) {
  EXPECT_THAT(Coverage({"b", "a/x", "a", "b"}).directories(), ElementsAre("a", "b"));
  EXPECT_THAT(Coverage({"a", "a-b", "a/b"}).directories(), ElementsAre("a", "a-b"));
  EXPECT_THAT(Coverage({"a"}).with(Coverage({"b"})).directories(), ElementsAre("a", "b"));
  EXPECT_TRUE(Coverage({"a", "b"}).includes(Coverage({"a/x"})));
  EXPECT_FALSE(Coverage({"a"}).includes(Coverage({"a", "b"})));
}

TEST(Coverage, IsOneWord) {
  EXPECT_EQ(format_coverage(Coverage({""})), ".");
  EXPECT_EQ(format_coverage(Coverage({"a b/c", "d,e\n%"})), "a%20b/c,d%2Ce%0A%25");
  for (const Directories& directories :
       {Directories{""}, Directories{"a b/c", "d,e\n%"}, Directories{"\xC3\xA4", "\xFF"}}) {
    EXPECT_EQ(parse_coverage(format_coverage(Coverage(directories))), Coverage(directories));
  }
}

}  // namespace
}  // namespace syncing
