#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"
#include "agent/findings.hpp"

namespace agent {
namespace {

using Lines = std::vector<std::string>;

constexpr Format an_agent{Kind::agent, Host::any};
constexpr Format a_command{Kind::command, Host::any};

/// "severity rule line:column message" of each diagnostic.
Lines said(Format format, std::string_view bytes) {
  Lines out;
  for (const base::Diagnostic& d : parse(format, bytes).diagnostics) {
    out.push_back(std::string(base::to_string(d.severity)) + " " + d.rule + " " +
                  std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " +
                  d.message);
  }
  return out;
}

/// The bytes with the fixes of `rule`; "nothing" where there are none.
std::string fixed(Format format, const std::string& bytes, std::string_view rule) {
  std::vector<Fix> fixes;
  parse(format, bytes, &fixes);
  std::string out;
  std::size_t at = 0;
  bool any = false;
  for (const Fix& fix : fixes) {
    if (fix.rule != rule) continue;
    for (const Edit& edit : fix.edits) {
      out += bytes.substr(at, edit.begin - at) + edit.text;
      at = edit.end;
      any = true;
    }
  }
  return any ? out + bytes.substr(at) : "nothing";
}

std::string with(const std::string& field) {
  return "---\nname: x\n" + field + "\n---\nText.\n";
}

const std::string sound = "---\nname: x\ndescription: d\n---\nText.\n";

TEST(ParseMark, GoesFromTheBeginning) {
  EXPECT_EQ(said(an_agent, "\xef\xbb\xbf" + sound),
            (Lines{"warning bom 1:1 the file begins with a byte order mark"}));
  EXPECT_EQ(fixed(an_agent, "\xef\xbb\xbf" + sound, "bom"), sound);
  EXPECT_TRUE(parse(an_agent, "\xef\xbb\xbf" + sound).loads);
}

TEST(ParseMark, KeepsHostsFromLoadingThatWantTheFenceFirst) {
  const Format format{Kind::skill, Host::gemini};
  EXPECT_EQ(said(format, "\xef\xbb\xbf" + sound),
            (Lines{"error bom 1:1 the file begins with a byte order mark"}));
  EXPECT_FALSE(parse(format, "\xef\xbb\xbf" + sound).loads);
}

TEST(ParseLineEnds, BecomeLineFeeds) {
  const std::string all = "---\r\nname: x\r\ndescription: d\r\n---\r\nText.\r\n";
  EXPECT_EQ(said(an_agent, all), (Lines{"warning eol 1:4 lines end in CR LF"}));
  EXPECT_EQ(fixed(an_agent, all, "eol"), sound);
  const std::string some = "---\nname: x\ndescription: d\n---\nText.\r\n";
  EXPECT_EQ(said(an_agent, some),
            (Lines{"warning eol 5:6 1 of 5 lines end in CR LF, the others in LF"}));
  EXPECT_EQ(fixed(an_agent, some, "eol"), sound);
}

TEST(ParseLineEnds, KeepCarriageReturnsInsideOfLines) {
  const std::string text = "---\nname: x\ndescription: d\n---\nA\rB.\r\n";
  EXPECT_EQ(fixed(an_agent, text, "eol"), "---\nname: x\ndescription: d\n---\nA\rB.\n");
  const std::string inside = "---\nname: x\ndescription: d\n---\nA\rB.\n";
  EXPECT_EQ(said(an_agent, inside),
            (Lines{"warning eol 5:2 a carriage return stands inside a line"}));
  EXPECT_EQ(fixed(an_agent, inside, "eol"), "nothing");
}

TEST(ParseMisplaced, FrontmatterLosesBlankLinesBeforeIt) {
  EXPECT_EQ(said(an_agent, "\n\n" + sound),
            (Lines{"error frontmatter-not-first 3:1 the frontmatter does not start in the first "
                   "line"}));
  EXPECT_EQ(fixed(an_agent, "\n\n" + sound, "frontmatter-not-first"), sound);
}

TEST(ParseMisplaced, HeadingAndCommentGoBelowTheFrontmatter) {
  EXPECT_EQ(fixed(an_agent, "# Title\n\n" + sound, "frontmatter-not-first"),
            "---\nname: x\ndescription: d\n---\n# Title\n\nText.\n");
  EXPECT_EQ(fixed(an_agent, "<!-- c -->\n" + sound, "frontmatter-not-first"),
            "---\nname: x\ndescription: d\n---\n<!-- c -->\nText.\n");
}

TEST(ParseMisplaced, HeadingGoesBelowAFenceThatEndsTheFile) {
  EXPECT_EQ(fixed(an_agent, "# Title\n---\nname: x\ndescription: d\n---", "frontmatter-not-first"),
            "---\nname: x\ndescription: d\n---\n# Title\n");
}

TEST(ParseMisplaced, CodeFenceAroundItIsLeftToPeople) {
  EXPECT_EQ(said(an_agent, "```\n" + sound + "```\n"),
            (Lines{"error frontmatter-not-first 2:1 the frontmatter does not start in the first "
                   "line"}));
  EXPECT_EQ(fixed(an_agent, "```\n" + sound + "```\n", "frontmatter-not-first"), "nothing");
}

TEST(ParseMisplaced, LongFenceIsShortened) {
  EXPECT_EQ(fixed(an_agent, "-" + sound, "frontmatter-not-first"), sound);
  EXPECT_EQ(fixed(an_agent, "\n-" + sound, "frontmatter-not-first"), sound);
}

TEST(ParseSpelling, EscapedLineFeedNeedsDoubleQuotes) {
  const std::string text = with("description: One.\\nTwo \"so\".");
  EXPECT_EQ(said(an_agent, text),
            (Lines{"warning literal-backslash-n 3:14 '\\n' in an unquoted value is a backslash and "
                   "an n"}));
  EXPECT_EQ(fixed(an_agent, text, "literal-backslash-n"),
            with("description: \"One.\\nTwo \\\"so\\\".\""));
  EXPECT_EQ(said(an_agent, with("description: In C:\\new")), Lines{});
  EXPECT_EQ(said(an_agent, with("description: \"One.\\nTwo.\"")), Lines{});
}

TEST(ParseSpelling, NumberSignThatCutsAValueIsQuoted) {
  const std::string text = with("description: Fixes PR #12 fast");
  EXPECT_EQ(said(an_agent, text),
            (Lines{"warning comment-truncation 3:23 the value ends before ' #'"}));
  EXPECT_EQ(fixed(an_agent, text, "comment-truncation"),
            with("description: \"Fixes PR #12 fast\""));
}

TEST(ParseSpelling, CommentThatIsMeantAsOneIsLeft) {
  const std::string text = with("description: Fixes it # note");
  EXPECT_EQ(said(an_agent, text),
            (Lines{"info comment-truncation 3:23 the value ends before ' #'"}));
  EXPECT_EQ(fixed(an_agent, text, "comment-truncation"), "nothing");
}

TEST(ParseArgumentHint, InBracketsIsQuoted) {
  const std::string text = "---\ndescription: d\nargument-hint: [file \"f\"]\n---\nText.\n";
  EXPECT_EQ(said(a_command, text),
            (Lines{"warning argument-hint-list 3:16 'argument-hint' must be a string, this is a "
                   "list"}));
  EXPECT_EQ(fixed(a_command, text, "argument-hint-list"),
            "---\ndescription: d\nargument-hint: \"[file \\\"f\\\"]\"\n---\nText.\n");
}

TEST(ParseArgumentHint, ListOfLinesIsLeftToPeople) {
  const std::string text = "---\ndescription: d\nargument-hint:\n  - file\n---\nText.\n";
  EXPECT_EQ(said(a_command, text),
            (Lines{"warning argument-hint-list 4:3 'argument-hint' must be a string, this is a "
                   "list"}));
  EXPECT_EQ(fixed(a_command, text, "argument-hint-list"), "nothing");
}

}  // namespace
}  // namespace agent
