#include "git/unstaged.hpp"

#include <gmock/gmock.h>

#include "support/temp_repo.hpp"

namespace git {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

Repository open(const test::TempRepo& repo) {
  return *discover(repo.path());
}

TEST(UnstagedLines, AreThoseOfTheWorkTreeThatTheIndexHasNot) {
  test::TempRepo repo;
  repo.write("a.md", "1\n2\n3\n4\n5\n6\n");
  repo.write("same.md", "x\n");
  repo.commit("first");
  repo.write("a.md", "1\ntwo\nmore\n3\n4\n6\nend");
  const Unstaged unstaged = unstaged_lines(open(repo), {"a.md", "same.md"});
  EXPECT_THAT(
      unstaged.lines,
      ElementsAre(Pair("a.md", ElementsAre(LineRange{2, 2}, LineRange{5, 0}, LineRange{7, 1}))));
}

TEST(UnstagedLines, OfWhatIsStagedThereAreNone) {
  test::TempRepo repo;
  repo.write("a.md", "1\n");
  repo.commit("first");
  repo.write("a.md", "2\n");
  repo.git("add", "a.md");
  EXPECT_THAT(unstaged_lines(open(repo), {"a.md"}).lines, IsEmpty());
}

TEST(UnstagedLines, OfAFileThatIsUntrackedOrOnlyIntendedToBeAddedThereAreNone) {
  test::TempRepo repo;
  repo.write("a.md", "1\n");
  repo.write("b.md", "1\n");
  repo.git("add", "-N", "b.md");
  EXPECT_THAT(unstaged_lines(open(repo), {"a.md", "b.md"}).lines, IsEmpty());
}

TEST(UnstagedLines, AreFoundUnderNamesOfAnyBytes) {
  test::TempRepo repo;
  const std::string names[] = {"a b.md", "q\"\\\n\x01.md", "\xc3\xa4\xff.md"};
  for (const std::string& name : names) repo.write(name, "1\n");
  repo.commit("first");
  for (const std::string& name : names) repo.write(name, "1\n+++ b/forged\n");
  const Unstaged unstaged = unstaged_lines(open(repo), {names[0], names[1], names[2]});
  ASSERT_EQ(unstaged.lines.size(), 3U);
  for (const std::string& name : names) {
    EXPECT_THAT(unstaged.lines.at(name), ElementsAre(LineRange{2, 1})) << name;
  }
}

TEST(UnstagedLines, KnowFilesWithConflicts) {
  test::TempRepo repo;
  repo.write("a.md", "1\n");
  repo.commit("first");
  repo.git("checkout", "-q", "-b", "side");
  repo.write("a.md", "side\n");
  repo.commit("side");
  repo.git("checkout", "-q", "main");
  repo.write("a.md", "main\n");
  repo.commit("main");
  EXPECT_ANY_THROW(repo.git("merge", "-q", "side"));
  EXPECT_THAT(unstaged_lines(open(repo), {"a.md"}).unmerged, ElementsAre("a.md"));
}

}  // namespace
}  // namespace git
