#include <gtest/gtest.h>
#include <unistd.h>

#include "os/file.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace std::string_literals;

TEST(Join, PutsOneSlashBetween) {
  EXPECT_EQ(os::join("a", "b"), "a/b");
  EXPECT_EQ(os::join("a/", "b"), "a/b");
  EXPECT_EQ(os::join("/", "b"), "/b");
  EXPECT_EQ(os::join("", "b"), "b");
  EXPECT_EQ(os::join("a", ""), "a");
  EXPECT_EQ(os::join("a", "/etc"), "a/etc");
}

TEST(Path, IsTakenApart) {
  EXPECT_EQ(os::parent("a/b/c"), "a/b");
  EXPECT_EQ(os::parent("a"), "");
  EXPECT_EQ(os::parent("/a"), "/");
  EXPECT_EQ(os::parent("/"), "");
  EXPECT_EQ(os::file_name("a/b.md"), "b.md");
  EXPECT_EQ(os::file_name("a/"), "");
  EXPECT_EQ(os::stem("x.y/b.tar.gz"), "b.tar");
  EXPECT_EQ(os::extension("x.y/b.tar.gz"), ".gz");
  EXPECT_EQ(os::extension("x.y/b"), "");
  EXPECT_EQ(os::stem(".profile"), ".profile");
  EXPECT_EQ(os::extension(".profile"), "");
  EXPECT_EQ(os::stem(".."), "..");
}

TEST(Normalise, RemovesDotsAndDoubledSlashes) {
  EXPECT_EQ(os::normalise("a//b/./c/../d/"), "a/b/d");
  EXPECT_EQ(os::normalise("/../a/.."), "/");
  EXPECT_EQ(os::normalise("a/.."), "");
  EXPECT_EQ(os::normalise("./"), "");
  EXPECT_EQ(os::normalise(""), "");
  EXPECT_EQ(os::normalise("../x"), "../x");
  EXPECT_EQ(os::normalise("a/../../../x"), "../../x");
  EXPECT_EQ(os::normalise("..a/...b"), "..a/...b");
}

TEST(Absolute, StartsFromTheWorkingDirectory) {
  const test::TempDir dir;
  const test::ScopedDirectory inside(dir.path());
  EXPECT_EQ(os::absolute("a/../b"), dir.at("b"));
  EXPECT_EQ(os::absolute("."), dir.path());
  EXPECT_EQ(os::absolute("/x/./y"), "/x/y");
}

TEST(StaysInside, RefusesWhatLeadsOut) {
  EXPECT_TRUE(os::stays_inside("a/b"));
  EXPECT_TRUE(os::stays_inside("a/../b"));
  EXPECT_TRUE(os::stays_inside("..a"));
  EXPECT_TRUE(os::stays_inside(""));
  EXPECT_FALSE(os::stays_inside(".."));
  EXPECT_FALSE(os::stays_inside("a/../../b"));
  EXPECT_FALSE(os::stays_inside("/a"));
  EXPECT_FALSE(os::stays_inside("a\0/../../b"s));
}

TEST(FirstSymlink, NamesTheFirstLinkOnTheWay) {
  const test::TempDir dir;
  dir.write("real/sub/f", "");
  ASSERT_EQ(::symlink("real", dir.at("link").c_str()), 0);
  ASSERT_EQ(::symlink("f", dir.at("real/sub/l").c_str()), 0);
  EXPECT_EQ(os::first_symlink(dir.path(), "real/sub/f"), std::nullopt);
  EXPECT_EQ(os::first_symlink(dir.path(), "link/sub/f"), dir.at("link"));
  EXPECT_EQ(os::first_symlink(dir.path(), "real/sub/l"), dir.at("real/sub/l"));
  EXPECT_EQ(os::first_symlink(dir.path(), "real/none/x"), std::nullopt);
  EXPECT_EQ(os::first_symlink(dir.at("link"), "sub/f"), std::nullopt);
}

}  // namespace
