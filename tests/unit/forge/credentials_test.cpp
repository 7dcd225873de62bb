#include "forge/credentials.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "support/temp_repo.hpp"

namespace forge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A user without any token, whose PATH has no gh but the one that a test writes.
class Credentials : public testing::Test {
 protected:
  Credentials() {
    bin.write("git", "#!/bin/sh\nexec /usr/bin/git \"$@\"\n");
    make_runnable("git");
  }
  git::Config config() const { return git::Config::load(*git::discover(repo.path())); }
  Credential credential(std::string_view url) const {
    const test::ScopedDirectory inside(repo.path());
    const git::Config settings = config();
    return credential_for(remote_of(url, settings), settings);
  }
  /// What git gets as user and password for `url`, once its own helpers have been asked.
  std::string answer(const std::string& url) const {
    const git::Access access = access_to(url, config(), false);
    os::Command git;
    git.argv = {"git"};
    for (const std::string& setting : access.settings) {
      git.argv.emplace_back("-c");
      git.argv.push_back(setting);
    }
    git.argv.insert(git.argv.end(), {"credential", "fill"});
    git.directory = repo.path();
    git.environment = {{"GIT_TERMINAL_PROMPT", "0"}, {"GIT_ASKPASS", ""}};
    for (const auto& [name, value] : access.environment) git.environment.emplace_back(name, value);
    git.input = "url=" + url + "\n\n";
    const os::Result result = os::run(git);
    const std::size_t at = result.output.find("username=");
    return at == std::string::npos ? "none" : result.output.substr(at);
  }
  void gh(const std::string& hosts, const std::string& script) const {
    bin.write("gh", "#!/bin/sh\n" + script);
    make_runnable("gh");
    home.write("gh/hosts.yml", hosts);
  }
  void make_runnable(const char* name) const { chmod(bin.at(name).c_str(), 0755); }

  test::TempRepo repo;
  test::TempDir bin, home;
  test::ScopedVariable path{"PATH", bin.path() + ":/bin"};
  test::ScopedVariable gh_directory{"GH_CONFIG_DIR", home.at("gh")};
  test::ScopedVariable none[5] = {{"GH_TOKEN", std::nullopt},
                                  {"GITHUB_TOKEN", std::nullopt},
                                  {"GH_ENTERPRISE_TOKEN", std::nullopt},
                                  {"GITHUB_ENTERPRISE_TOKEN", std::nullopt},
                                  {"GH_HOST", std::nullopt}};
};

TEST_F(Credentials, OfNobodySayWhatWasTried) {
  home.write("gh/hosts.yml", "");
  const Credential nobody = credential("https://github.com/o/r");
  EXPECT_EQ(nobody.token, "");
  EXPECT_EQ(nobody.origin, "");
  EXPECT_EQ(nobody.identity, "");
  EXPECT_THAT(nobody.tried,
              ElementsAre("agents.github.com.tokenCommand is not set", "GH_TOKEN is not set",
                          "GITHUB_TOKEN is not set", testing::StartsWith("gh is not "),
                          "git has no credential helper"));
}

TEST_F(Credentials, OfTheEnvironmentAreForGitHubAlone) {
  const test::ScopedVariable second("GITHUB_TOKEN", "s2");
  EXPECT_EQ(credential("https://github.com/o/r").token, "s2");
  const test::ScopedVariable first("GH_TOKEN", "s1");
  const Credential one = credential("git@github.com:o/r");
  EXPECT_EQ(one.token, "s1");
  EXPECT_EQ(one.origin, "GH_TOKEN");
  EXPECT_EQ(one.identity.size(), 8U);
  EXPECT_NE(one.identity, "s1");
  EXPECT_THAT(one.tried, ElementsAre("agents.github.com.tokenCommand is not set"));
  for (const char* url :
       {"https://github.example.com/o/r", "https://gitlab.com/o/r", "https://corp.ghe.com/o/r",
        "https://github.com.example.org/o/r", "https://github.com:8443/o/r"}) {
    EXPECT_EQ(credential(url).token, "") << url;
  }
}

TEST_F(Credentials, OfAnEnterpriseAreForItsHostAlone) {
  const test::ScopedVariable token("GH_ENTERPRISE_TOKEN", "s3");
  EXPECT_EQ(credential("https://github.example.com/o/r").token, "");
  EXPECT_THAT(credential("https://github.example.com/o/r").tried,
              testing::Contains("GH_HOST is not 'github.example.com'"));
  const test::ScopedVariable host("GH_HOST", "GitHub.example.com");
  EXPECT_EQ(credential("https://github.example.com/o/r").token, "s3");
  EXPECT_EQ(credential("https://github.example.com/o/r").origin, "GH_ENTERPRISE_TOKEN");
  EXPECT_EQ(credential("https://github.other.com/o/r").token, "");
  EXPECT_EQ(credential("https://github.com/o/r").token, "");
}

TEST_F(Credentials, OfACommandComeFirst) {
  const test::ScopedVariable token("GH_TOKEN", "s1");
  repo.git("config", "agents.github.com.tokenCommand", "echo s4 | tr 4 5; echo more");
  const Credential one = credential("https://github.com/o/r");
  EXPECT_EQ(one.token, "s5");
  EXPECT_EQ(one.origin, "agents.github.com.tokenCommand");
}

TEST_F(Credentials, ACommandThatFailsIsSaidWithoutWhatItPrinted) {
  const auto failure = [&](const std::string& command) {
    repo.git("config", "agents.github.com.tokenCommand", command);
    try {
      credential("https://github.com/o/r");
    } catch (const base::Error& error) {
      return error.message();
    }
    return std::string("no failure");
  };
  EXPECT_EQ(failure("echo s3cret; echo s3cret >&2; exit 3"),
            "the command of git configuration 'agents.github.com.tokenCommand' failed: exit "
            "status 3");
  EXPECT_EQ(failure("true"),
            "the command of git configuration 'agents.github.com.tokenCommand' printed no token");
}

TEST_F(Credentials, OfGhAreAskedForWhereItIsLoggedInWithoutItsVariables) {
  const test::ScopedVariable token("GH_ENTERPRISE_TOKEN", "s3");
  gh("github.example.com:\n    user: me\n", "echo \"$GH_ENTERPRISE_TOKEN$4-token\"\n");
  EXPECT_EQ(credential("https://github.example.com/o/r").token, "github.example.com-token");
  EXPECT_EQ(credential("https://github.example.com/o/r").origin, "gh auth token");
  EXPECT_EQ(credential("https://github.com/o/r").token, "");
}

TEST_F(Credentials, OfGitAreTheLastAndNobodyIsAsked) {
  repo.git("config", "credential.helper", "!f() { cat >\"$HOME/asked\"; }; f");
  EXPECT_EQ(credential("https://github.com/o/r").token, "");
  EXPECT_THAT(credential("https://github.com/o/r").tried,
              testing::Contains("git's credential helpers know no password for it"));
  repo.git("config", "credential.helper", "!f() { echo username=me; echo password=s6; }; f");
  const Credential one = credential("git@github.com:o/r");
  EXPECT_EQ(one.token, "s6");
  EXPECT_EQ(one.origin, "git's credential helpers");
}

TEST_F(Credentials, AreNotSentWithoutEncryption) {
  const test::ScopedVariable token("GH_TOKEN", "s1");
  repo.git("config", "credential.helper", "!f() { echo username=me; echo password=s6; }; f");
  repo.git("config", "agents.github.com.apiUrl", "http://example.com/api");
  const Credential nobody = credential("https://github.com/o/r");
  EXPECT_EQ(nobody.token, "");
  EXPECT_THAT(nobody.tried, ElementsAre("no token is sent without encryption"));
  repo.git("config", "agents.github.com.apiUrl", "http://127.0.0.1:4001");
  EXPECT_EQ(credential("https://github.com/o/r").token, "s1");
}

TEST_F(Credentials, AdviceNamesTheHost) {
  EXPECT_EQ(credential_advice(remote_of("https://github.com/o/r", config())),
            "set up a token: gh auth login --hostname github.com, or GH_TOKEN in the environment, "
            "or git config --global agents.github.com.tokenCommand '<command that prints a "
            "token>'");
  EXPECT_THAT(credential_advice(remote_of("https://github.example.com/o/r", config())),
              HasSubstr("GH_HOST=github.example.com and GH_ENTERPRISE_TOKEN in the environment"));
}

TEST_F(Credentials, LetGitInAfterTheUsersOwnHelpers) {
  EXPECT_EQ(answer("https://github.com/o/r"), "none");
  const test::ScopedVariable token("GH_TOKEN", "s1'\"$(x)");
  EXPECT_EQ(answer("https://github.com/o/r"), "username=x-access-token\npassword=s1'\"$(x)\n");
  EXPECT_EQ(answer("https://gitlab.com/o/r"), "none");
  EXPECT_EQ(answer("https://github.com:8443/o/r"), "none");
  repo.git("config", "credential.helper", "!f() { echo username=me; echo password=s6; }; f");
  EXPECT_EQ(answer("https://github.com/o/r"), "username=me\npassword=s6\n");
}

TEST_F(Credentials, ACommandLetsGitInAndIsRunOnlyWhereGitAsks) {
  repo.git("config", "agents.gitlab.com.tokenCommand",
           "echo x >>'" + home.at("ran") + "'; echo s7; echo more");
  const git::Access access = access_to("https://gitlab.com/o/r", config(), true);
  EXPECT_TRUE(access.may_prompt);
  EXPECT_THAT(access.settings, testing::SizeIs(1));
  EXPECT_FALSE(std::filesystem::exists(home.at("ran")));
  EXPECT_EQ(answer("https://gitlab.com/o/r"), "username=x-access-token\npassword=s7\n");
  EXPECT_EQ(home.read("ran"), "x\n");
}

TEST_F(Credentials, GhLetsGitInWithWhatItIsLoggedInWith) {
  const test::ScopedVariable token("GH_ENTERPRISE_TOKEN", "s3");
  gh("github.example.com:\n",
     "test \"$1 $2 $3\" = 'auth git-credential get' && "
     "echo username=me && echo \"password=$GH_ENTERPRISE_TOKEN-s8\"\n");
  EXPECT_EQ(answer("https://github.example.com/o/r"), "username=me\npassword=-s8\n");
  EXPECT_EQ(answer("https://github.com/o/r"), "none");
}

TEST_F(Credentials, SettingsHoldNoSecretAndNothingForOtherTransports) {
  const test::ScopedVariable token("GH_TOKEN", "s3cret");
  repo.git("config", "agents.gitlab.com.tokenCommand", "echo s3cret");
  for (const char* url : {"https://github.com/o/r", "https://gitlab.com/o/r"}) {
    const git::Access access = access_to(url, config(), false);
    EXPECT_THAT(access.settings, Not(IsEmpty()));
    for (const auto& setting : access.settings) EXPECT_THAT(setting, Not(HasSubstr("s3cret")));
  }
  for (const char* url : {"git@github.com:o/r", "ssh://git@github.com/o/r", "http://github.com/o/r",
                          "/srv/git/r", "https://exa=mple.com/o/r"}) {
    const git::Access access = access_to(url, config(), false);
    EXPECT_THAT(access.settings, IsEmpty()) << url;
    EXPECT_THAT(access.environment, IsEmpty()) << url;
  }
}

}  // namespace
}  // namespace forge
