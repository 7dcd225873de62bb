#include "sync/lock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "os/digest.hpp"
#include "support/temp_repo.hpp"

namespace syncing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string error_of(std::string_view text) {
  try {
    parse_lock(text, ".git-agents.lock");
  } catch (const base::Error& error) {
    return error.message();
  }
  return "";
}

Locked sample() {
  Locked locked;
  locked.url = "https://github.com/o/r";
  locked.ref = "feature/x";
  locked.path = "agents";
  locked.commit = std::string(40, '1');
  locked.tree = std::string(40, '2');
  locked.hash = std::string(64, '3');
  locked.files = {{"a: b.md", std::string(64, 'a')}, {"z\".md", std::string(64, 'b')}};
  return locked;
}

TEST(Lock, IsReadAsItWasWritten) {
  const Lock lock = {{"github.com/o/r@feature/x:agents", sample()}, {"b", sample()}};
  const auto text = format_lock(lock);
  EXPECT_EQ(parse_lock(text, "x"), lock);
  EXPECT_EQ(text.substr(text.find("version")),
            "version: 1\nsources:\n"
            "  \"b\":\n"
            "    url: \"https://github.com/o/r\"\n"
            "    ref: \"feature/x\"\n"
            "    path: \"agents\"\n"
            "    commit: \"1111111111111111111111111111111111111111\"\n"
            "    tree: \"2222222222222222222222222222222222222222\"\n"
            "    hash: \"3333333333333333333333333333333333333333333333333333333333333333\"\n"
            "    files:\n"
            "      \"a: b.md\": \"" +
                std::string(64, 'a') +
                "\"\n"
                "      \"z\\\".md\": \"" +
                std::string(64, 'b') +
                "\"\n"
                "  \"github.com/o/r@feature/x:agents\":\n" +
                text.substr(text.rfind("    url:")));
  EXPECT_EQ(parse_lock(format_lock({}), "x"), Lock());
  EXPECT_EQ(parse_lock("", "x"), Lock());
}

TEST(Lock, IsReadAlsoWhereItWasWrittenAnotherWay) {
  const Lock lock = {{"b", sample()}};
  const auto text = format_lock(lock);
  EXPECT_EQ(parse_lock("# a remark\n" + text, "x"), lock);
  EXPECT_EQ(parse_lock(text + "# at the end\n", "x"), lock);
  auto flow = text;
  flow.replace(flow.find("\"b\":"), 4, "b:");
  EXPECT_EQ(parse_lock(flow, "x"), lock);
}

TEST(Lock, WithAFileTwiceIsRefused) {
  auto text = format_lock({{"b", sample()}});
  const auto line = text.substr(text.find("      \"a: b.md\""));
  text.insert(text.find(line), "      \"a: b.md\": \"" + std::string(64, 'c') + "\"\n");
  EXPECT_THAT(error_of(text), testing::StartsWith(".git-agents.lock:"));
}

TEST(Lock, HoldsPathsThatAreTooLongForASimpleKeyOfYaml) {
  auto locked = sample();
  locked.files[std::string(3000, 'd') + "/x.md"] = std::string(64, 'c');
  const Lock lock = {{"b", locked}};
  EXPECT_EQ(parse_lock(format_lock(lock), "x"), lock);
}

TEST(Lock, NamesThePlaceOfWhatIsWrong) {
  EXPECT_EQ(error_of("version: 2\n"), ".git-agents.lock:1:10: this is no lock of version 1");
  EXPECT_EQ(error_of("version: 1\nsources:\n  x:\n    url: u\n    commit: nonsense\n"),
            ".git-agents.lock:5:13: 'commit' is no id");
  EXPECT_EQ(error_of("version: 1\nsources: [a]\n"),
            ".git-agents.lock:2:10: a mapping was expected");
  EXPECT_NE(error_of("<<<<<<< HEAD\nversion: 1\n"), "");
}

TEST(LfNormalised, IsTheSameForBothLineEndsAndLeavesBinaryFilesAlone) {
  EXPECT_EQ(lf_normalised("a\r\nb\r\n"), "a\nb\n");
  EXPECT_EQ(lf_normalised("a\rb\r"), "a\rb\r");
  EXPECT_EQ(lf_normalised(std::string("a\0\r\n", 4)), std::string("a\0\r\n", 4));
}

TEST(LockedContent, HashesEveryFileBelowThePathWithoutRegardToLineEnds) {
  test::TempRepo repo;
  repo.write("agents/a.md", "one\r\ntwo\r\n");
  repo.write("agents/skills/x/run.sh", "#!/bin/sh\n");
  repo.write("README.md", "no\n");
  const auto commit = repo.commit("first");
  const auto cache = *git::discover(repo.path());
  Source source;
  source.name = "up";
  source.url = "https://example.com/up";
  source.configured.path = "agents";
  const auto locked = locked_content(cache, source, commit, commit);
  EXPECT_EQ(locked.commit, commit);
  EXPECT_EQ(locked.tree, repo.git("rev-parse", "HEAD:agents"));
  EXPECT_THAT(locked.files,
              ElementsAre(testing::Pair("a.md", os::sha256_hex("one\ntwo\n")),
                          testing::Pair("skills/x/run.sh", os::sha256_hex("#!/bin/sh\n"))));
  EXPECT_THAT(differences(cache, source, commit, locked), IsEmpty());

  repo.write("agents/a.md", "one\ntwo\nTAMPER\n");
  repo.write("agents/new.md", "new\n");
  const auto other = repo.commit("second");
  EXPECT_THAT(
      differences(cache, source, other, locked),
      ElementsAre("a.md has other content than the lock says", "new.md is not in the lock"));
  auto lying = locked;
  lying.hash = std::string(64, '0');
  EXPECT_THAT(
      differences(cache, source, commit, lying),
      ElementsAre("its entry in the lock was changed by hand or by a merge: 'git agents pull up' "
                  "writes it anew"));
}

}  // namespace
}  // namespace syncing
