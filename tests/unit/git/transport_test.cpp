#include "git/transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temp_repo.hpp"

namespace git {
namespace {

RemoteFailure of(std::string words) {
  os::Result result;
  result.status = 128;
  result.error = std::move(words);
  return remote_failure(result);
}

TEST(RemoteFailure, IsToldByWhatGitSshAndCurlPrint) {
  EXPECT_EQ(of("fatal: couldn't find remote ref refs/heads/x\n"), RemoteFailure::no_ref);
  EXPECT_EQ(of("fatal: Remote branch x not found in upstream origin\n"), RemoteFailure::no_ref);
  EXPECT_EQ(
      of("fatal: unable to access 'http://127.0.0.1:1/x/': Failed to connect to 127.0.0.1 port 1"
         " after 0 ms: Couldn't connect to server\n"),
      RemoteFailure::unreachable);
  EXPECT_EQ(
      of("fatal: unable to access 'https://no.invalid/x/': Could not resolve host: no.invalid\n"),
      RemoteFailure::unreachable);
  EXPECT_EQ(of("fatal: could not read Username for 'http://h': terminal prompts disabled\n"),
            RemoteFailure::credentials);
  EXPECT_EQ(
      of("git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.\n"),
      RemoteFailure::credentials);
  EXPECT_EQ(of("remote: Permission to o/r.git denied to mallory.\nfatal: unable to access "
               "'https://g/': The "
               "requested URL returned error: 403\n"),
            RemoteFailure::forbidden);
  EXPECT_EQ(of("fatal: repository 'http://h/git/none.git/' not found\n"), RemoteFailure::not_found);
  EXPECT_EQ(
      of("fatal: '/srv/none' does not appear to be a git repository\nfatal: Could not read from "
         "remote repository.\n"),
      RemoteFailure::not_found);
  EXPECT_EQ(
      of(" ! [rejected]        HEAD -> main (fetch first)\nerror: failed to push some refs\n"),
      RemoteFailure::rejected);
  EXPECT_EQ(of("fatal: something else\n"), RemoteFailure::other);
}

TEST(WithoutCredentials, TakesEveryUserAndPasswordOutOfUrls) {
  EXPECT_EQ(without_credentials("to 'https://me:secret@h/x' and ssh://git@h2/y, http://h3/a@b"),
            "to 'https://***@h/x' and ssh://***@h2/y, http://h3/a@b");
  EXPECT_EQ(without_credentials("https://user:p@ss@h/x"), "https://***@h/x");
  EXPECT_EQ(without_credentials("no url"), "no url");
}

TEST(RemoteCommand, RunsNoHookAndNoOtherTransport) {
  test::TempRepo upstream;
  upstream.write("a", "1\n");
  upstream.commit("one");
  test::TempRepo repo;
  repo.write(".git/hooks/reference-transaction", "#!/bin/sh\ntouch \"$GIT_DIR/ran\"\n");
  std::filesystem::permissions(repo.at(".git/hooks/reference-transaction"),
                               std::filesystem::perms::owner_all);
  const auto repository = *discover(repo.path());
  EXPECT_TRUE(
      os::run(remote_command(repository, {}, {"fetch", "-q", upstream.path(), "main"})).ok());
  EXPECT_FALSE(std::filesystem::exists(repo.at(".git/ran")));
  const auto refused =
      os::run(remote_command(repository, {}, {"fetch", "-q", "ext::sh -c true% x", "main"}));
  EXPECT_FALSE(refused.ok());
  EXPECT_THAT(refused.error, testing::HasSubstr("transport 'ext' not allowed"));
}

}  // namespace
}  // namespace git
