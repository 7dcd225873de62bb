#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.hpp"

namespace indexing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Queries = IndexFixture;

TEST_F(Queries, RowHoldsWhatTheDefinitionSays) {
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

TEST_F(Queries, ListsByKindNameAndPath) {
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

TEST_F(Queries, FindsByPathNameStemAndId) {
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

TEST_F(Queries, EdgesGoBothWays) {
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

TEST_F(Queries, TransitiveEdgesEndInACircle) {
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

TEST_F(Queries, ReferenceMeansTheFirstByPath) {
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

TEST_F(Queries, SearchesNameDescriptionAndBody) {
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

TEST_F(Queries, SearchTakesNoSyntax) {
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

TEST_F(Queries, SearchBearsManyWords) {
  write("agents/a.md", text_of("a"));
  commit();
  auto index = refreshed();
  std::string words;
  for (int i = 0; i < 5000; ++i) words += "text ";
  EXPECT_NO_THROW(hits(index, words));
}

TEST_F(Queries, SearchForgetsWhatIsGone) {
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

TEST_F(Queries, SearchFindsWhatTheSettingsAllowToBeLarge) {
  write(".git-agents.yaml", "version: 1\nvalidate: {max-bytes: 4194304}\n");
  write("agents/a.md", text_of("a", "", "Pineapple.\n" + std::string(1200000, '\n')));
  commit();
  auto index = refreshed();
  EXPECT_THAT(hits(index, "pineapple"), ElementsAre("agents/a.md"));
}

TEST_F(Queries, KeepsPathsOfAnyBytes) {
  write("agents/\xFF '\"\n.md", text_of("odd"));
  commit();
  auto index = refreshed();
  EXPECT_THAT(paths(index.find("odd")), ElementsAre("agents/\xFF '\"\n.md"));
  EXPECT_THAT(paths(index.find("agents/\xFF '\"\n.md")), testing::SizeIs(1));
}

}  // namespace
}  // namespace indexing
