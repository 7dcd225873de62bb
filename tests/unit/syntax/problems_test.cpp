#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/document.hpp"

namespace syntax {
namespace {

/// The only problem of `text`, which leaves no tree.
Problem fatal_problem(std::string_view text, const Limits& limits = {}) {
  const Document document = parse_yaml(text, limits);
  EXPECT_FALSE(document.root) << text;
  EXPECT_EQ(document.problems.size(), 1U) << text;
  return document.problems.empty() ? Problem{} : document.problems.front();
}

struct SyntaxCase {
  const char* text;
  const char* place;
  const char* message;
};

class Syntax : public ::testing::TestWithParam<SyntaxCase> {};

TEST_P(Syntax, IsReportedOnceInPlainWords) {
  const std::string_view text = GetParam().text;
  const Problem problem = fatal_problem(text);
  EXPECT_EQ(problem.kind, ProblemKind::syntax);
  EXPECT_EQ(problem.message, GetParam().message);
  EXPECT_EQ(text.substr(problem.begin, problem.end - problem.begin), GetParam().place);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Syntax,
    ::testing::Values(
        SyntaxCase{"a: \"quoted\" and more\nb: 1\n", "and more",
                   "the value goes on after the closing quote"},
        SyntaxCase{"a: 'it's'\n", "s'", "the value goes on after the closing quote"},
        SyntaxCase{"a: \"x\"#y\n", "#y", "the value goes on after the closing quote"},
        SyntaxCase{"a: 1\nname:x\nb: 2\n", "name:x", "a ':' must be followed by a space"},
        SyntaxCase{"a: 1\nstray words\nb: 2\n", "stray words",
                   "this line is neither 'key: value' nor indented under the key above"},
        SyntaxCase{"  a: 1\n b: 2\n", "b: 2", "indentation does not match any key above"},
        SyntaxCase{"a: 1\n  b: 2\n", "b: 2",
                   "this line is indented under a key that already has a value"},
        SyntaxCase{"a: 1\n- b\n", "- b", "a list item is not expected here"},
        SyntaxCase{"a: - b\n", "a: - b", "a list item cannot start on the line of its key"},
        SyntaxCase{"a: ,b\n", "a: ,b", "an unquoted value cannot start with ','"},
        SyntaxCase{"a: one\n\n  two\n", "one\n\n  two",
                   "an unquoted value cannot go on after an empty line"},
        SyntaxCase{"a: \"one\ntwo\"\nb: 1\n", "two\"",
                   "a quoted value goes on in a line that is not indented under its key"},
        SyntaxCase{"a: b: c\n  more\n", "b: c",
                   "unquoted value contains ': ' and goes on in the next line"},
        SyntaxCase{"a: \"\\q\"\n", "\\q", "unknown escape '\\q' in a double-quoted value"},
        SyntaxCase{"a:\n  [b,\n  c\n", "[b,", "the '[' is not closed"},
        SyntaxCase{"? [a]\n: b\n", "[a]", "a list or mapping cannot be a key"}));

TEST(Problems, PointAtTheQuoteThatIsNotClosed) {
  const Problem problem = fatal_problem("a: 1\nb: \"open\nc: 2\n");
  EXPECT_EQ(problem.kind, ProblemKind::unterminated_quote);
  EXPECT_EQ(problem.begin, 8U);
  EXPECT_EQ(problem.end, 13U);
  EXPECT_EQ(problem.message, "the closing quote is missing");
}

TEST(Problems, PointAtBothUsesOfAKey) {
  const std::string_view text = "skills: [a]\nm:\n  k: 1\n  k: 2\nskills: [b]\n";
  const Document document = parse_yaml(text);
  ASSERT_TRUE(document.root);
  ASSERT_EQ(document.problems.size(), 2U);
  EXPECT_EQ(document.problems[0].kind, ProblemKind::duplicate_key);
  EXPECT_EQ(document.problems[0].message, "key 'skills' is used twice");
  EXPECT_EQ(document.problems[0].begin, 29U);
  EXPECT_EQ(document.problems[0].end, 35U);
  EXPECT_EQ(document.problems[0].other, 0U);
  EXPECT_EQ(document.problems[1].message, "key 'k' is used twice");
}

TEST(Problems, FindADuplicateAmongManyKeys) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "k" + std::to_string(i) + ": 1\n";
  const Document document = parse_yaml(text + "k7: 2\n");
  ASSERT_EQ(document.problems.size(), 1U);
  EXPECT_EQ(document.problems[0].message, "key 'k7' is used twice");
  EXPECT_EQ(document.problems[0].other, text.find("k7:"));
}

TEST(Problems, PointAtASecondDocument) {
  for (const char* text : {"a: 1\n...\nb: 2\n", "a: 1\n--- x\n", "--- {a: 1}\n---\n"}) {
    const Document document = parse_yaml(text);
    ASSERT_TRUE(document.root) << text;
    ASSERT_EQ(document.problems.size(), 1U) << text;
    EXPECT_EQ(document.problems[0].kind, ProblemKind::extra_document);
    EXPECT_EQ(document.problems[0].message, "a second document starts here");
  }
  EXPECT_TRUE(parse_yaml("a: 1\n...\n# end\n").problems.empty());
}

TEST(Problems, PointAtTheFirstByteThatIsNotUtf8) {
  const Problem problem = fatal_problem("a: caf\xe9\n");
  EXPECT_EQ(problem.kind, ProblemKind::not_utf8);
  EXPECT_EQ(problem.begin, 6U);
}

TEST(Problems, RefuseANulByte) {
  const Problem problem = fatal_problem(std::string_view("a: b\0c\n", 7));
  EXPECT_EQ(problem.kind, ProblemKind::syntax);
  EXPECT_EQ(problem.begin, 4U);
  EXPECT_EQ(problem.message, "NUL byte");
}

TEST(Limits, StopDeepNesting) {
  std::string keys;
  for (int i = 0; i < 300; ++i) keys += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  std::string dashes;
  for (int i = 0; i < 20'000; ++i) dashes += "- ";
  for (const std::string& text :
       {std::string(20'000, '['), "a: " + std::string(20'000, '{'), dashes, keys + "x"}) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(fatal_problem(text).kind, ProblemKind::too_deep);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  }
  EXPECT_TRUE(parse_yaml("a: [[[1]]]", Limits{4, 100}).root);
  EXPECT_EQ(fatal_problem("a: [[[1]]]", Limits{3, 100}).message, "nested deeper than 3 levels");
}

TEST(Limits, LetManyBracketsInAPlainTextPass) {
  EXPECT_TRUE(
      parse_yaml("a: |\n  " + std::string(3000, '[') + "\nb: \"" + std::string(3000, '{') + "\"\n")
          .root);
}

TEST(Limits, StopTooManyValues) {
  EXPECT_EQ(fatal_problem("[a, b, c, d]", Limits{64, 4}).message, "more than 4 values");
  EXPECT_EQ(fatal_problem("- a\n- b\n- c\n- d\n", Limits{64, 4}).kind, ProblemKind::too_large);
}

TEST(Limits, CountWhatAliasesStandFor) {
  std::string text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
    for (int k = 0; k < 9; ++k) text += "," + last;
    text += "]\n";
  }
  EXPECT_EQ(fatal_problem(text).kind, ProblemKind::too_large);
}

TEST(Limits, CountTheBytesThatAliasesStandFor) {
  std::string text = "a: &a " + std::string(60'000, 'x') + "\nb: [*a";
  for (int i = 0; i < 10'000; ++i) text += ",*a";
  EXPECT_EQ(fatal_problem(text + "]\n").message, "aliases stand for more than 1048576 bytes");
}

TEST(Limits, RefuseAnAliasInsideItsOwnAnchor) {
  const Problem problem = fatal_problem("a: &r [*r]\n");
  EXPECT_EQ(problem.kind, ProblemKind::unknown_alias);
  EXPECT_EQ(problem.begin, 7U);
  EXPECT_EQ(problem.message, "alias '*r' stands inside the value that it stands for");
}

}  // namespace
}  // namespace syntax
