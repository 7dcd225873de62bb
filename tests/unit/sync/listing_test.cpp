#include "sync/listing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/temp_repo.hpp"

namespace syncing {
namespace {

using forge::ListedEntry;
using forge::Listing;

/// A repository with all kinds of entries, and how its tree is listed.
class Listings : public testing::Test {
 protected:
  Listings() {
    repo.write("a.txt", "1\n");
    repo.write("a/b.txt", "2\n");
    repo.write("a/c/d", "3\n");
    repo.write("a-b", "4\n");
    repo.write("run.sh", "#!/bin/sh\n");
    repo.write("odd \"name\"\n\\", "5\n");
    repo.git("add", "-A");
    repo.git("update-index", "--chmod=+x", "run.sh");
    repo.git("update-index", "--add", "--cacheinfo",
             "120000," + repo.git("hash-object", "-w", "a.txt") + ",link");
    repo.git("update-index", "--add", "--cacheinfo", "160000," + std::string(40, 'c') + ",module");
    root = repo.git("write-tree");
    for (const char* options : {"-r", ""}) {
      os::Command git;
      git.argv = {"git", "ls-tree", "-z", "-t"};
      if (*options != '\0') git.argv.emplace_back(options);
      git.argv.push_back(root);
      git.directory = repo.path();
      const std::string output = os::run(git).output;
      Listing& listing = *options != '\0' ? whole : top;
      for (std::string_view rest = output; !rest.empty();) {
        const std::string_view record = rest.substr(0, rest.find('\0'));
        rest.remove_prefix(record.size() + 1);
        const std::size_t tab = record.find('\t');
        listing.entries.push_back({std::string(record.substr(0, 6)),
                                   std::string(record.substr(tab + 1)),
                                   std::string(record.substr(tab - 40, 40)), 2});
      }
    }
  }
  ListedEntry& entry(const std::string& path) {
    return *std::ranges::find(whole.entries, path, &ListedEntry::path);
  }
  std::string failure() const {
    try {
      return verify(whole, true, root) ? "verified" : "another tree";
    } catch (const base::Error& error) {
      return error.message();
    }
  }

  test::TempRepo repo;
  std::string root;
  Listing whole, top;
};

TEST_F(Listings, AreVerifiedByTheIdsThatGitGives) {
  const auto verified = verify(whole, true, root);
  ASSERT_TRUE(verified);
  std::map<std::string, std::uint32_t> modes;
  for (const Leaf& leaf : verified->leaves) modes[leaf.path] = leaf.mode;
  EXPECT_EQ(modes, (std::map<std::string, std::uint32_t>{{"a-b", 0100644},
                                                         {"a.txt", 0100644},
                                                         {"a/b.txt", 0100644},
                                                         {"a/c/d", 0100644},
                                                         {"link", 0120000},
                                                         {"module", 0160000},
                                                         {"odd \"name\"\n\\", 0100644},
                                                         {"run.sh", 0100755}}));
  EXPECT_TRUE(verified->directories.empty());
  EXPECT_EQ(tree_id(verified->leaves), root);
}

TEST_F(Listings, OfOneDirectoryNameThoseBelow) {
  const auto verified = verify(top, false, root, "up");
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->leaves.size(), 6U);
  EXPECT_EQ(verified->leaves[0].path, "up/a-b");
  ASSERT_EQ(verified->directories.size(), 1U);
  EXPECT_EQ(verified->directories[0].first, "up/a");
  EXPECT_EQ(verified->directories[0].second, repo.git("rev-parse", root + ":a"));
}

TEST_F(Listings, OfAnotherTreeAreToldApart) {
  entry("a-b").id = std::string(40, 'd');
  EXPECT_EQ(failure(), "another tree");
}

TEST_F(Listings, ThatLieBelowAreRefused) {
  entry("a/c/d").id = std::string(40, 'd');
  EXPECT_EQ(failure(),
            "the listing of the repository cannot be git's: a/c is not what its id says");
}

TEST_F(Listings, ThatLackAFileAreRefused) {
  std::erase_if(whole.entries, [](const auto& one) { return one.path == "a/b.txt"; });
  EXPECT_EQ(failure(), "the listing of the repository cannot be git's: a is not what its id says");
}

TEST_F(Listings, ThatHaveOneMoreAreRefused) {
  whole.entries.push_back({"100644", "a/more", std::string(40, 'd'), 1});
  EXPECT_EQ(failure(), "the listing of the repository cannot be git's: a is not what its id says");
}

TEST_F(Listings, WithEntriesThatGitCannotHaveAreRefused) {
  const auto with = [&](const std::string& mode, const std::string& path) {
    const Listing before = whole;
    whole.entries.push_back({mode, path, std::string(40, 'd'), 1});
    std::string message = failure();
    whole = before;
    constexpr std::string_view beginning = "the listing of the repository cannot be git's: ";
    return message.starts_with(beginning) ? message.substr(beginning.size()) : message;
  };
  EXPECT_EQ(with("100600", "x"), "x has an unknown mode");
  EXPECT_EQ(with("rwx", "x"), "x has an unknown mode");
  EXPECT_EQ(with("100644", ""), "its top is no path");
  EXPECT_EQ(with("100644", "/x"), "/x is no path");
  EXPECT_EQ(with("100644", "x/"), "x/ is no path");
  EXPECT_EQ(with("100644", "a//x"), "a//x is no path");
  EXPECT_EQ(with("100644", std::string("x\0y", 3)), "\"x\\000y\" is no path");
  EXPECT_EQ(with("100644", "nowhere/x"), "nowhere is not listed itself");
}

TEST_F(Listings, OfOldRepositoriesKeepTheirIdsAndLoseTheGroupsRight) {
  const std::string blob = repo.git("hash-object", "-w", "a.txt");
  // Today's git does not write that mode, but reads it.
  std::string content = std::string("100664 old") + '\0';
  for (std::size_t i = 0; i < blob.size(); i += 2) {
    content += static_cast<char>(std::stoi(blob.substr(i, 2), nullptr, 16));
  }
  const std::string id =
      repo.git_with_input(content, {"hash-object", "-w", "-t", "tree", "--literally", "--stdin"});
  Listing listing;
  listing.entries = {{"100664", "old", blob, 2}};
  const auto verified = verify(listing, true, id);
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->leaves.at(0).mode, 0100644U);
}

TEST_F(Listings, OfAnEmptyTreeAreEmpty) {
  const auto verified = verify({}, true, "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  ASSERT_TRUE(verified);
  EXPECT_TRUE(verified->leaves.empty());
  EXPECT_EQ(tree_id({}), "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
}

TEST(UnsafePaths, AreThoseThatLeadElsewhere) {
  for (const char* path : {"a", "a/b", "...", "a..b", ".github/x", "git", "a/.gitignore", "x:y",
                           "\xFF", "~", "git~2", "a b. "}) {
    EXPECT_EQ(unsafe_path(path), "") << path;
  }
  for (const char* path : {".git", ".git/config", "a/.git/hooks/x", ".GIT/x", ".git./x", ".git /x",
                           ".git::$DATA/x", "git~1/config", "GIT~1", "a/.g\xE2\x80\x8Cit/x"}) {
    EXPECT_EQ(unsafe_path(path), "leads into git's own directory") << path;
  }
  for (const char* path : {"..", "../x", "a/../x", ".", "a/./b"}) {
    EXPECT_EQ(unsafe_path(path), "leads out of its directory") << path;
  }
  EXPECT_EQ(unsafe_path(""), "is no path");
  EXPECT_EQ(unsafe_path(std::string_view("a\0b", 3)), "is no path");
  EXPECT_EQ(unsafe_path("/etc"), "has an empty component");
  EXPECT_EQ(unsafe_path("a//b"), "has an empty component");
  EXPECT_EQ(unsafe_path("a/"), "has an empty component");
}

}  // namespace
}  // namespace syncing
