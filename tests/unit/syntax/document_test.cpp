#include "syntax/document.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "unit/syntax/tree.hpp"

namespace syntax {
namespace {

Node tree_of(std::string_view text) {
  Document document = parse_yaml(text);
  EXPECT_TRUE(document.problems.empty()) << document.problems.front().message;
  EXPECT_TRUE(document.root);
  return document.root ? std::move(*document.root) : Node{};
}

std::string source(std::string_view text, const Node* node) {
  return node == nullptr ? "absent"
                         : std::string(text.substr(node->begin, node->end - node->begin));
}

TEST(Document, GivesEveryNodeItsBytes) {
  const std::string_view text =
      "name: \"a\\tb\" # c\ntags: [x, 'y z']\nmap:\n  k: 1\nlast: many words\n";
  const Node root = tree_of(text);
  EXPECT_EQ(source(text, root.find("name")), "\"a\\tb\"");
  EXPECT_EQ(source(text, root.find("tags")), "[x, 'y z']");
  EXPECT_EQ(source(text, &root.find("tags")->items[1]), "'y z'");
  EXPECT_EQ(source(text, root.find("map")), "k: 1");
  EXPECT_EQ(source(text, root.find("last")), "many words");
  EXPECT_EQ(source(text, &root.entries[3].first), "last");
  EXPECT_EQ(root.find("name")->value, "a\tb");
}

TEST(Document, CountsBytesInTextBeyondAscii) {
  const std::string_view text = "é: ü\nb: {k: \"€\"}\nc: \xf0\x9f\x98\x80 x\n";
  const Node root = tree_of(text);
  EXPECT_EQ(source(text, root.find("é")), "ü");
  EXPECT_EQ(source(text, root.find("b")->find("k")), "\"€\"");
  EXPECT_EQ(source(text, root.find("c")), "\xf0\x9f\x98\x80 x");
}

TEST(Document, CountsBytesInTextWithCarriageReturns) {
  const std::string_view text = "a: 1\r\nb: |\r\n  x\r\n  y\r\nc: {d: e}\r\nf:\r\n- g\r\n";
  const Node root = tree_of(text);
  EXPECT_EQ(source(text, root.find("a")), "1");
  EXPECT_EQ(root.find("b")->value, "x\ny\n");
  EXPECT_EQ(source(text, root.find("b")), "|\r\n  x\r\n  y\r\n");
  EXPECT_EQ(source(text, root.find("c")), "{d: e}");
  EXPECT_EQ(source(text, &root.find("f")->items[0]), "g");
}

TEST(Document, SkipsAByteOrderMarkAndCountsIt) {
  const std::string_view text = "\xef\xbb\xbfname: x\nname: y\n";
  const Document document = parse_yaml(text);
  ASSERT_TRUE(document.root);
  EXPECT_EQ(document.root->find("name")->begin, 17U);
  ASSERT_EQ(document.problems.size(), 1U);
  EXPECT_EQ(document.problems[0].begin, 11U);
  EXPECT_EQ(document.problems[0].other, 3U);
}

TEST(Document, PutsAnAbsentValueRightAfterItsColonOrDash) {
  const std::string_view text = "a:\nb: ~\nc: !t\nd:\n-\n- null\nnull: {e, f: }\ng:";
  const Node root = tree_of(text);
  EXPECT_EQ(root.find("a")->begin, 2U);
  EXPECT_EQ(root.find("a")->end, 2U);
  EXPECT_EQ(root.find("a")->type, Type::null);
  EXPECT_EQ(source(text, root.find("b")), "~");
  EXPECT_EQ(root.find("d")->items[0].begin, 18U);
  EXPECT_EQ(source(text, &root.find("d")->items[1]), "null");
  EXPECT_EQ(root.entries[4].first.type, Type::null);
  EXPECT_EQ(root.find("g")->begin, text.size());
}

TEST(Document, FoldsAndKeepsLinesOfBlockScalars) {
  const std::string_view text =
      "a: >-\n  x\n  y\n\n  z\n\nb: |\n  one\n   two\nc: |2+\n   q\n\nd: |\ne: 1\n";
  const Node root = tree_of(text);
  EXPECT_EQ(root.find("a")->value, "x y\nz");
  EXPECT_EQ(source(text, root.find("a")), ">-\n  x\n  y\n\n  z\n");
  EXPECT_EQ(root.find("a")->style, Style::folded);
  EXPECT_EQ(root.find("b")->value, "one\n two\n");
  EXPECT_EQ(root.find("c")->value, " q\n\n");
  EXPECT_EQ(source(text, root.find("c")), "|2+\n   q\n\n");
  EXPECT_EQ(source(text, root.find("d")), "|");
}

TEST(Document, FoldsValuesOfSeveralLines) {
  const std::string_view text = "a: one\n  two # c\nb: \"x\n  y\n\n  z\"\n";
  const Node root = tree_of(text);
  EXPECT_EQ(root.find("a")->value, "one two");
  EXPECT_EQ(source(text, root.find("a")), "one\n  two");
  EXPECT_EQ(root.find("b")->value, "x y\nz");
}

TEST(Document, CutsAPlainValueAtAComment) {
  const Node root = tree_of("a: see PR #12 for more #tag\nb: 3 #x\n");
  EXPECT_EQ(root.find("a")->value, "see PR");
  EXPECT_EQ(root.find("b")->type, Type::integer);
}

TEST(Document, CopiesWhatAnAliasStandsFor) {
  const std::string_view text = "a: &x\n  k: [1]\nb: *x\n<<: *x\n";
  const Node root = tree_of(text);
  EXPECT_EQ(source(text, root.find("a")), "k: [1]");
  EXPECT_EQ(source(text, root.find("b")), "*x");
  EXPECT_EQ(root.find("b")->find("k")->items[0].value, "1");
  EXPECT_EQ(root.find("<<")->type, Type::mapping);
}

TEST(Document, FollowsTheTagsOfTheCoreSchema) {
  const Node root = tree_of("a: !!str 1\nb: !mine 2\nc: !!int 3\nd: \"4\"\n");
  EXPECT_EQ(root.find("a")->type, Type::string);
  EXPECT_EQ(root.find("b")->type, Type::string);
  EXPECT_EQ(root.find("c")->type, Type::integer);
  EXPECT_TRUE(root.find("d")->is_string());
}

TEST(Document, FindsTheLastValueOfAKey) {
  const Document document = parse_yaml("a: 1\nb: 2\na: 3\n");
  ASSERT_TRUE(document.root);
  EXPECT_EQ(document.root->find("a")->value, "3");
  EXPECT_EQ(document.root->find("c"), nullptr);
}

TEST(Document, HasNoRootForAnEmptyText) {
  for (const char* text : {"", "\n\n", "# only a comment\n", "  "}) {
    const Document document = parse_yaml(text);
    EXPECT_FALSE(document.root) << text;
    EXPECT_TRUE(document.problems.empty()) << text;
  }
}

TEST(Document, ReadsALongValue) {
  const std::string text =
      "d: " + std::string(60'000, 'x') + "\ne: \"" + std::string(60'000, 'y') + "\"\n";
  EXPECT_EQ(tree_of(text).find("d")->value.size(), 60'000U);
}

TEST(Quoted, ReadsBackAsTheSameText) {
  const std::string text = "a \"b\" \\ \n\r\t\x01\x7f é \xc2\x85 \xe2\x80\xa8 \xef\xbb\xbf # : '";
  EXPECT_EQ(syntax::quoted("say \"x\"\n"), "\"say \\\"x\\\"\\n\"");
  EXPECT_EQ(syntax::quoted("\xe2\x80\xa8\x01"), "\"\\u2028\\x01\"");
  EXPECT_EQ(tree_of(syntax::quoted(text)).value, text);
}

}  // namespace
}  // namespace syntax
