#include "forge/remote.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/temp_repo.hpp"

namespace forge {
namespace {

class Remotes : public testing::Test {
 protected:
  Remote remote(std::string_view url) const {
    return remote_of(url, git::Config::load(*git::discover(repo.path())));
  }
  std::string failure(std::string_view url) const {
    try {
      remote(url);
    } catch (const base::Error& error) {
      return error.message();
    }
    return "no failure";
  }
  test::TempRepo repo;
};

TEST_F(Remotes, AreTheSameInAllSpellings) {
  for (const char* url :
       {"https://github.com/owner/repo", "https://github.com/owner/repo.git",
        "https://GitHub.com:443/owner/repo/", "git@github.com:owner/repo.git",
        "ssh://git@github.com/owner/repo", "ssh://git@ssh.github.com:443/owner/repo.git",
        "ssh://git@github.com:2222/owner/repo", "git://github.com/owner/repo",
        "https://user@github.com/owner/repo"}) {
    const Remote one = remote(url);
    EXPECT_EQ(one.kind, Kind::github) << url;
    EXPECT_EQ(one.host, "github.com") << url;
    EXPECT_EQ(one.path, "owner/repo") << url;
    EXPECT_EQ(one.api, "https://api.github.com") << url;
    EXPECT_EQ(one.web(), "https://github.com/owner/repo") << url;
  }
}

TEST_F(Remotes, AreKnownByTheirHost) {
  EXPECT_EQ(remote("https://gitlab.com/group/sub/repo").kind, Kind::gitlab);
  EXPECT_EQ(remote("https://gitlab.com/group/sub/repo").path, "group/sub/repo");
  EXPECT_EQ(remote("git@codeberg.org:o/r").kind, Kind::gitea);
  EXPECT_EQ(remote("https://gitlab.example.com/o/r").kind, Kind::gitlab);
  EXPECT_EQ(remote("https://gitea.example.com/o/r").kind, Kind::gitea);
  EXPECT_EQ(remote("https://forgejo.example.com/o/r").kind, Kind::gitea);
  EXPECT_EQ(remote("ssh://git@altssh.gitlab.com:443/o/r").host, "gitlab.com");
}

TEST_F(Remotes, ThatAreNotKnownAreNotGuessed) {
  for (const char* url : {"https://example.com/o/r", "https://notgithub.com/o/r",
                          "https://my-github.com/o/r", "https://bitbucket.org/o/r"}) {
    EXPECT_EQ(remote(url).kind, Kind::none) << url;
    EXPECT_EQ(remote(url).api, "") << url;
  }
}

TEST_F(Remotes, WithoutAHostAreNone) {
  for (const char* url : {"/srv/git/repo", "file:///srv/git/repo", "../repo", "."}) {
    EXPECT_EQ(remote(url).kind, Kind::none) << url;
    EXPECT_EQ(remote(url).host, "") << url;
  }
  EXPECT_EQ(remote("ext::sh -c evil").host, "");
}

TEST_F(Remotes, OfGitHubEnterpriseHaveTheirOwnApi) {
  EXPECT_EQ(remote("https://github.example.com/o/r").api, "https://github.example.com/api/v3");
  EXPECT_EQ(remote("git@github.example.com:o/r").api, "https://github.example.com/api/v3");
  EXPECT_EQ(remote("ssh://git@github.example.com:2222/o/r").api,
            "https://github.example.com/api/v3");
  EXPECT_EQ(remote("https://github.example.com:8443/o/r").api,
            "https://github.example.com:8443/api/v3");
  EXPECT_EQ(remote("https://corp.ghe.com/o/r").api, "https://api.corp.ghe.com");
}

TEST_F(Remotes, AreWhatTheConfigurationSays) {
  repo.git("config", "agents.git.example.com.forge", "GitHub");
  EXPECT_EQ(remote("git@git.example.com:o/r").api, "https://git.example.com/api/v3");
  repo.git("config", "agents.git.example.com.apiUrl", "https://api.example.com/x/");
  EXPECT_EQ(remote("git@git.example.com:o/r").api, "https://api.example.com/x");
  repo.git("config", "agents.gitlab.com.forge", "none");
  EXPECT_EQ(remote("https://gitlab.com/o/r").kind, Kind::none);
  repo.git("config", "agents.127.0.0.1:8080.forge", "github");
  EXPECT_EQ(remote("http://127.0.0.1:8080/o/r").api, "http://127.0.0.1:8080/api/v3");
  repo.git("config", "agents.[::1]:8080.forge", "forgejo");
  EXPECT_EQ(remote("http://[::1]:8080/o/r").kind, Kind::gitea);
}

TEST_F(Remotes, WrongConfigurationIsNamed) {
  repo.git("config", "agents.github.com.forge", "githab");
  EXPECT_EQ(failure("https://github.com/o/r"),
            "git configuration 'agents.github.com.forge' is 'githab', which is no forge");
  repo.git("config", "agents.github.com.forge", "github");
  repo.git("config", "agents.github.com.apiUrl", "file:///etc");
  EXPECT_EQ(failure("https://github.com/o/r"),
            "git configuration 'agents.github.com.apiUrl' is neither an https nor an http URL");
}

TEST(PrivateUrls, AreEncryptedOrOnThisMachine) {
  for (const char* url :
       {"https://example.com/", "HTTPS://example.com", "http://127.0.0.1:80/x", "http://127.9.8.7",
        "http://localhost:1/", "http://[::1]:8080/", "http://[::1]"}) {
    EXPECT_TRUE(is_private(url)) << url;
  }
  for (const char* url :
       {"http://example.com/", "http://127.0.0.1.example.com/", "http://localhost.example.com",
        "http://127.0.0.1@example.com/", "http://128.0.0.1", "http://[::2]/", "ssh://localhost/x",
        "git@localhost:x", "", "http://", "ftp://127.0.0.1/"}) {
    EXPECT_FALSE(is_private(url)) << url;
  }
}

}  // namespace
}  // namespace forge
