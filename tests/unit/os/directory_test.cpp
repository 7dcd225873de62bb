#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/file.hpp"
#include "support/temp_dir.hpp"
#include "unit/os/error_of.hpp"

namespace {

using test::error_of;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(MakeDirectories, CreatesWhatIsMissing) {
  const test::TempDir dir;
  os::make_directories(dir.at("a/b/c/"));
  os::make_directories(dir.at("a/b/c"));
  EXPECT_TRUE(os::stat_if_exists(dir.at("a/b/c"))->is_directory());
  os::make_directories("");
  os::make_directories("/");
}

TEST(MakeDirectories, RefusesAFileInTheWay) {
  const test::TempDir dir;
  dir.write("f", "");
  EXPECT_EQ(error_of([&] { os::make_directories(dir.at("f")); }).message(),
            "cannot create directory '" + dir.at("f") + "': Not a directory");
  EXPECT_EQ(error_of([&] { os::make_directories(dir.at("f/x/y")); }).message(),
            "cannot create directory '" + dir.at("f/x/y") + "': Not a directory");
}

TEST(RemoveFile, TellsWhetherThereWasOne) {
  const test::TempDir dir;
  EXPECT_TRUE(os::remove_file(dir.write("f", "")));
  EXPECT_FALSE(os::remove_file(dir.at("f")));
  EXPECT_THROW(os::remove_file(dir.path()), base::Error);
}

TEST(RemoveEmptyDirectories, StopsAtTheFirstThatIsNotEmpty) {
  const test::TempDir dir;
  os::make_directories(dir.at("top/keep/a/b"));
  dir.write("top/keep/file", "");
  os::remove_empty_directories(dir.at("top/keep/a/b"), dir.at("top"));
  EXPECT_FALSE(os::exists(dir.at("top/keep/a")));
  EXPECT_TRUE(os::exists(dir.at("top/keep/file")));
}

TEST(RemoveEmptyDirectories, LeavesTheStopItself) {
  const test::TempDir dir;
  os::make_directories(dir.at("top/a/b"));
  os::remove_empty_directories(dir.at("top/a/b/gone"), dir.at("top/"));
  EXPECT_TRUE(os::exists(dir.at("top")));
  EXPECT_FALSE(os::exists(dir.at("top/a")));
  os::remove_empty_directories(dir.at("top"), dir.at("elsewhere"));
  EXPECT_TRUE(os::exists(dir.at("top")));
}

TEST(ListDirectory, SortsByNameAndTellsTypes) {
  const test::TempDir dir;
  dir.write("b/x", "");
  dir.write("a", "");
  dir.write("B", "");
  ASSERT_EQ(::symlink("a", dir.at("c").c_str()), 0);
  std::vector<std::string> seen;
  for (const auto& entry : os::list_directory(dir.path())) {
    seen.push_back(entry.name +
                   (entry.is_directory ? "/"
                    : entry.is_symlink ? "@"
                                       : "") +
                   (entry.is_file ? "." : ""));
  }
  EXPECT_THAT(seen, ElementsAre("B.", "a.", "b/", "c@"));
}

TEST(ListDirectory, IsEmptyWhereThereIsNone) {
  const test::TempDir dir;
  EXPECT_THAT(os::list_directory(dir.at("no")), IsEmpty());
  EXPECT_THAT(os::list_directory(dir.write("f", "")), IsEmpty());
}

TEST(ListDirectory, TakesTheEmptyPathAsTheWorkingDirectory) {
  const test::TempDir dir;
  dir.write("only", "");
  const test::ScopedDirectory inside(dir.path());
  EXPECT_EQ(os::list_directory("").at(0).name, "only");
}

std::vector<std::string> walked(const std::string& root,
                                const std::function<bool(const std::string&)>& enter) {
  std::vector<std::string> paths;
  os::walk(root, enter, [&](const std::string& path, const os::DirectoryEntry& entry) {
    paths.push_back(path + (entry.is_symlink ? "@" : ""));
  });
  return paths;
}

TEST(Walk, VisitsFilesAndLinksInByteOrderOfTheirPaths) {
  const test::TempDir dir;
  for (const char* path : {"a/z", "a.md", "a-b/x", "a/b/c", "b", "A"}) dir.write(path, "");
  ASSERT_EQ(::symlink("a", dir.at("link").c_str()), 0);
  ASSERT_EQ(::mkfifo(dir.at("pipe").c_str(), 0600), 0);
  const auto all = walked(dir.path(), nullptr);
  EXPECT_THAT(all, ElementsAre("A", "a-b/x", "a.md", "a/b/c", "a/z", "b", "link@"));
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
}

TEST(Walk, SkipsDirectoriesThatAreNotEntered) {
  const test::TempDir dir;
  for (const char* path : {"a/b/c", "a/d", "e"}) dir.write(path, "");
  EXPECT_THAT(walked(dir.path(), [](const std::string& path) { return path != "a/b"; }),
              ElementsAre("a/d", "e"));
}

TEST(Walk, IgnoresADirectoryThatTurnsIntoALink) {
  const test::TempDir dir;
  dir.write("outside/secret", "");
  os::make_directories(dir.at("root/a"));
  const auto swap = [&](const std::string&) {
    ::rmdir(dir.at("root/a").c_str());
    return ::symlink("../outside", dir.at("root/a").c_str()) == 0;
  };
  EXPECT_THAT(walked(dir.at("root"), swap), IsEmpty());
}

TEST(Walk, RefusesBottomlessDepth) {
  const test::TempDir dir;
  std::string path = dir.path();
  for (int i = 0; i < 258; ++i) path += "/d";
  os::make_directories(path);
  const auto error = error_of([&] { walked(dir.path(), nullptr); });
  EXPECT_EQ(error.code(), base::ErrorCode::invalid);
  EXPECT_TRUE(error.message().ends_with("more than 256 levels deep")) << error.message();
}

TEST(Walk, FindsNothingWhereThereIsNoDirectory) {
  EXPECT_THAT(walked("/no/such", nullptr), IsEmpty());
}

}  // namespace
