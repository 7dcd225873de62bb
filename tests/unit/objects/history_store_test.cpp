#include "objects/history_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "base/error.hpp"
#include "os/digest.hpp"
#include "support/temp_repo.hpp"

namespace objects {
namespace {

using testing::HasSubstr;

class HistoryStoreTest : public testing::Test {
 protected:
  HistoryStoreTest() { test::clean_environment(); }
  std::string git(std::vector<std::string> arguments) const {
    return test::run_git(path_, std::move(arguments));
  }
  std::string object_file(const std::string& id) const {
    return "state/h.git/objects/" + id.substr(0, 2) + "/" + id.substr(2);
  }
  /// A loose object is read-only; replaced as a power failure might.
  void damage(const std::string& id, const std::string& content) const {
    std::filesystem::remove(directory_.at(object_file(id)));
    directory_.write(object_file(id), content);
  }
  test::TempDir directory_;
  std::string path_ = directory_.at("state/h.git");
};

std::string message_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error.message();
  }
  return "no error";
}

TEST_F(HistoryStoreTest, MakesAPrivateBareRepositoryThatGitLeavesAlone) {
  HistoryStore::open(path_);
  struct stat status {};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700U);
  EXPECT_EQ(git({"rev-parse", "--is-bare-repository"}), "true");
  EXPECT_EQ(git({"symbolic-ref", "HEAD"}), "refs/heads/main");
  EXPECT_EQ(git({"config", "gc.auto"}), "0");
  EXPECT_EQ(git({"config", "gc.pruneExpire"}), "never");
  EXPECT_EQ(git({"config", "maintenance.auto"}), "false");
  std::vector<std::string> beside;
  for (const auto& entry : std::filesystem::directory_iterator(directory_.at("state"))) {
    beside.push_back(entry.path().filename());
  }
  EXPECT_THAT(beside, testing::ElementsAre("h.git"));
}

TEST_F(HistoryStoreTest, GivesBackAnyContent) {
  HistoryStore store = HistoryStore::open(path_);
  const std::string bytes("a\0\r\n\xff", 5);
  const std::string id = store.put(bytes);
  EXPECT_EQ(id, os::git_blob_id(bytes, false));
  EXPECT_EQ(store.put(bytes), id);
  EXPECT_EQ(store.get(id), bytes);
  EXPECT_EQ(store.get(store.put("")), "");
}

TEST_F(HistoryStoreTest, HasNothingForUnknownIds) {
  HistoryStore store = HistoryStore::open(path_);
  EXPECT_EQ(store.get("1111111111111111111111111111111111111111"), std::nullopt);
  EXPECT_EQ(store.get("11"), std::nullopt);
  EXPECT_EQ(store.get("no id at all, but forty characters long!"), std::nullopt);
}

TEST_F(HistoryStoreTest, RecordsImagesByNameOnTopOfTheFormerCommit) {
  HistoryStore store = HistoryStore::open(path_);
  const std::string one = store.put("one"), two = store.put("two");
  const std::string first = store.record({{"0/after", one}}, "A U Thor", 1'700'000'000, "first");
  const std::string second =
      store.record({{"3/before", one}, {"3/after", two}, {"3-x", two}}, "A U Thor <a@example.com>",
                   1'700'000'001, "deploy\n\nmore");
  EXPECT_EQ(git({"rev-parse", "main", "main^"}), second + "\n" + first);
  EXPECT_EQ(git({"log", "-1", "--format=%an|%ae|%at|%cn|%ct|%B", "main"}),
            "A U Thor|a@example.com|1700000001|A U Thor|1700000001|deploy\n\nmore\n");
  EXPECT_EQ(git({"ls-tree", "-r", "--name-only", "main"}), "3-x\n3/after\n3/before");
  EXPECT_EQ(git({"cat-file", "blob", "main:3/before"}), "one");
  EXPECT_EQ(git({"fsck", "--strict", "--full"}), "");
  EXPECT_EQ(store.verify(), std::nullopt);
}

TEST_F(HistoryStoreTest, StaysValidWithHostileAuthorsAndMessages) {
  HistoryStore store = HistoryStore::open(path_);
  store.record({}, "x\n<<y>", 0, std::string("a\0b", 3));
  store.record({}, "", 5, "");
  EXPECT_EQ(git({"log", "--reverse", "--format=%an|%ae|%s", "main"}), "x|y|ab\nunknown||");
  EXPECT_EQ(git({"fsck", "--strict", "--full"}), "");
}

TEST_F(HistoryStoreTest, RefusesNamesThatNoTreeMayHold) {
  HistoryStore store = HistoryStore::open(path_);
  const std::string id = store.put("x");
  for (const char* name : {"", "/a", "a/", "a//b", ".", "a/../b", ".git/config", "a/.GIT"}) {
    EXPECT_EQ(message_of([&] {
                store.record({{name, id}}, "a", 0, "m");
              }),
              std::string("an image cannot be named '") + name + "'");
  }
  EXPECT_EQ(message_of([&] {
              store.record({{"a", id}, {"a", id}}, "a", 0, "m");
            }),
            "two images are named 'a'");
  EXPECT_EQ(message_of([&] {
              store.record({{"a", id}, {"a/b", id}}, "a", 0, "m");
            }),
            "two images are named 'a/b'");
  EXPECT_EQ(message_of([&] {
              store.record({{"a/b", id}, {"a", id}}, "a", 0, "m");
            }),
            "two images are named 'a'");
  EXPECT_EQ(message_of([&] {
              store.record({{"a", "12"}}, "a", 0, "m");
            }),
            "image 'a': there is no blob '12'");
}

TEST_F(HistoryStoreTest, RefusesWhatIsNoRepository) {
  directory_.write("state/h.git/file", "x");
  EXPECT_THAT(message_of([&] { HistoryStore::open(path_); }),
              HasSubstr("cannot open '" + path_ + "' as a git repository: "));
  directory_.write("plain", "x");
  EXPECT_THAT(message_of([&] { HistoryStore::open(directory_.at("plain")); }),
              HasSubstr("as a git repository: "));
}

TEST_F(HistoryStoreTest, TakesAnEmptyDirectory) {
  std::filesystem::create_directories(path_);
  const std::string id = HistoryStore::open(path_).put("x");
  EXPECT_EQ(HistoryStore::open(path_).get(id), "x");
}

TEST_F(HistoryStoreTest, VerifyNamesTheFirstDamagedObject) {
  HistoryStore store = HistoryStore::open(path_);
  const std::string id = store.put("content"), other = store.put("other");
  store.record({{"1/after", id}}, "a", 0, "m");
  std::filesystem::remove(directory_.at(object_file(id)));
  EXPECT_EQ(HistoryStore::open(path_).verify(), "object " + id + " is missing");
  damage(id, "");
  EXPECT_THAT(HistoryStore::open(path_).verify().value_or(""), HasSubstr(id));
  damage(id, directory_.read(object_file(other)));
  EXPECT_THAT(HistoryStore::open(path_).verify().value_or(""),
              HasSubstr("object " + id + " of '" + path_ + "' is damaged: "));
}

TEST_F(HistoryStoreTest, AnEmptyStoreIsSound) {
  EXPECT_EQ(HistoryStore::open(path_).verify(), std::nullopt);
}

TEST_F(HistoryStoreTest, PutsBackWhatAPowerFailureEmptied) {
  const std::string id = HistoryStore::open(path_).put("content");
  damage(id, "");
  HistoryStore store = HistoryStore::open(path_);
  EXPECT_THAT(message_of([&] { store.get(id); }), HasSubstr("is damaged: "));
  EXPECT_EQ(store.put("content"), id);
  EXPECT_EQ(HistoryStore::open(path_).get(id), "content");
}

TEST_F(HistoryStoreTest, SaysThatItsLastCommitIsLost) {
  HistoryStore store = HistoryStore::open(path_);
  const std::string commit = store.record({}, "a", 0, "m");
  std::filesystem::remove(directory_.at(object_file(commit)));
  EXPECT_EQ(message_of([&] { HistoryStore::open(path_).record({}, "a", 1, "n"); }),
            "the last commit of '" + path_ + "' is missing: " + commit);
}

TEST_F(HistoryStoreTest, GoesOnAfterGitPackedIt) {
  HistoryStore store = HistoryStore::open(path_);
  const std::string id = store.put("kept"), loose = store.put("not yet recorded");
  store.record({{"a", id}}, "a", 0, "m");
  git({"gc", "-q", "--prune=now"});
  git({"pack-refs", "--all"});
  HistoryStore again = HistoryStore::open(path_);
  EXPECT_EQ(again.get(id), "kept");
  again.record({{"b", id}}, "a", 1, "n");
  EXPECT_EQ(git({"rev-list", "--count", "main"}), "2");
}

TEST_F(HistoryStoreTest, ConcurrentRecordsAllStay) {
  HistoryStore::open(path_);
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      HistoryStore store = HistoryStore::open(path_);
      for (int n = 0; n < 10; ++n) {
        const std::string text = std::to_string(i) + "." + std::to_string(n);
        store.record({{text, store.put(text)}}, "a", n, text);
      }
      _exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(git({"rev-list", "--count", "main"}), "40");
}

TEST_F(HistoryStoreTest, SurvivesBeingKilledAtAnyInstant) {
  for (int round = 0; round < 12; ++round) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      HistoryStore store = HistoryStore::open(path_);
      for (int n = 0;; ++n) {
        const std::string text = std::to_string(round) + "." + std::to_string(n);
        store.record({{"1/after", store.put(text)}}, "a", n, text);
      }
    }
    usleep(static_cast<useconds_t>(2'000 + 3'000 * round));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    HistoryStore store = HistoryStore::open(path_);
    EXPECT_EQ(store.verify(), std::nullopt);
    store.record({{"1/after", store.put("after")}}, "a", round, "after");
  }
}

}  // namespace
}  // namespace objects
