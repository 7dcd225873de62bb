#include "git/fast_import.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temp_repo.hpp"

namespace git {
namespace {

TEST(FastImport, WritesPathsOfAnyBytes) {
  const test::TempRepo repo;
  const std::string names[] = {"plain", "a \"b\" \\", "line\nend\t", "\x01\x7F", "\xC3\xA4\xFF"};
  std::string stream = "commit refs/heads/main\ncommitter A <a@b> 0 +0000\n";
  put_data(stream, "message");
  for (const std::string& name : names) {
    stream += "M 100644 inline " + fast_import_path(name) + "\n";
    put_data(stream, name);
  }
  const auto repository = *discover(repo.path());
  ASSERT_TRUE(fast_import(repository, stream + "done\n").ok());
  const auto entries = tree_entries(repository, "main", {});
  ASSERT_TRUE(entries);
  std::vector<std::string> paths;
  for (const Entry& entry : *entries) paths.push_back(entry.path);
  EXPECT_THAT(paths, testing::UnorderedElementsAreArray(names));
}

TEST(FastImport, GivesTheIdsOfMarks) {
  const test::TempRepo repo;
  std::string stream = "blob\nmark :1\n";
  put_data(stream, "hello");
  const auto result = fast_import(*discover(repo.path()), stream + "get-mark :1\ndone\n");
  EXPECT_EQ(result.output, "b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0\n");
}

TEST(FastImport, LeavesNoReportOfAFailure) {
  const test::TempRepo repo;
  const auto result = fast_import(*discover(repo.path()), "nonsense\n");
  EXPECT_FALSE(result.ok());
  for (const auto& entry : std::filesystem::directory_iterator(repo.at(".git"))) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("fast_import_crash_"));
  }
}

TEST(FastImport, GoesBackOnlyWhereItIsForced) {
  const test::TempRepo repo;
  repo.write("x", "x\n");
  repo.commit("first");
  std::string stream = "commit refs/heads/main\ncommitter A <a@b> 0 +0000\n";
  put_data(stream, "unrelated");
  stream += "deleteall\ndone\n";
  const auto repository = *discover(repo.path());
  EXPECT_FALSE(fast_import(repository, stream).ok());
  EXPECT_TRUE(fast_import(repository, stream, true).ok());
  EXPECT_EQ(repo.git("log", "-1", "--format=%s", "main"), "unrelated");
}

}  // namespace
}  // namespace git
