#include "index/definition_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/error.hpp"
#include "index/memo.hpp"
#include "support/temp_repo.hpp"

namespace indexing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Freshness = DefinitionIndex::Freshness;
using Lines = std::vector<std::string>;

std::string text_of(const std::string& name, const std::string& fields = {},
                    const std::string& body = "Text.\n") {
  return "---\nname: " + name + "\ndescription: does " + name + "\n" + fields + "---\n" + body;
}

class Index : public testing::Test {
 protected:
  git::Repository repository() const { return git::discover(repo_.path()).value(); }
  DefinitionIndex open() const { return DefinitionIndex::open(repository()); }
  DefinitionIndex refreshed() const {
    auto index = open();
    index.refresh(nullptr);
    return index;
  }
  void write(const std::string& path, const std::string& text) const { repo_.write(path, text); }
  void remove(const std::string& path) const { std::filesystem::remove(repo_.at(path)); }
  std::string commit() const { return repo_.commit("c"); }

  /// "kind name path" of all.
  static Lines rows(DefinitionIndex& index) {
    Lines out;
    for (const auto& row : index.list()) out.push_back(row.kind + " " + row.name + " " + row.path);
    return out;
  }
  static Lines paths(const std::vector<Row>& rows) {
    Lines out;
    for (const auto& row : rows) out.push_back(row.path);
    return out;
  }
  static Lines hits(DefinitionIndex& index, const std::string& words, std::size_t limit = 10) {
    Lines out;
    for (const auto& hit : index.search(words, limit)) out.push_back(hit.row.path);
    return out;
  }
  /// "from -type-> target_path depth" of each.
  static Lines arrows(const std::vector<EdgeRow>& edges) {
    Lines out;
    for (const auto& edge : edges) {
      out.push_back(edge.from_path + " -" + edge.type + "-> " + edge.target_path + " " +
                    std::to_string(edge.depth));
    }
    return out;
  }

  test::TempRepo repo_;
};

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

TEST_F(Index, RenameIsADeletionAndAnAddition) {
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

TEST_F(Index, RowHoldsWhatTheDefinitionSays) {
  const auto text = text_of("a", "tools: Read, Bash(git:*)\nmodel: opus\n");
  write("agents/a.md", text);
  commit();
  auto index = refreshed();
  const auto found = index.find("a");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, "agent");
  EXPECT_EQ(found[0].host, "any");
  EXPECT_EQ(found[0].description, "does a");
  EXPECT_EQ(found[0].model, "opus");
  EXPECT_THAT(found[0].tools, ElementsAre("Read", "Bash(git:*)"));
  EXPECT_EQ(found[0].size, text.size());
  EXPECT_EQ(found[0].body_size, 6u);
  EXPECT_EQ(found[0].blob, repo_.git("rev-parse", "HEAD:agents/a.md"));
  EXPECT_THAT(found[0].frontmatter_json, testing::HasSubstr("\"model\":\"opus\""));
  EXPECT_EQ(index.list().front().frontmatter_json, "");
}

TEST_F(Index, ListsByKindNameAndPath) {
  write("agents/z.md", text_of("a"));
  write("agents/b.md", text_of("b"));
  write("agents/y.md", text_of("a"));
  write("skills/pdf/SKILL.md", text_of("pdf"));
  commit();
  auto index = refreshed();
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/y.md", "agent a agents/z.md",
                                       "agent b agents/b.md", "skill pdf skills/pdf/SKILL.md"));
  EXPECT_THAT(paths(index.list("skill")), ElementsAre("skills/pdf/SKILL.md"));
  EXPECT_THAT(index.list("nothing"), IsEmpty());
  EXPECT_THAT(index.names(), ElementsAre("a", "b", "pdf"));
}

TEST_F(Index, FindsByPathNameStemAndId) {
  write("agents/qa/tester.md", text_of("QA Lead", "agent_id: mpm-qa\n"));
  write("skills/tester/SKILL.md", text_of("tester"));
  commit();
  auto index = refreshed();
  EXPECT_THAT(paths(index.find("agents/qa/tester.md")), ElementsAre("agents/qa/tester.md"));
  for (const std::string name : {"QA Lead", "qa_lead", "mpm-qa", "plugin:mpm-qa"}) {
    EXPECT_THAT(paths(index.find(name)), ElementsAre("agents/qa/tester.md")) << name;
  }
  EXPECT_THAT(paths(index.find("tester")),
              ElementsAre("agents/qa/tester.md", "skills/tester/SKILL.md"));
  EXPECT_THAT(index.find("test"), IsEmpty());
  EXPECT_THAT(index.find(""), IsEmpty());
  EXPECT_THAT(index.find("' OR 1=1 --"), IsEmpty());
}

TEST_F(Index, EdgesGoBothWays) {
  write("agents/a.md", text_of("a", "agents: [b]\nskills: [pdf]\n", "[n](n.txt) [z](../../z)\n"));
  write("agents/b.md", text_of("b"));
  write("skills/pdf/SKILL.md", text_of("pdf"));
  commit();
  auto index = refreshed();
  EXPECT_THAT(arrows(index.edges_from("agents/a.md", false)),
              ElementsAre("agents/a.md -agent-> agents/b.md 1", "agents/a.md -file->  1",
                          "agents/a.md -file-> agents/n.txt 1",
                          "agents/a.md -skill-> skills/pdf/SKILL.md 1"));
  const auto to = index.edges_to("agents/b.md", false);
  ASSERT_EQ(to.size(), 1u);
  EXPECT_EQ(to[0].from_path, "agents/a.md");
  EXPECT_EQ(to[0].from_name, "a");
  EXPECT_EQ(to[0].target, "b");
  EXPECT_EQ(to[0].origin, "agents");
  EXPECT_EQ(to[0].line, 4u);
  EXPECT_THAT(arrows(index.edges_to("agents/n.txt", false)),
              ElementsAre("agents/a.md -file-> agents/n.txt 1"));
  EXPECT_THAT(index.edges_from("agents/b.md", true), IsEmpty());
  EXPECT_THAT(index.edges_to("none", true), IsEmpty());
}

TEST_F(Index, TransitiveEdgesEndInACircle) {
  write("agents/a.md", text_of("a", "agents: [b]\n"));
  write("agents/b.md", text_of("b", "agents: [c]\n"));
  write("agents/c.md", text_of("c", "agents: [a]\n"));
  commit();
  auto index = refreshed();
  EXPECT_THAT(
      arrows(index.edges_from("agents/a.md", true)),
      ElementsAre("agents/a.md -agent-> agents/b.md 1", "agents/b.md -agent-> agents/c.md 2",
                  "agents/c.md -agent-> agents/a.md 3"));
  EXPECT_THAT(
      arrows(index.edges_to("agents/a.md", true)),
      ElementsAre("agents/c.md -agent-> agents/a.md 1", "agents/b.md -agent-> agents/c.md 2",
                  "agents/a.md -agent-> agents/b.md 3"));
  EXPECT_THAT(index.edges_from("agents/a.md", false), testing::SizeIs(1));
}

TEST_F(Index, ReferenceMeansTheFirstByPath) {
  write("agents/a.md", text_of("a", "agents: [x]\n"));
  write("agents/m.md", text_of("x"));
  write("agents/z.md", text_of("x"));
  commit();
  auto index = refreshed();
  EXPECT_THAT(arrows(index.edges_from("agents/a.md", false)),
              ElementsAre("agents/a.md -agent-> agents/m.md 1"));
  EXPECT_THAT(index.edges_to("agents/z.md", false), IsEmpty());
  remove("agents/m.md");
  commit();
  index.refresh(nullptr);
  EXPECT_THAT(arrows(index.edges_to("agents/z.md", false)),
              ElementsAre("agents/a.md -agent-> agents/z.md 1"));
}

TEST_F(Index, BasesThatComeAndGoReconnectTheAgents) {
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

TEST_F(Index, SearchesNameDescriptionAndBody) {
  write("agents/review.md", text_of("review", "", "Looks at\n  pull requests.\n"));
  write("agents/other.md", text_of("other", "", "Asks for a review of things.\n"));
  write("agents/plain.md", text_of("plain"));
  commit();
  auto index = refreshed();
  EXPECT_THAT(hits(index, "review"), ElementsAre("agents/review.md", "agents/other.md"));
  EXPECT_THAT(hits(index, "pull requests"), ElementsAre("agents/review.md"));
  EXPECT_THAT(hits(index, "requests pul"), ElementsAre("agents/review.md"))
      << "the last word is a prefix";
  EXPECT_THAT(hits(index, "REVIEWING"), testing::SizeIs(2)) << "words are stemmed";
  EXPECT_THAT(hits(index, "pull things"), IsEmpty()) << "all words are wanted";
  EXPECT_THAT(hits(index, "review", 1), testing::SizeIs(1));
  EXPECT_EQ(index.search("pull", 1).front().excerpt, "Looks at [pull] requests.");
  EXPECT_EQ(index.search("does other", 1).front().excerpt, "[does] [other]");
}

TEST_F(Index, SearchTakesNoSyntax) {
  write("agents/a.md", text_of("a", "", "A NOT b, c:d \"quoted\" (x) star*\n"));
  commit();
  auto index = refreshed();
  for (const std::string words :
       {"",  " \t\n", "\"", "\"\"",  "*",     "(",    ")",   "-", "^",    ":",
        "'", "\\",    "{",  "name:", "NEAR(", "a OR", "AND", "+", "\xFF", "\xC3"}) {
    EXPECT_NO_THROW(hits(index, words)) << words;
  }
  EXPECT_THAT(hits(index, "\"quoted\""), testing::SizeIs(1));
  EXPECT_THAT(hits(index, "NOT"), testing::SizeIs(1));
  EXPECT_THAT(hits(index, "zzz OR quoted"), IsEmpty());
  EXPECT_THAT(hits(index, "c:d"), testing::SizeIs(1));
  EXPECT_THAT(hits(index, std::string("quo\0ted", 7)), testing::SizeIs(1));
}

TEST_F(Index, SearchBearsManyWords) {
  write("agents/a.md", text_of("a"));
  commit();
  auto index = refreshed();
  std::string words;
  for (int i = 0; i < 5000; ++i) words += "text ";
  EXPECT_NO_THROW(hits(index, words));
}

TEST_F(Index, SearchForgetsWhatIsGone) {
  write("agents/a.md", text_of("a", "", "Pineapple.\n"));
  commit();
  auto index = refreshed();
  EXPECT_THAT(hits(index, "pineapple"), testing::SizeIs(1));
  write("agents/a.md", text_of("a", "", "Mango.\n"));
  commit();
  index.refresh(nullptr);
  EXPECT_THAT(hits(index, "pineapple"), IsEmpty());
  EXPECT_THAT(hits(index, "mango"), testing::SizeIs(1));
}

TEST_F(Index, SearchFindsWhatTheSettingsAllowToBeLarge) {
  write(".git-agents.yaml", "version: 1\nvalidate: {max-bytes: 4194304}\n");
  write("agents/a.md", text_of("a", "", "Pineapple.\n" + std::string(1200000, '\n')));
  commit();
  auto index = refreshed();
  EXPECT_THAT(hits(index, "pineapple"), ElementsAre("agents/a.md"));
}

TEST_F(Index, LooksAtTheWorkTreeAndStaysAsItWas) {
  write("agents/a.md", text_of("a"));
  write("agents/gone.md", text_of("gone"));
  const auto head = commit();
  refreshed();
  write("agents/a.md", text_of("changed", "", "Pineapple.\n"));
  write("agents/new.md", text_of("new"));
  remove("agents/gone.md");
  {
    auto view = open();
    view.look_at_work_tree(nullptr);
    EXPECT_THAT(rows(view), ElementsAre("agent changed agents/a.md", "agent new agents/new.md"));
    EXPECT_THAT(hits(view, "pineapple"), ElementsAre("agents/a.md"));
    EXPECT_EQ(view.commit(), head);
  }
  auto index = open();
  EXPECT_TRUE(index.fresh());
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md", "agent gone agents/gone.md"));
  EXPECT_THAT(hits(index, "pineapple"), IsEmpty());
}

TEST_F(Index, LooksAtTheStagedContent) {
  write("agents/a.md", text_of("a"));
  commit();
  refreshed();
  write("agents/a.md", text_of("staged", "", "Pineapple.\n"));
  repo_.git("add", "-A");
  write("agents/a.md", text_of("later"));
  {
    auto view = open();
    view.look_at_staged(nullptr);
    EXPECT_THAT(rows(view), ElementsAre("agent staged agents/a.md"));
    EXPECT_THAT(hits(view, "pineapple"), ElementsAre("agents/a.md"));
  }
  auto index = open();
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md"));
}

TEST_F(Index, LooksAtARevision) {
  write("agents/a.md", text_of("old"));
  const auto first = commit();
  write("agents/a.md", text_of("new"));
  commit();
  refreshed();
  {
    auto view = open();
    view.look_at_revision(first, nullptr);
    EXPECT_THAT(rows(view), ElementsAre("agent old agents/a.md"));
  }
  auto same = open();
  same.look_at_revision("HEAD", nullptr);
  EXPECT_THAT(rows(same), ElementsAre("agent new agents/a.md"));
  try {
    open().look_at_revision("none", nullptr);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::not_found);
    EXPECT_EQ(error.message(), "'none' is not a commit, tag or tree of this repository");
  }
}

TEST_F(Index, ViewHasTheSettingsOfItsContent) {
  write("agents/a.md", text_of("a"));
  write("lib/l.md", text_of("l"));
  const auto head = commit();
  refreshed();
  write(".git-agents.yaml",
        "version: 1\ndefinitions: [{path: lib}]\nbuild: {order: nearest-first}\n");
  {
    auto view = open();
    view.look_at_work_tree(nullptr);
    EXPECT_THAT(rows(view), ElementsAre("agent l lib/l.md"));
    EXPECT_EQ(view.settings().build.order, settings::Build::Order::nearest_first);
    EXPECT_EQ(view.commit(), head);
  }
  auto index = open();
  EXPECT_EQ(index.settings().build.order, settings::Build::Order::root_first);
  EXPECT_THAT(rows(index), ElementsAre("agent a agents/a.md"));
}

TEST_F(Index, ViewOfAnUnbornHeadShowsTheWorkTree) {
  write("agents/a.md", text_of("a"));
  auto view = refreshed();
  view.look_at_work_tree(nullptr);
  EXPECT_THAT(rows(view), ElementsAre("agent a agents/a.md"));
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

TEST_F(Index, KeepsPathsOfAnyBytes) {
  write("agents/\xFF '\"\n.md", text_of("odd"));
  commit();
  auto index = refreshed();
  EXPECT_THAT(paths(index.find("odd")), ElementsAre("agents/\xFF '\"\n.md"));
  EXPECT_THAT(paths(index.find("agents/\xFF '\"\n.md")), testing::SizeIs(1));
}

}  // namespace
}  // namespace indexing
