#include "approval/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "base/error.hpp"
#include "support/temp_repo.hpp"

namespace approval {
namespace {

constexpr std::int64_t now = 1'795'253'400'000'000'000;
const Person author{"A U Thor", "author@example.com"};

Record record(char digit, std::size_t digits = 12) {
  const std::string digest = "ga-change-v1:sha256:" + std::string(64, digit);
  const std::string id = execution_id(now, digest, digits);
  return {id, digest, "{\"metadata\":1}\n",
          "{\"repos\":[{\"change_digest\":\"" + digest + "\"}]}\n", "# text\n"};
}

/// As the hook does it: adds those that are not there.
void add(Store& store, const std::vector<Record>& records, const Person& person = author) {
  std::vector<std::string> digests;
  for (const auto& record : records) digests.push_back(record.digest);
  const auto found = store.find(digests);
  std::vector<Record> missing;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (found[i].execution_id.empty()) missing.push_back(records[i]);
  }
  store.add(missing, person, now);
}
void add_to(const git::Repository& repository, const std::string& remote,
            const std::vector<Record>& records, const Person& person = author) {
  Store store(repository, remote);
  add(store, records, person);
}

std::string found(Store& store, const std::string& digest) {
  return store.find(std::vector<std::string>{digest}).at(0).execution_id;
}

class Executions : public testing::Test {
 protected:
  explicit Executions(const std::vector<std::string>& options = {}) : repo(options) {
    repo.write("x", "1\n");
    repo.commit("first");
    repository = *git::discover(repo.path());
  }
  std::string listing() const {
    return repo.git("ls-tree", "-r", "--name-only", "agents/executions");
  }

  test::TempRepo repo;
  git::Repository repository;
};

TEST_F(Executions, BeginABranchOfTheirOwn) {
  Store store(repository, "");
  EXPECT_EQ(found(store, record('1').digest), "");
  add(store, {record('1')});
  EXPECT_EQ(listing(),
            "executions/2026-11-21_task-push-111111111111/metadata.json\n"
            "executions/2026-11-21_task-push-111111111111/request.md\n"
            "executions/2026-11-21_task-push-111111111111/target_repos.json");
  EXPECT_EQ(repo.git("show", "agents/executions:" + request_path(record('1').execution_id)),
            "# text");
  EXPECT_EQ(repo.git("log", "--format=%an <%ae> %at|%cn <%ce> %ct|%s|%P", "agents/executions"),
            "A U Thor <author@example.com> 1795253400|git-agents <git-agents@localhost> "
            "1795253400|Record 1 request of approval|");
  EXPECT_EQ(found(store, record('1').digest), "2026-11-21_task-push-111111111111");
}

TEST_F(Executions, LeaveWorkTreeIndexAndHeadAlone) {
  repo.write("x", "2\n");
  repo.write("staged", "1\n");
  repo.git("add", "staged");
  const auto before = repo.git("status", "--porcelain=v2", "--branch");
  add_to(repository, "", {record('1')});
  EXPECT_EQ(repo.git("status", "--porcelain=v2", "--branch"), before);
}

TEST_F(Executions, AreAddedToWhatIsThere) {
  Store store(repository, "");
  add(store, {record('1'), record('2')});
  const auto first = repo.git("rev-parse", "agents/executions");
  add(store, {record('2'), record('3')});
  EXPECT_EQ(repo.git("rev-parse", "agents/executions^"), first);
  EXPECT_EQ(repo.git("diff", "--name-only", "agents/executions^", "agents/executions"),
            "executions/2026-11-21_task-push-333333333333/metadata.json\n"
            "executions/2026-11-21_task-push-333333333333/request.md\n"
            "executions/2026-11-21_task-push-333333333333/target_repos.json");
  add(store, {record('3')});
  EXPECT_EQ(repo.git("rev-list", "--count", "agents/executions"), "2");
}

TEST_F(Executions, AreFoundWhateverTheirDate) {
  Record old = record('1');
  old.execution_id = "2025-01-01_task-push-111111111111";
  Store store(repository, "");
  add(store, {old});
  EXPECT_EQ(found(store, old.digest), old.execution_id);
}

TEST_F(Executions, OfAnotherDigestDoNotTakeTheName) {
  Record other = record('1');
  other.target_repos = "{\"repos\":[{\"change_digest\":\"x\"}]}\n";
  Store store(repository, "");
  add(store, {other});
  const auto free = store.find(std::vector<std::string>{record('1').digest}).at(0);
  EXPECT_EQ(free.execution_id, "");
  EXPECT_EQ(free.digits, 24U);
  add(store, {record('1', free.digits)});
  EXPECT_EQ(found(store, record('1').digest), record('1', 24).execution_id);
}

TEST_F(Executions, OfOthersMayHoldAnything) {
  for (const std::string content : {"", "[]", "{\"repos\":7}", "{\"repos\":[7]}", "{"}) {
    repo.write("executions/2026-11-21_task-push-111111111111/target_repos.json", content);
    repo.git("add", "-A");
    repo.git("update-ref", "refs/heads/agents/executions",
             repo.git("commit-tree", "-m", "x", repo.git("write-tree")));
    Store store(repository, "");
    EXPECT_EQ(found(store, record('1').digest), "") << content;
  }
  repo.git("update-ref", "refs/heads/agents/executions", "main");
  Store store(repository, "");
  EXPECT_EQ(found(store, record('1').digest), "");
}

TEST_F(Executions, BeginWithTheRemotesCopy) {
  add_to(repository, "o", {record('1')});
  repo.git("update-ref", "refs/remotes/o/agents/executions", "agents/executions");
  repo.git("branch", "-q", "-D", "agents/executions");
  Store store(repository, "o");
  EXPECT_EQ(found(store, record('1').digest), record('1').execution_id);
  add(store, {record('2')});
  EXPECT_EQ(repo.git("rev-parse", "agents/executions^"),
            repo.git("rev-parse", "refs/remotes/o/agents/executions"));
}

TEST_F(Executions, AreNotMovedBelowAWorkTree) {
  add_to(repository, "", {record('1')});
  repo.git("checkout", "-q", "agents/executions");
  const auto tip = repo.git("rev-parse", "agents/executions");
  Store store(repository, "");
  try {
    add(store, {record('2')});
    FAIL() << "added";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.message(),
              "the branch 'agents/executions' is checked out in " + repository.work_tree);
    EXPECT_EQ(error.hint(), "switch that work tree to another branch and push again");
  }
  EXPECT_EQ(repo.git("rev-parse", "agents/executions"), tip);
}

TEST_F(Executions, AreLookedForAgainWhereSomebodyWasFaster) {
  Store slow(repository, "");
  EXPECT_EQ(found(slow, record('1').digest), "");
  add_to(repository, "", {record('1')});
  slow.add({record('1'), record('2')}, author, now);
  EXPECT_EQ(repo.git("rev-list", "--count", "agents/executions"), "2");
  EXPECT_EQ(repo.git("diff", "--name-only", "agents/executions^", "agents/executions"),
            "executions/2026-11-21_task-push-222222222222/metadata.json\n"
            "executions/2026-11-21_task-push-222222222222/request.md\n"
            "executions/2026-11-21_task-push-222222222222/target_repos.json");
  add_to(repository, "", {record('3')});
  slow.find(std::vector<std::string>{record('4').digest});
  add_to(repository, "", {record('4')});
  slow.add({record('4')}, author, now);
  EXPECT_EQ(repo.git("rev-list", "--count", "agents/executions"), "4");
}

TEST_F(Executions, ANameInTheWayIsAnErrorAndLeavesNothingBehind) {
  repo.git("branch", "-q", "agents");
  Store store(repository, "");
  EXPECT_THROW(add(store, {record('1')}), base::Error);
  for (const auto& entry : std::filesystem::directory_iterator(repo.at(".git"))) {
    EXPECT_THAT(entry.path().filename().string(), testing::Not(testing::StartsWith("fast_import")));
  }
}

TEST_F(Executions, NeedNoIdentityAndNoSignature) {
  repo.git("config", "user.useConfigOnly", "true");
  repo.git("config", "commit.gpgSign", "true");
  repo.git("config", "gpg.program", "false");
  add_to(repository, "", {record('1')}, {});
  EXPECT_EQ(repo.git("log", "-1", "--format=%an <%ae>", "agents/executions"),
            "git-agents <git-agents@localhost>");
  add_to(repository, "", {record('2')}, {"A <b>\nx", "<a\nb>"});
  EXPECT_EQ(repo.git("log", "-1", "--format=%an <%ae>", "agents/executions"), "A bx <ab>");
}

TEST_F(Executions, WrittenAtOnceAreAllKept) {
  const auto write = [&](char from, char to) {
    for (char digit = from; digit <= to; ++digit) {
      add_to(repository, "", {record(digit)});
    }
  };
  std::thread other(write, 'a', 'f');
  write('0', '5');
  other.join();
  EXPECT_EQ(repo.git("ls-tree", "--name-only", "agents/executions:executions").size(),
            12 * 34 - 1U);
}

class Sha256Executions : public Executions {
 protected:
  Sha256Executions() : Executions({"--object-format=sha256"}) {}
};

TEST_F(Sha256Executions, AreTheSame) {
  Store store(repository, "");
  add(store, {record('1')});
  add(store, {record('2')});
  EXPECT_EQ(found(store, record('1').digest), record('1').execution_id);
  EXPECT_EQ(repo.git("rev-parse", "agents/executions").size(), 64U);
}

}  // namespace
}  // namespace approval
