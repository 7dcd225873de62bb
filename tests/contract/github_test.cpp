#include "forge/github.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "os/environment.hpp"

namespace forge {
namespace {

/// Against a server that answers with the examples of GitHub's own description and refuses what the
/// description does not allow: tests/contract/github.sh.
class Contract : public testing::Test {
 protected:
  void SetUp() override {
    const auto api = os::variable("GIT_AGENTS_CONTRACT_API");
    ASSERT_TRUE(api) << "tests/contract/github.sh runs this";
    remote = {Kind::github, "https", "forge.example", "octocat/Hello-World", *api};
    credential.token = "s3cret";
    credential.origin = "a test";
  }
  static http::Client::Options options() {
    http::Client::Options options;
    options.product = "tester/1.0";
    return options;
  }
  GitHub github() { return {remote, credential, client}; }

  Remote remote;
  Credential credential;
  http::Client client{options()};
};

TEST_F(Contract, DescribesARepository) {
  const Repository repository = github().repository();
  EXPECT_EQ(repository.full_name, "octocat/Hello-World");
  EXPECT_EQ(repository.default_branch, "master");
  EXPECT_TRUE(repository.may_push.has_value());
}

TEST_F(Contract, SaysWhoWeAre) {
  EXPECT_EQ(github().login(), "octocat");
}

TEST_F(Contract, GivesTreesCommitsAndRefs) {
  const TreeAnswer answer = github().tree("main", true);
  ASSERT_TRUE(answer.listing);
  EXPECT_FALSE(answer.listing->entries.empty());
  const Commit commit = github().commit("main");
  EXPECT_EQ(commit.id.size(), 40U);
  EXPECT_EQ(commit.tree.size(), 40U);
  EXPECT_EQ(github().full_ref("feature/x"), "refs/heads/feature/x");
}

TEST_F(Contract, MakesForks) {
  remote.path = "somebody/agents";
  try {
    static_cast<void>(github().fork(std::chrono::seconds(1)));
    FAIL() << "the example is no fork of this repository";
  } catch (const base::Error& error) {
    // It was asked for, made, and looked at.
    EXPECT_THAT(error.message(), testing::MatchesRegex("'octocat/Hello-World' is no fork of "
                                                       "'forge.example/somebody/agents'"));
  }
}

TEST_F(Contract, OpensPullRequests) {
  const PullRequest opened =
      github().open_pull_request({"Title", "Body", "octocat:new-topic", "master", true});
  EXPECT_EQ(opened.number, 1347);
  EXPECT_EQ(opened.url, "https://github.com/octocat/Hello-World/pull/1347");
}

}  // namespace
}  // namespace forge
