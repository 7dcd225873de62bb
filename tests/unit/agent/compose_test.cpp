#include "agent/compose.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

using agent::BaseText;
using testing::ElementsAre;
using Order = settings::Build::Order;

std::string composed(std::string_view bytes, const std::vector<BaseText>& bases,
                     Order order = Order::root_first) {
  std::vector<std::string> storage;
  return agent::join(agent::compose(bytes, bases, order, storage));
}

const std::vector<BaseText> two_bases = {{"BASE-AGENT.md", "# Root"},
                                         {"qa/BASE-AGENT.md", "# Near"}};

TEST(Compose, AppendsBasesFromTheRootDownWithTheirPaths) {
  EXPECT_EQ(composed("---\nname: a\n---\n\n# A\n\n", two_bases),
            "---\nname: a\n---\n\n# A"
            "\n\n\n<!-- Inherited from BASE-AGENT.md -->\n\n\n# Root"
            "\n\n\n<!-- Inherited from qa/BASE-AGENT.md -->\n\n\n# Near");
}

TEST(Compose, NearestFirstGoesUpWithRulersBetween) {
  EXPECT_EQ(composed("---\nname: a\n---\n# A\n", two_bases, Order::nearest_first),
            "---\nname: a\n---\n\n# A\n\n---\n\n# Near\n\n---\n\n# Root");
}

TEST(Compose, WithoutBasesOnlyStrips) {
  EXPECT_EQ(composed("---\nname: a\n---\n\n\n# A \n", {}), "---\nname: a\n---\n\n# A");
}

TEST(Compose, WithoutFrontmatterIsBodyAndBases) {
  EXPECT_EQ(composed("\n# A\n", {{"BASE-AGENT.md", "B"}}),
            "# A\n\n\n<!-- Inherited from BASE-AGENT.md -->\n\n\nB");
}

TEST(Compose, UnclosedFrontmatterIsBody) {
  EXPECT_EQ(composed("---\nname: a\n# A\n", {}), "---\nname: a\n# A");
}

TEST(Compose, EmptyBodyKeepsItsPlace) {
  EXPECT_EQ(composed("---\nname: a\n---\n", {}), "---\nname: a\n---\n\n");
}

TEST(Compose, FileEndingWithTheClosingFenceHasNoBody) {
  EXPECT_EQ(composed("---\nname: a\n---", {}), "---\nname: a\n---");
}

TEST(Compose, EmptyFrontmatterIsLeftOut) {
  EXPECT_EQ(composed("---\n\n---\nA\n", {}), "A");
}

TEST(Compose, KeepsTheFrontmatterBlockVerbatim) {
  EXPECT_EQ(composed("\xEF\xBB\xBF---\r\nname:  a \r\n---\r\n\r\nA\r\n", {}),
            "---\r\nname:  a \r\n---\n\nA");
}

TEST(Compose, RulerInTheBodyIsNotAFence) {
  EXPECT_EQ(composed("---\nname: a\n---\nA\n---\nB\n", {}), "---\nname: a\n---\n\nA\n---\nB");
}

TEST(Compose, EmptyBasesAreNotMentioned) {
  EXPECT_EQ(composed("A", {{"BASE-AGENT.md", ""}, {"x/BASE-AGENT.md", "B"}}),
            "A\n\n\n<!-- Inherited from x/BASE-AGENT.md -->\n\n\nB");
  EXPECT_EQ(composed("A", {{"BASE-AGENT.md", ""}}, Order::nearest_first), "A");
}

TEST(Compose, PiecesNameTheirSource) {
  std::vector<std::string> storage;
  const auto pieces = agent::compose("---\nn: a\n---\nA", two_bases, Order::nearest_first, storage);
  std::vector<int> sources;
  for (const agent::Piece& piece : pieces) sources.push_back(piece.source);
  EXPECT_THAT(sources, ElementsAre(0, -1, 0, -1, 2, -1, 1));
}

TEST(Compose, SeparatorsStayWhereTheyAreWhenStorageGrows) {
  std::vector<std::string> storage;
  const auto first = agent::compose("A", two_bases, Order::root_first, storage);
  const std::string before = agent::join(first);
  for (int i = 0; i < 50; ++i) agent::compose("B", two_bases, Order::root_first, storage);
  EXPECT_EQ(agent::join(first), before);
}

TEST(InheritableBody, HasNoFrontmatter) {
  EXPECT_EQ(agent::inheritable_body("---\nx: y\n---\n\n# Base\n\n"), "# Base");
  EXPECT_EQ(agent::inheritable_body("# Base\n"), "# Base");
  EXPECT_EQ(agent::inheritable_body("---\nx: y\n---\n \n"), "");
  EXPECT_EQ(agent::inheritable_body(""), "");
}

TEST(InheritableBody, StripsWhatPythonStrips) {
  for (const std::string_view space :
       {"\t",     "\n",     "\v",     "\f",     "\r",     "\x1c",   "\x1d",   "\x1e",
        "\x1f",   " ",      "\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002",
        "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
        "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"}) {
    const std::string both = std::string(space) + "\n" + std::string(space);
    EXPECT_EQ(agent::inheritable_body(both + "a b" + both), "a b") << testing::PrintToString(space);
  }
}

TEST(InheritableBody, KeepsWhatPythonKeeps) {
  for (const std::string_view kept : {"\u200B", "\u180E", "\u2060", "\x1b", "\x7f", "\u0084",
                                      "\u00A1", "\xA0", "\x85", "\x80", "\xE2\x80"}) {
    EXPECT_EQ(agent::inheritable_body(kept), kept) << testing::PrintToString(kept);
  }
  EXPECT_EQ(agent::inheritable_body({"\0a\0", 3}), std::string_view("\0a\0", 3));
}

std::vector<std::string> origins(std::string_view own, const std::vector<std::string_view>& bases,
                                 Order order) {
  std::vector<BaseText> texts;
  for (const std::string_view bytes : bases) {
    texts.push_back({"BASE-AGENT.md", agent::inheritable_body(bytes)});
  }
  std::vector<std::string> storage, lines;
  for (const agent::LineOrigin& origin :
       agent::provenance(own, bases, agent::compose(own, texts, order, storage))) {
    lines.push_back(std::to_string(origin.line) + "=" + std::to_string(origin.source) + ":" +
                    std::to_string(origin.source_line));
  }
  return lines;
}

TEST(Provenance, MapsEveryLineToItsFile) {
  EXPECT_THAT(origins("---\nname: a\n---\n\n\nA\nB\n", {"\n\n# Root\nx\n"}, Order::root_first),
              ElementsAre("1=0:1", "2=0:2", "3=0:3", "4=-1:0", "5=0:6", "6=0:7", "7=-1:0", "8=-1:0",
                          "9=-1:0", "10=-1:0", "11=-1:0", "12=1:3", "13=1:4"));
}

TEST(Provenance, CountsFromTheFrontmatterOfABase) {
  EXPECT_THAT(origins("A", {"---\nx: y\n---\nB\n"}, Order::nearest_first),
              ElementsAre("1=0:1", "2=-1:0", "3=-1:0", "4=-1:0", "5=1:4"));
}

TEST(Provenance, OfNothingIsEmpty) {
  EXPECT_THAT(origins("", {}, Order::root_first), ElementsAre());
}

std::string read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Composes one agent of a directory on disk as build-agent.py would.
std::string built(const std::filesystem::path& root, const std::filesystem::path& agent) {
  std::deque<std::string> bytes;
  std::vector<BaseText> bases;
  std::filesystem::path directory;
  const auto add_base = [&] {
    const auto path = directory / "BASE-AGENT.md";
    if (!std::filesystem::exists(root / path)) return;
    bytes.push_back(read(root / path));
    bases.push_back({path.string(), agent::inheritable_body(bytes.back())});
  };
  add_base();
  for (const auto& component : agent.parent_path()) {
    directory /= component;
    add_base();
  }
  return composed(read(root / agent), bases);
}

TEST(Compose, GivesTheBytesOfBuildAgentPyForItsWholeCorpus) {
  const char* corpus = std::getenv("GIT_AGENTS_CORPUS");
  if (!corpus) GTEST_SKIP() << "GIT_AGENTS_CORPUS is not set";
  const std::filesystem::path top(corpus);
  const auto source = top / "claude-mpm-agents/claude-mpm-agents/agents";
  const auto expected = top / "claude-mpm-agents-built/agents";
  if (!std::filesystem::exists(source) || !std::filesystem::exists(expected)) {
    GTEST_SKIP() << corpus << " does not hold claude-mpm-agents and what it is built to";
  }
  int agents = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(expected)) {
    if (!entry.is_regular_file()) continue;
    const auto agent = std::filesystem::relative(entry.path(), expected);
    EXPECT_TRUE(built(source, agent) == read(entry.path())) << agent;
    ++agents;
  }
  EXPECT_EQ(agents, 49);
}

}  // namespace
