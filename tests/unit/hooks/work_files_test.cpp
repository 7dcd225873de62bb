#include "hooks/work_files.hpp"

#include <gtest/gtest.h>

#include "os/lock_file.hpp"
#include "support/temp_dir.hpp"

namespace hooks {
namespace {

class WorkFilesTest : public testing::Test {
 protected:
  WorkFilesTest() {
    repository_.git_dir = directory_.path();
    repository_.common_dir = directory_.path();
  }
  WorkReport::Last ended(const std::string& what, int code) const {
    return {.what = what,
            .time = "2026-11-30T12:00:00Z",
            .milliseconds = 34,
            .code = code,
            .complaint = code == 0 ? "" : "no\nroom"};
  }
  test::TempDir directory_;
  git::Repository repository_;
};

TEST_F(WorkFilesTest, RequestsOfOneKindAreOneAndTheIndexComesFirst) {
  const WorkFiles files(repository_);
  EXPECT_FALSE(files.begin());
  files.ask(Work::deploy, "commit");
  files.ask(Work::deploy, "merge");
  files.ask(Work::index, "merge");
  EXPECT_TRUE(files.are_waiting());
  auto request = files.begin();
  ASSERT_TRUE(request);
  EXPECT_EQ(words(*request), "index after merge");
  files.end(*request, ended("index after merge", 0));
  request = files.begin();
  ASSERT_TRUE(request);
  EXPECT_EQ(words(*request), "deploy after merge");
  EXPECT_FALSE(files.are_waiting());
  files.end(*request, ended("deploy after merge", 0));
  EXPECT_FALSE(files.begin());
}

TEST_F(WorkFilesTest, WhatAKilledWorkerHadBegunIsARequest) {
  const WorkFiles files(repository_);
  files.ask(Work::deploy, "commit");
  ASSERT_TRUE(files.begin());
  EXPECT_EQ(files.report().waiting, "deploy after commit");
  const auto again = WorkFiles(repository_).begin();
  ASSERT_TRUE(again);
  EXPECT_EQ(words(*again), "deploy after commit");
}

TEST_F(WorkFilesTest, WhatIsAskedForWhileItIsDoneIsDoneAgain) {
  const WorkFiles files(repository_);
  files.ask(Work::deploy, "commit");
  const auto first = files.begin();
  ASSERT_TRUE(first);
  files.ask(Work::deploy, "merge");
  files.end(*first, ended("deploy after commit", 0));
  const auto second = files.begin();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->event, "merge");
}

TEST_F(WorkFilesTest, TheReportTellsHowTheLastOneEnded) {
  EXPECT_FALSE(work_report(repository_).last);
  const WorkFiles files(repository_);
  files.ask(Work::deploy, "commit");
  files.end(*files.begin(), ended("deploy after commit", 128));
  const auto report = work_report(repository_);
  ASSERT_TRUE(report.last);
  EXPECT_EQ(report.last->time, "2026-11-30T12:00:00Z");
  EXPECT_EQ(report.last->milliseconds, 34);
  EXPECT_EQ(failure_words(*report.last), "deploy after commit failed: no\nroom");
  EXPECT_TRUE(report.waiting.empty());
  EXPECT_FALSE(report.running);
  directory_.write("agents/work/last", std::string("a\0b\0", 4));
  EXPECT_FALSE(work_report(repository_).last);
}

TEST_F(WorkFilesTest, AWorkerThatHoldsTheLockIsRunning) {
  const WorkFiles files(repository_);
  files.ask(Work::index, "checkout");
  const auto lock = os::LockFile::try_lock(files.lock(), "work");
  ASSERT_TRUE(lock);
  EXPECT_TRUE(files.report().running);
}

TEST(FailureWords, TellWhatIsLeftToAPersonFromAFailure) {
  EXPECT_EQ(failure_words({.what = "deploy after merge", .time = {}, .complaint = {}}), "");
  EXPECT_EQ(failure_words({.what = "deploy after merge", .time = {}, .code = 1, .complaint = {}}),
            "deploy after merge left something to you");
}

}  // namespace
}  // namespace hooks
