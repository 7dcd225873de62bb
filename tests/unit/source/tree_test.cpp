#include "source/tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/error.hpp"
#include "support/memory_tree.hpp"
#include "support/temp_repo.hpp"

namespace source {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Paths = std::vector<std::string>;

git::Repository at(const test::TempRepo& repo) {
  return git::discover(repo.path()).value();
}

/// "mode path" of each entry, with ":stage" where it is unmerged.
Paths listed(Tree& tree, const Paths& paths = {"agents"}) {
  Paths out;
  for (const auto& entry : tree.list(paths)) {
    char mode[16];
    std::snprintf(mode, sizeof mode, "%o", entry.mode);
    out.push_back(std::string(mode) + " " + entry.path +
                  (entry.stage > 0 ? ":" + std::to_string(entry.stage) : ""));
  }
  return out;
}

std::optional<std::string> content(Tree& tree, const std::string& path) {
  const auto entries = tree.list({path});
  return entries.empty() ? std::nullopt : tree.read_one(entries.front(), 1000);
}

/// The message of what `act` throws.
template <class Act>
std::string message_of(base::ErrorCode code, const Act& act) {
  try {
    act();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), code);
    return error.message();
  }
  return "nothing was thrown";
}

TEST(Holds, EntriesAndTheDirectoriesAboveThem) {
  const std::vector<git::Entry> entries = {{0, "", 0, "a-b"}, {0, "", 0, "a/b/c"}, {0, "", 0, "d"}};
  EXPECT_TRUE(holds(entries, "a/b/c"));
  EXPECT_TRUE(holds(entries, "a/b"));
  EXPECT_TRUE(holds(entries, "a"));
  EXPECT_TRUE(holds(entries, ""));
  EXPECT_TRUE(holds(entries, "."));
  EXPECT_FALSE(holds(entries, "a/b/c/d"));
  EXPECT_FALSE(holds(entries, "a/bb"));
  EXPECT_FALSE(holds({}, "a"));
}

TEST(FindEntry, GivesTheEntryOrTheEnd) {
  const std::vector<git::Entry> entries = {{0, "", 0, "a"}, {0, "", 0, "c"}};
  EXPECT_EQ(find_entry(entries, "c"), entries.begin() + 1);
  EXPECT_EQ(find_entry(entries, "b"), entries.end());
}

TEST(ReadOne, RefusesALargerFile) {
  test::MemoryTree tree{{"a\n.md", "12345"}};
  const git::Entry entry = tree.list({""}).front();
  EXPECT_EQ(tree.read_one(entry, 5), "12345");
  EXPECT_EQ(message_of(base::ErrorCode::invalid, [&] { tree.read_one(entry, 4); }),
            "'\"a\\n.md\"' is larger than 4 bytes");
}

TEST(WorkTree, ListsWhatIsThereButNotTheIgnored) {
  const test::TempRepo repo;
  repo.write(".gitignore", "*.log\n");
  repo.write("agents/tracked.md", "old");
  repo.write("agents/gone.md", "x");
  repo.commit("c");
  repo.write("agents/tracked.md", "new");
  repo.write("agents/new.md", "n");
  repo.write("agents/x.log", "l");
  repo.write("other/y.md", "y");
  std::filesystem::remove(repo.at("agents/gone.md"));
  std::filesystem::create_symlink("new.md", repo.at("agents/link.md"));
  chmod(repo.write("agents/run.md", "r").c_str(), 0755);
  const auto tree = work_tree(at(repo));
  EXPECT_THAT(listed(*tree), ElementsAre("120000 agents/link.md", "100644 agents/new.md",
                                         "100755 agents/run.md", "100644 agents/tracked.md"));
  EXPECT_EQ(content(*tree, "agents/tracked.md"), "new");
  EXPECT_EQ(tree->list({"agents/new.md"}).front().id, "");
  EXPECT_THAT(tree->exist({"agents", "agents/gone.md", "other/y.md", "agents/x.log"}),
              ElementsAre(true, false, true, true));
}

TEST(WorkTree, DoesNotFollowALinkInTheDirectorysPlace) {
  const test::TempRepo repo;
  const test::TempDir elsewhere;
  repo.write("agents/a.md", "ours");
  repo.commit("c");
  elsewhere.write("a.md", "secret");
  std::filesystem::remove_all(repo.at("agents"));
  std::filesystem::create_directory_symlink(elsewhere.path(), repo.at("agents"));
  EXPECT_THAT(listed(*work_tree(at(repo))), ElementsAre("120000 agents"));
}

TEST(WorkTree, PathThatTheSystemRefusesDoesNotExist) {
  const test::TempRepo repo;
  std::filesystem::create_symlink("loop", repo.at("loop"));
  const auto tree = work_tree(at(repo));
  EXPECT_THAT(tree->exist({std::string(300, 'x'), "loop/x", "loop"}),
              ElementsAre(false, false, true));
}

TEST(WorkTree, TellsTooLargeAndMissing) {
  const test::TempRepo repo;
  repo.write("agents/a.md", "12345");
  repo.write("agents/b.md", "1");
  const auto tree = work_tree(at(repo));
  const auto entries = tree->list({"agents"});
  std::filesystem::remove(repo.at("agents/b.md"));
  Paths told;
  tree->read(entries, 4, [&](std::size_t i, Tree::Status status, const std::string& text) {
    told.push_back(std::to_string(i) + " " + std::to_string(static_cast<int>(status)) + " " + text);
  });
  EXPECT_THAT(told, ElementsAre("0 2 5", "1 1 "));
}

TEST(Directory, ListsWhatIsBelowWithoutGit) {
  const test::TempDir directory;
  directory.write("agents/b/c.md", "c");
  directory.write("agents/a.md", "a");
  directory.write("agents2/a.md", "a");
  directory.write("agents/.git/config", "x");
  directory.write("top.md", "t");
  std::filesystem::create_directory_symlink("/etc", directory.at("agents/etc"));
  const auto tree = source::directory(directory.path());
  EXPECT_THAT(listed(*tree),
              ElementsAre("100644 agents/a.md", "100644 agents/b/c.md", "120000 agents/etc"));
  EXPECT_THAT(listed(*tree, {"agents/b", "top.md"}),
              ElementsAre("100644 agents/b/c.md", "100644 top.md"));
  EXPECT_THAT(listed(*tree, {""}), testing::SizeIs(5));
  EXPECT_THAT(listed(*tree, {"none"}), IsEmpty());
  EXPECT_EQ(content(*tree, "agents/b/c.md"), "c");
  EXPECT_THAT(tree->exist({"agents/b", "none"}), ElementsAre(true, false));
}

TEST(StagedTree, IsTheIndexAndNotTheWorkTree) {
  const test::TempRepo repo;
  repo.write("agents/a.md", "staged");
  repo.git("add", "-A");
  repo.write("agents/a.md", "not staged");
  repo.write("agents/b.md", "b");
  const auto tree = staged_tree(at(repo));
  EXPECT_THAT(listed(*tree), ElementsAre("100644 agents/a.md"));
  EXPECT_EQ(content(*tree, "agents/a.md"), "staged");
  EXPECT_THAT(tree->exist({"agents/a.md", "agents", "agents/b.md"}),
              ElementsAre(true, true, false));
  EXPECT_THAT(tree->exist({}), IsEmpty());
}

TEST(StagedTree, ListsEveryStageOfAnUnmergedFile) {
  const test::TempRepo repo;
  const auto id = repo.git_with_input("x", {"hash-object", "-w", "--stdin"});
  repo.git_with_input("100644 " + id + " 1\tagents/a.md\n100644 " + id + " 2\tagents/a.md\n",
                      {"update-index", "--index-info"});
  EXPECT_THAT(listed(*staged_tree(at(repo))),
              ElementsAre("100644 agents/a.md:1", "100644 agents/a.md:2"));
}

TEST(StagedTree, AnswersFromTheKnownListing) {
  const test::TempRepo repo;
  const KnownListing known = {{"agents", "skills"},
                              {{0100644, "1", 0, "agents/a.md"}, {0100644, "2", 0, "skills/x"}}};
  const auto tree = staged_tree(at(repo), known);
  EXPECT_THAT(listed(*tree, {"agents", "skills"}),
              ElementsAre("100644 agents/a.md", "100644 skills/x"));
  EXPECT_THAT(listed(*tree, {"skills"}), ElementsAre("100644 skills/x"));
  EXPECT_THAT(listed(*tree, {"other"}), IsEmpty());
  EXPECT_THAT(listed(*tree, {"agents", "other"}), IsEmpty()) << "the real index is empty";
}

TEST(CommitTree, IsTheContentOfARevision) {
  const test::TempRepo repo;
  repo.write("agents/a.md", "one");
  repo.write("agents/s p.md", "sp");
  std::filesystem::create_symlink("a.md", repo.at("agents/l.md"));
  const auto first = repo.commit("1");
  repo.write("agents/a.md", "two");
  repo.commit("2");
  repo.git("tag", "-a", "-m", "m", "v1", first);
  const auto tree = commit_tree(at(repo), "v1");
  EXPECT_THAT(listed(*tree),
              ElementsAre("100644 agents/a.md", "120000 agents/l.md", "100644 agents/s p.md"));
  EXPECT_EQ(content(*tree, "agents/a.md"), "one");
  EXPECT_EQ(content(*commit_tree(at(repo), "HEAD"), "agents/a.md"), "two");
  EXPECT_THAT(tree->exist({"agents", "agents/s p.md", "agents/b.md", "x/y"}),
              ElementsAre(true, true, false, false));
  EXPECT_THAT(tree->exist({}), IsEmpty());
}

TEST(CommitTree, ListsSubmodules) {
  const test::TempRepo repo;
  const auto id = repo.commit("c");
  repo.git("update-index", "--add", "--cacheinfo", "160000," + id + ",agents/lib");
  repo.git("commit", "-qm", "s");
  EXPECT_THAT(listed(*commit_tree(at(repo), "HEAD")), ElementsAre("160000 agents/lib"));
}

TEST(CommitTree, RefusesWhatNamesNoTree) {
  const test::TempRepo repo;
  repo.write("a", "x");
  repo.commit("c");
  for (const std::string revision : {"none", "HEAD:a", "--all", ""}) {
    EXPECT_EQ(message_of(base::ErrorCode::not_found, [&] { commit_tree(at(repo), revision); }),
              "'" + revision + "' is not a commit, tag or tree of this repository");
  }
}

TEST(CommitTree, TellsAMissingObject) {
  const test::TempRepo repo;
  repo.write("agents/a.md", "one");
  repo.commit("c");
  const auto id = repo.git("rev-parse", "HEAD:agents/a.md");
  std::filesystem::remove(repo.at(".git/objects/" + id.substr(0, 2) + "/" + id.substr(2)));
  const auto tree = commit_tree(at(repo), "HEAD");
  ASSERT_EQ(tree->list({"agents"}).size(), 1u);
  EXPECT_EQ(content(*tree, "agents/a.md"), std::nullopt);
}

TEST(TreeById, FailsWhereThereIsNone) {
  const test::TempRepo repo;
  const std::string id(40, '1');
  EXPECT_EQ(
      message_of(base::ErrorCode::not_found, [&] { tree_by_id(at(repo), id)->list({"agents"}); }),
      "cannot read the tree '" + id + "'");
}

}  // namespace
}  // namespace source
