#include "index/definition_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "fixture.hpp"
#include "index/memo.hpp"

namespace indexing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Freshness = DefinitionIndex::Freshness;
using Index = IndexFixture;

TEST_F(Index, IsFreshOnceItIsAtHead) {
  write("agents/a.md", text_of("a"));
  const auto head = commit();
  auto index = open();
  EXPECT_FALSE(index.fresh());
  EXPECT_EQ(index.refresh(nullptr), Freshness::rebuilt);
  EXPECT_TRUE(index.fresh());
  EXPECT_EQ(index.commit(), head);
  EXPECT_EQ(index.refresh(nullptr), Freshness::fresh);
  EXPECT_EQ(open().refresh(nullptr), Freshness::fresh);
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md"));
}

TEST_F(Index, FollowsCommitsOverSeveralAndBack) {
  configure();
  write("agents/a.md", text_of("a"));
  const auto first = commit();
  auto index = refreshed();
  write("agents/b.md", text_of("b"));
  commit();
  EXPECT_EQ(index.refresh(nullptr), Freshness::refreshed);
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md", "agent b agents/b.md"));
  write("agents/a.md", text_of("aa"));
  commit();
  remove("agents/b.md");
  commit();
  EXPECT_EQ(index.refresh(nullptr), Freshness::refreshed);
  EXPECT_THAT(rows(index), ElementsAre("agent aa agents/a.md"));
  repo_.git("reset", "-q", "--hard", first);
  EXPECT_FALSE(index.fresh());
  EXPECT_EQ(index.refresh(nullptr), Freshness::refreshed);
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md"));
}

TEST_F(Index, CommitOfTheSameTreeOnlyMovesIt) {
  write("agents/a.md", text_of("a"));
  commit();
  auto index = refreshed();
  const auto next = commit();
  EXPECT_EQ(index.refresh(nullptr), Freshness::fresh);
  EXPECT_EQ(index.commit(), next);
}

TEST_F(Index, UnconfiguredIsRebuiltWhereFilesComeOrGo) {
  write("agents/a.md", text_of("a"));
  commit();
  auto index = refreshed();
  write("agents/a.md", text_of("aa"));
  commit();
  EXPECT_EQ(index.refresh(nullptr), Freshness::refreshed) << "nothing can be elsewhere";
  write("web/.claude/agents/b.md", text_of("b"));
  commit();
  EXPECT_EQ(index.refresh(nullptr), Freshness::rebuilt);
  EXPECT_THAT(rows(index), ElementsAre("agent aa agents/a.md", "agent b web/.claude/agents/b.md"));
  remove("agents/a.md");
  commit();
  EXPECT_EQ(index.refresh(nullptr), Freshness::rebuilt);
  EXPECT_THAT(rows(index), ElementsAre("agent b web/.claude/agents/b.md"));
}

TEST_F(Index, RenameIsADeletionAndAnAddition) {
  configure();
  write("agents/a.md", text_of("a"));
  commit();
  auto index = refreshed();
  repo_.git("mv", "agents/a.md", "agents/z.md");
  commit();
  EXPECT_EQ(index.refresh(nullptr), Freshness::refreshed);
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/z.md"));
  EXPECT_THAT(index.find("agents/a.md"), IsEmpty());
}

TEST_F(Index, FileThatBecomesALinkIsNoDefinition) {
  write("agents/a.md", text_of("a"));
  commit();
  auto index = refreshed();
  remove("agents/a.md");
  std::filesystem::create_symlink("b.md", repo_.at("agents/a.md"));
  commit();
  index.refresh(nullptr);
  EXPECT_THAT(rows(index), IsEmpty());
}

TEST_F(Index, UnbornHeadIsEmptyAndFresh) {
  auto index = open();
  EXPECT_EQ(index.refresh(nullptr), Freshness::rebuilt);
  EXPECT_THAT(rows(index), IsEmpty());
  EXPECT_EQ(index.commit(), "");
  EXPECT_TRUE(index.fresh());
  EXPECT_EQ(index.refresh(nullptr), Freshness::fresh);
  EXPECT_EQ(index.refresh(nullptr, 0), Freshness::fresh);
  write("agents/a.md", text_of("a"));
  commit();
  EXPECT_EQ(index.refresh(nullptr), Freshness::rebuilt);
  repo_.git("checkout", "-q", "--orphan", "other");
  EXPECT_EQ(index.refresh(nullptr), Freshness::rebuilt);
  EXPECT_THAT(rows(index), IsEmpty());
}

TEST_F(Index, MuchWorkIsPostponed) {
  for (const std::string name : {"a", "b", "c"}) write("agents/" + name + ".md", text_of(name));
  commit();
  auto index = open();
  EXPECT_EQ(index.refresh(nullptr, 500), Freshness::postponed) << "all must be read";
  EXPECT_THAT(rows(index), IsEmpty());
  index.refresh(nullptr);
  for (const std::string name : {"a", "b"}) write("agents/" + name + ".md", text_of(name + "2"));
  commit();
  EXPECT_EQ(index.refresh(nullptr, 1), Freshness::postponed);
  EXPECT_FALSE(index.fresh());
  EXPECT_EQ(index.refresh(nullptr, 2), Freshness::refreshed);
}

TEST_F(Index, FollowBelievesWhatItIsTold) {
  configure();
  write("agents/a.md", text_of("a"));
  commit();
  auto index = refreshed();
  write("agents/b.md", text_of("b"));
  const auto next = commit();
  const auto head = git::head(repository(), {"agents"}).value();
  EXPECT_EQ(index.follow(head, nullptr, 0), Freshness::postponed);
  EXPECT_EQ(index.follow(head, nullptr, 500), Freshness::refreshed);
  EXPECT_EQ(index.commit(), next);
  EXPECT_EQ(index.follow(head, nullptr, 500), Freshness::fresh);
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md", "agent b agents/b.md"));
}

TEST_F(Index, FollowOfAnEmptyIndexReadsAll) {
  write("agents/a.md", text_of("a"));
  commit();
  write("agents/b.md", text_of("b"));
  commit();
  auto index = open();
  EXPECT_EQ(index.follow(git::head(repository(), {"agents"}).value(), nullptr, SIZE_MAX),
            Freshness::rebuilt);
  EXPECT_THAT(rows(index), testing::SizeIs(2));
}

TEST_F(Index, ChangedSettingsRebuildIt) {
  write("agents/a.md", text_of("a"));
  write("lib/l.md", text_of("l"));
  commit();
  auto index = refreshed();
  write(".git-agents.yaml",
        "version: 1\ndefinitions: [{path: lib}]\nbuild: {order: nearest-first}\n");
  commit();
  EXPECT_EQ(index.refresh(nullptr), Freshness::rebuilt);
  EXPECT_THAT(rows(index), ElementsAre("agent l lib/l.md"));
  EXPECT_EQ(index.settings().build.order, settings::Build::Order::nearest_first);
  remove(".git-agents.yaml");
  commit();
  EXPECT_EQ(index.refresh(nullptr), Freshness::rebuilt);
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md"));
}

TEST_F(Index, SettingsThatAreTooLargeAreTheDefaults) {
  write("agents/a.md", text_of("a"));
  write(".git-agents.yaml", "version: 1\n" + std::string(256 * 1024, '#'));
  commit();
  auto index = refreshed();
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md"));
  EXPECT_EQ(index.refresh(nullptr), Freshness::fresh);
}

TEST_F(Index, RebuildReadsAllAgain) {
  write("agents/a.md", text_of("a"));
  const auto head = commit();
  auto index = refreshed();
  index.rebuild(nullptr);
  EXPECT_TRUE(index.fresh());
  EXPECT_EQ(index.commit(), head);
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md"));
}

TEST_F(Index, CorruptFileIsRebuiltWithoutAWord) {
  write("agents/a.md", text_of("a"));
  commit();
  refreshed();
  write(".git/agents/index.db", std::string(9000, 'x'));
  auto index = open();
  EXPECT_EQ(index.refresh(nullptr), Freshness::rebuilt);
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md"));
}

TEST_F(Index, DocumentsAndBrokenFilesAreTreatedAsTheyAre) {
  write("agents/notes.md", "Only notes.\n");
  write("agents/broken.md", "---\nname: \"x\ndescription: d\n---\n");
  commit();
  auto index = refreshed();
  EXPECT_THAT(rows(index), ElementsAre("agent broken agents/broken.md"));
}

TEST_F(Index, BasesThatComeAndGoReconnectTheAgents) {
  configure();
  write("agents/qa/a.md", text_of("a"));
  commit();
  auto index = refreshed();
  EXPECT_THAT(index.edges_from("agents/qa/a.md", true), IsEmpty());
  write("agents/BASE-AGENT.md", "Root.\n");
  write("agents/qa/BASE-AGENT.md", "Near.\n");
  commit();
  EXPECT_EQ(index.refresh(nullptr), Freshness::refreshed);
  EXPECT_THAT(arrows(index.edges_from("agents/qa/a.md", false)),
              ElementsAre("agents/qa/a.md -base-> agents/BASE-AGENT.md 1",
                          "agents/qa/a.md -base-> agents/qa/BASE-AGENT.md 1"));
  write("agents/qa/b.md", text_of("b"));
  commit();
  index.refresh(nullptr);
  EXPECT_THAT(arrows(index.edges_to("agents/BASE-AGENT.md", false)),
              ElementsAre("agents/qa/a.md -base-> agents/BASE-AGENT.md 1",
                          "agents/qa/b.md -base-> agents/BASE-AGENT.md 1"));
  remove("agents/BASE-AGENT.md");
  commit();
  index.refresh(nullptr);
  EXPECT_THAT(arrows(index.edges_from("agents/qa/a.md", false)),
              ElementsAre("agents/qa/a.md -base-> agents/qa/BASE-AGENT.md 1"));
}

TEST_F(Index, BelongsToItsWorktree) {
  write("agents/a.md", text_of("a"));
  commit();
  refreshed();
  const test::TempDir other;
  repo_.git("worktree", "add", "-q", "--detach", other.at("w"));
  auto index = DefinitionIndex::open(git::discover(other.at("w")).value());
  EXPECT_EQ(index.commit(), "");
  EXPECT_EQ(index.refresh(nullptr), Freshness::rebuilt);
}

TEST_F(Index, IsTheSameWithAMemo) {
  write("agents/a.md", text_of("a", "agents: [b]\n"));
  write("agents/b.md", text_of("b"));
  commit();
  const auto memo = MemoDb::open(repository());
  auto index = open();
  index.refresh(memo.get());
  memo->flush();
  const auto before = index.find("a").front();
  index.rebuild(memo.get());
  const auto after = index.find("a").front();
  EXPECT_EQ(after.description, before.description);
  EXPECT_EQ(after.frontmatter_json, before.frontmatter_json);
  EXPECT_THAT(arrows(index.edges_to("agents/b.md", false)),
              ElementsAre("agents/a.md -agent-> agents/b.md 1"));
}

}  // namespace
}  // namespace indexing
