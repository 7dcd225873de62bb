#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "support/loopback_server.hpp"
#include "support/temp_repo.hpp"
#include "sync/pull.hpp"
#include "sync/push.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Silent : public Progress {
  void step(std::string_view, std::string_view, std::uint64_t, std::uint64_t,
            std::uint64_t) override {}
  void say(std::string_view, std::string_view) override {}
};

/// A host with GitHub's API, whose repositories git finds on disk.
class GitHubReview : public ::testing::Test {
 protected:
  GitHubReview()
      : server_([this](const auto& asked) { return reply_to(asked); }),
        global_("GIT_CONFIG_GLOBAL", place_.at("gitconfig")) {
    std::filesystem::remove_all(track::state_directory());
    const std::string host = server_.url().substr(std::string("http://").size());
    place_.write("gitconfig",
                 "[user]\n\tname = A U Thor\n\temail = author@example.com\n[init]\n\tdefaultBranch "
                 "= main\n[url \"file://" +
                     place_.at("git/") + "\"]\n\tinsteadOf = " + server_.url() + "/\n[agents \"" +
                     host + "\"]\n\tforge = github\n\tapiUrl = " + server_.url() +
                     "/api\n\ttokenCommand = echo s3cret\n");
    config_ = git::Config::load_global();
    for (const char* name : {"o", "me"}) {
      std::filesystem::create_directories(place_.at("git/" + std::string(name)));
      test::run_git(place_.path(), {"init", "-q", "--bare", "git/" + std::string(name) + "/r"});
    }
    other_.write("agents/qa.md", agent("One.\n"));
    other_.commit("Begin");
    other_.git("push", "-q", place_.at("git/o/r"), "HEAD:refs/heads/main");
    source_.url = source_.configured.url = server_.url() + "/o/r";
    source_.id = source_.name = "up";
    source_.cache = place_.at("caches/up");
    Silent silent;
    PullOptions options;
    options.method = settings::Source::Method::git;
    syncing::pull({source_}, {}, config_, options, silent);
    place_.write("caches/up/agents/qa.md", agent("Two.\n"));
    replies_["GET /api/repos/o/r"] = R"({"full_name":"o/r","default_branch":"main",
      "permissions":{"push":true}})";
    replies_["POST /api/repos/o/r/pulls"] =
        R"({"number":7,"html_url":"https://example.test/o/r/pull/7"})";
  }

  static std::string agent(const std::string& body) {
    return "---\nname: qa\ndescription: Use for it.\ntools: Read\n---\n" + body;
  }
  test::LoopbackServer::Reply reply_to(const test::LoopbackServer::Asked& asked) {
    const auto found = replies_.find(asked.method + " " + asked.path);
    if (asked.method == "POST") posted_.push_back(asked.body);
    if (found == replies_.end()) return {404, R"({"message":"Not Found"})"};
    return {asked.method == "POST" ? 201 : 200, found->second};
  }
  Pushed push(bool dry = false) {
    Silent silent;
    return syncing::push({source_}, config_,
                         {.message = "Say two", .branch = "two", .pull_request = true, .dry = dry},
                         silent)
        .front();
  }
  std::string in(const std::string& repository, std::vector<std::string> arguments) {
    return test::run_git(place_.at("git/" + repository), std::move(arguments));
  }

  std::map<std::string, std::string> replies_;
  std::vector<std::string> posted_;
  test::TempDir place_;
  test::TempRepo other_;
  test::LoopbackServer server_;
  test::ScopedVariable global_;
  git::Config config_;
  Source source_;
};

TEST_F(GitHubReview, PushesABranchAndOpensAPullRequest) {
  const auto pushed = push();
  ASSERT_EQ(pushed.error, "");
  EXPECT_EQ(pushed.pull_request, "https://example.test/o/r/pull/7");
  EXPECT_EQ(pushed.fork, "");
  EXPECT_EQ(in("o/r", {"rev-parse", "two"}), pushed.commit);
  ASSERT_EQ(posted_.size(), 1U);
  EXPECT_THAT(posted_[0], HasSubstr(R"("base":"main")"));
  EXPECT_THAT(posted_[0], HasSubstr(R"("head":"two")"));
  EXPECT_THAT(posted_[0], HasSubstr(R"("title":"Say two")"));
  EXPECT_FALSE(pushed.moved);
}

TEST_F(GitHubReview, ForksWhatItMayOnlyRead) {
  replies_["GET /api/repos/o/r"] = R"({"full_name":"o/r","default_branch":"main",
    "permissions":{"push":false}})";
  replies_["GET /api/user"] = R"({"login":"me"})";
  replies_["GET /api/repos/me/r"] = R"({"full_name":"me/r","default_branch":"main","fork":true,
    "parent":{"full_name":"o/r"},"permissions":{"push":true}})";
  const auto pushed = push();
  ASSERT_EQ(pushed.error, "");
  EXPECT_EQ(pushed.fork, "me/r");
  EXPECT_EQ(in("me/r", {"rev-parse", "two"}), pushed.commit);
  EXPECT_EQ(in("o/r", {"for-each-ref", "--format=%(refname)"}), "refs/heads/main");
  ASSERT_EQ(posted_.size(), 1U);
  EXPECT_THAT(posted_[0], HasSubstr(R"("head":"me:two")"));
}

TEST_F(GitHubReview, SaysInADryRunThatItWouldForkAndMakesNothing) {
  replies_["GET /api/repos/o/r"] = R"({"full_name":"o/r","default_branch":"main",
    "permissions":{"push":false}})";
  const auto pushed = push(true);
  EXPECT_EQ(pushed.error, "");
  EXPECT_EQ(pushed.note,
            "it may only be read: it would be forked; a pull request of 'two' to 'main' would be "
            "asked for");
  EXPECT_TRUE(posted_.empty());
}

TEST_F(GitHubReview, PushesNothingToAnArchivedRepository) {
  replies_["GET /api/repos/o/r"] = R"({"full_name":"o/r","default_branch":"main","archived":true})";
  EXPECT_EQ(push().error, "'up' (" + source_.url + ") is archived");
}

TEST_F(GitHubReview, NeverPushesIntoARepositoryThatIsNoFork) {
  replies_["GET /api/repos/o/r"] = R"({"full_name":"o/r","default_branch":"main",
    "permissions":{"push":false}})";
  replies_["GET /api/user"] = R"({"login":"me"})";
  replies_["GET /api/repos/me/r"] = R"({"full_name":"me/r","default_branch":"main"})";
  replies_["POST /api/repos/o/r/forks"] = R"({"full_name":"me/r"})";
  EXPECT_THAT(push().error, HasSubstr("is no fork of"));
  EXPECT_EQ(in("me/r", {"for-each-ref"}), "");
}

}  // namespace
}  // namespace syncing
