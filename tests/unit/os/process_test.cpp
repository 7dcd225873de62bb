#include "os/process.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/temp_dir.hpp"
#include "unit/os/error_of.hpp"

namespace {

using os::Command;
using test::error_of;

Command shell(const std::string& script) {
  Command command;
  command.argv = {"sh", "-c", script};
  return command;
}

TEST(Run, CapturesBothStreamsAndTheExitCode) {
  const os::Result result = os::run(shell("echo out; echo err >&2; exit 3"));
  EXPECT_EQ(result.status, 3);
  EXPECT_FALSE(result.ok());
  EXPECT_EQ(result.output, "out\n");
  EXPECT_EQ(result.error, "err\n");
}

TEST(Run, GivesASignalAs128AndItsNumber) {
  EXPECT_EQ(os::run(shell("kill -9 $$")).status, 128 + 9);
}

TEST(Run, SaysThatAProgramDoesNotExist) {
  Command command;
  command.argv = {"no-such-program"};
  const auto error = error_of([&] { os::run(command); });
  EXPECT_EQ(error.code(), base::ErrorCode::not_found);
  EXPECT_EQ(error.message(), "cannot run 'no-such-program': no such program");
  EXPECT_EQ(error.hint(), "install it, or add its directory to PATH");
  command.argv = {"/no/such/program"};
  EXPECT_EQ(error_of([&] { os::run(command); }).code(), base::ErrorCode::not_found);
}

TEST(Run, RefusesArgumentsThatTheSystemWouldCut) {
  Command command;
  command.argv = {"echo", std::string("a\0b", 3)};
  const auto error = error_of([&] { os::run(command); });
  EXPECT_EQ(error.message(), "cannot run 'echo': an argument holds a NUL byte");
}

TEST(Run, PassesArgumentsUntouched) {
  Command command;
  command.argv = {"printf", "%s|", "a b", "$HOME", "*", "", "'"};
  EXPECT_EQ(os::run(command).output, "a b|$HOME|*||'|");
}

TEST(Run, PumpsMoreThanAPipeHoldsInAllDirections) {
  Command command = shell("tee /dev/stderr");
  command.input.assign(3'000'000, 'x');
  const os::Result result = os::run(command);
  EXPECT_EQ(result.output.size(), command.input.size());
  EXPECT_EQ(result.error.size(), command.input.size());
}

TEST(Run, SurvivesAChildThatDoesNotReadItsInput) {
  Command command = shell("exec <&-; echo done");
  command.input.assign(3'000'000, 'x');
  EXPECT_EQ(os::run(command).output, "done\n");
}

TEST(Run, GivesAnEmptyStdinWithoutInput) {
  EXPECT_EQ(os::run(shell("cat")).output, "");
}

TEST(Run, StartsInTheDirectory) {
  const test::TempDir dir;
  Command command = shell("pwd -P");
  command.directory = dir.path();
  EXPECT_EQ(os::run(command).output, dir.path() + "\n");
  command.directory = dir.at("no");
  EXPECT_EQ(error_of([&] { os::run(command); }).message(),
            "cannot run 'sh' in '" + dir.at("no") + "': No such file or directory");
}

TEST(Run, AppliesEnvironmentEditsInOrder) {
  const test::ScopedVariable inherited("OS_TEST_KEPT", "kept"), removed("OS_TEST_GONE", "gone"),
      longer("OS_TEST_SET_NOT", "other");
  Command command =
      shell(R"(echo "$OS_TEST_KEPT|${OS_TEST_GONE-unset}|$OS_TEST_SET|$OS_TEST_SET_NOT")");
  command.environment = {
      {"OS_TEST_GONE", std::nullopt}, {"OS_TEST_SET", "1"}, {"OS_TEST_SET", "2 3"}};
  EXPECT_EQ(os::run(command).output, "kept|unset|2 3|other\n");
}

TEST(Run, CanDiscardErrorsAndSendOutputAfterThem) {
  Command command = shell("echo out; echo err >&2");
  command.error = Command::Stderr::discard;
  EXPECT_EQ(os::run(command).error, "");
  EXPECT_EQ(os::run(command).output, "out\n");
  command.error = Command::Stderr::capture;
  command.output = Command::Stdout::to_stderr;
  EXPECT_EQ(os::run(command).error, "out\nerr\n");
}

TEST(Run, LeaksNoDescriptor) {
  const test::TempDir dir;
  Command command;
  command.argv = {"ls", "/proc/self/fd"};
  const std::string before = os::run(command).output;  // what this process inherited itself
  const os::Child other(shell("cat"));
  const os::Fd file(::open(dir.write("f", "").c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_EQ(os::run(command).output, before);
}

TEST(Run, GivesDefaultSignalsToTheChild) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const auto handler = ::signal(SIGPIPE, SIG_IGN);
  Command command;
  command.argv = {"grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"};
  const os::Result result = os::run(command);
  ::signal(SIGPIPE, handler);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  // glibc's posix_spawn leaves its own two signals, 32 and 33, ignored in every child.
  EXPECT_THAT(result.output,
              testing::AnyOf("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n",
                             "SigBlk:\t0000000000000000\nSigIgn:\t0000000180000000\n"));
}

TEST(Child, AnswersLikeABatchProgram) {
  os::Child child(shell("while read -r line; do echo \"<$line>\"; done; exit 4"));
  char buffer[64];
  for (const std::string word : {"one", "two"}) {
    ASSERT_TRUE(child.write(word + "\n"));
    const ssize_t got = ::read(child.out(), buffer, sizeof buffer);
    ASSERT_GT(got, 0);
    EXPECT_EQ(std::string(buffer, static_cast<std::size_t>(got)), "<" + word + ">\n");
  }
  child.close_in();
  EXPECT_EQ(child.wait(), 4);
  EXPECT_EQ(child.wait(), 4);
}

TEST(Child, TellsThatNobodyReadsAnyMore) {
  os::Child child(shell("exec <&-; echo closed; kill -9 $$"));
  char buffer[64];
  ASSERT_GT(::read(child.out(), buffer, sizeof buffer), 0);
  EXPECT_FALSE(child.write("x"));
  EXPECT_EQ(child.wait(), 137);
}

TEST(Child, CanBeMoved) {
  os::Child first(shell("exit 5"));
  os::Child second(std::move(first));
  EXPECT_EQ(second.wait(), 5);
}

TEST(Child, ReportsAMissingProgram) {
  Command command;
  command.argv = {"no-such-program"};
  EXPECT_EQ(error_of([&] { os::Child child(command); }).code(), base::ErrorCode::not_found);
}

TEST(SpawnDetached, OutlivesUsInASessionOfItsOwnAndHoldsNothing) {
  const test::TempDir dir;
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);  // inheritable on purpose: our end of file proves that it was closed
  os::Fd read(ends[0]), write(ends[1]);
  ASSERT_EQ(::mkfifo(dir.at("gate").c_str(), 0600), 0);
  Command command = shell("echo $$; ps -o sid= -p $$; ls /proc/self/fd; cat; exec >gate; echo go");
  command.directory = dir.path();
  os::spawn_detached(command, dir.at("log"));
  write.reset();
  char byte;
  EXPECT_EQ(::read(read.get(), &byte, 1), 0);
  const os::Fd gate(::open(dir.at("gate").c_str(), O_RDONLY | O_CLOEXEC));
  char buffer[8];
  ASSERT_EQ(::read(gate.get(), buffer, sizeof buffer), 3);

  EXPECT_EQ(os::stat_if_exists(dir.at("log"))->mode & 0777, 0600U);
  EXPECT_THAT(dir.read("log"), testing::HasSubstr("\n0\n1\n2\n3\n"));
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "no child of ours is left";
}

TEST(SpawnDetached, ReportsWhatCannotStart) {
  const test::TempDir dir;
  Command command;
  command.argv = {"no-such-program"};
  EXPECT_EQ(error_of([&] { os::spawn_detached(command, dir.at("log")); }).code(),
            base::ErrorCode::not_found);
  command = shell("true");
  command.directory = dir.at("no");
  EXPECT_EQ(error_of([&] { os::spawn_detached(command, dir.at("log")); }).message(),
            "cannot run 'sh' in '" + dir.at("no") + "': No such file or directory");
}

TEST(Exec, ReturnsOnlyByError) {
  EXPECT_EQ(error_of([] { os::exec({"no-such-program"}); }).code(), base::ErrorCode::not_found);
  const pid_t pid = ::fork();
  if (pid == 0) os::exec({"sh", "-c", "exit 7"});
  int status = 0;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

TEST(OwnPath, IsThisProgram) {
  EXPECT_TRUE(os::exists(os::own_path()));
}

TEST(FindProgram, SearchesAbsoluteEntriesOfPathOnly) {
  const test::TempDir dir;
  ASSERT_EQ(::chmod(dir.write("bin/tool", "").c_str(), 0755), 0);
  dir.write("bin/plain", "");
  const test::ScopedDirectory inside(dir.at("bin"));
  const test::ScopedVariable path("PATH", ":.:/no/such:" + dir.at("bin"));
  EXPECT_EQ(os::find_program("tool"), dir.at("bin/tool"));
  EXPECT_EQ(os::find_program("plain"), std::nullopt);
  EXPECT_EQ(os::find_program("none"), std::nullopt);
  EXPECT_EQ(os::find_program(""), std::nullopt);
  const test::ScopedVariable relative("PATH", ":.");
  EXPECT_EQ(os::find_program("tool"), std::nullopt);
}

}  // namespace
