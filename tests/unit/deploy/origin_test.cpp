#include "deploy/origin.hpp"

#include <gmock/gmock.h>

namespace deploy {
namespace {

struct Case {
  const char *text, *source, *path;
};

class OriginPaths : public testing::TestWithParam<Case> {};

TEST_P(OriginPaths, AreTakenApartAsTheyWerePutTogether) {
  const Case& test = GetParam();
  const OriginPath origin = origin_path_from(test.text);
  EXPECT_EQ(origin.source, test.source);
  EXPECT_EQ(origin.path, test.path);
  EXPECT_EQ(to_text({.source = test.source, .path = test.path}), test.text);
}

INSTANTIATE_TEST_SUITE_P(Table, OriginPaths,
                         testing::Values(Case{"agents/x.md", "", "agents/x.md"}, Case{"", "", ""},
                                         Case{"github.com/o/r@main:lib//lib/x.md",
                                              "github.com/o/r@main:lib", "lib/x.md"},
                                         Case{"file:/srv/r//x.md", "file:/srv/r", "x.md"},
                                         Case{"file:/srv//r/a:b//x.md", "file:/srv//r/a:b", "x.md"},
                                         Case{"file:///x.md", "file:/", "x.md"}));

TEST(Rank, PutsTheRepositoryFirstThenTierPriorityAndId) {
  const Rank own, project{0, 900, "b"}, project_a{0, 900, "a"}, first{0, 5, "z"}, user{1, 0, "a"},
      system{2, 0, "a"};
  EXPECT_LT(own, first);
  EXPECT_LT(first, project_a);
  EXPECT_LT(project_a, project);
  EXPECT_LT(project, user);
  EXPECT_LT(user, system);
}

}  // namespace
}  // namespace deploy
