#include "git-agents/completion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_commands.hpp"

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<cli::Candidate> names(cli::Completer completer) {
  if (completer == cli::Completer::definition) {
    return {{"reviewer", ""}, {"researcher", ""}, {"bad\nname", ""}, {"esc\x1b[2J", ""}};
  }
  if (completer == cli::Completer::rule) return {{"cycle", ""}, {"length", ""}};
  return {};
}

std::vector<std::string> values(const std::vector<std::string>& words) {
  std::vector<std::string> result;
  for (const cli::Candidate& candidate : cli::complete(test::sample_commands, words, names)) {
    result.push_back(candidate.value);
  }
  return result;
}

TEST(Completion, OffersCommandsThatAreNotHidden) {
  EXPECT_THAT(cli::complete(test::sample_commands, {}, names),
              ElementsAre(cli::Candidate{"check", "check definitions"},
                          cli::Candidate{"show", "show a definition"},
                          cli::Candidate{"remote", "manage remotes"}));
  EXPECT_THAT(values({"s"}), ElementsAre("show"));
  EXPECT_THAT(values({"--v"}), ElementsAre("--version"));
}

TEST(Completion, OffersOptionsThatAreNotGivenYet) {
  EXPECT_THAT(values({"check", "--"}), ElementsAre("--staged", "--rev", "--format", "--json",
                                                   "--output", "--rule", "--dry-run", "--help"));
  EXPECT_THAT(values({"check", "--rev", "x", "--rule", "y", "-n", "--json", "--r"}),
              ElementsAre("--rule"));
  EXPECT_THAT(values({"check", "--staged", "--json", "-n", "--"}),
              ElementsAre("--rev", "--output", "--rule", "--help"));
}

TEST(Completion, OffersValuesAfterAnOptionAndAfterItsEqualsSign) {
  EXPECT_THAT(values({"check", "--format", ""}), ElementsAre("human", "json"));
  EXPECT_THAT(values({"check", "--format=j"}), ElementsAre("--format=json"));
  EXPECT_THAT(values({"check", "--rule", "c"}), ElementsAre("cycle"));
  EXPECT_THAT(values({"check", "--rule=l"}), ElementsAre("--rule=length"));
  EXPECT_THAT(values({"check", "--rev", ""}), IsEmpty());
  EXPECT_THAT(values({"check", "--staged=x"}), IsEmpty());
}

TEST(Completion, AsksTheShellForFilesWithAnEmptyValue) {
  EXPECT_THAT(cli::complete(test::sample_commands, std::vector<std::string>{"check", "age"}, names),
              ElementsAre(cli::Candidate{"", "file"}));
  EXPECT_THAT(values({"check", "-o", "di"}), ElementsAre(""));
  EXPECT_THAT(values({"check", "--", "--"}), ElementsAre(""));
}

TEST(Completion, OffersAsManyArgumentsAsTheCommandTakes) {
  EXPECT_THAT(values({"show", "re"}), ElementsAre("reviewer", "researcher"));
  EXPECT_THAT(values({"show", "reviewer", ""}), IsEmpty());
}

TEST(Completion, OffersTheWordsOfACommandAndThenWhatTheseTake) {
  EXPECT_THAT(cli::complete(test::sample_commands, std::vector<std::string>{"remote", ""}, names),
              ElementsAre(cli::Candidate{"add", "add a remote"},
                          cli::Candidate{"remove", "remove a remote"}));
  EXPECT_THAT(values({"remote", "r"}), ElementsAre("remove"));
  EXPECT_THAT(values({"remote", "--"}), ElementsAre("--help"));
  EXPECT_THAT(values({"remote", "add", "--"}), ElementsAre("--format", "--json", "--help"));
  EXPECT_THAT(values({"remote", "add", "--format", ""}), ElementsAre("human", "json"));
  EXPECT_THAT(values({"remote", "add", ""}), ElementsAre(""));
  EXPECT_THAT(values({"remote", "add", "x", ""}), IsEmpty());
  EXPECT_THAT(values({"remote", "nope", ""}), IsEmpty());
}

TEST(Completion, NamesThatCouldDriveATerminalAreNotOffered) {
  EXPECT_THAT(values({"show", ""}), ElementsAre("reviewer", "researcher"));
}

TEST(Completion, KnowsNothingOfUnknownAndHiddenCommands) {
  EXPECT_THAT(values({"nope", ""}), IsEmpty());
  EXPECT_THAT(values({"__raw", ""}), IsEmpty());
}

}  // namespace
