#include "git-agents/progress.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <thread>
#include <vector>

namespace {

/// A terminal whose clock stands still unless it is told.
struct Terminal {
  std::ostringstream out;
  std::int64_t now = 1'000'000'000;
  std::size_t width = 80;
  std::unique_ptr<syncing::Progress> progress =
      cli::terminal_progress({out, "Pulling", [this] { return now; }, [this] { return width; }});

  /// What was written since the last question.
  std::string written() {
    std::string text = out.str();
    out.str("");
    return text;
  }
  void after_ms(std::int64_t milliseconds) { now += milliseconds * 1'000'000; }
};

TEST(TerminalProgress, IsOneLineWithABar) {
  Terminal terminal;
  terminal.progress->step("owner/repo", "loading", 23, 50, 1258291);
  EXPECT_EQ(terminal.written(),
            "\rPulling [#####.......] 46% (23/50) 1.2 MiB  owner/repo: loading\x1b[K");
  terminal.after_ms(100);
  terminal.progress->step("owner/repo", "loading", 50, 50, 512);
  EXPECT_EQ(terminal.written(),
            "\rPulling [############] 100% (50/50) 512 B  owner/repo: loading\x1b[K");
}

TEST(TerminalProgress, HasNoBarWhereNothingIsCounted) {
  Terminal terminal;
  terminal.progress->step("owner/repo", "fetching", 0, 0, 0);
  EXPECT_EQ(terminal.written(), "\rPulling  owner/repo: fetching\x1b[K");
}

TEST(TerminalProgress, AddsTheSourcesUp) {
  Terminal terminal;
  terminal.progress->step("a/one", "loading", 10, 20, 1024);
  terminal.after_ms(100);
  terminal.progress->step("b/two", "asking", 0, 0, 0);
  terminal.after_ms(100);
  terminal.written();
  terminal.progress->step("c/three", "loading", 5, 40, 2048);
  EXPECT_EQ(terminal.written(),
            "\rPulling [###.........] 25% (15/60) 3.0 KiB  c/three: loading\x1b[K");
}

TEST(TerminalProgress, IsWrittenAtMostTenTimesASecond) {
  Terminal terminal;
  int drawn = 0;
  for (int i = 0; i < 1000; ++i) {
    terminal.progress->step("s", "loading", 1, 2, 0);
    drawn += terminal.written().empty() ? 0 : 1;
    terminal.after_ms(1);
  }
  EXPECT_EQ(drawn, 10);
}

TEST(TerminalProgress, KeepsToTheWidthOfTheTerminal) {
  Terminal terminal;
  terminal.width = 30;
  terminal.progress->step("owner/a-rather-long-name", "loading", 1, 2, 0);
  EXPECT_EQ(terminal.written(), "\rPulling 50% (1/2)  owner/a-ra\x1b[K");
  terminal.after_ms(100);
  terminal.progress->step("größe", "…………", 1, 2, 0);

  EXPECT_EQ(terminal.written(), "\rPulling 50% (2/4)  größe: …\x1b[K");
  terminal.after_ms(100);
  terminal.width = 10;
  terminal.progress->step("s", "loading", 1, 2, 0);
  EXPECT_EQ(terminal.written(), "");
}

TEST(TerminalProgress, IsErasedBeforeASentenceAndInTheEnd) {
  Terminal terminal;
  terminal.progress->step("s", "loading", 1, 2, 0);
  terminal.written();
  terminal.progress->say("s", "falls back to HTTP");
  EXPECT_EQ(terminal.written(), "\r\x1b[Knote: s: falls back to HTTP\n");
  terminal.progress->step("s", "loading", 2, 2, 0);
  EXPECT_NE(terminal.written(), "");
  terminal.progress.reset();
  EXPECT_EQ(terminal.written(), "\r\x1b[K");
}

TEST(TerminalProgress, ErasesNothingWhereNothingIs) {
  Terminal terminal;
  terminal.progress.reset();
  EXPECT_EQ(terminal.written(), "");
}

TEST(TerminalProgress, LetsNothingFromOutsideDriveTheTerminal) {
  Terminal terminal;
  terminal.progress->step("s\x1b[2J", "load\ring\n", 1, 2, 0);
  EXPECT_EQ(terminal.written(),
            "\rPulling [######......] 50% (1/2)  s\\x1b[2J: load\\x0ding\\x0a\x1b[K");
  terminal.progress->say("s", "a\x1b[31mb");
  EXPECT_EQ(terminal.written(), "\r\x1b[Knote: s: a\\x1b[31mb\n");
}

TEST(TerminalProgress, TakesMoreThanWasCountedForAll) {
  Terminal terminal;
  terminal.progress->step("s", "loading", 7, 5, 0);
  EXPECT_EQ(terminal.written(), "\rPulling [############] 100% (5/5)  s: loading\x1b[K");
}

TEST(TerminalProgress, MayBeToldBySeveralThreads) {
  Terminal terminal;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&terminal, t] {
      for (std::uint64_t i = 1; i <= 500; ++i) {
        terminal.progress->step("source-" + std::to_string(t), "loading", i, 500, i);
        if (i % 100 == 0) terminal.progress->say("s", "x");
      }
    });
  }
  for (auto& thread : threads) thread.join();
  terminal.progress.reset();
  EXPECT_NE(terminal.written(), "");
}

TEST(LogProgress, HasALineForEachQuarter) {
  std::ostringstream out;
  const auto progress = cli::log_progress({out, "Pulling"});
  for (std::uint64_t i = 0; i <= 50; ++i) progress->step("owner/repo", "loading", i, 50, i * 1024);
  EXPECT_EQ(out.str(),
            "Pulling owner/repo: loading 26% (13/50) 13.0 KiB\n"
            "Pulling owner/repo: loading 50% (25/50) 25.0 KiB\n"
            "Pulling owner/repo: loading 76% (38/50) 38.0 KiB\n"
            "Pulling owner/repo: loading 100% (50/50) 50.0 KiB\n");
}

TEST(LogProgress, CountsEverySourceAndEveryPartOfTheWorkByItself) {
  std::ostringstream out;
  const auto progress = cli::log_progress({out, "Pulling"});
  progress->step("a", "asking", 0, 0, 0);
  progress->step("a", "loading", 1, 1, 0);
  progress->step("b", "loading", 1, 2, 0);
  progress->step("a", "loading", 1, 1, 0);
  progress->step("b", "writing", 2, 2, 0);
  progress->say("b", "falls back\r to HTTP");
  EXPECT_EQ(out.str(),
            "Pulling a: loading 100% (1/1)\nPulling b: loading 50% (1/2)\n"
            "Pulling b: writing 100% (2/2)\nnote: b: falls back\\x0d to HTTP\n");
}

}  // namespace
