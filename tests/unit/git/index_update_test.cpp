#include "git/index_update.hpp"

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "os/digest.hpp"
#include "support/temp_repo.hpp"

namespace git {
namespace {

using testing::ElementsAre;

TEST(WriteBlobs, PutsThemUnderTheIdsThatGitGivesThem) {
  const test::TempRepo repo;
  const std::string odd("a\0b\ndone\n", 9);
  write_blobs(*discover(repo.path()), {"", "one\n", odd, std::string(200'000, 'x')});
  for (const std::string& text : {std::string(), std::string("one\n"), odd}) {
    EXPECT_EQ(repo.git("cat-file", "-s", os::git_blob_id(text, false)),
              std::to_string(text.size()));
  }
}

TEST(WriteBlobs, KnowsTheHashOfTheRepository) {
  const test::TempRepo repo({"--object-format=sha256"});
  write_blobs(*discover(repo.path()), {"one\n"});
  EXPECT_EQ(repo.git("cat-file", "-t", os::git_blob_id("one\n", true)), "blob");
}

TEST(UpdateIndex, AddsReplacesAndRemoves) {
  const test::TempRepo repo;
  repo.write("gone", "1\n");
  repo.write("old", "1\n");
  repo.git("add", "-A");
  const auto repository = *discover(repo.path());
  write_blobs(repository, {"2\n"});
  const auto id = os::git_blob_id("2\n", false);
  update_index(repository, {{"a b\n\"c", 0100755, id}, {"gone", 0, {}}, {"old", 0100644, id}});
  EXPECT_EQ(repo.git("ls-files", "-s", "-z"), "100755 " + id + " 0\ta b\n\"c" +
                                                  std::string(1, '\0') + "100644 " + id +
                                                  " 0\told" + std::string(1, '\0'));
}

TEST(UpdateIndex, LeavesWhatASparseCheckoutLeftOutThere) {
  const test::TempRepo repo;
  repo.write("dir/file", "1\n");
  repo.write("top", "1\n");
  repo.commit("1");
  repo.git("sparse-checkout", "set", "--no-cone", "/top");
  const auto repository = *discover(repo.path());
  write_blobs(repository, {"2\n"});
  update_index(repository, {{"dir/file", 0100644, os::git_blob_id("2\n", false)}});
  EXPECT_EQ(repo.git("status", "--porcelain"), "M  dir/file");
  EXPECT_THAT(skipped_below(repository, "."), ElementsAre("dir/file"));
  EXPECT_THAT(skipped_below(repository, "dir"), ElementsAre("dir/file"));
  EXPECT_THAT(skipped_below(repository, "top"), ElementsAre());
}

TEST(UpdateIndex, FailsWhereTheLockIsHeldAndChangesNothing) {
  const test::TempRepo repo;
  repo.write("a", "1\n");
  repo.git("add", "-A");
  const auto before = repo.git("ls-files", "-s");
  repo.write(".git/index.lock", "");
  const auto repository = *discover(repo.path());
  EXPECT_THROW(update_index(repository, {{"a", 0, {}}}), base::Error);
  EXPECT_EQ(repo.git("ls-files", "-s"), before);
}

TEST(StoredIds, AreThoseThatGitWouldStore) {
  const test::TempRepo repo;
  repo.write(".gitattributes", "crlf text eol=crlf\n");
  repo.write("crlf", "1\r\n");
  repo.write("plain", "1\r\n");
  std::filesystem::create_symlink("plain", repo.at("link"));
  const auto ids =
      stored_ids(*discover(repo.path()), {"crlf", "plain", "link", "gone", "new\nline"});
  ASSERT_EQ(ids.size(), 2U);
  EXPECT_EQ(ids.at("crlf"), os::git_blob_id("1\n", false));
  EXPECT_EQ(ids.at("plain"), os::git_blob_id("1\r\n", false));
}

TEST(FilteredAmong, GoesByTheAttributesInTheIndex) {
  const test::TempRepo repo;
  repo.write(".gitattributes",
             "a filter=crypt\nb -filter text eol=crlf\nc ident\n"
             "d working-tree-encoding=UTF-16\n");
  repo.git("add", "-A");
  repo.write(".gitattributes", "");
  EXPECT_THAT(filtered_among(*discover(repo.path()), {"a", "b", "c", "d", "e\n"}),
              ElementsAre("a", "c", "d"));
}

TEST(IndexIsHead, SaysWhetherThereIsSomethingToCommit) {
  const test::TempRepo repo;
  repo.write("a", "1\n");
  repo.commit("1");
  EXPECT_TRUE(index_is_head(*discover(repo.path())));
  repo.write("a", "2\n");
  EXPECT_TRUE(index_is_head(*discover(repo.path())));
  repo.git("add", "a");
  EXPECT_FALSE(index_is_head(*discover(repo.path())));
}

TEST(CheckOutBelow, WritesFilesAsACheckoutWould) {
  const test::TempRepo repo;
  repo.write(".gitattributes", "* text eol=crlf\n");
  repo.write("dir/a b", "1\n");
  repo.write("other", "1\n");
  repo.git("add", "-A");
  const test::TempDir place;
  check_out_below(*discover(repo.path()), {"dir/a b"}, place.path());
  EXPECT_EQ(place.read("dir/a b"), "1\r\n");
  EXPECT_FALSE(std::filesystem::exists(place.at("other")));
}

}  // namespace
}  // namespace git
