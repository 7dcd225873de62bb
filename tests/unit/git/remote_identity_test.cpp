#include "git/remote_identity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace git {
namespace {

std::string of(std::string_view url) {
  return repository_identity(url, "/home/me/work");
}

TEST(RepositoryIdentity, IsTheSameForEverySpellingOfOneRepository) {
  for (const char* url : {
           "https://github.com/org/api",
           "https://github.com/org/api.git",
           "https://github.com/org/api/",
           "https://github.com/org/api.git/",
           "https://github.com//org///api.git",
           "https://GitHub.COM/org/api",
           "https://github.com./org/api",
           "https://github.com:443/org/api.git",
           "http://github.com:80/org/api.git",
           "http://github.com/org/api.git",
           "HTTPS://github.com/org/api.git",
           "https://user@github.com/org/api.git",
           "https://user:secret@github.com/org/api.git",
           "https://x-access-token:ghs_secret@github.com/org/api",
           "https://us%40er:se%2Fcret@github.com/org/api",
           "https://user:se@cret@github.com/org/api",
           "https://github.com/org/api.git?token=secret",
           "https://github.com/org/api#readme",
           "https://github.com/org/./x/../api",
           "https://github.com/%6Frg/api",
           "ssh://git@github.com/org/api.git",
           "ssh://git@github.com:22/org/api",
           "ssh://github.com/org/api",
           "git+ssh://git@github.com/org/api.git",
           "ssh+git://git@github.com/org/api.git",
           "git://github.com/org/api.git",
           "git://github.com:9418/org/api.git",
           "git@github.com:org/api.git",
           "git@github.com:/org/api.git",
           "github.com:org/api",
           "[git@github.com]:org/api",
           "[git@github.com:22]:org/api",
           "http::https://secret@github.com/org/api.git",
       }) {
    EXPECT_EQ(of(url), "github.com/org/api") << url;
  }
}

TEST(RepositoryIdentity, KeepsWhatTellsRepositoriesApart) {
  EXPECT_EQ(of("https://github.com/Org/Api"), "github.com/Org/Api");
  EXPECT_EQ(of("https://host:8443/a/b"), "host:8443/a/b");
  EXPECT_EQ(of("https://host:22/a"), "host:22/a");
  EXPECT_EQ(of("ssh://git@host:2222/a/b.git"), "host:2222/a/b");
  EXPECT_EQ(of("[git@host:2222]:a/b.git"), "host:2222/a/b");
  EXPECT_EQ(of("ssh://host/~me/x.git"), "host/~me/x");
  EXPECT_EQ(of("https://host/scm/a/b/c.git"), "host/scm/a/b/c");
  EXPECT_EQ(of("https://host/a@b/c"), "host/a@b/c");
  EXPECT_EQ(of("https://host/x.github.io"), "host/x.github.io");
  EXPECT_EQ(of("https://host/a.git.git"), "host/a.git");
  EXPECT_EQ(of("https://host"), "host");
  EXPECT_EQ(of("ssh://git@[::1]:2222/a"), "[::1]:2222/a");
  EXPECT_EQ(of("ssh://git@[FE80::1]/a"), "[fe80::1]/a");
  EXPECT_EQ(of("git@[::1]:a/b.git"), "[::1]/a/b");
  EXPECT_EQ(of("https://host/a%20b.git"), "host/a b");
  EXPECT_EQ(of("host:a b.git"), "host/a b");
  EXPECT_EQ(of("https://host/a%2Fb"), "host/a%2Fb");
  EXPECT_EQ(of("https://host/gr\xC3\xBC\xC3\x9F"), "host/gr\xC3\xBC\xC3\x9F");
}

TEST(RepositoryIdentity, OfAPathIsAbsolute) {
  EXPECT_EQ(of("/srv/git/api.git"), "file:/srv/git/api");
  EXPECT_EQ(of("/srv/git/api"), "file:/srv/git/api");
  EXPECT_EQ(of("/srv/git/api/.git"), "file:/srv/git/api");
  EXPECT_EQ(of("file:///srv/git/api.git"), "file:/srv/git/api");
  EXPECT_EQ(of("file:///srv/git/../git/api.git/"), "file:/srv/git/api");
  EXPECT_EQ(of("file:///srv/a%20b.git"), "file:/srv/a b");
  EXPECT_EQ(of("../api.git"), "file:/home/me/api");
  EXPECT_EQ(of("api.git"), "file:/home/me/work/api");
  EXPECT_EQ(of("."), "file:/home/me/work");
  EXPECT_EQ(of("./host:x"), "file:/home/me/work/host:x");
  EXPECT_EQ(of("/srv/a%20b"), "file:/srv/a%2520b");
}

TEST(RepositoryIdentity, CannotBeginALineOfItsOwn) {
  EXPECT_EQ(of("https://host/a%0Aref refs/heads/x"), "host/a%0Aref refs/heads/x");
  EXPECT_EQ(of("/srv/a\nref b"), "file:/srv/a%0Aref b");
  EXPECT_EQ(of("host:a\nb"), "host/a%0Ab");
  EXPECT_THAT(of("https://ho\nst/a"), testing::StartsWith("https:sha256:"));
}

TEST(RepositoryIdentity, OfWhatCannotBeTakenApartIsAHash) {
  for (const std::string url :
       {"https://user:secret/x@host/a", "https:///secret", "https://:80/secret",
        "https://[::1/secret", "ext::sh -c secret", "ftp://user:secret@host/a", "foo://secret",
        "user:secret@host:p/x:secret", "persistent-x::secret"}) {
    EXPECT_THAT(of(url), testing::Not(testing::HasSubstr("secret"))) << url;
  }
  EXPECT_EQ(of("ext::sh -c x"), of("ext::sh -c x"));
  EXPECT_NE(of("ext::sh -c x"), of("ext::sh -c y"));
}

TEST(RepositoryIdentity, TakesAnyBytes) {
  const std::string alphabet = "aA:/@[]%2?#.\n~ \xC3";
  unsigned state = 1;
  for (int i = 0; i < 20'000; ++i) {
    std::string url = i % 3 == 0 ? "https://" : i % 3 == 1 ? "ssh://" : "";
    for (unsigned length = i % 17; length > 0; --length) {
      state = state * 1664525U + 1013904223U;
      url += alphabet[(state >> 16) % alphabet.size()];
    }
    const std::string identity = of(url);
    EXPECT_FALSE(identity.empty());
    EXPECT_EQ(identity.find('\n'), identity.npos) << url;
  }
}

TEST(IdentitySlug, IsTheLastComponentAsAFolderName) {
  EXPECT_EQ(identity_slug("github.com/org/external-api-service"), "external_api_service");
  EXPECT_EQ(identity_slug("github.com/org/My.Repo--2_"), "my_repo_2");
  EXPECT_EQ(identity_slug("file:/srv/git/api"), "api");
  EXPECT_EQ(identity_slug("host/\xC3\xBC"), "repository");
}

}  // namespace
}  // namespace git
