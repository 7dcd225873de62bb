#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "sample_commands.hpp"

namespace {

using ::testing::ElementsAre;
using Words = std::vector<std::string>;

/// "message" or "message | hint" of the Error(usage) that the words cause.
std::string refusal(const Words& words, const cli::Command& command = test::check_command) {
  try {
    const cli::Args args(command, words);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::ErrorCode::usage);
    return error.message() + (error.hint().empty() ? "" : " | " + error.hint());
  }
  return "accepted";
}

cli::Args parse(const Words& words) {
  return {test::check_command, words};
}

TEST(Args, OptionsMayFollowArguments) {
  const cli::Args args = parse({"a.md", "--staged", "b.md"});
  EXPECT_TRUE(args.has("staged"));
  EXPECT_THAT(args.arguments(), ElementsAre("a.md", "b.md"));
}

TEST(Args, TwoDashesEndTheOptions) {
  const cli::Args args = parse({"--staged", "--", "--rev", "-x", "--"});
  EXPECT_FALSE(args.has("rev"));
  EXPECT_THAT(args.arguments(), ElementsAre("--rev", "-x", "--"));
}

TEST(Args, TellsWhatStandsBeforeTwoDashes) {
  EXPECT_EQ(parse({"a", "--rev", "--", "b", "--staged"}).before_dashes(), 2U);
  EXPECT_EQ(parse({"a", "--staged", "b", "--", "--", "c"}).before_dashes(), 2U);
  EXPECT_EQ(parse({"--", "a"}).before_dashes(), 0U);
}

TEST(Args, TakesEveryWordAsItIsAfterTheWordThatSaysSo) {
  cli::Command command = test::check_command;
  command.literal_after = ".";
  const Words words = {".", "--force-with-lease", "-h", "--", "origin"};
  const cli::Args args(command, words);
  EXPECT_EQ(args.arguments(), words);
  EXPECT_FALSE(args.wants_help());
  EXPECT_EQ(refusal({"a", "."}, command), "accepted");
  EXPECT_EQ(refusal({"a", ".", "--force-with-lease"}, command),
            "unknown option '--force-with-lease'");
}

TEST(Args, ValuesMayFollowOrBeAttached) {
  EXPECT_EQ(parse({"--rev", "HEAD"}).value("rev"), "HEAD");
  EXPECT_EQ(parse({"--rev=HEAD"}).value("rev"), "HEAD");
  EXPECT_EQ(parse({"--rev="}).value("rev"), "");
  EXPECT_EQ(parse({"-o", "dist"}).value("output"), "dist");
  EXPECT_EQ(parse({"-odist/x"}).value("output"), "dist/x");
}

TEST(Args, AValueIsTakenAsItIs) {
  EXPECT_EQ(parse({"--rev", "-x"}).value("rev"), "-x");
  EXPECT_EQ(parse({"--rev", "--"}).value("rev"), "--");
  EXPECT_EQ(parse({"--rev", "a,b\nc d"}).value("rev"), "a,b\nc d");
  EXPECT_THAT(parse({"a,b.md", "", "-"}).arguments(), ElementsAre("a,b.md", "", "-"));
  const std::string longest(200000, 'x');
  EXPECT_EQ(parse({"--rev", longest}).value("rev"), longest);
}

TEST(Args, TheLastOfTwoWinsUnlessRepeatable) {
  const cli::Args args = parse({"--rev=a", "--rev=b", "--rule=x", "--rule", "y"});
  EXPECT_EQ(args.value("rev"), "b");
  EXPECT_THAT(args.values("rule"), ElementsAre("x", "y"));
}

TEST(Args, LettersMayBeGrouped) {
  const cli::Args args = parse({"-zno", "dist"});
  EXPECT_TRUE(args.has("z"));
  EXPECT_TRUE(args.has("dry-run"));
  EXPECT_EQ(args.value("output"), "dist");
}

TEST(Args, TheFirstChoiceIsTheDefault) {
  EXPECT_EQ(parse({}).value("format"), "human");
  EXPECT_FALSE(parse({}).has("format"));
  EXPECT_EQ(parse({}).value("rev"), "");
}

TEST(Args, JsonMeansFormatJson) {
  EXPECT_EQ(parse({"--json"}).value("format"), "json");
  EXPECT_EQ(parse({"--json", "--format=human"}).value("format"), "human");
  EXPECT_EQ(refusal({"--json=x"}), "option '--json' takes no value");
  EXPECT_EQ(refusal({"x", "--json"}, test::show_command), "unknown option '--json'");
}

TEST(Args, UnknownOptionsAreRefusedWithASuggestion) {
  EXPECT_EQ(refusal({"--stagde"}), "unknown option '--stagde' | did you mean '--staged'?");
  EXPECT_EQ(refusal({"--zzzzzz"}), "unknown option '--zzzzzz'");
  EXPECT_EQ(refusal({"-x"}), "unknown option '-x'");
  EXPECT_EQ(refusal({"-staged"}), "unknown option '-s' | did you mean '--staged'?");
  EXPECT_EQ(refusal({"--arguments=x"}), "unknown option '--arguments'");
  EXPECT_EQ(refusal({"--=x"}), "unknown option '--'");
}

TEST(Args, AbbreviationsAreRefusedWithTheWholeName) {
  EXPECT_EQ(refusal({"--dry"}),
            "unknown option '--dry' | options are not abbreviated; did you mean '--dry-run'?");
}

TEST(Args, ValuesThatAreMissingOrTooManyAreRefused) {
  EXPECT_EQ(refusal({"--rev"}), "option '--rev' needs a value: REV");
  EXPECT_EQ(refusal({"-o"}), "option '-o' needs a value: DIR");
  EXPECT_EQ(refusal({"--staged=yes"}), "option '--staged' takes no value");
}

TEST(Args, ValuesOutsideOfTheChoicesAreRefused) {
  EXPECT_EQ(refusal({"--format=jsno"}),
            "option '--format' must be one of 'human', 'json', not 'jsno' | did you mean 'json'?");
}

TEST(Args, ArgumentsAreCounted) {
  EXPECT_EQ(refusal({}, test::show_command), "'git agents show' needs <name>");
  EXPECT_EQ(refusal({"a", "b"}, test::show_command), "unexpected argument 'b'");
  EXPECT_EQ(refusal({"-h"}, test::show_command), "accepted");
}

TEST(Args, HelpIsAskedByLetterOrWord) {
  EXPECT_TRUE(parse({"-h"}).wants_help());
  EXPECT_TRUE(parse({"--help"}).wants_manual());
  EXPECT_FALSE(parse({"--", "-h"}).wants_help());
}

TEST(Args, ALiteralCommandTakesEveryWord) {
  const cli::Args args(test::literal_command, Words{"--", "-h", "--bogus", ""});
  EXPECT_THAT(args.arguments(), ElementsAre("--", "-h", "--bogus", ""));
}

TEST(Args, AnOptionThatTheCommandDoesNotHaveIsAProgrammersMistake) {
  EXPECT_THROW(parse({}).has("stage"), base::Error);
}

}  // namespace
