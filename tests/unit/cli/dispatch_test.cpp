#include "git-agents/dispatch.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <sstream>

#include "base/error.hpp"
#include "sample_commands.hpp"

namespace {

/// Catches what goes to a standard stream until the end of the scope.
class Caught {
 public:
  explicit Caught(std::ostream& stream) : stream_(stream), old_(stream.rdbuf(text_.rdbuf())) {}
  ~Caught() { stream_.rdbuf(old_); }
  std::string str() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::ostream& stream_;
  std::streambuf* old_;
};

struct Outcome {
  int code;
  std::string out, err;
};

Outcome run(const std::vector<std::string>& words) {
  const Caught out(std::cout), err(std::cerr);
  cli::Session session;
  const int code = cli::dispatch(test::sample_commands, words, session);
  return {code, out.str(), err.str()};
}

TEST(Dispatch, RunsTheCommandWithItsWords) {
  const Outcome outcome = run({"show", "x"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "x\n");
}

TEST(Dispatch, WithoutACommandTheUsageIsAnError) {
  const Outcome outcome = run({});
  EXPECT_EQ(outcome.code, 129);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(outcome.err.starts_with("usage: git agents <command>"));
}

TEST(Dispatch, AnUnknownCommandGetsASuggestion) {
  const Outcome outcome = run({"chekc"});
  EXPECT_EQ(outcome.code, 129);
  EXPECT_EQ(outcome.err,
            "git-agents: 'chekc' is not a git-agents command\nhint: did you mean 'check'?\n");
  EXPECT_EQ(run({"\x1b[2J"}).err,
            "git-agents: '\\x1b[2J' is not a git-agents command\n"
            "hint: 'git agents -h' lists the commands\n");
}

TEST(Dispatch, AskedForUsageGoesToStdout) {
  const Outcome outcome = run({"show", "-h"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_TRUE(outcome.out.starts_with("usage: git agents show <name>\n"));
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(run({"-h"}).code, 0);
  EXPECT_EQ(run({"--version"}).out, "git-agents version " GIT_AGENTS_VERSION "\n");
}

TEST(Dispatch, AMisuseShowsTheUsageLine) {
  const Outcome outcome = run({"show", "--bogus"});
  EXPECT_EQ(outcome.code, 129);
  EXPECT_EQ(outcome.err, "error: unknown option '--bogus'\nusage: git agents show <name>\n");
  EXPECT_EQ(run({"--bogus"}).code, 129);
}

TEST(Dispatch, RunsACommandsOwnCommandWithItsWords) {
  const Outcome outcome = run({"remote", "add", "x"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "x\n");
}

TEST(Dispatch, ShowsTheUsageOfACommandsOwnCommands) {
  constexpr const char* usage =
      "usage: git agents remote add [--format human|json] <url>\n"
      "   or: git agents remote remove\n";
  EXPECT_EQ(run({"remote"}).code, 129);
  EXPECT_EQ(run({"remote"}).err,
            std::string("error: 'git agents remote' needs a command of its own\n") + usage);
  EXPECT_EQ(run({"remote", "remvoe"}).code, 129);
  EXPECT_EQ(run({"remote", "remvoe"}).err,
            std::string("error: 'git agents remote' has no command 'remvoe'\n"
                        "hint: did you mean 'remove'?\n") +
                usage);
  EXPECT_EQ(run({"remote", "add"}).err,
            "error: 'git agents remote add' needs <url>\n"
            "usage: git agents remote add [--format human|json] <url>\n");
  EXPECT_EQ(run({"remote", "-h"}).code, 0);
  EXPECT_TRUE(run({"remote", "-h"}).out.starts_with(usage));
  EXPECT_TRUE(run({"remote", "remove", "-h"}).out.starts_with("usage: git agents remote remove\n"));
}

TEST(Dispatch, AFailureIsToldWithItsHint) {
  std::ostringstream out;
  cli::print_failure(out,
                     base::Error(base::ErrorCode::io, "cannot read 'a\x1b'\nbecause", "try b"));
  EXPECT_EQ(out.str(), "fatal: cannot read 'a\\x1b'\nfatal: because\nhint: try b\n");
  std::ostringstream other;
  cli::print_failure(other, std::runtime_error("boom"));
  EXPECT_EQ(other.str(), "fatal: internal error: boom\n");
}

}  // namespace
