#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "syntax/document.hpp"

namespace syntax {
namespace {

struct RepairCase {
  const char* value;
  const char* message;
};

class Repair : public ::testing::TestWithParam<RepairCase> {};

TEST_P(Repair, ReadsTheValueAsAStringAndNamesTheTrigger) {
  const std::string value = GetParam().value;
  for (const std::string prefix : {"d: ", "- ", "- d: ", "m:\n  - x\n  - "}) {
    const std::string text = prefix + value + " \r\n";
    const Document document = parse_yaml(text);
    ASSERT_TRUE(document.root) << text;
    ASSERT_EQ(document.problems.size(), 1U) << text;
    const Problem& problem = document.problems[0];
    EXPECT_EQ(problem.kind, ProblemKind::portability);
    EXPECT_EQ(problem.message, GetParam().message);
    EXPECT_EQ(text.substr(problem.begin, problem.end - problem.begin), value);
    const Node* node = &*document.root;
    while (node->kind != Kind::scalar) {
      node = node->kind == Kind::sequence ? &node->items.back() : &node->entries.back().second;
    }
    EXPECT_EQ(node->value, value);
    EXPECT_EQ(node->begin, problem.begin);
    EXPECT_EQ(node->end, problem.end);
    EXPECT_EQ(node->style, Style::plain);
    EXPECT_TRUE(node->is_string());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Repair,
    ::testing::Values(RepairCase{"**/*.ts", "unquoted value starts with '*'"},
                      RepairCase{"*", "unquoted value starts with '*'"},
                      RepairCase{"@scope/x", "unquoted value starts with '@'"},
                      RepairCase{"`code` here", "unquoted value starts with '`'"},
                      RepairCase{"%d \"x\" \\", "unquoted value starts with '%'"},
                      RepairCase{"& more", "unquoted value starts with '&'"},
                      RepairCase{"!{x", "unquoted value starts with '!'"},
                      RepairCase{"|  text", "unquoted value starts with '|'"},
                      RepairCase{">text", "unquoted value starts with '>'"},
                      RepairCase{"[a", "unquoted value starts with '['"},
                      RepairCase{"{{project}}", "unquoted value starts with '{'"},
                      RepairCase{"]a", "unquoted value starts with ']'"},
                      RepairCase{"[x] or [y]", "text after ']' in an unquoted value"},
                      RepairCase{"{x} text", "text after '}' in an unquoted value"}));

TEST(Repair, QuotesAValueWithAColon) {
  const Document document = parse_yaml("a: fine\nd: use this: when \"x\"\nn: 3\ne: ends:\n");
  ASSERT_TRUE(document.root);
  ASSERT_EQ(document.problems.size(), 2U);
  EXPECT_EQ(document.problems[0].message, "unquoted value contains ': '");
  EXPECT_EQ(document.problems[1].message, "unquoted value ends with ':'");
  EXPECT_EQ(document.root->find("d")->value, "use this: when \"x\"");
  EXPECT_EQ(document.root->find("n")->type, Type::integer);
}

TEST(Repair, LeavesOtherValuesAsTheyAre) {
  const Document document = parse_yaml(
      "g: *.ts\nt: [a, b]\nm:\n  {k: 1,\n   l: 2}\nx: &anchor v\ny: *anchor\nb: |\n  k: v: w\n  "
      "@\nz: \"q: r:\n  s: t: u\"\n");
  ASSERT_TRUE(document.root);
  ASSERT_EQ(document.problems.size(), 1U);
  EXPECT_EQ(document.root->find("t")->type, Type::sequence);
  EXPECT_EQ(document.root->find("m")->find("l")->value, "2");
  EXPECT_EQ(document.root->find("y")->value, "v");
  EXPECT_EQ(document.root->find("b")->value, "k: v: w\n@\n");
  EXPECT_EQ(document.root->find("z")->value, "q: r: s: t: u");
}

TEST(Repair, GivesNodesBehindARepairTheirPlaces) {
  const std::string_view text = "a: @x\nb: y: \"z\"\nc: last\nc: again\n";
  const Document document = parse_yaml(text);
  ASSERT_TRUE(document.root);
  EXPECT_EQ(document.root->find("c")->begin, text.find("again"));
  EXPECT_EQ(document.root->end, text.find("again") + 5);
  ASSERT_EQ(document.problems.size(), 3U);
  EXPECT_EQ(document.problems[2].kind, ProblemKind::duplicate_key);
  EXPECT_EQ(document.problems[2].other, text.find("c: last"));
}

TEST(Repair, TakesTheCommentAsPartOfTheValue) {
  const Document document = parse_yaml("a: @x # note\n");
  ASSERT_TRUE(document.root);
  EXPECT_EQ(document.root->find("a")->value, "@x # note");
}

TEST(Repair, AcceptsTabsAsIndentation) {
  const std::string_view text = "a:\n\tb: 1\n\tc:\n\t\t- d\ne: x: y\n";
  const Document document = parse_yaml(text);
  ASSERT_TRUE(document.root);
  EXPECT_EQ(document.root->find("a")->find("c")->items[0].value, "d");
  EXPECT_EQ(document.root->find("a")->find("c")->items[0].begin, text.find('d'));
  ASSERT_EQ(document.problems.size(), 4U);
  EXPECT_EQ(document.problems[0].message, "unquoted value contains ': '");
  EXPECT_EQ(document.problems[1].message, "tab used as indentation");
  EXPECT_EQ(document.problems[1].begin, 3U);
  EXPECT_EQ(document.problems[1].end, 4U);
}

TEST(Repair, GivesUpInReasonableTimeOnAHostileText) {
  for (const char* line : {"- [\n", "- !{\n", "a: [\"\n", "- @\n"}) {
    std::string text;
    while (text.size() < 300'000) text += line;
    const auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(parse_yaml(text).root) << line;
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10)) << line;
  }
}

TEST(Repair, AcceptsAMappingInBraces) {
  const Document document = parse_yaml("name: {x}\n");
  ASSERT_TRUE(document.root);
  EXPECT_TRUE(document.problems.empty());
  EXPECT_EQ(document.root->find("name")->type, Type::mapping);
}

}  // namespace
}  // namespace syntax
