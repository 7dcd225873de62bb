#include "forge/github.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/error.hpp"
#include "os/digest.hpp"
#include "support/loopback_server.hpp"

namespace forge {
namespace {

using test::LoopbackServer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Asked = LoopbackServer::Asked;
using Reply = LoopbackServer::Reply;

const std::string id_a(40, 'a'), id_b(40, 'b');

/// A server that answers as a table says, by "METHOD path".
class Api : public testing::Test {
 protected:
  Api() : server([this](const Asked& asked) { return reply_to(asked); }), client(options()) {}

  static http::Client::Options options() {
    http::Client::Options options;
    options.product = "tester/1.0";
    options.patience = {std::chrono::seconds(0), 1};
    return options;
  }
  Reply reply_to(const Asked& asked) {
    const auto found = replies.find(asked.method + " " + asked.path);
    if (found == replies.end()) return {404, R"({"message":"Not Found"})"};
    if (found->second.size() == 1) return found->second.front();
    Reply reply = found->second.front();
    found->second.erase(found->second.begin());
    return reply;
  }
  GitHub github(std::string token = {}) {
    const Remote remote{Kind::github, "http", "forge.example", "o/r", server.url()};
    Credential credential;
    credential.token = std::move(token);
    credential.origin = credential.token.empty() ? "" : "GH_TOKEN";
    credential.tried = {"GH_TOKEN is not set"};
    return {remote, credential, client};
  }
  template <class Call>
  static std::string failure(const Call& call) {
    try {
      call();
    } catch (const base::Error& error) {
      return error.message();
    }
    return "no failure";
  }

  std::map<std::string, std::vector<Reply>> replies;
  LoopbackServer server;
  http::Client client;
};

TEST_F(Api, ListsATree) {
  replies["GET /repos/o/r/git/trees/feature%2Fx?recursive=1"] = {
      {200,
       R"({"sha":"x","url":"u","truncated":true,"more":[],"tree":[
         {"path":"a b","mode":"100644","type":"blob","sha":")" +
           id_a + R"(","size":5,"url":"u"},
         {"path":"d","mode":"040000","type":"tree","sha":")" +
           id_b + R"("}]})",
       {"ETag: W/\"1\""}}};
  const TreeAnswer answer = github("s3cret").tree("feature/x", true);
  EXPECT_EQ(answer.etag, "W/\"1\"");
  ASSERT_TRUE(answer.listing);
  EXPECT_TRUE(answer.listing->truncated);
  ASSERT_EQ(answer.listing->entries.size(), 2U);
  EXPECT_EQ(answer.listing->entries[0].path, "a b");
  EXPECT_EQ(answer.listing->entries[0].mode, "100644");
  EXPECT_EQ(answer.listing->entries[0].id, id_a);
  EXPECT_EQ(answer.listing->entries[0].size, 5U);
  EXPECT_EQ(answer.listing->entries[1].mode, "040000");
  const Asked asked = server.asked().at(0);
  EXPECT_EQ(asked.headers.at("accept"), "application/vnd.github+json");
  EXPECT_EQ(asked.headers.at("x-github-api-version"), "2022-11-28");
  EXPECT_EQ(asked.headers.at("authorization"), "Bearer s3cret");
  EXPECT_FALSE(asked.headers.contains("if-none-match"));
}

TEST_F(Api, AsksConditionally) {
  replies["GET /repos/o/r/git/trees/HEAD"] = {{304, "", {"ETag: W/\"1\""}}};
  const TreeAnswer answer = github().tree("", false, "W/\"1\"");
  EXPECT_FALSE(answer.listing);
  EXPECT_EQ(server.asked().at(0).headers.at("if-none-match"), "W/\"1\"");
  EXPECT_FALSE(server.asked().at(0).headers.contains("authorization"));
  EXPECT_EQ(github().tree_url("", false), server.url("/repos/o/r/git/trees/HEAD"));
}

TEST_F(Api, ANotModifiedThatWasNotAskedForIsNoAnswer) {
  replies["GET /repos/o/r/git/trees/HEAD"] = {{304}};
  EXPECT_EQ(failure([&] { github().tree("", false); }),
            "'forge.example' does not give repository 'forge.example/o/r' (HTTP 304)");
}

TEST_F(Api, AnswersThatAreNotGitHubsAreRefused) {
  const auto refused = [&](const std::string& body) {
    replies["GET /repos/o/r/git/trees/main"] = {{200, body}};
    return failure([&] { github().tree("main", false); });
  };
  const std::string about = "the answer about branch, tag or commit 'main' in 'forge.example/o/r' ";
  EXPECT_EQ(refused(""), about + "is no JSON, or was cut off");
  EXPECT_EQ(refused(R"({"tree":[)"), about + "is no JSON, or was cut off");
  EXPECT_EQ(refused("<html>"), about + "is no JSON, or was cut off");
  EXPECT_EQ(refused("[]"), about + "is no object");
  EXPECT_EQ(refused("{}"), about + "has no 'tree'");
  EXPECT_EQ(refused(R"({"tree":{}})"), about + "has no list as 'tree'");
  EXPECT_EQ(refused(R"({"tree":[1]})"), about + "is no object");
  EXPECT_EQ(refused(R"({"tree":[{"mode":1}]})"), about + "has no text as 'mode'");
  EXPECT_EQ(refused(R"({"tree":[{"mode":"1","path":"p","sha":"xyz"}]})"),
            about + "has no object id as 'sha'");
  EXPECT_EQ(refused(R"({"tree":[],"truncated":"no"})"),
            about + "has no truth value as 'truncated'");
  EXPECT_EQ(refused(std::string(100000, '[')), about + "is nested too deeply");
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += R"({"tree":)";
  EXPECT_EQ(refused(deep), about + "is nested too deeply");
}

TEST_F(Api, GivesACommitAndItsTree) {
  replies["GET /repos/o/r/commits/HEAD?per_page=1"] = {
      {200, R"({"sha":")" + id_a + R"(","commit":{"tree":{"sha":")" + id_b + R"("}}})"}};
  const Commit commit = github().commit("");
  EXPECT_EQ(commit.id, id_a);
  EXPECT_EQ(commit.tree, id_b);
}

TEST_F(Api, SpellsARefOut) {
  replies["GET /repos/o/r"] = {{200, R"({"full_name":"o/r","default_branch":"trunk"})"}};
  replies["GET /repos/o/r/git/ref/heads/feature/x"] = {{200, "{}"}};
  replies["GET /repos/o/r/git/ref/tags/v1"] = {{200, "{}"}};
  replies["GET /repos/o/r/commits/aaaa?per_page=1"] = {
      {200, R"({"sha":")" + id_a + R"(","commit":{"tree":{"sha":")" + id_b + R"("}}})"}};
  EXPECT_EQ(github().full_ref(""), "refs/heads/trunk");
  EXPECT_EQ(github().full_ref("feature/x"), "refs/heads/feature/x");
  EXPECT_EQ(github().full_ref("v1"), "refs/tags/v1");
  EXPECT_EQ(github().full_ref("aaaa"), id_a);
  server.forget();
  EXPECT_EQ(github().full_ref(id_b), id_b);
  EXPECT_EQ(github().full_ref("refs/heads/y"), "refs/heads/y");
  EXPECT_THAT(server.paths(), IsEmpty());
  EXPECT_EQ(failure([&] { github().full_ref("nothere"); }),
            "there is no branch, tag or commit 'nothere' in 'forge.example/o/r', or we may not see "
            "it (HTTP 404)");
}

TEST_F(Api, GivesBlobsRawOrAsBase64) {
  const std::string raw = std::string("a\0b\r\n", 5), other = "hello world\n";
  const std::string raw_id = os::git_blob_id(raw, false), other_id = os::git_blob_id(other, false);
  replies["GET /repos/o/r/git/blobs/" + raw_id] = {{200, raw}};
  replies["GET /repos/o/r/git/blobs/" + other_id] = {
      {200, R"({"encoding":"base64","content":"aGVsbG8g\nd29ybGQK\n","size":12})"}};
  std::map<std::size_t, std::string> contents;
  github().blobs(std::vector<std::string>{raw_id, other_id}, 100,
                 [&](std::size_t i, std::string content) { contents[i] = std::move(content); });
  EXPECT_EQ(contents[0], raw);
  EXPECT_EQ(contents[1], other);
  EXPECT_EQ(server.asked().at(0).headers.at("accept"), "application/vnd.github.raw+json");
}

TEST_F(Api, ABlobThatIsItselfJsonIsTakenAsItIs) {
  const std::string content = R"({"encoding":"base64","content":"aGVsbG8="})";
  const std::string id = os::git_blob_id(content, false);
  replies["GET /repos/o/r/git/blobs/" + id] = {{200, content}};
  std::string got;
  github().blobs(std::vector<std::string>{id}, 100,
                 [&](std::size_t, std::string bytes) { got = std::move(bytes); });
  EXPECT_EQ(got, content);
}

TEST_F(Api, ABlobThatWasCutIsAskedForOnceMore) {
  const std::string id = os::git_blob_id("whole", false);
  replies["GET /repos/o/r/git/blobs/" + id] = {{200, "who"}, {200, "whole"}};
  std::string got;
  github().blobs(std::vector<std::string>{id}, 100,
                 [&](std::size_t, std::string content) { got = std::move(content); });
  EXPECT_EQ(got, "whole");
  replies["GET /repos/o/r/git/blobs/" + id] = {{200, "who"}};
  EXPECT_EQ(failure([&] {
              github().blobs(
                  std::vector<std::string>{id}, 100,
                  [](std::size_t, const std::string&) { FAIL() << "given what was not verified"; });
            }),
            "the answer about blob '" + id + "' in 'forge.example/o/r' is not that blob's content");
  EXPECT_EQ(client.requests(), 4);
}

TEST_F(Api, ABlobThatIsTooLargeIsRefused) {
  const std::string content(5000, 'x'), id = os::git_blob_id(content, false);
  replies["GET /repos/o/r/git/blobs/" + id] = {{200, content}};
  const auto ask = [&](std::size_t most) {
    return failure([&] {
      github().blobs(std::vector<std::string>{id}, most, [](std::size_t, const std::string&) {});
    });
  };
  EXPECT_EQ(ask(4999), "the blob '" + id + "' in 'forge.example/o/r' is larger than 4999 bytes");
  EXPECT_EQ(ask(10), "an answer of '127.0.0.1' is larger than 4111 bytes");
  EXPECT_EQ(ask(5000), "no failure");
}

TEST_F(Api, FailuresSayAsWhomItAsked) {
  const auto refused = [&](int status, const std::string& token, const std::string& body = "{}") {
    replies["GET /repos/o/r"] = {{status, body}};
    try {
      static_cast<void>(github(token).repository());
    } catch (const base::Error& error) {
      return error.message() + " | " + error.hint();
    }
    return std::string("no failure");
  };
  EXPECT_THAT(
      refused(401, ""),
      testing::StartsWith("'forge.example' answers nobody without a token (HTTP 401) | asked "
                          "without a token (GH_TOKEN is not set); set up a token: gh auth "
                          "login --hostname forge.example, or "));
  EXPECT_THAT(
      refused(401, "s3cret"),
      testing::StartsWith("'forge.example' refuses the token of GH_TOKEN (HTTP 401) | renew "
                          "it, or set up a token: "));
  EXPECT_EQ(refused(403, "s3cret", R"({"message":"Resource not\naccessible"})"),
            "'forge.example' forbids repository 'forge.example/o/r' (HTTP 403): Resource not "
            "accessible | asked with the token of GH_TOKEN, which may lack the right to it");
  EXPECT_THAT(
      refused(404, ""),
      testing::StartsWith("there is no repository 'forge.example/o/r', or we may not see it "
                          "(HTTP 404) | asked without a token (GH_TOKEN is not set); "));
  EXPECT_EQ(refused(409, "", R"({"message":"Git Repository is empty."})"),
            "'forge.example/o/r' has no commits yet (HTTP 409) | ");
  EXPECT_EQ(refused(503, ""),
            "'forge.example' does not give repository 'forge.example/o/r' (HTTP 503) | try again "
            "later");
  EXPECT_EQ(refused(418, ""),
            "'forge.example' does not give repository 'forge.example/o/r' (HTTP 418) | ");
}

TEST_F(Api, NoFailureRepeatsTheToken) {
  replies["GET /repos/o/r"] = {{403, R"({"message":"bad token s3cret"})"}};
  const std::string message = failure([&] { github("s3cret").repository(); });
  EXPECT_EQ(message, "'forge.example' forbids repository 'forge.example/o/r' (HTTP 403)");
}

TEST_F(Api, DescribesARepositoryAndKnowsWhatIsNotSaid) {
  replies["GET /repos/o/r"] = {
      {200, R"({"full_name":"o/r","default_branch":"main","fork":true,"archived":true,
                "allow_forking":false,"permissions":{"push":false},"parent":{"full_name":"p/q"}})"},
      {200, R"({"full_name":"o/r","default_branch":"main","parent":null})"}};
  const Repository first = github().repository();
  EXPECT_EQ(first.default_branch, "main");
  EXPECT_EQ(first.may_push, false);
  EXPECT_TRUE(first.is_fork);
  EXPECT_TRUE(first.is_archived);
  EXPECT_FALSE(first.may_fork);
  EXPECT_EQ(first.parent, "p/q");
  const Repository second = github().repository();
  EXPECT_EQ(second.may_push, std::nullopt);
  EXPECT_TRUE(second.may_fork);
}

TEST_F(Api, UsesTheForkThatIsThere) {
  replies["GET /user"] = {{200, R"({"login":"me"})"}};
  replies["GET /repos/me/r"] = {{200, R"({"full_name":"me/r","default_branch":"main","fork":true,
                                          "parent":{"full_name":"O/R"}})"}};
  EXPECT_EQ(github("s3cret").fork(std::chrono::seconds(5)).full_name, "me/r");
  EXPECT_EQ(client.requests(), 2);
}

TEST_F(Api, MakesAForkAndWaitsUntilItCanBeUsed) {
  const Reply fork{200, R"({"full_name":"me/r-1","default_branch":"main","fork":true,
                            "parent":{"full_name":"o/r"}})"};
  replies["GET /user"] = {{200, R"({"login":"me"})"}};
  replies["GET /repos/me/r"] = {{200, R"({"full_name":"me/r","default_branch":"main"})"}};
  replies["POST /repos/o/r/forks"] = {{202, R"({"full_name":"me/r-1"})"}};
  replies["GET /repos/me/r-1"] = {{404}, fork};
  replies["GET /repos/me/r-1/git/ref/heads/main"] = {{409}, {200, "{}"}};
  EXPECT_EQ(github("s3cret").fork(std::chrono::seconds(20)).full_name, "me/r-1");
  const Asked asked = server.asked().at(2);
  EXPECT_EQ(asked.body, R"({"default_branch_only":true})");
  EXPECT_EQ(asked.headers.at("content-type"), "application/json");
}

TEST_F(Api, WhatIsNoForkIsNotPushedTo) {
  replies["GET /user"] = {{200, R"({"login":"me"})"}};
  replies["POST /repos/o/r/forks"] = {{202, R"({"full_name":"me/r"})"}};
  replies["GET /repos/me/r"] = {{200, R"({"full_name":"me/r","default_branch":"main","fork":true,
                                          "parent":{"full_name":"o/other"}})"}};
  EXPECT_EQ(failure([&] { github("s3cret").fork(std::chrono::seconds(5)); }),
            "'me/r' is no fork of 'forge.example/o/r'");
}

TEST_F(Api, AForkThatDoesNotComeIsGivenUp) {
  replies["GET /user"] = {{200, R"({"login":"me"})"}};
  replies["POST /repos/o/r/forks"] = {{202, R"({"full_name":"me/r"})"}};
  EXPECT_EQ(failure([&] { github("s3cret").fork(std::chrono::seconds(0)); }),
            "the fork of 'forge.example/o/r' is not there yet");
}

TEST_F(Api, AForkThatIsForbiddenIsSaid) {
  replies["GET /user"] = {{200, R"({"login":"me"})"}, {200, R"({"login":"O"})"}};
  replies["POST /repos/o/r/forks"] = {
      {403, R"({"message":"The repository exists, but forking is disabled."})"}};
  EXPECT_EQ(failure([&] { github("s3cret").fork(std::chrono::seconds(0)); }),
            "'forge.example' makes no fork of 'forge.example/o/r': The repository exists, but "
            "forking is disabled.");
  EXPECT_EQ(failure([&] { github("s3cret").fork(std::chrono::seconds(0)); }),
            "'o/r' is your own: nothing to fork");
}

TEST_F(Api, OpensAPullRequest) {
  replies["POST /repos/o/r/pulls"] = {
      {201, R"({"number":7,"html_url":"https://forge.example/o/r/pull/7"})"}};
  const PullRequest opened =
      github("s3cret").open_pull_request({"Title \"x\"", "Body\n", "me:feature/x", "main", true});
  EXPECT_EQ(opened.number, 7);
  EXPECT_EQ(opened.url, "https://forge.example/o/r/pull/7");
  EXPECT_FALSE(opened.existed);
  EXPECT_EQ(server.asked().at(0).body,
            R"({"base":"main","body":"Body\n","draft":true,"head":"me:feature/x",)"
            R"("maintainer_can_modify":true,"title":"Title \"x\""})");
}

TEST_F(Api, FindsThePullRequestThatIsOpen) {
  replies["POST /repos/o/r/pulls"] = {
      {422,
       R"({"message":"Validation Failed","errors":[{"message":"A pull request already exists for o:x."}]})"}};
  replies["GET /repos/o/r/pulls?state=open&head=o%3Ax&base=main"] = {
      {200, R"([{"number":7,"html_url":"https://forge.example/o/r/pull/7"}])"}};
  const PullRequest found = github("s3cret").open_pull_request({"T", "B", "x", "main", false});
  EXPECT_EQ(found.number, 7);
  EXPECT_TRUE(found.existed);
}

TEST_F(Api, APullRequestThatCannotBeSaysWhy) {
  replies["POST /repos/o/r/pulls"] = {
      {422,
       R"({"message":"Validation Failed","errors":["x",{"message":"No commits between main and x"}]})"}};
  EXPECT_EQ(failure([&] {
              github("s3cret").open_pull_request({"T", "B", "x", "main", false});
            }),
            "'forge.example' opens no pull request in 'forge.example/o/r': Validation Failed: No "
            "commits between main and x");
}

TEST_F(Api, IsOnlyOfRepositoriesThatGitHubCanName) {
  const auto refused = [&](const Remote& remote) {
    return failure([&] { GitHub(remote, {}, client); });
  };
  EXPECT_EQ(refused({Kind::github, "https", "github.com", "o/r/x", "https://api.github.com"}),
            "'github.com' has no API of GitHub's for this repository");
  EXPECT_EQ(refused({Kind::github, "https", "github.com", "o/..", "https://api.github.com"}),
            "'github.com' has no API of GitHub's for this repository");
  EXPECT_EQ(refused({Kind::github, "https", "github.com", "o/a?b", "https://api.github.com"}),
            "'github.com' has no API of GitHub's for this repository");
  EXPECT_EQ(refused({Kind::gitlab, "https", "gitlab.com", "o/r", ""}),
            "'gitlab.com' has no API of GitHub's for this repository");
  EXPECT_EQ(refused({}), "the address has no API of GitHub's for this repository");
}

}  // namespace
}  // namespace forge
