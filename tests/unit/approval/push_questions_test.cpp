#include "approval/push_questions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "git/repository.hpp"
#include "support/temp_repo.hpp"

namespace approval {
namespace {

using Known = PushedCommit::Known;

class Questions : public testing::Test {
 protected:
  Questions() {
    repo.write(".git-agents.yaml", "version: 1\n");
    first = repo.commit("first");
    repo.write("x", "1\n");
    second = repo.commit("second");
    repository = *git::discover(repo.path());
  }
  std::vector<PushedCommit> answers(const std::string& remote,
                                    const std::vector<git::PushedRef>& refs) {
    const PushQuestions questions(remote, refs);
    return questions.answers(git::object_ids(repository, questions.names()));
  }
  git::PushedRef pushed(const std::string& remote_id,
                        const std::string& remote_ref = "refs/heads/main") {
    return {"refs/heads/main", second, remote_ref, remote_id};
  }

  test::TempRepo repo;
  git::Repository repository;
  std::string first, second;
  const std::string zero = std::string(40, '0'), unknown = std::string(40, '7');
};

TEST_F(Questions, TheRemotesOwnWordComesFirst) {
  repo.git("update-ref", "refs/remotes/o/main", second);
  const auto commits = answers("o", {pushed(first)});
  ASSERT_EQ(commits.size(), 1U);
  EXPECT_EQ(commits[0].head, second);
  EXPECT_EQ(commits[0].tree, repo.git("rev-parse", second + "^{tree}"));
  EXPECT_EQ(commits[0].settings, repo.git("rev-parse", second + ":.git-agents.yaml"));
  EXPECT_EQ(commits[0].known, Known::reported);
  EXPECT_EQ(commits[0].tip, first);
  EXPECT_EQ(commits[0].tip_ref, "");
  EXPECT_EQ(commits[0].tip_settings, commits[0].settings);
}

TEST_F(Questions, ThenWhatWasLastSeenOfTheBranch) {
  repo.git("update-ref", "refs/remotes/o/main", first);
  const auto commits = answers("o", {pushed(unknown)});
  EXPECT_EQ(commits.at(0).known, Known::tracking);
  EXPECT_EQ(commits.at(0).tip, first);
  EXPECT_EQ(commits.at(0).tip_ref, "refs/remotes/o/main");
}

TEST_F(Questions, ANewRefIsComparedWithTheDefaultBranch) {
  repo.git("update-ref", "refs/remotes/o/topic", second);
  repo.git("update-ref", "refs/remotes/o/master", first);
  EXPECT_EQ(answers("o", {pushed(zero, "refs/heads/topic")}).at(0).tip_ref,
            "refs/remotes/o/master");
  repo.git("update-ref", "refs/remotes/o/main", first);
  EXPECT_EQ(answers("o", {pushed(zero, "refs/tags/t")}).at(0).tip_ref, "refs/remotes/o/main");
  repo.git("symbolic-ref", "refs/remotes/o/HEAD", "refs/remotes/o/topic");
  const auto commit = answers("o", {pushed(zero, "refs/heads/new")}).at(0);
  EXPECT_EQ(commit.tip_ref, "refs/remotes/o/HEAD");
  EXPECT_EQ(commit.tip, second);
  EXPECT_EQ(commit.known, Known::default_branch);
}

TEST_F(Questions, NothingIsKnownOfANewRemote) {
  const auto commit = answers("o", {pushed(zero)}).at(0);
  EXPECT_EQ(commit.known, Known::nothing);
  EXPECT_EQ(commit.tip, "");
}

TEST_F(Questions, AUrlIsNoRemoteAndIsNotAskedFor) {
  for (const std::string remote : {"https://me:secret@host/x", "me@host:x", "/srv/x", "../x", ""}) {
    const PushQuestions questions(remote, {pushed(unknown)});
    for (const auto& name : questions.names()) {
      EXPECT_THAT(name, testing::Not(testing::HasSubstr("refs/"))) << name;
    }
  }
}

TEST_F(Questions, WhatHoldsNoCommitIsLeftOut) {
  const auto tree = repo.git("rev-parse", second + "^{tree}");
  repo.git("tag", "-m", "t", "t", second);
  const auto commits =
      answers("o", {{"(delete)", zero, "refs/heads/gone", first},
                    {"x", tree, "refs/tags/tree", zero},
                    {"refs/heads/agents/executions", second, "refs/heads/agents/executions", zero},
                    {"refs/tags/t", repo.git("rev-parse", "t"), "refs/tags/t", zero}});
  ASSERT_EQ(commits.size(), 1U);
  EXPECT_EQ(commits[0].ref.remote_ref, "refs/tags/t");
  EXPECT_EQ(commits[0].head, second);
}

TEST_F(Questions, ManyRefsOfOneCommitAskNoMore) {
  std::vector<git::PushedRef> refs;
  for (int i = 0; i < 100; ++i) refs.push_back(pushed(zero, "refs/heads/b" + std::to_string(i)));
  EXPECT_EQ(PushQuestions("o", refs).names().size(), 9U);
}

}  // namespace
}  // namespace approval
