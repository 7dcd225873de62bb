#include "telemetry/trace.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "support/temp_dir.hpp"

namespace {

using testing::MatchesRegex;

/// Runs `work` in a child process, because the destination is decided once per process.
void in_child(const std::string& setting, const std::function<void()>& work) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::setenv("GIT_AGENTS_TRACE", setting.c_str(), 1);
    work();
    ::_exit(0);
  }
  int status = 1;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  EXPECT_EQ(status, 0);
}

constexpr char time_of_day[] = "[0-9][0-9]:[0-9][0-9]:[0-9][0-9]\\.[0-9][0-9][0-9][0-9][0-9][0-9] ";

TEST(Trace, WritesSpansWithTheirDurationWhenTheyEnd) {
  const test::TempDir dir;
  in_child(dir.at("trace"), [] {
    const telemetry::Span outer("outer");
    { const telemetry::Span inner("inner"); }
  });
  EXPECT_THAT(dir.read("trace"),
              MatchesRegex(std::string(time_of_day) + "\\+[0-9]+\\.[0-9][0-9][0-9]ms inner\n" +
                           time_of_day + "\\+[0-9]+\\.[0-9][0-9][0-9]ms outer\n"));
}

TEST(Trace, AppendsNotesAndKeepsThemOnOneLine) {
  const test::TempDir dir;
  dir.write("trace", "before\n");
  in_child(dir.at("trace"), [] { telemetry::note("two\nlines \x1B[2J"); });
  EXPECT_THAT(dir.read("trace"),
              MatchesRegex("before\n" + std::string(time_of_day) + "two.lines .\\[2J\n"));
}

TEST(Trace, GoesToStderrOrADescriptor) {
  for (const auto& [setting, fd] :
       {std::pair("1", 2), std::pair("TRUE", 2), std::pair("2", 2), std::pair("7", 7)}) {
    const test::TempDir dir;
    const std::string path = dir.write("out", "");
    in_child(setting, [&, target = fd] {
      ::dup2(::open(path.c_str(), O_WRONLY), target);
      telemetry::note("hello");
    });
    EXPECT_THAT(dir.read("out"), testing::EndsWith(" hello\n")) << setting;
  }
}

TEST(Trace, IsSilentOtherwise) {
  for (const char* setting : {"", "0", "false", "relative/path", "10", "yes"}) {
    const test::TempDir dir;
    const std::string path = dir.write("out", "");
    in_child(setting, [&] {
      const int fd = ::open(path.c_str(), O_WRONLY);
      ::dup2(fd, 1);
      ::dup2(fd, 2);
      const telemetry::Span span("work");
      telemetry::note("hello");
    });
    EXPECT_EQ(dir.read("out"), "") << setting;
  }
}

}  // namespace
