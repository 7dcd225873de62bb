#include "syntax/json.hpp"

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
  Document document = parse_json(text);
  EXPECT_TRUE(document.problems.empty()) << document.problems.front().message;
  if (!document.root) return {};
  EXPECT_EQ(testing::first_broken_range(text, *document.root), "");
  return std::move(*document.root);
}

/// The only problem of `text`, which leaves no tree.
Problem fatal_problem(std::string_view text, const Limits& limits = {}) {
  Document document = parse_json(text, limits);
  EXPECT_FALSE(document.root) << text.substr(0, 100);
  EXPECT_EQ(document.problems.size(), 1U) << text.substr(0, 100);
  return document.problems.empty() ? Problem{} : std::move(document.problems.front());
}

TEST(Json, GivesTheRangesOfKeysAndValues) {
  const std::string_view text =
      "{ \"name\" : \"a\" ,\n\t\"list\":[1 , -2.5e3,true],\"o\":{\"x\": null } }\n";
  const Node root = tree(text);
  EXPECT_EQ(part(text, root), text.substr(0, text.size() - 1));
  ASSERT_EQ(root.entries.size(), 3U);
  EXPECT_EQ(part(text, root.entries[0].first), "\"name\"");
  EXPECT_EQ(part(text, root.entries[0].second), "\"a\"");
  EXPECT_EQ(part(text, root.entries[1].first), "\"list\"");
  const Node& list = root.entries[1].second;
  EXPECT_EQ(part(text, list), "[1 , -2.5e3,true]");
  ASSERT_EQ(list.items.size(), 3U);
  EXPECT_EQ(part(text, list.items[0]), "1");
  EXPECT_EQ(part(text, list.items[1]), "-2.5e3");
  EXPECT_EQ(part(text, list.items[2]), "true");
  const Node& object = root.entries[2].second;
  EXPECT_EQ(part(text, object), "{\"x\": null }");
  EXPECT_EQ(part(text, object.entries[0].second), "null");
}

TEST(Json, GivesTheKindTypeAndStyleOfEveryValue) {
  const Node root = tree("[null, true, 7, 7.0, 1E2, \"s\", [], {}]");
  ASSERT_EQ(root.items.size(), 8U);
  EXPECT_EQ(root.items[0].type, Type::null);
  EXPECT_EQ(root.items[1].type, Type::boolean);
  EXPECT_EQ(root.items[2].type, Type::integer);
  EXPECT_EQ(root.items[3].type, Type::floating);
  EXPECT_EQ(root.items[4].type, Type::floating);
  EXPECT_EQ(root.items[5].type, Type::string);
  EXPECT_EQ(root.items[5].style, Style::double_quoted);
  EXPECT_EQ(root.items[6].type, Type::sequence);
  EXPECT_EQ(root.items[6].style, Style::flow);
  EXPECT_EQ(root.items[7].kind, Kind::mapping);
  EXPECT_EQ(root.items[7].type, Type::mapping);
}

TEST(Json, KeepsNumbersAsTheyAreWritten) {
  const std::string_view text = "[-0, 18446744073709551616, 1.50, 1e-7]";
  const Node root = tree(text);
  EXPECT_EQ(root.items[0].value, "-0");
  EXPECT_EQ(root.items[1].value, "18446744073709551616");
  EXPECT_EQ(root.items[1].type, Type::integer);
  EXPECT_EQ(root.items[2].value, "1.50");
  EXPECT_EQ(root.items[3].value, "1e-7");
}

TEST(Json, TakesANumberAtTheVeryEnd) {
  const std::string_view text = " 42";
  const Node root = tree(text);
  EXPECT_EQ(root.begin, 1U);
  EXPECT_EQ(root.end, 3U);
}

TEST(Json, DecodesEscapesAndSurrogatePairs) {
  const std::string_view text = "[\"\\u00e9\\ud83d\\ude00\\n\\\"\\/\\u0000\", \"h\xc3\xa9\"]";
  const Node root = tree(text);
  EXPECT_EQ(root.items[0].value, "\xc3\xa9\xf0\x9f\x98\x80\n\"/\0"s);
  EXPECT_EQ(part(text, root.items[0]), "\"\\u00e9\\ud83d\\ude00\\n\\\"\\/\\u0000\"");
  EXPECT_EQ(part(text, root.items[1]), "\"h\xc3\xa9\"");
}

TEST(Json, CountsBytesAfterMultiByteCharactersAndCrLf) {
  const std::string_view text = "{\r\n  \"\xf0\x9f\x98\x80\": \"\xc3\xa9\",\r\n  \"b\": 2\r\n}\r\n";
  const Node root = tree(text);
  EXPECT_EQ(part(text, root.entries[0].first), "\"\xf0\x9f\x98\x80\"");
  EXPECT_EQ(part(text, root.entries[1].second), "2");
  EXPECT_EQ(root.end, text.size() - 2);
}

TEST(Json, ReportsAByteOrderMarkAndGoesOn) {
  const std::string_view text = "\xef\xbb\xbf{\"a\": 1}";
  const Document document = parse_json(text);
  ASSERT_TRUE(document.root);
  EXPECT_EQ(document.root->begin, 3U);
  EXPECT_EQ(part(text, document.root->entries[0].first), "\"a\"");
  ASSERT_EQ(document.problems.size(), 1U);
  EXPECT_EQ(document.problems[0].kind, ProblemKind::portability);
  EXPECT_EQ(document.problems[0].message, "byte order mark before the text");
  EXPECT_EQ(document.problems[0].begin, 0U);
  EXPECT_EQ(document.problems[0].end, 3U);
}

TEST(Json, PointsAtBothUsesOfAKeyAndKeepsBoth) {
  const std::string_view text = "{\"a\": 1, \"b\": {\"x\": 1, \"\\u0078\": 2}, \"a\": 3}";
  const Document document = parse_json(text);
  ASSERT_TRUE(document.root);
  EXPECT_EQ(document.root->entries.size(), 3U);
  EXPECT_EQ(document.root->find("a")->value, "3");
  ASSERT_EQ(document.problems.size(), 2U);
  EXPECT_EQ(document.problems[0].kind, ProblemKind::duplicate_key);
  EXPECT_EQ(document.problems[0].message, "key 'a' is used twice");
  EXPECT_EQ(document.problems[0].begin, 37U);
  EXPECT_EQ(document.problems[0].end, 40U);
  EXPECT_EQ(document.problems[0].other, 1U);
  EXPECT_EQ(part(text, document.problems[1]), "\"\\u0078\"");
  EXPECT_EQ(document.problems[1].other, 15U);
}

struct FaultCase {
  const char* text;
  std::size_t begin;
  const char* place;
  const char* message;
};

class JsonFault : public ::testing::TestWithParam<FaultCase> {};

TEST_P(JsonFault, IsReportedOnceInPlainWords) {
  const std::string_view text = GetParam().text;
  const Problem problem = fatal_problem(text);
  EXPECT_EQ(problem.kind, ProblemKind::syntax);
  EXPECT_EQ(problem.message, GetParam().message) << text;
  EXPECT_EQ(problem.begin, GetParam().begin) << text;
  EXPECT_EQ(part(text, problem), GetParam().place) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, JsonFault,
    ::testing::Values(
        FaultCase{"", 0, "", "expected a value, found the end of the text"},
        FaultCase{" \n", 2, "", "expected a value, found the end of the text"},
        FaultCase{"[1, 2,]", 5, ",", "a ',' must not stand before ']'"},
        FaultCase{"{\"a\": 1,\n}", 7, ",", "a ',' must not stand before '}'"},
        FaultCase{"[,1]", 1, ",", "expected a value or ']', found ','"},
        FaultCase{"[1,,2]", 3, ",", "expected a value after ',', found ','"},
        FaultCase{"[1 2]", 3, "2", "expected ',' or ']' after a list item, found '2'"},
        FaultCase{"[1: 2]", 2, ":", "expected ',' or ']' after a list item, found ':'"},
        FaultCase{"[1}", 2, "}", "expected ',' or ']' after a list item, found '}'"},
        FaultCase{"{\"a\" 1}", 5, "1", "expected ':' after a key, found '1'"},
        FaultCase{"{\"a\"}", 4, "}", "expected ':' after a key, found '}'"},
        FaultCase{"{\"a\":}", 5, "}", "expected a value after ':', found '}'"},
        FaultCase{"{\"a\": 1 \"b\": 2}", 8, "\"b\"",
                  "expected ',' or '}' after a value, found a string"},
        FaultCase{"{\"a\": 1, 2: 3}", 9, "2", "a key needs double quotes"},
        FaultCase{"{a: 1}", 1, "a", "a key needs double quotes"},
        FaultCase{"{[]: 1}", 1, "[", "expected a key or '}', found '['"},
        FaultCase{"{'a': 1}", 1, "'", "a string needs double quotes"},
        FaultCase{"['a']", 1, "'", "a string needs double quotes"},
        FaultCase{"{\"a\": {\"b\": [1]", 6, "{", "the '{' is not closed"},
        FaultCase{"{\"a\": [", 6, "[", "the '[' is not closed"},
        FaultCase{"{\"a\":", 0, "{", "the '{' is not closed"},
        FaultCase{"[1] x", 4, "x", "expected nothing after the value, found 'x'"},
        FaultCase{"{}{}", 2, "{", "expected nothing after the value, found '{'"},
        FaultCase{"]", 0, "]", "expected a value, found ']'"},
        FaultCase{"// c\n[]", 0, "// c", "a comment is not JSON"},
        FaultCase{"[1, /* c */ 2]", 4, "/* c */ 2]", "a comment is not JSON"},
        FaultCase{"[NaN]", 1, "NaN", "'NaN' is not a JSON value"},
        FaultCase{"[True]", 1, "True", "'True' is not a JSON value"},
        FaultCase{"[truex]", 1, "truex", "'truex' is not a JSON value"},
        FaultCase{"-Infinity", 0, "-Infinity", "'-Infinity' is not a number in JSON"},
        FaultCase{"[01]", 1, "01", "'01' is not a number in JSON"},
        FaultCase{"[+1]", 1, "+1", "'+1' is not a number in JSON"},
        FaultCase{"[.5]", 1, ".5", "'.5' is not a number in JSON"},
        FaultCase{"[5.]", 1, "5.", "'5.' is not a number in JSON"},
        FaultCase{"[1e]", 1, "1e", "'1e' is not a number in JSON"},
        FaultCase{"[0x1F]", 1, "0x1F", "'0x1F' is not a number in JSON"},
        FaultCase{"[1e999]", 1, "1e999", "the number '1e999' is too large"},
        FaultCase{"[\xc3\xa9]", 1, "\xc3\xa9", "expected a value or ']', found '\xc3\xa9'"},
        FaultCase{"[\xc2\xa0 1]", 1, "\xc2\xa0", "expected a value or ']', found '\xc2\xa0'"},
        FaultCase{"[\xe2\x80\xae]", 1, "\xe2\x80\xae", "expected a value or ']', found U+202E"},
        FaultCase{"[\f1]", 1, "\f", "expected a value or ']', found U+000C"},
        FaultCase{"[\"a\tb\"]", 3, "\t", "control character U+0009 in a string must be escaped"},
        FaultCase{"[\"\\q\"]", 2, "\\q", "unknown escape '\\q' in a string"},
        FaultCase{"[\"\\\xc3\xa9\"]", 2, "\\\xc3\xa9", "unknown escape '\\\xc3\xa9' in a string"},
        FaultCase{"[\"\\\x01\"]", 2, "\\\x01", "unknown escape '\\' before U+0001 in a string"},
        FaultCase{"[\"\\u12g4\"]", 2, "\\u", "'\\u' needs four hexadecimal digits"},
        FaultCase{"[\"\\ud83d\"]", 2, "\\ud83d", "half of a surrogate pair in a string"},
        FaultCase{"[\"\\ud83d\\u0041\"]", 2, "\\ud83d", "half of a surrogate pair in a string"},
        FaultCase{"[\"\\ude00\"]", 2, "\\ude00", "half of a surrogate pair in a string"},
        FaultCase{"{\"a\\q\": 1}", 3, "\\q", "unknown escape '\\q' in a string"}));

TEST(JsonProblems, PointAtTheQuoteThatIsNotClosed) {
  const std::string_view text = "{\"a\": \"open,\n \"b\": 1}";
  const Problem problem = fatal_problem(text);
  EXPECT_EQ(problem.kind, ProblemKind::unterminated_quote);
  EXPECT_EQ(problem.message, "the closing quote is missing");
  EXPECT_EQ(part(text, problem), "\"open,");
  EXPECT_EQ(fatal_problem("\"").kind, ProblemKind::unterminated_quote);
  EXPECT_EQ(fatal_problem("[\"a\\").kind, ProblemKind::unterminated_quote);
}

TEST(JsonProblems, ShortenALongWord) {
  EXPECT_EQ(fatal_problem("[" + std::string(100'000, 'x') + "]").message,
            "'" + std::string(40, 'x') + "...' is not a JSON value");
}

TEST(JsonProblems, NameInvalidUtf8AndNulBytes) {
  const Problem invalid = fatal_problem("{\"a\": \"\xff\"}");
  EXPECT_EQ(invalid.kind, ProblemKind::not_utf8);
  EXPECT_EQ(invalid.begin, 7U);
  EXPECT_EQ(invalid.end, 8U);
  const Problem nul = fatal_problem("[1]\0[2]"s);
  EXPECT_EQ(nul.kind, ProblemKind::syntax);
  EXPECT_EQ(nul.message, "NUL byte");
  EXPECT_EQ(nul.begin, 3U);
}

TEST(JsonLimits, RefuseOneLevelMore) {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_TRUE(parse_json(nested(64)).root);
  const Problem problem = fatal_problem(nested(65));
  EXPECT_EQ(problem.kind, ProblemKind::too_deep);
  EXPECT_EQ(problem.message, "nested deeper than 64 levels");
  EXPECT_EQ(problem.begin, 64U);
}

TEST(JsonLimits, RefuseOneValueMoreKeysCounted) {
  EXPECT_TRUE(parse_json("{\"a\": [1]}", {64, 4}).root);
  const Problem problem = fatal_problem("{\"a\": [1, 2]}", {64, 4});
  EXPECT_EQ(problem.kind, ProblemKind::too_large);
  EXPECT_EQ(problem.message, "more than 4 values");
  EXPECT_EQ(problem.begin, 10U);
}

TEST(JsonLimits, StopHostileTextsEarly) {
  constexpr std::size_t size = std::size_t{1} << 20;
  std::string objects;
  while (objects.size() < size) objects += "{\"a\":";
  std::string flat = "[";
  while (flat.size() < size) flat += "0,";
  std::string keys = "{";
  while (keys.size() < size) keys += "\"a\":0,";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(fatal_problem(std::string(size, '[')).kind, ProblemKind::too_deep);
  EXPECT_EQ(fatal_problem(objects).kind, ProblemKind::too_deep);
  EXPECT_EQ(fatal_problem(flat).kind, ProblemKind::too_large);
  EXPECT_EQ(fatal_problem(keys).kind, ProblemKind::too_large);
  EXPECT_EQ(fatal_problem("\"" + std::string(size, 'a')).kind, ProblemKind::unterminated_quote);
  EXPECT_EQ(fatal_problem(std::string(size, ' ')).begin, size);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

}  // namespace
}  // namespace syntax
