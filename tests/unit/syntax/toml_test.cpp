#include "syntax/toml.hpp"

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

std::string_view part(std::string_view text, const Problem& problem) {
  return text.substr(problem.begin, problem.end - problem.begin);
}

/// The tree of a text without problems, its ranges checked.
Node tree(std::string_view text) {
  Document document = parse_toml(text);
  EXPECT_TRUE(document.problems.empty()) << document.problems.front().message;
  if (!document.root) return {};
  EXPECT_EQ(testing::first_broken_range(text, *document.root), "");
  return std::move(*document.root);
}

/// The only problem of `text`, which leaves no tree.
Problem fatal_problem(std::string_view text, const Limits& limits = {}) {
  Document document = parse_toml(text, limits);
  EXPECT_FALSE(document.root) << text.substr(0, 100);
  EXPECT_EQ(document.problems.size(), 1U) << text.substr(0, 100);
  return document.problems.empty() ? Problem{} : std::move(document.problems.front());
}

TEST(Toml, GivesTheRangesOfKeysAndValuesInFileOrder) {
  const std::string_view text =
      "name = \"a\" # c\n\"b c\"='x'\nargs = [ 1, 'y' ,\n]\nenv = { K = 1, 'L' = {} }\n";
  const Node root = tree(text);
  EXPECT_EQ(part(text, root), text.substr(0, text.size() - 1));
  ASSERT_EQ(root.entries.size(), 4U);
  EXPECT_EQ(part(text, root.entries[0].first), "name");
  EXPECT_EQ(part(text, root.entries[0].second), "\"a\"");
  EXPECT_EQ(part(text, root.entries[1].first), "\"b c\"");
  EXPECT_EQ(root.entries[1].first.value, "b c");
  EXPECT_EQ(root.entries[1].first.style, Style::double_quoted);
  EXPECT_EQ(root.entries[1].second.style, Style::single_quoted);
  const Node& list = root.entries[2].second;
  EXPECT_EQ(part(text, list), "[ 1, 'y' ,\n]");
  EXPECT_EQ(list.style, Style::flow);
  EXPECT_EQ(part(text, list.items.at(1)), "'y'");
  const Node& table = root.entries[3].second;
  EXPECT_EQ(part(text, table), "{ K = 1, 'L' = {} }");
  EXPECT_EQ(table.style, Style::flow);
  EXPECT_EQ(part(text, table.entries.at(1).first), "'L'");
  EXPECT_EQ(part(text, table.entries.at(1).second), "{}");
}

TEST(Toml, WritesNumbersAsYamlDoesAndDatesAsTheyAre) {
  const std::string_view text =
      "a = [0x1F, 0o17, 0b11, +1_000, -2, 1_0.5e1_0, inf, -inf, +inf, nan, -nan, true]\n"
      "d = [1979-05-27, 07:32:00, 1979-05-27 07:32:00.5-07:00 , 1979-05-27T07:32:00Z]\n";
  const Node root = tree(text);
  const char* values[] = {"31",   "15",    "3",    "1000", "-2",   "10.5e10",
                          ".inf", "-.inf", ".inf", ".nan", ".nan", "true"};
  const Node& numbers = root.entries[0].second;
  ASSERT_EQ(numbers.items.size(), 12U);
  for (std::size_t i = 0; i < 12; ++i) EXPECT_EQ(numbers.items[i].value, values[i]);
  EXPECT_EQ(numbers.items[0].type, Type::integer);
  EXPECT_EQ(part(text, numbers.items[3]), "+1_000");
  EXPECT_EQ(numbers.items[6].type, Type::floating);
  EXPECT_EQ(numbers.items[11].type, Type::boolean);
  for (const Node& date : root.entries[1].second.items) {
    EXPECT_EQ(date.type, Type::date);
    EXPECT_FALSE(date.is_string());
    EXPECT_EQ(date.value, part(text, date));
  }
  EXPECT_EQ(root.entries[1].second.items.at(2).value, "1979-05-27 07:32:00.5-07:00");
  EXPECT_STREQ(to_string(Type::date), "date");
}

TEST(Toml, DecodesStringsOfOneAndMoreLines) {
  const std::string_view text =
      "a = \"t\\tq\\\"\\u00e9\\U0001F600\"\nb = 'C:\\x'\n"
      "c = \"\"\"\nRead\n\"it\" \\\n  now\"\"\"\"\nd = '''\nraw \\n'''\n";
  const Node root = tree(text);
  EXPECT_EQ(root.find("a")->value, "t\tq\"\xc3\xa9\xf0\x9f\x98\x80");
  EXPECT_EQ(root.find("b")->value, "C:\\x");
  EXPECT_EQ(root.find("c")->value, "Read\n\"it\" now\"");
  EXPECT_EQ(part(text, *root.find("c")), "\"\"\"\nRead\n\"it\" \\\n  now\"\"\"\"");
  EXPECT_EQ(root.find("c")->style, Style::double_quoted);
  EXPECT_EQ(root.find("d")->value, "raw \\n");
  EXPECT_EQ(part(text, *root.find("d")), "'''\nraw \\n'''");
}

TEST(Toml, CountsBytesWithCrLfAMarkAndUnicode) {
  const std::string_view text =
      "\xef\xbb\xbfs = \"\xf0\x9f\x98\x80\" # \xc3\xa9\r\n\"k\xc3\xa9\" = [\"\xe2\x82\xac\", 1]\r\n"
      "t = '''\r\n\xc3\xa9\r\n'''\r\nz = 5";
  const Node root = tree(text);
  ASSERT_EQ(root.entries.size(), 4U);
  EXPECT_EQ(root.begin, 3U);
  EXPECT_EQ(part(text, root.entries[0].second), "\"\xf0\x9f\x98\x80\"");
  EXPECT_EQ(part(text, root.entries[1].first), "\"k\xc3\xa9\"");
  EXPECT_EQ(part(text, root.entries[1].second.items.at(1)), "1");
  EXPECT_EQ(part(text, root.entries[2].second), "'''\r\n\xc3\xa9\r\n'''");
  EXPECT_EQ(part(text, root.entries[3].second), "5");
  EXPECT_EQ(root.end, text.size());
}

TEST(Toml, TakesLettersOfOtherScriptsWhereWhiteSpaceMayStand) {
  EXPECT_EQ(tree("a = \"\"\"x\\\n \xc3\xa9\xd0\x96\"\"\"\n").find("a")->value, "x\xc3\xa9\xd0\x96");
  EXPECT_EQ(fatal_problem("k\xc3\xa9 = 1\n").message, "expected '=', found '\xc3\xa9'");
}

TEST(Toml, GivesTablesTheRangeFromFirstKeyToLastValue) {
  const std::string_view text =
      "[mcp.docs]\ncommand = \"x\"\n[other]\n[mcp]\nn = 1\n[mcp.docs.env]\nK = 'v'\n";
  const Node root = tree(text);
  ASSERT_EQ(root.entries.size(), 2U);
  EXPECT_EQ(part(text, root.entries[0].first), "mcp");
  EXPECT_EQ(root.entries[0].first.begin, 1U);
  const Node& mcp = root.entries[0].second;
  EXPECT_EQ(mcp.style, Style::block);
  EXPECT_EQ(mcp.begin, 5U);
  EXPECT_EQ(mcp.end, text.size() - 1);
  const Node& docs = *mcp.find("docs");
  EXPECT_EQ(docs.begin, 11U);
  EXPECT_EQ(part(text, *docs.find("env")), "K = 'v'");
  EXPECT_EQ(part(text, *mcp.find("n")), "1");
  const Node& other = root.entries[1].second;
  EXPECT_EQ(other.type, Type::mapping);
  EXPECT_EQ(part(text, other), "");
  EXPECT_EQ(text.substr(other.begin - 7, 7), "[other]");
}

TEST(Toml, GivesDottedKeysTheirParts) {
  const std::string_view text = "a . \"b c\".d = 1\na.e = 2\n";
  const Node root = tree(text);
  ASSERT_EQ(root.entries.size(), 1U);
  const Node& a = root.entries[0].second;
  EXPECT_EQ(part(text, a), "\"b c\".d = 1\na.e = 2");
  EXPECT_EQ(part(text, a.entries.at(0).first), "\"b c\"");
  EXPECT_EQ(part(text, a.entries.at(0).second), "d = 1");
  EXPECT_EQ(part(text, a.entries.at(1).first), "e");
}

TEST(Toml, MakesAListOfTablesInHeaders) {
  const std::string_view text = "[[h]]\nn = 1\n[[h]]\n[h.sub]\nm = 2\n[[h]]\n";
  const Node root = tree(text);
  EXPECT_EQ(part(text, root.entries.at(0).first), "h");
  const Node& list = root.entries[0].second;
  EXPECT_EQ(list.type, Type::sequence);
  EXPECT_EQ(list.style, Style::block);
  ASSERT_EQ(list.items.size(), 3U);
  EXPECT_EQ(part(text, list.items[0]), "n = 1");
  EXPECT_EQ(part(text, *list.items[1].find("sub")), "m = 2");
  EXPECT_EQ(part(text, list.items[2]), "");
  EXPECT_EQ(list.items[2].begin, text.size() - 1);
}

TEST(Toml, HasNoTreeWhereNothingIsWritten) {
  EXPECT_FALSE(parse_toml("").root);
  EXPECT_FALSE(parse_toml("# only a comment\r\n").root);
  EXPECT_TRUE(parse_toml("# only a comment\r\n").problems.empty());
}

struct RepeatedCase {
  const char* text;
  std::size_t begin;
  std::size_t other;
  const char* key;
};

class TomlRepeated : public ::testing::TestWithParam<RepeatedCase> {};

TEST_P(TomlRepeated, PointsAtBothUses) {
  const std::string_view text = GetParam().text;
  const Problem problem = fatal_problem(text);
  EXPECT_EQ(problem.kind, ProblemKind::duplicate_key) << text;
  EXPECT_EQ(problem.begin, GetParam().begin) << text;
  EXPECT_EQ(part(text, problem), GetParam().key) << text;
  EXPECT_EQ(problem.other, GetParam().other) << text;
  EXPECT_EQ(problem.message, "key '" + std::string(GetParam().key) + "' is used twice");
}

INSTANTIATE_TEST_SUITE_P(
    Cases, TomlRepeated,
    ::testing::Values(RepeatedCase{"a = 1\nb = 2\na = [\n1]\n", 12, 0, "a"},
                      RepeatedCase{"a = 1\n[t]\nb = 1\n[u]\nb = 1\nb = '''\n'''\n", 26, 20, "b"},
                      RepeatedCase{"a.b = 1\n\"a\".b = 2\n", 8, 2, "\"a\".b"},
                      RepeatedCase{"a = 1\na.b = 2\n", 6, 0, "a.b"},
                      RepeatedCase{"a.b = 1\na = 2\n", 8, 0, "a"},
                      RepeatedCase{"[t]\n[u]\n[t] # again\nx = 1\n", 9, 1, "t"},
                      RepeatedCase{"[a.b]\n[a.c]\n[ a.b ]\n[d]\n", 14, 3, "a.b"},
                      RepeatedCase{"a = 1\n[a]\n", 7, 0, "a"},
                      RepeatedCase{"a = 1\n[a.b]\n[c]\n", 7, 0, "a.b"},
                      RepeatedCase{"a = 1\n[a.b]", 7, 0, "a.b"},
                      RepeatedCase{"a = {}\n[a.b]\nc = 1\n", 8, 0, "a.b"},
                      RepeatedCase{"a = []\n[[a]]\n", 9, 0, "a"},
                      RepeatedCase{"[[a]]\nx = 1\n[[a]]\nx = 1\nx = 2\n", 24, 18, "x"}));

TEST(TomlRepeatedInBraces, PointsAtBothUses) {
  const std::string_view text = "a = 1\n[t]\nb = [0, {c = 1, d = {e = \"}\"}, c = 2}]\n";
  const Problem problem = fatal_problem(text);
  EXPECT_EQ(problem.kind, ProblemKind::duplicate_key);
  EXPECT_EQ(problem.begin, 41U);
  EXPECT_EQ(part(text, problem), "c");
  EXPECT_EQ(problem.other, 19U);
}

struct FaultCase {
  const char* text;
  std::size_t begin;
  const char* place;
  const char* message;
};

class TomlFault : public ::testing::TestWithParam<FaultCase> {};

TEST_P(TomlFault, IsReportedOnceInPlainWords) {
  const std::string_view text = GetParam().text;
  const Problem problem = fatal_problem(text);
  EXPECT_EQ(problem.kind, ProblemKind::syntax);
  EXPECT_EQ(problem.message, GetParam().message) << text;
  EXPECT_EQ(problem.begin, GetParam().begin) << text;
  EXPECT_EQ(part(text, problem), GetParam().place) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, TomlFault,
    ::testing::Values(
        FaultCase{"a b = 1\n", 2, "b", "expected '=', found 'b'"},
        FaultCase{"x = 1\nname: y\n", 10, ":", "expected '=', found ':'"},
        FaultCase{"= 1\n", 0, "=", "expected a key or a table, found '='"},
        FaultCase{"[%]\n", 1, "%", "expected a key, found '%'"},
        FaultCase{"[]\n", 1, "]", "a table needs a name"},
        FaultCase{"[a\n", 2, "\n", "expected ']', found '\\n'"},
        FaultCase{"a = 1 b = 2\n", 6, "b", "expected the end of the line, found 'b'"},
        FaultCase{"a = hello there # c\n", 4, "hello there",
                  "this is not a value in TOML: a string needs quotes"},
        FaultCase{"a = [x, 1]\n", 5, "x", "this is not a value in TOML: a string needs quotes"},
        FaultCase{"a =\n", 3, "\n", "expected value, found '\\n'"},
        FaultCase{"a", 1, "", "the text ends too early"},
        FaultCase{"a = [[1],\n", 4, "[", "the '[' is not closed"},
        FaultCase{"a = {b = 1", 4, "{", "the '{' is not closed"},
        FaultCase{"a = 01\n", 4, "01", "leading zeroes are prohibited"},
        FaultCase{"a = 1979-13-01\n", 4, "1979-13-01",
                  "expected month between 1 and 12 (inclusive), found 13"},
        FaultCase{"\xc3\xa9 = 1\n", 0, "\xc3\xa9", "expected a key or a table, found '\xc3\xa9'"},
        FaultCase{"# \xc3\xa9\xf0\x9f\x98\x80\r\ns = '\xc3\xa9' x\r\n", 19, "x",
                  "expected the end of the line, found 'x'"},
        FaultCase{"a = \"\\q\"\n", 6, "q", "unknown escape sequence '\\q'"}));

TEST(TomlProblems, PointAtTheQuoteThatIsNotClosed) {
  const std::string_view text = "a = 1\nb = \"open\nc = 2\n";
  const Problem problem = fatal_problem(text);
  EXPECT_EQ(problem.kind, ProblemKind::unterminated_quote);
  EXPECT_EQ(problem.message, "the closing quote is missing");
  EXPECT_EQ(part(text, problem), "\"open");
  const Problem lines = fatal_problem("a = '''\nopen\n''\n");
  EXPECT_EQ(lines.kind, ProblemKind::unterminated_quote);
  EXPECT_EQ(lines.begin, 4U);
}

TEST(TomlProblems, NameInvalidUtf8AndNulBytes) {
  const Problem invalid = fatal_problem("a = \"\xff\"\n");
  EXPECT_EQ(invalid.kind, ProblemKind::not_utf8);
  EXPECT_EQ(invalid.begin, 5U);
  const Problem nul = fatal_problem("a = 1\n\0"s);
  EXPECT_EQ(nul.message, "NUL byte");
  EXPECT_EQ(nul.begin, 6U);
}

TEST(TomlLimits, RefuseOneLevelMore) {
  const auto nested = [](std::size_t levels) {
    return "a = " + std::string(levels, '[') + std::string(levels, ']') + "\n";
  };
  EXPECT_TRUE(parse_toml(nested(63)).root);
  const Problem list = fatal_problem(nested(64));
  EXPECT_EQ(list.kind, ProblemKind::too_deep);
  EXPECT_EQ(list.message, "nested deeper than 64 levels");
  EXPECT_EQ(list.begin, 67U);
  const Problem table = fatal_problem("[a.b.c]\nd.e = 1\n", {4, 100});
  EXPECT_EQ(table.kind, ProblemKind::too_deep);
  EXPECT_EQ(part("[a.b.c]\nd.e = 1\n", table), "d");
  EXPECT_TRUE(parse_toml("[a.b.c]\nd.e = 1\n", {5, 100}).root);
}

TEST(TomlLimits, RefuseOneValueMoreKeysCounted) {
  EXPECT_TRUE(parse_toml("a = [1]\n", {64, 4}).root);
  const Problem problem = fatal_problem("a = [1, 2]\n", {64, 4});
  EXPECT_EQ(problem.kind, ProblemKind::too_large);
  EXPECT_EQ(problem.message, "more than 4 values");
  EXPECT_EQ(problem.begin, 8U);
}

TEST(TomlLimits, StopHostileTextsEarly) {
  constexpr std::size_t size = std::size_t{1} << 20;
  const auto repeated = [](std::string start, std::string_view text) {
    while (start.size() < size) start += text;
    return start;
  };
  const auto start = std::chrono::steady_clock::now();
  using enum ProblemKind;
  EXPECT_EQ(fatal_problem(std::string(size, '[')).kind, syntax);
  EXPECT_EQ(fatal_problem("a = " + std::string(size, '[')).kind, too_deep);
  EXPECT_EQ(fatal_problem(repeated("a = ", "{a=")).kind, too_deep);
  EXPECT_EQ(fatal_problem(repeated("a", ".a") + " = 1").kind, too_deep);
  EXPECT_EQ(fatal_problem(repeated("[a", ".a") + "]").kind, too_deep);
  EXPECT_EQ(fatal_problem(repeated("a = ", "[{a.a.a.a=")).kind, too_deep);
  EXPECT_EQ(fatal_problem(repeated("", "[[a]]\n")).kind, too_large);
  EXPECT_EQ(fatal_problem(repeated("a = [", "0,")).kind, too_large);
  EXPECT_EQ(fatal_problem("a = \"" + std::string(size, 'x')).kind, unterminated_quote);
  std::string dotted;
  for (int i = 0; dotted.size() < size; ++i) dotted += "k" + std::to_string(i) + ".a = 1\n";
  EXPECT_EQ(fatal_problem(dotted).kind, too_large);
  EXPECT_TRUE(parse_toml("a = \"" + std::string(size, '.') + "\"").root);
  EXPECT_TRUE(parse_toml("a = 1 # " + std::string(size, '[')).root);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

}  // namespace
}  // namespace syntax
