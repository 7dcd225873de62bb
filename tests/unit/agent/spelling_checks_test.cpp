#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/definition.hpp"
#include "agent/findings.hpp"

namespace agent {
namespace {

using testing::Contains;
using testing::Not;

std::vector<std::string> rules_of(const std::string& fields) {
  const auto text = "---\nname: x\n" + fields + "---\n\nText.\n";
  std::vector<std::string> rules;
  for (const auto& diagnostic : parse({Kind::agent, Host::claude}, text).diagnostics) {
    rules.push_back(diagnostic.rule + (diagnostic.fixable ? " fixable" : ""));
  }
  return rules;
}

TEST(Spelling, LineFeedsBeyondDoubtAreRepaired) {
  EXPECT_THAT(rules_of("description: Use it.\\n\\nExamples follow.\n"),
              Contains("literal-backslash-n fixable"));
}

TEST(Spelling, PathsAndTalkOfEscapesAreLeftToPeople) {
  EXPECT_THAT(rules_of("description: First line.\\n\\nThen open C:\\new\n"),
              Contains("literal-backslash-n"));
  EXPECT_THAT(rules_of("description: Split on \\n or \\t. Use it\n"),
              Contains("literal-backslash-n"));
  EXPECT_THAT(rules_of("description: Open C:\\new\n"), Not(Contains("literal-backslash-n")));
}

TEST(Spelling, EscapesThatHideTextAreFound) {
  EXPECT_THAT(rules_of("description: \"use when \\u202e it\"\n"), Contains("hidden-unicode"));
  EXPECT_THAT(rules_of("description: \"two\\nlines\"\n"), Not(Contains("hidden-unicode")));
}

TEST(Spelling, AMisspelledToolIsNotTakenAway) {
  EXPECT_THAT(rules_of("description: d\ndisallowedTools: [Wirte]\n"), Contains("tools-unresolved"));
}

TEST(Findings, WhatIsQuotedFromALineWithASecretIsNotShown) {
  const std::string token = "ghp_" + std::string("aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5");
  const auto text = "---\nname: x\ndescription: d\nmodel: " + token + "\n---\n\nText.\n";
  for (const auto& diagnostic : parse({Kind::agent, Host::claude}, text).diagnostics) {
    EXPECT_EQ((diagnostic.message + diagnostic.hint + diagnostic.place.excerpt).find(token),
              std::string::npos)
        << diagnostic.rule;
  }
}

}  // namespace
}  // namespace agent
