#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/file.hpp"
#include "support/temp_dir.hpp"
#include "unit/os/error_of.hpp"

namespace {

using os::AtomicFile;
using os::Sync;
using test::error_of;

mode_t mode_of(const std::string& path) {
  return os::stat_if_exists(path)->mode & 07777;
}

std::vector<std::string> names_in(const test::TempDir& dir) {
  std::vector<std::string> names;
  for (const auto& entry : os::list_directory(dir.path())) names.push_back(entry.name);
  return names;
}

TEST(AtomicFile, ReplacesTheFileOnCommit) {
  const test::TempDir dir;
  dir.write("f", "old");
  AtomicFile file(dir.at("f"), 0640);
  file.write("new ");
  file.write("text");
  EXPECT_EQ(dir.read("f"), "old");
  file.commit(Sync::yes);
  EXPECT_EQ(dir.read("f"), "new text");
  EXPECT_EQ(mode_of(dir.at("f")), 0640U);
  EXPECT_THAT(names_in(dir), testing::ElementsAre("f"));
}

TEST(AtomicFile, LeavesTheOldFileWithoutCommit) {
  const test::TempDir dir;
  dir.write("f", "old");
  {
    AtomicFile file(dir.at("f"));
    file.write("new");
    EXPECT_THAT(names_in(dir), testing::SizeIs(2));
  }
  EXPECT_EQ(dir.read("f"), "old");
  EXPECT_THAT(names_in(dir), testing::ElementsAre("f"));
}

TEST(AtomicFile, CanBeFoundByItsTemporaryName) {
  const test::TempDir dir;
  const AtomicFile file(dir.at("f.md"));
  EXPECT_TRUE(file.temporary_path().starts_with(dir.at(".f.md.")));
  EXPECT_TRUE(file.temporary_path().ends_with(".tmp"));
  EXPECT_TRUE(os::exists(file.temporary_path()));
}

TEST(AtomicFile, GivesItsModeWhateverTheUmask) {
  const test::TempDir dir;
  const mode_t before = ::umask(077);
  AtomicFile file(dir.at("f"), 0755);
  file.commit(Sync::no);
  ::umask(before);
  EXPECT_EQ(mode_of(dir.at("f")), 0755U);
}

TEST(AtomicFile, WritesMorePiecesThanOneCallTakes) {
  const test::TempDir dir;
  std::vector<std::string_view> pieces(5000, "abc");
  pieces[7] = "";
  AtomicFile file(dir.at("f"));
  file.write_all(pieces);
  file.write_all({});
  file.commit(Sync::no);
  EXPECT_EQ(dir.read("f").size(), 4999U * 3);
}

TEST(AtomicFile, AcceptsTheLongestName) {
  const test::TempDir dir;
  const std::string name(255, 'n');
  os::write_atomically(dir.at(name), "x", Sync::no);
  EXPECT_EQ(dir.read(name), "x");
}

TEST(AtomicFile, ReplacesASymbolicLinkInsteadOfFollowingIt) {
  const test::TempDir dir;
  dir.write("target", "theirs");
  ASSERT_EQ(::symlink("target", dir.at("link").c_str()), 0);
  os::write_atomically(dir.at("link"), "ours", Sync::no);
  EXPECT_EQ(dir.read("target"), "theirs");
  EXPECT_TRUE(os::stat_if_exists(dir.at("link"))->is_file());
}

TEST(AtomicFile, NamesThePathThatCannotBeWritten) {
  const test::TempDir dir;
  const auto missing = error_of([&] { AtomicFile(dir.at("no/f")); });
  EXPECT_EQ(missing.message(), "cannot write '" + dir.at("no/f") + "': No such file or directory");
  dir.write("taken/x", "");
  const auto taken = error_of([&] { os::write_atomically(dir.at("taken"), "x", Sync::no); });
  EXPECT_EQ(taken.message(), "cannot write '" + dir.at("taken") + "': Is a directory");
  EXPECT_THAT(names_in(dir), testing::ElementsAre("taken"));
}

TEST(AtomicFile, CleansUpAfterAWriteThatOnlyPartlyFits) {
  const test::TempDir dir;
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  rlimit before;
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{4096, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto error =
      error_of([&] { os::write_atomically(dir.at("f"), std::string(10'000, 'x'), Sync::no); });
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, handler);
  EXPECT_EQ(error.code(), base::ErrorCode::io);
  EXPECT_EQ(error.message(), "cannot write '" + dir.at("f") + "': File too large");
  EXPECT_THAT(names_in(dir), testing::IsEmpty());
}

TEST(WriteAtomically, KeepsTheModeAndCreatesDirectories) {
  const test::TempDir dir;
  ASSERT_EQ(::chmod(dir.write("script", "old").c_str(), 0750), 0);
  os::write_atomically(dir.at("script"), "new", Sync::no);
  EXPECT_EQ(mode_of(dir.at("script")), 0750U);
  os::write_atomically(dir.at("a/b/c"), "deep", Sync::yes);
  EXPECT_EQ(dir.read("a/b/c"), "deep");
  EXPECT_EQ(mode_of(dir.at("a/b/c")), 0644U);
}

TEST(WriteAtomically, WritesABareNameIntoTheWorkingDirectory) {
  const test::TempDir dir;
  const test::ScopedDirectory inside(dir.path());
  os::write_atomically("bare", "x", Sync::yes);
  EXPECT_EQ(dir.read("bare"), "x");
}

TEST(SyncFilesystem, TakesFilesAndDirectories) {
  const test::TempDir dir;
  os::sync_filesystem(dir.path());
  os::sync_filesystem(dir.write("f", ""));
  EXPECT_THROW(os::sync_filesystem(dir.at("no")), base::Error);
}

}  // namespace
