#include "build/stamps.hpp"

#include <gtest/gtest.h>

#include "support/temp_dir.hpp"

namespace {

os::Stat stat_with(std::uint64_t inode) {
  os::Stat stat;
  stat.device = 7;
  stat.inode = inode;
  stat.size = 99;
  stat.mtime_ns = -5;
  stat.ctime_ns = 1'700'000'000'123'456'789;
  stat.mode = 0100644;
  return stat;
}

/// A file with two agents, the second with both bases.
std::string save(const test::TempDir& directory) {
  const std::vector<std::uint32_t> indices = {1, 0};
  const std::vector<build::DirectoryStamp> directories = {{"agents", {"a.md\0q/\0", 8}, {}}};
  const std::vector<build::FileStamp> bases = {{"agents/q/B.md", stat_with(1)},
                                               {"agents/B.md", {}}};
  std::vector<build::Stamp> stamps(2);
  stamps[0].output = "a.md";
  stamps[0].source = "agents/a.md";
  stamps[1].output = "q/b.md";
  stamps[1].source = "agents/q/b.md";
  stamps[1].root_length = 6;
  stamps[1].bases = indices;
  stamps[1].is_orphan = true;
  stamps[1].source_stat = stat_with(2);
  stamps[1].output_stat = stat_with(3);
  stamps[1].content.size = 12;
  stamps[1].content.own_size = 5;
  stamps[1].content.hash.fill('e');
  const std::string path = directory.at("stamps");
  build::Stamps::save(path, {"dist", {"f\0rm", 4}, directories, bases, stamps});
  return path;
}

TEST(Stamps, ComeBackAsTheyWereSaved) {
  const test::TempDir directory;
  build::Stamps stamps;
  stamps.load(save(directory));
  const build::Stamps::Content& content = stamps.content();
  EXPECT_EQ(content.place, "dist");
  EXPECT_EQ(content.form, std::string_view("f\0rm", 4));
  ASSERT_EQ(content.directories.size(), 1U);
  EXPECT_EQ(content.directories[0].names, std::string_view("a.md\0q/\0", 8));
  ASSERT_EQ(content.bases.size(), 2U);
  EXPECT_EQ(content.bases[0].stat, stat_with(1));
  EXPECT_EQ(content.bases[1].stat, os::Stat{});
  ASSERT_EQ(content.stamps.size(), 2U);
  const build::Stamp& stamp = content.stamps[1];
  EXPECT_EQ(stamp.output, "q/b.md");
  EXPECT_EQ(stamp.source, "agents/q/b.md");
  EXPECT_EQ(stamp.root_length, 6U);
  EXPECT_EQ(std::vector(stamp.bases.begin(), stamp.bases.end()),
            (std::vector<std::uint32_t>{1, 0}));
  EXPECT_TRUE(stamp.is_orphan);
  EXPECT_EQ(stamp.source_stat, stat_with(2));
  EXPECT_EQ(stamp.output_stat, stat_with(3));
  EXPECT_EQ(stamp.content.size, 12U);
  EXPECT_EQ(stamp.content.own_size, 5U);
  EXPECT_EQ(stamp.content.hash.back(), 'e');
}

TEST(Stamps, AreFoundByOutput) {
  const test::TempDir directory;
  build::Stamps stamps;
  stamps.load(save(directory));
  EXPECT_EQ(stamps.find("a.md", 0), 0U);
  EXPECT_EQ(stamps.find("a.md", 1), 0U);
  EXPECT_EQ(stamps.find("q/b.md", 99), 1U);
  EXPECT_EQ(stamps.find("b.md", 0), 2U);
}

TEST(Stamps, ThatAreAbsentReadAsEmpty) {
  const test::TempDir directory;
  build::Stamps stamps;
  stamps.load(directory.at("none"));
  EXPECT_TRUE(stamps.content().stamps.empty());
  stamps.load(directory.path());
  EXPECT_TRUE(stamps.content().stamps.empty());
}

TEST(Stamps, WithAnyByteChangedReadAsEmpty) {
  const test::TempDir directory;
  save(directory);
  const std::string good = directory.read("stamps");
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x21);
    build::Stamps stamps;
    stamps.load(directory.write("bad", bad));
    EXPECT_TRUE(stamps.content().stamps.empty() && stamps.content().form.empty()) << i;
  }
}

TEST(Stamps, CutAnywhereReadAsEmpty) {
  const test::TempDir directory;
  save(directory);
  const std::string good = directory.read("stamps");
  for (std::size_t size = 0; size < good.size(); ++size) {
    build::Stamps stamps;
    stamps.load(directory.write("bad", good.substr(0, size)));
    EXPECT_TRUE(stamps.content().stamps.empty()) << size;
  }
}

}  // namespace
