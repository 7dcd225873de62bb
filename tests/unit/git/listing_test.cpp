#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "git/repository.hpp"
#include "support/temp_repo.hpp"

namespace git {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> paths_of(const std::vector<Entry>& entries) {
  std::vector<std::string> paths;
  for (const Entry& entry : entries) paths.push_back(entry.path);
  return paths;
}

class ListingTest : public testing::Test {
 protected:
  Repository repository() const { return discover(repo_.path()).value(); }
  std::vector<std::string> index(const std::vector<std::string>& roots) const {
    return paths_of(index_entries(repository(), roots));
  }
  test::TempRepo repo_;
};

const std::vector<std::string> odd_names = {
    "agents/\"quote\"", "agents/*",     "agents/-x",     "agents/a b",         "agents/back\\slash",
    "agents/new\nline", "agents/tab\t", "agents/trail ", "agents/\xff\xfe.md", ":agents/x"};

TEST_F(ListingTest, ListsOddNamesByteForByte) {
  for (const std::string& name : odd_names) repo_.write(name, "x");
  repo_.commit("x");
  std::vector<std::string> sorted = odd_names;
  std::ranges::sort(sorted);
  EXPECT_EQ(index({}), sorted);
  EXPECT_EQ(paths_of(tree_entries(repository(), "HEAD", {}).value()), sorted);
  EXPECT_EQ(work_tree_paths(repository(), {}), sorted);
  EXPECT_THAT(index({":agents"}), ElementsAre(":agents/x"));
  EXPECT_THAT(index({"agents/*"}), ElementsAre("agents/*"));
  EXPECT_THAT(index({"agents/-x"}), ElementsAre("agents/-x"));
}

TEST_F(ListingTest, ARootIsADirectoryOrAFile) {
  for (const char* name : {"agents/a", "agents-more/b", "file", "x/agents/c"}) {
    repo_.write(name, "x");
  }
  repo_.commit("x");
  EXPECT_THAT(index({"agents"}), ElementsAre("agents/a"));
  EXPECT_THAT(index({"agents/", "file"}), ElementsAre("agents/a", "file"));
  EXPECT_THAT(index({"./x"}), ElementsAre("x/agents/c"));
  EXPECT_THAT(index({"none"}), IsEmpty());
  EXPECT_EQ(index({""}).size(), 4U);
  EXPECT_EQ(index({"agents", "."}).size(), 4U);
  const auto tree = [&](const std::vector<std::string>& roots) {
    return paths_of(tree_entries(repository(), "HEAD", roots).value());
  };
  EXPECT_THAT(tree({"agents"}), ElementsAre("agents/a"));
  EXPECT_THAT(tree({"agents/", "file"}), ElementsAre("agents/a", "file"));
  EXPECT_THAT(tree({"./x"}), ElementsAre("x/agents/c"));
  EXPECT_THAT(tree({"none"}), IsEmpty());
  EXPECT_EQ(tree({"."}).size(), 4U);
}

TEST_F(ListingTest, IsTheSameFromADirectoryBelow) {
  repo_.write("agents/a", "x");
  repo_.write("b", "x");
  repo_.commit("x");
  const test::ScopedDirectory here(repo_.at("agents"));
  const Repository own = discover().value();
  EXPECT_THAT(paths_of(index_entries(own, {"agents"})), ElementsAre("agents/a"));
  EXPECT_EQ(tree_entries(own, "HEAD", {})->size(), 2U);
  EXPECT_THAT(work_tree_paths(own, {"agents"}), ElementsAre("agents/a"));
}

TEST_F(ListingTest, TellsModes) {
  repo_.write("plain", "x");
  repo_.write("run", "x");
  std::filesystem::permissions(repo_.at("run"), std::filesystem::perms::owner_all);
  std::filesystem::create_symlink("plain", repo_.at("link"));
  const std::string commit = repo_.commit("x");
  repo_.git("update-index", "--add", "--cacheinfo", "160000," + commit + ",sub");
  const std::vector<Entry> entries = index_entries(repository(), {});
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].mode, 0120000U);
  EXPECT_EQ(entries[1].mode, 0100644U);
  EXPECT_EQ(entries[2].mode, 0100755U);
  EXPECT_EQ(entries[3].mode, 0160000U);
  EXPECT_EQ(entries[3].id, commit);
}

TEST_F(ListingTest, IntentToAddIsNotInTheIndexButAnEmptyFileIs) {
  repo_.write("agents/empty", "");
  repo_.write("agents/full", "x");
  repo_.git("add", "agents");
  repo_.write("agents/intended", "later");
  repo_.write("agents/intended empty", "");
  repo_.git("add", "-N", "agents");
  EXPECT_THAT(index({"agents"}), ElementsAre("agents/empty", "agents/full"));
  EXPECT_THAT(index({}), ElementsAre("agents/empty", "agents/full"));
  EXPECT_EQ(work_tree_paths(repository(), {}).size(), 4U);
}

TEST_F(ListingTest, FindsIntentToAddAmongVeryManyEmptyFiles) {
  for (int i = 0; i < 300; ++i) repo_.write("agents/" + std::to_string(i), "");
  repo_.git("add", "agents");
  repo_.write("agents/intended", "");
  repo_.git("add", "-N", "agents/intended");
  EXPECT_EQ(index({"agents"}).size(), 300U);
}

TEST_F(ListingTest, UnmergedEntriesHaveStages) {
  repo_.write("a", "base\n");
  repo_.commit("base");
  repo_.git("checkout", "-q", "-b", "other");
  repo_.write("a", "theirs\n");
  repo_.commit("theirs");
  repo_.git("checkout", "-q", "main");
  repo_.write("a", "ours\n");
  repo_.commit("ours");
  EXPECT_THROW(repo_.git("merge", "other"), std::runtime_error);
  const std::vector<Entry> entries = index_entries(repository(), {});
  ASSERT_EQ(entries.size(), 3U);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(entries[static_cast<std::size_t>(i)].stage, i + 1);
    EXPECT_EQ(entries[static_cast<std::size_t>(i)].path, "a");
  }
  EXPECT_THAT(work_tree_paths(repository(), {}), ElementsAre("a"));
}

TEST_F(ListingTest, AnUnbornBranchHasAnIndexButNoTree) {
  repo_.write("a", "x");
  repo_.git("add", "a");
  EXPECT_THAT(index({}), ElementsAre("a"));
  EXPECT_EQ(tree_entries(repository(), "HEAD", {}), std::nullopt);
  EXPECT_EQ(changes(repository(), "HEAD", "HEAD", {}), std::nullopt);
}

TEST_F(ListingTest, OnlyTreesHaveEntries) {
  repo_.write("a", "x");
  repo_.commit("x");
  repo_.git("tag", "-m", "t", "tag");
  EXPECT_EQ(tree_entries(repository(), "tag", {})->size(), 1U);
  EXPECT_EQ(tree_entries(repository(), "HEAD^{tree}", {})->size(), 1U);
  for (const std::string& name :
       {std::string("HEAD:a"), std::string("none"), std::string("-r"), std::string(),
        std::string("HEAD\0x", 6), std::string(40, '1'), std::string(40, '0')}) {
    EXPECT_EQ(tree_entries(repository(), name, {}), std::nullopt) << name;
  }
}

TEST_F(ListingTest, ChangesTellWhatHappened) {
  repo_.write("agents/changed", "1");
  repo_.write("agents/gone", "1");
  repo_.write("agents/linked", "1");
  repo_.write("other", "1");
  repo_.commit("1");
  repo_.write("agents/changed", "2");
  repo_.write("agents/new\n", "1");
  repo_.write("other", "2");
  std::filesystem::remove(repo_.at("agents/gone"));
  std::filesystem::remove(repo_.at("agents/linked"));
  std::filesystem::create_symlink("x", repo_.at("agents/linked"));
  repo_.commit("2");
  const std::vector<Change> found = changes(repository(), "HEAD^", "HEAD", {"agents"}).value();
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].path, "agents/changed");
  EXPECT_EQ(found[0].status, 'M');
  EXPECT_EQ(found[0].old_id, repo_.git("rev-parse", "HEAD^:agents/changed"));
  EXPECT_EQ(found[0].new_id, repo_.git("rev-parse", "HEAD:agents/changed"));
  EXPECT_EQ(found[1].path, "agents/gone");
  EXPECT_EQ(found[1].status, 'D');
  EXPECT_EQ(found[1].new_mode, 0U);
  EXPECT_TRUE(is_zero_id(found[1].new_id));
  EXPECT_EQ(found[2].path, "agents/linked");
  EXPECT_EQ(found[2].status, 'T');
  EXPECT_EQ(found[2].new_mode, 0120000U);
  EXPECT_EQ(found[3].path, "agents/new\n");
  EXPECT_EQ(found[3].status, 'A');
  EXPECT_EQ(found[3].old_mode, 0U);
}

TEST_F(ListingTest, ChangesHasNothingWhereATreeIsMissing) {
  repo_.write("a", "x");
  repo_.commit("x");
  for (const std::string& name : {std::string("none"), std::string(40, '1'), std::string(40, '0'),
                                  std::string("HEAD:none"), std::string("-x")}) {
    EXPECT_EQ(changes(repository(), name, "HEAD", {}), std::nullopt) << name;
    EXPECT_EQ(changes(repository(), "HEAD", name, {"a"}), std::nullopt) << name;
  }
  EXPECT_THAT(changes(repository(), "HEAD", "HEAD", {}).value(), IsEmpty());
  EXPECT_EQ(changes(repository(), empty_tree(repository()), "HEAD", {})->size(), 1U);
}

TEST_F(ListingTest, WorkTreePathsAreWhatIsOnDiskAndNotIgnored) {
  repo_.write("agents/tracked", "x");
  repo_.write("agents/deleted", "x");
  repo_.write("agents/forced.tmp", "x");
  repo_.write(".gitignore", "*.tmp\n");
  repo_.git("add", "-A");
  repo_.git("add", "-f", "agents/forced.tmp");
  repo_.git("commit", "-q", "-m", "x");
  std::filesystem::remove(repo_.at("agents/deleted"));
  repo_.write("agents/new", "x");
  repo_.write("agents/ignored.tmp", "x");
  repo_.write("agents/nested/file", "x");
  repo_.git("-C", repo_.at("agents/nested"), "init", "-q");
  EXPECT_THAT(work_tree_paths(repository(), {"agents"}),
              ElementsAre("agents/forced.tmp", "agents/new", "agents/tracked"));
}

TEST_F(ListingTest, WorkTreePathsLeaveOutWhatIsNotCheckedOut) {
  repo_.write("in/a", "x");
  repo_.write("out/b", "x");
  repo_.commit("x");
  repo_.git("sparse-checkout", "set", "in");
  EXPECT_THAT(work_tree_paths(repository(), {}), ElementsAre("in/a"));
  EXPECT_THAT(index({}), ElementsAre("in/a", "out/b"));
  repo_.git("sparse-checkout", "reapply", "--sparse-index");
  EXPECT_THAT(index({}), ElementsAre("in/a", "out/b"));
}

TEST_F(ListingTest, ConfigurationOfTheUserChangesNothing) {
  repo_.write("agents/a", "1");
  repo_.commit("1");
  std::filesystem::rename(repo_.at("agents/a"), repo_.at("agents/b"));
  repo_.commit("2");
  for (const char* setting :
       {"diff.renames=copies", "diff.relative=true", "diff.noprefix=true", "color.ui=always",
        "column.ui=always", "core.quotePath=false", "diff.external=false", "core.abbrev=5"}) {
    const std::string text(setting);
    repo_.git("config", text.substr(0, text.find('=')), text.substr(text.find('=') + 1));
  }
  EXPECT_THAT(index({}), ElementsAre("agents/b"));
  const std::vector<Change> found = changes(repository(), "HEAD^", "HEAD", {}).value();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].status, 'D');
  EXPECT_EQ(found[0].old_id.size(), 40U);
  EXPECT_EQ(found[1].status, 'A');
}

TEST(ListingInSha256, WorksWithLongIds) {
  const test::TempRepo repo({"--object-format=sha256"});
  repo.write("a", "x");
  repo.write("empty", "");
  repo.commit("x");
  repo.write("intended", "");
  repo.git("add", "-N", "intended");
  const Repository repository = discover(repo.path()).value();
  const std::vector<Entry> entries = index_entries(repository, {});
  EXPECT_THAT(paths_of(entries), ElementsAre("a", "empty"));
  EXPECT_EQ(entries[0].id.size(), 64U);
  EXPECT_EQ(tree_entries(repository, "HEAD", {})->front().id, entries[0].id);
  EXPECT_EQ(changes(repository, empty_tree(repository), "HEAD", {})->size(), 2U);
}

TEST(ParseIndexListing, RefusesWhatGitDoesNotWrite) {
  for (const std::string_view listing :
       {std::string_view("100644 id 0\tpath"), std::string_view("100644 id\0", 10),
        std::string_view("8 id 0\tpath\0", 12), std::string_view(" id 0\tpath\0", 11),
        std::string_view("\0", 1)}) {
    EXPECT_THROW(parse_index_listing(listing), base::Error);
  }
  EXPECT_THAT(parse_index_listing({}), IsEmpty());
}

}  // namespace
}  // namespace git
