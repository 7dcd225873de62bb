#include "hooks/definition_sets.hpp"

#include <gtest/gtest.h>

#include "hooks/verdict.hpp"
#include "source/validation.hpp"
#include "support/temp_repo.hpp"

namespace hooks {
namespace {

const std::string sound = "---\nname: a\ndescription: d\n---\nText.\n";

class DefinitionSetsTest : public testing::Test {
 protected:
  std::string tree(const std::string& path, const std::string& content) {
    repo_.write(path, content);
    repo_.commit(path);
    trees_.push_back(repo_.git("rev-parse", "HEAD^{tree}"));
    return trees_.back();
  }
  /// What is said of a tree among others is what is said of it alone.
  void expect_as_alone() const {
    const auto repository = *git::discover(repo_.path());
    const DefinitionSets sets(repository, trees_);
    for (const auto& one : trees_) {
      const auto alone = source::tree_by_id(repository, one);
      const auto paths = source::listed_paths(source::govern(*alone).loaded.settings);
      EXPECT_EQ(sets.of(one).paths, paths);
      EXPECT_EQ(listing_text(sets.of(one).entries), listing_text(alone->list(paths)));
    }
  }
  test::TempRepo repo_;
  std::vector<std::string> trees_;
};

TEST_F(DefinitionSetsTest, WithoutAConfigurationAreTheRelevantFilesOfTheWholeTree) {
  tree("agents/a.md", sound);
  tree("src/other.c", "x");
  tree("agents/b.md", sound);
  tree("agents/b.md", "changed");
  tree(".claude-plugin/plugin.json", "{}");
  tree("deep/.claude/agents/c.md", sound);
  expect_as_alone();
}

TEST_F(DefinitionSetsTest, FollowEachTreesOwnConfiguration) {
  tree("agents/a.md", sound);
  tree(".git-agents.yaml", "version: 1\ndefinitions: [{path: agents}]\n");
  tree("team/b.md", sound);
  tree(".git-agents.yaml", "version: 1\ndefinitions: [{path: team}]\n");
  tree("agents/a.md", "changed");
  tree("team/b.md", "changed");
  expect_as_alone();
}

TEST_F(DefinitionSetsTest, AreSharedByTreesThatDifferElsewhere) {
  const auto first = tree("agents/a.md", sound);
  const auto second = tree("src/other.c", "x");
  const DefinitionSets sets(*git::discover(repo_.path()), trees_);
  EXPECT_EQ(&sets.of(first), &sets.of(second));
}

TEST_F(DefinitionSetsTest, TellModesApart) {
  tree("agents/a.md", "b.md");
  std::filesystem::remove(repo_.at("agents/a.md"));
  std::filesystem::create_symlink("b.md", repo_.at("agents/a.md"));
  repo_.commit("link");
  trees_.push_back(repo_.git("rev-parse", "HEAD^{tree}"));
  const DefinitionSets sets(*git::discover(repo_.path()), trees_);
  EXPECT_NE(&sets.of(trees_[0]), &sets.of(trees_[1]));
  expect_as_alone();
}

}  // namespace
}  // namespace hooks
