#include "repair/overlay.hpp"

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "support/memory_tree.hpp"

namespace repair {
namespace {

using testing::ElementsAre;

std::vector<std::string> names(const std::vector<git::Entry>& entries) {
  std::vector<std::string> paths;
  for (const auto& entry : entries) paths.push_back(entry.path);
  return paths;
}

TEST(Overlay, ShowsWhatIsPutAndHidesWhatIsRemoved) {
  test::MemoryTree tree{{"a/1.md", "one"}, {"a/2.md", "two"}, {"b/3.md", "three"}};
  Overlay overlay(tree);
  overlay.put("a/0.md", "zero");
  overlay.put("a/2.md", "new");
  overlay.remove("a/1.md");
  EXPECT_THAT(names(overlay.list({"a"})), ElementsAre("a/0.md", "a/2.md"));
  EXPECT_THAT(names(overlay.list({""})), ElementsAre("a/0.md", "a/2.md", "b/3.md"));
  EXPECT_THAT(overlay.exist({"a/0.md", "a/1.md", "a/2.md", "b", "c"}),
              ElementsAre(true, false, true, true, false));
}

TEST(Overlay, ReadsInTheOrderOfTheEntries) {
  test::MemoryTree tree{{"a.md", "1"}, {"b.md", "2"}, {"c.md", "3"}, {"d.md", "4"}};
  Overlay overlay(tree);
  overlay.put("b.md", "two");
  overlay.put("d.md", "four");
  std::string all;
  std::size_t next = 0;
  overlay.read(overlay.list({""}), 100,
               [&](std::size_t i, source::Tree::Status status, const std::string& content) {
                 EXPECT_EQ(i, next++);
                 EXPECT_EQ(status, source::Tree::Status::ok);
                 all += content + " ";
               });
  EXPECT_EQ(all, "1 two 3 four ");
}

TEST(Overlay, KeepsToTheLimitOfSize) {
  test::MemoryTree tree;
  Overlay overlay(tree);
  overlay.put("a", "12345");
  EXPECT_EQ(overlay.read_one({0100644, {}, 0, "a"}, 5), "12345");
  EXPECT_THROW(overlay.read_one({0100644, {}, 0, "a"}, 4), base::Error);
}

}  // namespace
}  // namespace repair
