#include "syntax/mdc.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "support/document_checks.hpp"

namespace syntax {
namespace {

using namespace std::string_literals;

std::string_view part(std::string_view text, const Node& node) {
  return text.substr(node.begin, node.end - node.begin);
}

/// The tree of a text without problems, its ranges checked.
Node tree(std::string_view text) {
  Document document = parse_mdc(text);
  EXPECT_TRUE(document.problems.empty()) << document.problems.front().message;
  if (!document.root) return {};
  EXPECT_EQ(testing::first_broken_range(text, *document.root), "");
  return std::move(*document.root);
}

TEST(Mdc, TakesTheRestOfTheLineLiterally) {
  const std::string_view text =
      "description: Use this: always, \"really\" # yes\nglobs: **/*.ts,**/*.tsx\n"
      "alwaysApply: false\n";
  const Node root = tree(text);
  EXPECT_EQ(root.style, Style::block);
  EXPECT_EQ(root.begin, 0U);
  EXPECT_EQ(root.end, text.size() - 1);
  ASSERT_EQ(root.entries.size(), 3U);
  EXPECT_EQ(part(text, root.entries[0].first), "description");
  EXPECT_EQ(root.entries[0].second.value, "Use this: always, \"really\" # yes");
  EXPECT_EQ(part(text, root.entries[0].second), root.entries[0].second.value);
  EXPECT_EQ(root.entries[1].second.type, Type::string);
  EXPECT_EQ(part(text, root.entries[1].second), "**/*.ts,**/*.tsx");
  EXPECT_EQ(root.entries[2].second.type, Type::boolean);
  EXPECT_EQ(part(text, root.entries[2].second), "false");
}

TEST(Mdc, RemovesOnePairOfQuotesAroundTheWholeValue) {
  const std::string_view text =
      "a: \"x: y\"\nb: '*.ts'\nc: \"a\" and \"b\"\nd: \"\"quoted\"\"\ne: \"\"\nf: \"\n"
      "g: 'it''s'\nh: \"say \\\"hi\\\"\"\n";
  const Node root = tree(text);
  EXPECT_EQ(root.find("a")->value, "x: y");
  EXPECT_EQ(root.find("a")->style, Style::double_quoted);
  EXPECT_EQ(part(text, *root.find("a")), "\"x: y\"");
  EXPECT_EQ(root.find("b")->value, "*.ts");
  EXPECT_EQ(root.find("b")->style, Style::single_quoted);
  EXPECT_EQ(root.find("c")->value, "\"a\" and \"b\"");
  EXPECT_EQ(root.find("c")->style, Style::plain);
  EXPECT_EQ(root.find("d")->value, "\"\"quoted\"\"");
  EXPECT_EQ(root.find("e")->value, "");
  EXPECT_EQ(root.find("e")->type, Type::string);
  EXPECT_EQ(root.find("f")->value, "\"");
  EXPECT_EQ(root.find("g")->value, "it''s");
  EXPECT_EQ(root.find("h")->value, "say \\\"hi\\\"");
}

TEST(Mdc, TakesAnEmptyValueForNull) {
  const Node root = tree("description:\nglobs:   \nalwaysApply: true");
  EXPECT_EQ(root.find("description")->type, Type::null);
  EXPECT_EQ(root.find("description")->begin, 12U);
  EXPECT_EQ(root.find("description")->end, 12U);
  EXPECT_EQ(root.find("globs")->type, Type::null);
}

TEST(Mdc, ReadsListsInLinesAndInBrackets) {
  const std::string_view lines = "globs:\n  - \"src/**\"\n\n# c\n- *.md\n  -\nalwaysApply: false\n";
  const Node below = tree(lines);
  const Node& list = *below.find("globs");
  EXPECT_EQ(list.type, Type::sequence);
  EXPECT_EQ(list.style, Style::block);
  EXPECT_EQ(part(lines, list), "- \"src/**\"\n\n# c\n- *.md\n  -");
  ASSERT_EQ(list.items.size(), 3U);
  EXPECT_EQ(list.items[0].value, "src/**");
  EXPECT_EQ(part(lines, list.items[0]), "\"src/**\"");
  EXPECT_EQ(part(lines, list.items[1]), "*.md");
  EXPECT_EQ(list.items[2].type, Type::null);

  const std::string_view brackets = "globs: [ \"a, b\", src/*.{ts,tsx} ,*.md, ]\n";
  const Node flow = tree(brackets);
  const Node& items = *flow.find("globs");
  EXPECT_EQ(items.style, Style::flow);
  EXPECT_EQ(part(brackets, items), "[ \"a, b\", src/*.{ts,tsx} ,*.md, ]");
  ASSERT_EQ(items.items.size(), 3U);
  EXPECT_EQ(items.items[0].value, "a, b");
  EXPECT_EQ(part(brackets, items.items[1]), "src/*.{ts,tsx}");
  EXPECT_EQ(part(brackets, items.items[2]), "*.md");
  EXPECT_TRUE(tree("globs: []").find("globs")->items.empty());
}

TEST(Mdc, LeavesBracketsOfOtherKeysAsTheyAre) {
  const Node root = tree("description: [WIP]\nglobs: [a-z]*.ts\n");
  EXPECT_EQ(root.find("description")->value, "[WIP]");
  EXPECT_TRUE(root.find("description")->is_string());
  EXPECT_EQ(root.find("globs")->value, "[a-z]*.ts");
}

TEST(Mdc, HasBooleansForAlwaysApplyOnly) {
  const Node root = tree("alwaysApply: \"true\"\ndescription: true\nversion: 1.0\nnothing: null\n");
  EXPECT_EQ(root.find("alwaysApply")->type, Type::string);
  EXPECT_EQ(root.find("description")->type, Type::string);
  EXPECT_EQ(root.find("version")->type, Type::string);
  EXPECT_EQ(root.find("version")->value, "1.0");
  EXPECT_EQ(root.find("nothing")->type, Type::string);
  EXPECT_EQ(tree("alwaysApply: True\n").find("alwaysApply")->type, Type::boolean);
  EXPECT_EQ(tree("alwaysApply: yes\n").find("alwaysApply")->type, Type::string);
}

TEST(Mdc, CountsBytesWithCrLfAMarkAndUnicode) {
  const std::string_view text =
      "\xef\xbb\xbf# c\r\n\r\ndescription: h\xc3\xa9 \r\nglobs:\r\n  - *.ts\r\nx: y";
  const Node root = tree(text);
  EXPECT_EQ(part(text, *root.find("description")), "h\xc3\xa9");
  EXPECT_EQ(part(text, *root.find("globs")), "- *.ts");
  EXPECT_EQ(part(text, root.entries[2].second), "y");
  EXPECT_EQ(tree("\xef\xbb\xbf"
                 "a: 1\n")
                .begin,
            3U);
}

TEST(Mdc, HasNoTreeWhereNothingIsWritten) {
  EXPECT_FALSE(parse_mdc("").root);
  EXPECT_FALSE(parse_mdc("\n# only a comment\n \n").root);
  EXPECT_TRUE(parse_mdc("\n# only a comment\n").problems.empty());
}

TEST(Mdc, PointsAtBothUsesOfAKey) {
  const Document document = parse_mdc("globs: *.a\ndescription: x\nglobs: *.b\n");
  ASSERT_TRUE(document.root);
  ASSERT_EQ(document.problems.size(), 1U);
  EXPECT_EQ(document.problems[0].kind, ProblemKind::duplicate_key);
  EXPECT_EQ(document.problems[0].message, "key 'globs' is used twice");
  EXPECT_EQ(document.problems[0].begin, 26U);
  EXPECT_EQ(document.problems[0].end, 31U);
  EXPECT_EQ(document.problems[0].other, 0U);
}

TEST(Mdc, ReadsAnyOtherLineAsYaml) {
  const Node folded = tree("description: >-\n  One line\n  Note: two\nglobs: '*.ts'\n");
  EXPECT_EQ(folded.find("description")->value, "One line Note: two");
  const Node flow = tree("globs: [\n  \"a\",\n  \"b\"\n]\n");
  EXPECT_EQ(flow.find("globs")->items.size(), 2U);
  const Node nested = tree("metadata:\n  owner: me\n");
  EXPECT_EQ(nested.find("metadata")->find("owner")->value, "me");
}

TEST(Mdc, HasNoProblemWithUnquotedValuesInYamlEither) {
  const std::string_view text = "description: a: b\n  more: c\nglobs: **/*.ts\n";
  const std::string_view other = "globs: **/*.ts\nmetadata:\n  owner: me\n";
  EXPECT_EQ(tree(other).find("globs")->value, "**/*.ts");
  EXPECT_FALSE(parse_mdc(text).root);
}

TEST(Mdc, GivesTheProblemsOfYamlWhereNothingFits) {
  const std::string_view text = "description: x\nstray words\nglobs: *.ts\n";
  const Document document = parse_mdc(text);
  EXPECT_FALSE(document.root);
  ASSERT_EQ(document.problems.size(), 1U);
  EXPECT_EQ(document.problems[0].kind, ProblemKind::syntax);
  EXPECT_EQ(document.problems[0].message,
            "this line is neither 'key: value' nor indented under the key above");
  EXPECT_EQ(text.substr(document.problems[0].begin, 11), "stray words");
}

TEST(MdcProblems, NameInvalidUtf8AndNulBytes) {
  const Document invalid = parse_mdc("a: \xff\n");
  EXPECT_FALSE(invalid.root);
  EXPECT_EQ(invalid.problems.at(0).kind, ProblemKind::not_utf8);
  EXPECT_EQ(invalid.problems.at(0).begin, 3U);
  const Document nul = parse_mdc("a: \0\n"s);
  EXPECT_FALSE(nul.root);
  EXPECT_EQ(nul.problems.at(0).message, "NUL byte");
}

TEST(MdcLimits, StopHostileTextsEarly) {
  constexpr std::size_t size = std::size_t{1} << 20;
  std::string lines;
  while (lines.size() < size) lines += "a: b\n";
  std::string items = "globs: [";
  while (items.size() < size) items += "a,";
  items += "]";
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& text : {lines, items}) {
    const Document document = parse_mdc(text);
    EXPECT_FALSE(document.root);
    ASSERT_EQ(document.problems.size(), 1U);
    EXPECT_EQ(document.problems[0].kind, ProblemKind::too_large);
    EXPECT_EQ(document.problems[0].message, "more than 20000 values");
  }
  EXPECT_FALSE(parse_mdc(std::string(size, '[')).root);
  EXPECT_TRUE(parse_mdc("globs: [" + std::string(size, '{') + "]").root);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

}  // namespace
}  // namespace syntax
