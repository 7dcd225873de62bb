#include "report/human.hpp"

#include <gtest/gtest.h>

#include "report/width.hpp"
#include "unit/report/sample_findings.hpp"

namespace {

using sample::portability;

std::string shown(const base::Diagnostic& diagnostic, report::Style style = {}) {
  std::ostringstream out;
  report::human(out, std::span(&diagnostic, 1), style);
  return out.str();
}

TEST(Human, ShowsPlaceExcerptCaretConsequenceAndHint) {
  EXPECT_EQ(shown(portability()),
            "agents/x.md:3:14: warning: unquoted value contains ': ' [yaml-portability]\n"
            "   3 | description: a: b\n"
            "     |              ^~~~\n"
            "   strict YAML parsers refuse the file\n"
            "   hint: put the value in double quotes\n");
}

TEST(Human, AFindingAboutAWholeFileHasNoLine) {
  base::Diagnostic diagnostic = portability();
  diagnostic.place = {};
  diagnostic.consequence.clear();
  diagnostic.hint.clear();
  EXPECT_EQ(shown(diagnostic),
            "agents/x.md: warning: unquoted value contains ': ' [yaml-portability]\n");
}

TEST(Human, TheCaretStandsBelowItsCharacterAfterWideOnesAndTabs) {
  base::Diagnostic diagnostic = portability();
  diagnostic.place = {
      .line = 12345, .column = 4, .width = 2, .caret = 4, .excerpt = "\t日e\u0301x"};
  EXPECT_NE(shown(diagnostic)
                .find("12345 |     日e\u0301x\n"
                      "      |        ^\n"),
            std::string::npos)
      << shown(diagnostic);
}

TEST(Human, TheUnderlineEndsWithTheLine) {
  base::Diagnostic diagnostic = portability();
  diagnostic.place = {.line = 1, .column = 2, .width = 1000000, .caret = 2, .excerpt = "abc"};
  EXPECT_NE(shown(diagnostic).find("     |  ^~\n"), std::string::npos);
}

TEST(Human, ACaretMayStandBehindTheLine) {
  base::Diagnostic diagnostic = portability();
  diagnostic.place = {.line = 1, .column = 4, .width = 0, .caret = 4, .excerpt = "abc"};
  EXPECT_NE(shown(diagnostic).find("     |    ^\n"), std::string::npos);
}

TEST(Human, AnUnknownColumnIsNotShown) {
  base::Diagnostic diagnostic = portability();
  diagnostic.place = {};
  diagnostic.place.line = 3;
  EXPECT_EQ(shown(diagnostic).find("agents/x.md:3: warning: "), 0u) << shown(diagnostic);
}

TEST(Human, HostileTextCannotDriveTheTerminal) {
  base::Diagnostic diagnostic = portability();
  diagnostic.path = "a\n\x1b[2J.md";
  diagnostic.place.excerpt = "x\x1b]0;owned\x07";
  diagnostic.message = "name is '\x1b[31m\xC2\x9B\xE2\x80\xAE'";
  diagnostic.consequence = "\r\n";
  const std::string text = shown(diagnostic);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\r'), std::string::npos);
  EXPECT_NE(text.find("\"a\\n\\033[2J.md\":3:14:"), std::string::npos) << text;
  EXPECT_NE(text.find("name is '\\x1b[31m\\x9b\\u{202e}'"), std::string::npos) << text;
}

TEST(Human, ColoursOnlyWhenAsked) {
  EXPECT_EQ(shown(portability()).find('\x1b'), std::string::npos);
  const std::string text = shown(portability(), {.colour = true});
  EXPECT_NE(text.find("\x1b[1magents/x.md:3:14:\x1b[m \x1b[1;33mwarning:\x1b[m"),
            std::string::npos);
}

TEST(Summary, CountsBySeverity) {
  std::vector<base::Diagnostic> diagnostics(4, portability());
  diagnostics[0].severity = diagnostics[1].severity = base::Severity::error;
  diagnostics[2].severity = base::Severity::info;
  EXPECT_EQ(report::summary(diagnostics, 49), "2 errors, 1 warning, 1 info in 49 definitions");
  EXPECT_EQ(report::summary({}, 49), "49 definitions, no findings");
  EXPECT_EQ(report::summary({}, 1), "1 definition, no findings");
}

TEST(Printable, KeepsTextAndEscapesTheRest) {
  EXPECT_EQ(report::printable("Käse 日本 🎉"), "Käse 日本 🎉");
  EXPECT_EQ(report::printable(std::string_view("a\0b\tc\x7f", 6)), "a\\x00b\\x09c\\x7f");
  EXPECT_EQ(report::printable("a\xFF\xFE"), "a\uFFFD\uFFFD");
  EXPECT_EQ(report::printable("\xF3\xA0\x80\x81"), "\\u{e0001}");
}

TEST(Columns, CountsTerminalCells) {
  EXPECT_EQ(report::columns("abc"), 3U);
  EXPECT_EQ(report::columns("日本"), 4U);
  EXPECT_EQ(report::columns("e\u0301"), 1U);
  EXPECT_EQ(report::columns("🎉"), 2U);
}

}  // namespace
