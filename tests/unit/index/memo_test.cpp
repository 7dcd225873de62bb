#include "index/memo.hpp"

#include <gtest/gtest.h>

#include "support/temp_repo.hpp"

namespace indexing {
namespace {

constexpr agent::Format an_agent{agent::Kind::agent, agent::Host::any};
constexpr agent::Format a_command{agent::Kind::command, agent::Host::any};
const std::string text =
    "---\nname: a\ndescription: d\ntools: Read, Agent(b)\nskills: [x]\n---\n[l](l.md)\n";
const std::string blob(40, 'b');

git::Repository at(const test::TempRepo& repo) {
  return git::discover(repo.path()).value();
}

TEST(MemoDb, GivesBackWhatItRemembered) {
  const test::TempRepo repo;
  const auto parsed = agent::parse(an_agent, text);
  MemoDb::open(at(repo))->remember(blob, an_agent, parsed);
  const auto memo = MemoDb::open(at(repo));
  const auto whole = memo->find(blob, an_agent, true);
  ASSERT_TRUE(whole);
  EXPECT_EQ(*whole, parsed);
  const auto summary = memo->find(blob, an_agent, false);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->name, "a");
  EXPECT_EQ(summary->size, parsed.size);
  EXPECT_EQ(summary->references, parsed.references);
  EXPECT_EQ(summary->description, "") << "of the detail";
}

TEST(MemoDb, TellsBlobsAndFormatsApart) {
  const test::TempRepo repo;
  const auto memo = MemoDb::open(at(repo));
  memo->remember(blob, an_agent, agent::parse(an_agent, text));
  memo->flush();
  EXPECT_TRUE(memo->find(blob, an_agent, true));
  EXPECT_FALSE(memo->find(blob, a_command, true));
  EXPECT_FALSE(memo->find(blob, {agent::Kind::agent, agent::Host::claude}, true));
  EXPECT_FALSE(memo->find(std::string(40, 'c'), an_agent, true));
  EXPECT_FALSE(memo->find("", an_agent, false));
}

TEST(MemoDb, IsWrittenByFlushAndAtTheEnd) {
  const test::TempRepo repo;
  const auto writer = MemoDb::open(at(repo)), reader = MemoDb::open(at(repo));
  writer->remember(blob, an_agent, agent::parse(an_agent, text));
  EXPECT_FALSE(reader->find(blob, an_agent, true));
  writer->flush();
  EXPECT_FALSE(reader->find(blob, an_agent, true)) << "one state until flush()";
  reader->flush();
  EXPECT_TRUE(reader->find(blob, an_agent, true));
  writer->flush();
}

TEST(MemoDb, RemembersVerdicts) {
  const test::TempRepo repo;
  {
    const auto memo = MemoDb::open(at(repo));
    memo->remember_verdict("k", {true, "old"});
    memo->remember_verdict("k", {true, "text\n"});
    memo->remember_verdict("sound", {false, ""});
  }
  const auto memo = MemoDb::open(at(repo));
  ASSERT_TRUE(memo->verdict("k"));
  EXPECT_TRUE(memo->verdict("k")->failed);
  EXPECT_EQ(memo->verdict("k")->text, "text\n");
  ASSERT_TRUE(memo->verdict("sound"));
  EXPECT_FALSE(memo->verdict("sound")->failed);
  EXPECT_FALSE(memo->verdict("other"));
}

TEST(MemoDb, RemembersComposedBlobs) {
  const test::TempRepo repo;
  MemoDb::open(at(repo))->remember_composed("inputs", blob);
  const auto memo = MemoDb::open(at(repo));
  EXPECT_EQ(memo->composed("inputs"), blob);
  EXPECT_EQ(memo->composed("other"), std::nullopt);
}

TEST(MemoDb, IsSharedByAllWorktrees) {
  const test::TempRepo repo;
  const test::TempDir other;
  repo.commit("c");
  repo.git("worktree", "add", "-q", "--detach", other.at("w"));
  MemoDb::open(at(repo))->remember_verdict("k", {true, "t"});
  EXPECT_TRUE(MemoDb::open(git::discover(other.at("w")).value())->verdict("k"));
}

TEST(MemoDb, CorruptOneIsMadeAnewWithoutAWord) {
  const test::TempRepo repo;
  MemoDb::open(at(repo))->remember_verdict("k", {true, "t"});
  repo.write(".git/agents/memo.db", std::string(5000, 'x'));
  const auto memo = MemoDb::open(at(repo));
  ASSERT_TRUE(memo);
  EXPECT_FALSE(memo->verdict("k"));
}

TEST(MemoDb, IsNoneWhereItCannotBeMade) {
  const test::TempRepo repo;
  repo.write(".git/agents", "a file");
  EXPECT_EQ(MemoDb::open(at(repo)), nullptr);
}

}  // namespace
}  // namespace indexing
