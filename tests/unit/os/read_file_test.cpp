#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "os/file.hpp"
#include "support/temp_dir.hpp"
#include "unit/os/error_of.hpp"

namespace {

using base::ErrorCode;
using test::error_of;

TEST(ReadFile, GivesTheWholeContent) {
  const test::TempDir dir;
  const std::string content = std::string(100'000, 'x') + '\0' + "end";
  EXPECT_EQ(os::read_file(dir.write("f", content)), content);
  EXPECT_EQ(os::read_file(dir.write("empty", "")), "");
}

TEST(ReadFile, ReadsFilesWhoseSizeIsNotKnownInAdvance) {
  EXPECT_NE(os::read_file("/proc/self/status").find("Pid:"), std::string::npos);
}

TEST(ReadFile, SaysThatAFileIsMissing) {
  const test::TempDir dir;
  const auto error = error_of([&] { os::read_file(dir.at("no")); });
  EXPECT_EQ(error.code(), ErrorCode::not_found);
  EXPECT_EQ(error.message(), "cannot read '" + dir.at("no") + "': No such file or directory");
  EXPECT_EQ(os::read_file_if_exists(dir.at("no")), std::nullopt);
  EXPECT_EQ(os::read_file_if_exists(dir.write("f", "") + "/below"), std::nullopt);
}

TEST(ReadFile, RefusesADirectory) {
  const test::TempDir dir;
  const auto error = error_of([&] { os::read_file(dir.path()); });
  EXPECT_EQ(error.code(), ErrorCode::invalid);
  EXPECT_EQ(error.message(), "cannot read '" + dir.path() + "': it is a directory");
}

TEST(ReadFile, RefusesANamedPipeWithoutWaitingForAWriter) {
  const test::TempDir dir;
  ASSERT_EQ(::mkfifo(dir.at("pipe").c_str(), 0600), 0);
  const auto error = error_of([&] { os::read_file(dir.at("pipe")); });
  EXPECT_EQ(error.message(), "cannot read '" + dir.at("pipe") + "': it is not a regular file");
}

TEST(ReadFile, RefusesMoreThanTheLimit) {
  const test::TempDir dir;
  const std::string path = dir.write("f", "12345");
  EXPECT_EQ(os::read_file(path, 5), "12345");
  const auto error = error_of([&] { os::read_file(path, 4); });
  EXPECT_EQ(error.code(), ErrorCode::invalid);
  EXPECT_EQ(error.message(), "cannot read '" + path + "': it is larger than 4 bytes");
  EXPECT_THROW(os::read_file("/proc/self/status", 10), base::Error);
}

TEST(ReadFile, NamesAFileThatMayNotBeRead) {
  const test::TempDir dir;
  const std::string path = dir.write("f", "x");
  ASSERT_EQ(::chmod(dir.path().c_str(), 0755), 0);
  ASSERT_EQ(::chmod(path.c_str(), 0), 0);
  const bool is_root = ::geteuid() == 0;
  ASSERT_TRUE(!is_root || ::seteuid(65534) == 0);
  const auto error = error_of([&] { os::read_file_if_exists(path); });
  ASSERT_TRUE(!is_root || ::seteuid(0) == 0);
  EXPECT_EQ(error.code(), ErrorCode::io);
  EXPECT_EQ(error.message(), "cannot read '" + path + "': Permission denied");
}

TEST(ReadFile, NamesALinkThatLeadsInACircle) {
  const test::TempDir dir;
  ASSERT_EQ(::symlink("loop", dir.at("loop").c_str()), 0);
  const auto error = error_of([&] { os::read_file(dir.at("loop")); });
  EXPECT_EQ(error.message(),
            "cannot read '" + dir.at("loop") + "': Too many levels of symbolic links");
}

TEST(Stat, TellsFilesDirectoriesAndLinksApart) {
  const test::TempDir dir;
  dir.write("f", "abc");
  ASSERT_EQ(::symlink("f", dir.at("link").c_str()), 0);
  EXPECT_TRUE(os::stat_if_exists(dir.at("f"))->is_file());
  EXPECT_EQ(os::stat_if_exists(dir.at("f"))->size, 3U);
  EXPECT_TRUE(os::stat_if_exists(dir.path())->is_directory());
  EXPECT_TRUE(os::stat_if_exists(dir.at("link"))->is_symlink());
  EXPECT_EQ(os::stat_if_exists(dir.at("no")), std::nullopt);
  EXPECT_FALSE(os::exists(dir.at("f/below")));
}

TEST(Stat, IsSettledOnceBothTimesAreOldEnough) {
  os::Stat stat;
  stat.mtime_ns = 1000;
  stat.ctime_ns = 2000;
  EXPECT_TRUE(stat.settled(2500, 500));
  EXPECT_FALSE(stat.settled(2499, 500));
  stat.mtime_ns = 2001;
  EXPECT_FALSE(stat.settled(2500, 500));
}

TEST(Fd, ClosesWhatItOwnsOnce) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  os::Fd read(ends[0]), write(ends[1]);
  os::Fd moved(std::move(write));
  EXPECT_FALSE(write);
  moved = os::Fd();
  char byte;
  EXPECT_EQ(::read(read.get(), &byte, 1), 0);
  EXPECT_EQ(read.release(), ends[0]);
  ::close(ends[0]);
}

}  // namespace
