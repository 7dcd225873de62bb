#include "source/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "support/memory_tree.hpp"

namespace source {
namespace {

using test::MemoryTree;
using testing::ElementsAre;
using testing::IsEmpty;
using Lines = std::vector<std::string>;

const std::string sound = "---\nname: a\ndescription: d\n---\nText.\n";

/// Remembers in a map, and notes what it was asked.
class FakeMemo final : public Memo {
 public:
  std::shared_ptr<const agent::Parsed> find(const std::string& blob, agent::Format,
                                            bool detail) override {
    asked.push_back(blob + (detail ? " detail" : ""));
    const auto at = parses.find(blob);
    return at == parses.end() ? nullptr : at->second;
  }
  void remember(const std::string& blob, agent::Format, const agent::Parsed& parsed) override {
    parses[blob] = std::make_shared<agent::Parsed>(parsed);
  }
  std::map<std::string, std::shared_ptr<const agent::Parsed>> parses;
  Lines asked;
};

Catalog load_all(MemoryTree& tree, Memo* memo = nullptr, Detail detail = Detail::summary,
                 std::size_t max_bytes = 1000) {
  return load(tree, tree.list({""}), agent::Classifier(settings::Settings()), max_bytes, memo,
              detail);
}

Lines paths(const Catalog& catalog) {
  Lines out;
  for (const auto& definition : catalog.definitions) out.push_back(definition.path);
  return out;
}

/// The paths of those whose content is not at hand.
Lines unread(const Catalog& catalog) {
  Lines out;
  for (const auto& definition : catalog.definitions) {
    if (definition.parsed->unread) out.push_back(definition.path);
  }
  return out;
}

Lines said(const Catalog& catalog) {
  Lines out;
  for (const auto& d : catalog.diagnostics) {
    out.push_back(std::string(base::to_string(d.severity)) + " " + d.rule + " " + d.path + " " +
                  d.message);
  }
  return out;
}

TEST(Load, ParsesTheDefinitionsOfTheListing) {
  MemoryTree tree{{"agents/b.md", sound},    {"agents/a.md", sound},
                  {"agents/README.md", "x"}, {"skills/x/SKILL.md", sound},
                  {"skills/x/more.md", "x"}, {"src/main.cpp", "x"}};
  const auto catalog = load_all(tree);
  EXPECT_THAT(paths(catalog), ElementsAre("agents/a.md", "agents/b.md", "skills/x/SKILL.md"));
  EXPECT_THAT(catalog.diagnostics, IsEmpty());
  EXPECT_EQ(catalog.definitions[0].parsed->name, "a");
  EXPECT_EQ(catalog.definitions[0].root, "agents");
  EXPECT_EQ(catalog.definitions[2].format.kind, agent::Kind::skill);
  EXPECT_THAT(tree.reads, testing::SizeIs(3)) << "only definitions are read";
}

TEST(Load, EveryFileIsParsedAlsoOverSeveralBatches) {
  MemoryTree tree;
  for (int i = 0; i < 600; ++i) {
    tree.add("agents/" + std::to_string(i) + ".md",
             "---\nname: n" + std::to_string(i) + "\ndescription: d\n---\n");
  }
  const auto catalog = load_all(tree);
  ASSERT_EQ(catalog.definitions.size(), 600u);
  for (const auto& definition : catalog.definitions) {
    EXPECT_EQ("agents/" + definition.parsed->name.substr(1) + ".md", definition.path);
  }
}

TEST(Load, DoesNotFollowSymbolicLinks) {
  MemoryTree tree;
  tree.put("agents/a.md", {.content = "/etc/passwd", .mode = 0120000});
  const auto catalog = load_all(tree);
  EXPECT_THAT(said(catalog), ElementsAre("warning symlink agents/a.md the definition is a symbolic "
                                         "link, which is not followed"));
  EXPECT_EQ(catalog.diagnostics[0].consequence, "it is neither checked nor deployed");
  EXPECT_EQ(catalog.diagnostics[0].hint, "replace the link by the file itself");
  EXPECT_THAT(paths(catalog), IsEmpty());
  EXPECT_THAT(tree.reads, IsEmpty());
}

TEST(Load, TellsOfLinksAndSubmodulesInADirectorysPlace) {
  MemoryTree tree;
  tree.put(".claude/agents", {.content = "../agents", .mode = 0120000})
      .put("skills/pdf", {.content = "x", .mode = 0120000})
      .put("commands", {.content = {}, .mode = 0160000})
      .put("docs", {.content = {}, .mode = 0160000})
      .put("agents/sub", {.content = "x", .mode = 0120000});
  EXPECT_THAT(
      said(load_all(tree)),
      ElementsAre("warning symlink .claude/agents the definition is a symbolic link, which is not "
                  "followed",
                  "warning symlink agents/sub the definition is a symbolic link, which is not "
                  "followed",
                  "info submodule commands a submodule lies at a definition's place",
                  "warning symlink skills/pdf the definition is a symbolic link, which is not "
                  "followed"));
}

TEST(Load, TellsOfAnUnmergedFileOnce) {
  MemoryTree tree;
  for (const int stage : {1, 2, 3}) tree.put("agents/a.md", {.content = sound, .stage = stage});
  const auto catalog = load_all(tree);
  EXPECT_THAT(said(catalog),
              ElementsAre("error unmerged agents/a.md the file has unmerged changes"));
  EXPECT_EQ(catalog.diagnostics[0].hint, "resolve the conflict and 'git add' the file");
  EXPECT_THAT(paths(catalog), IsEmpty());
}

TEST(Load, TellsOfMissingContentAndKeepsItsPlace) {
  MemoryTree tree;
  tree.put("agents/a.md", {.content = {}, .id = "1"}).add("agents/b.md", sound, "2");
  const auto catalog = load_all(tree);
  EXPECT_THAT(said(catalog), ElementsAre("warning missing-object agents/a.md the file's content is "
                                         "not in this repository"));
  EXPECT_THAT(paths(catalog), ElementsAre("agents/a.md", "agents/b.md"));
  EXPECT_THAT(unread(catalog), ElementsAre("agents/a.md"));
}

TEST(Load, ContentThatIsNotAtHandIsNotMemoised) {
  MemoryTree tree;
  tree.put("agents/a.md", {.content = {}, .id = "1"}).add("agents/b.md", sound, "2");
  FakeMemo memo;
  load_all(tree, &memo, Detail::summary, sound.size() - 1);
  EXPECT_THAT(memo.parses, IsEmpty());
}

TEST(Load, TellsOfAFileThatIsTooLarge) {
  MemoryTree tree{{"agents/a.md", std::string(11, 'x')}, {"agents/b.md", std::string(10, 'x')}};
  const auto catalog = load_all(tree, nullptr, Detail::summary, 10);
  EXPECT_THAT(said(catalog), ElementsAre("error too-large agents/a.md the file has 11 bytes, more "
                                         "than the limit of 10"));
  EXPECT_EQ(catalog.diagnostics[0].hint, "make it smaller, or raise validate.max-bytes");
  EXPECT_THAT(unread(catalog), ElementsAre("agents/a.md"));
}

TEST(Load, MemoSavesTheSecondReading) {
  MemoryTree tree;
  tree.add("agents/a.md", sound, "1").add("agents/b.md", sound, "2");
  FakeMemo memo;
  load_all(tree, &memo);
  EXPECT_THAT(tree.reads, ElementsAre("agents/a.md", "agents/b.md"));
  tree.reads.clear();
  const auto again = load_all(tree, &memo, Detail::full);
  EXPECT_THAT(tree.reads, IsEmpty());
  EXPECT_EQ(again.definitions[1].parsed, memo.parses["2"]);
  EXPECT_THAT(memo.asked, ElementsAre("1", "2", "1 detail", "2 detail"));
}

TEST(Load, FilesWithoutAnIdAreNotMemoised) {
  MemoryTree tree{{"agents/a.md", sound}};
  FakeMemo memo;
  EXPECT_THAT(paths(load_all(tree, &memo)), ElementsAre("agents/a.md"));
  EXPECT_THAT(memo.asked, IsEmpty());
  EXPECT_THAT(memo.parses, IsEmpty());
}

TEST(Load, LimitHoldsForWhatIsMemoisedToo) {
  MemoryTree tree;
  tree.add("agents/a.md", sound, "1");
  FakeMemo memo;
  load_all(tree, &memo);
  const auto catalog = load_all(tree, &memo, Detail::summary, 10);
  EXPECT_THAT(said(catalog),
              ElementsAre("error too-large agents/a.md the file has " +
                          std::to_string(sound.size()) + " bytes, more than the limit of 10"));
  EXPECT_THAT(unread(catalog), ElementsAre("agents/a.md"));
}

}  // namespace
}  // namespace source
