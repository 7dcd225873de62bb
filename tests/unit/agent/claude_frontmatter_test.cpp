#include "agent/claude_frontmatter.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace agent {
namespace {

/// What Claude Code takes for the fields, if not all up to the closing fence.
std::optional<std::string> fields_of(std::string_view bytes) {
  const Split parts = split(bytes);
  const auto end = claude_end(bytes, parts);
  if (!end) return std::nullopt;
  return std::string(bytes.substr(parts.yaml_begin, *end - parts.yaml_begin));
}

TEST(ClaudeEnd, IsTheFirstThreeDashesWhereverTheyStand) {
  EXPECT_EQ(fields_of("---\nname: x\ndescription: a --- b\n---\nText.\n"),
            "name: x\ndescription: a ");
  EXPECT_EQ(fields_of("---\nname: x\n----\n---\n"), "name: x\n");
  EXPECT_EQ(fields_of("---\nname: x\n  ---\n---\n"), "name: x\n  ");
}

TEST(ClaudeEnd, IsTheClosingFenceWhereNoneStandsBefore) {
  EXPECT_EQ(fields_of("---\nname: x\n---\nText --- text.\n"), std::nullopt);
  EXPECT_EQ(fields_of("---\nname: a--b\n---\n"), std::nullopt);
  EXPECT_EQ(fields_of("---\n---\n"), std::nullopt);
}

TEST(ClaudeEnd, ClosesAFrontmatterThatHasNoClosingFence) {
  EXPECT_EQ(fields_of("---\nname: x\n--- end\nText.\n"), "name: x\n");
  EXPECT_EQ(fields_of("---\nname: x\nText.\n"), std::nullopt);
}

TEST(ClaudeEnd, IsNowhereInATextWithoutFrontmatter) {
  EXPECT_EQ(fields_of("Text --- text.\n"), std::nullopt);
  EXPECT_EQ(fields_of("\n---\nname: a --- b\n---\n"), std::nullopt);
}

TEST(ClaudeRepaired, QuotesValuesWithSpecialCharacters) {
  EXPECT_EQ(claude_repaired("description: use: it\n"), "description: \"use: it\"\n");
  EXPECT_EQ(claude_repaired("hint: [a] [b]\n"), "hint: \"[a] [b]\"\n");
  EXPECT_EQ(claude_repaired("a: #1\nb: @x\nc: `y`\nd: 50%\n"),
            "a: \"#1\"\nb: \"@x\"\nc: \"`y`\"\nd: \"50%\"\n");
}

TEST(ClaudeRepaired, EscapesQuotesAndBackslashes) {
  EXPECT_EQ(claude_repaired("d: \"a\" & C:\\b\n"), "d: \"\\\"a\\\" & C:\\\\b\"\n");
}

TEST(ClaudeRepaired, LeavesPlainValuesAndNestedOnesAlone) {
  EXPECT_EQ(claude_repaired("name: x\n  sub: [a\n- item: [b\nkey:[c\nempty:\n"),
            "name: x\n  sub: [a\n- item: [b\nkey:[c\nempty:\n");
}

TEST(ClaudeRepaired, LeavesLinesThatEndInACarriageReturnAlone) {
  EXPECT_EQ(claude_repaired("d: use: it\r\ne: use: it\n"), "d: use: it\r\ne: \"use: it\"\n");
}

TEST(ClaudeRepaired, LeavesKeysWithDigitsAlone) {
  EXPECT_EQ(claude_repaired("key2: use: it\nkey_a-b: use: it\n"),
            "key2: use: it\nkey_a-b: \"use: it\"\n");
}

TEST(ClaudeRepaired, LeavesValuesEnclosedInQuotesAlone) {
  EXPECT_EQ(claude_repaired("a: \"x\" y: \"z\"\nb: 'x' y: 'z'\n"),
            "a: \"x\" y: \"z\"\nb: 'x' y: 'z'\n");
}

TEST(ClaudeRepaired, EndsInALineFeed) {
  EXPECT_EQ(claude_repaired("a: b"), "a: b\n");
  EXPECT_EQ(claude_repaired(""), "");
}

TEST(ClaudeReads, WhatIsYamlOrBecomesIt) {
  EXPECT_TRUE(claude_reads("name: x\n"));
  EXPECT_TRUE(claude_reads("description: use: it\n"));
  EXPECT_TRUE(claude_reads("hint: [a] [b]\n"));
  EXPECT_TRUE(claude_reads("a: 1\na: 2\n"));
  EXPECT_TRUE(claude_reads(""));
}

TEST(ClaudeReads, NothingThatTheRepairLeavesAlone) {
  EXPECT_FALSE(claude_reads("description: use: it\r\n"));
  EXPECT_FALSE(claude_reads("key2: use: it\n"));
  EXPECT_FALSE(claude_reads("a: \"x\" y: \"z\"\n"));
  EXPECT_FALSE(claude_reads("name: \"x\n"));
}

TEST(ClaudeReads, NoDirectives) {
  EXPECT_FALSE(claude_reads("%YAML 1.2\nname: x\n"));
  EXPECT_TRUE(claude_reads("# 50%\nname: x\n"));
}

TEST(ClaudeReads, Tabs) {
  EXPECT_TRUE(claude_reads("a:\n\tb: c\n"));
  EXPECT_TRUE(claude_reads("a: |\n  text\n  \tmore\n"));
}

}  // namespace
}  // namespace agent
