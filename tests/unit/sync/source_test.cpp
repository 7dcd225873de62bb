#include "sync/source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"
#include "os/file.hpp"

namespace syncing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Tier = settings::Source::Tier;

settings::Source configured(std::string url, std::string ref = "", std::string path = "") {
  settings::Source source;
  source.url = std::move(url);
  source.ref = std::move(ref);
  source.path = std::move(path);
  return source;
}

settings::Settings with(std::vector<settings::Source> sources) {
  settings::Settings settings;
  settings.sources = std::move(sources);
  return settings;
}

std::vector<Source> project(std::vector<settings::Source> sources) {
  return configured_sources(with(std::move(sources)), {}, {});
}

std::vector<std::string> names(const std::vector<Source>& sources) {
  std::vector<std::string> all;
  for (const auto& source : sources) all.push_back(source.name);
  return all;
}

template <typename Call>
std::string error_of(Call call) {
  try {
    call();
  } catch (const base::Error& error) {
    return error.message() + (error.hint().empty() ? "" : " (" + error.hint() + ")");
  }
  return "no error";
}

struct ConfiguredSources : testing::Test {
  void SetUp() override { ASSERT_EQ(::setenv("XDG_CACHE_HOME", "/home/me/.cache", 1), 0); }
};

TEST_F(ConfiguredSources, HaveIdNameUrlAndCache) {
  const auto sources = project({configured("owner/repo", "feature/x", "agents")});
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0].id, "github.com/owner/repo@feature/x:agents");
  EXPECT_EQ(sources[0].name, "owner/repo");
  EXPECT_EQ(sources[0].url, "https://github.com/owner/repo");
  EXPECT_EQ(sources[0].cache,
            "/home/me/.cache/git-agents/sources/github.com/owner/repo@feature%2Fx");
  EXPECT_EQ(sources[0].scope, Scope::project);
}

TEST_F(ConfiguredSources, AreOrderedByTierPriorityAndId) {
  auto system = configured("z/system"), early = configured("z/early"), late = configured("a/late");
  system.tier = Tier::system;
  system.priority = 0;
  early.priority = 5;
  late.priority = 50;
  auto mine = configured("m/mine");
  mine.tier = Tier::user;
  const auto sources = configured_sources(with({system, late, configured("b/x"), early}),
                                          with({mine}), git::Config());
  EXPECT_THAT(names(sources), ElementsAre("z/early", "a/late", "b/x", "m/mine", "z/system"));
}

TEST_F(ConfiguredSources, AreTheProjectsWhereBothFilesNameThem) {
  auto mine = configured("git@github.com:owner/repo.git");
  mine.priority = 1;
  const auto sources =
      configured_sources(with({configured("owner/repo")}), with({mine}), git::Config());
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0].scope, Scope::project);
  EXPECT_EQ(sources[0].configured.priority, 100);
}

TEST_F(ConfiguredSources, AreNamedApartWhereTheyWouldBeCalledAlike) {
  EXPECT_THAT(names(project({configured("o/r"), configured("o/r", "v1")})),
              ElementsAre("o/r", "o/r@v1"));
  EXPECT_THAT(names(project({configured("o/r", "v1"), configured("o/r", "v1", "a"),
                             configured("o/r", "v1", "b")})),
              ElementsAre("o/r@v1", "o/r@v1:a", "o/r@v1:b"));
  EXPECT_THAT(names(project({configured("o/r"), configured("https://gitlab.com/o/r")})),
              ElementsAre("github.com/o/r", "gitlab.com/o/r"));
  EXPECT_THAT(names(project({configured("o/r", "", "p"), configured("o/r", "v1"),
                             configured("o/r", "v1", "q")})),
              ElementsAre("o/r", "o/r@v1", "o/r@v1:q"));
}

TEST_F(ConfiguredSources, AreCalledByTheirLastTwoComponents) {
  EXPECT_THAT(names(project({configured("https://gitlab.com/group/sub/repo.git")})),
              ElementsAre("sub/repo"));
  EXPECT_THAT(names(project({configured("ssh://git@host/repo")})), ElementsAre("host/repo"));
  EXPECT_THAT(names(project({configured("file:///srv/git/repo.git")})), ElementsAre("git/repo"));
  EXPECT_THAT(names(project({configured("/repo")})), ElementsAre("repo"));
}

TEST_F(ConfiguredSources, GiveWayToConfiguredNames) {
  auto named = configured("a/b");
  named.name = "o/r";
  EXPECT_THAT(names(project({named, configured("o/r", "v1")})), ElementsAre("o/r", "o/r@v1"));
}

TEST_F(ConfiguredSources, MustNotShareAName) {
  auto one = configured("a/b"), two = configured("c/d");
  one.name = two.name = "lib";
  EXPECT_EQ(error_of([&] { configured_sources(with({one}), with({two}), git::Config()); }),
            "two sources are called lib (give one of them another 'name' in the configuration)");
  EXPECT_EQ(error_of([&] {
              project({configured("a/b"), configured("https://github.com/a/b")});
            }),
            "the source github.com/a/b is configured twice");
}

TEST_F(ConfiguredSources, AreFoundByNameIdAndRepository) {
  auto named = configured("https://gitlab.com/group/lib", "v1");
  named.name = "library";
  const auto sources =
      project({named, configured("owner/repo"), configured("x/y"), configured("x/y", "dev")});
  EXPECT_EQ(find_source(sources, "library").name, "library");
  EXPECT_EQ(find_source(sources, "gitlab.com/group/lib@v1").name, "library");
  EXPECT_EQ(find_source(sources, "group/lib").name, "library");
  EXPECT_EQ(find_source(sources, "git@gitlab.com:group/lib.git").name, "library");
  EXPECT_EQ(find_source(sources, "owner/repo").name, "owner/repo");
  EXPECT_EQ(find_source(sources, "repo").name, "owner/repo");
  EXPECT_EQ(find_source(sources, "x/y").name, "x/y");
  EXPECT_EQ(find_source(sources, "x/y@dev").name, "x/y@dev");
  EXPECT_EQ(error_of([&] { find_source(sources, "owner/repos"); }),
            "there is no source 'owner/repos' (did you mean 'owner/repo'?)");
  EXPECT_EQ(error_of([&] { find_source(sources, "https://me:secret@host/z"); }),
            "there is no source 'host/z' ('git agents source list' shows those that there are)");
  EXPECT_EQ(error_of([&] { find_source(sources, "https://github.com/x/y"); }),
            "'github.com/x/y' may be several sources (name one of 'x/y', 'x/y@dev')");
}

TEST_F(ConfiguredSources, AreChosenInTheirOwnOrder) {
  const auto sources = project({configured("a/a"), configured("b/b"), configured("c/c")});
  EXPECT_THAT(names(choose(sources, {})), ElementsAre("a/a", "b/b", "c/c"));
  EXPECT_THAT(names(choose(sources, {"c/c", "a/a", "c/c"})), ElementsAre("a/a", "c/c"));
}

TEST(SourceUrl, IsFineInEveryFormThatGitFetchesFrom) {
  for (const char* url :
       {"owner/repo", "owner/repo.name", "https://github.com/owner/repo",
        "https://github.com/owner/repo.git", "HTTPS://git.corp.example:8443/scm/a/b.git",
        "http://127.0.0.1:8080/a/b", "http://host/a", "ssh://git@host:2222/a/b.git",
        "ssh://host/~me/x", "git@host:a/b.git", "host:a/b", "[git@host:2222]:a/b.git",
        "git+ssh://git@host/a", "git://host/a.git", "file:///srv/git/a.git", "/srv/git/a b.git",
        "https://[::1]:8080/a/b", "ssh://git@[fe80::1]/a"}) {
    EXPECT_EQ(url_problem(url), "") << url;
  }
}

TEST(SourceUrl, IsRefusedWhereItIsDangerousOrNone) {
  const struct {
    const char *url, *problem;
  } cases[] = {
      {"", "is empty"},
      {"https://user:secret@host/a", "holds a user name, a password or a token"},
      {"https://ghp_0123456789@github.com/a/b", "holds a user name, a password or a token"},
      {"https://a@b:c@host/a", "holds a user name, a password or a token"},
      {"ssh://git:secret@host/a", "holds a user name, a password or a token"},
      {"git:secret@host:a/b", "holds a user name, a password or a token"},
      {"https://host/a?private_token=x", "has a query or a fragment, which may be a credential"},
      {"https://host?private_token=x/a", "has a query or a fragment, which may be a credential"},
      {"https://host/a#x", "has a query or a fragment, which may be a credential"},
      {"-oProxyCommand=id", "reads like an option"},
      {"--upload-pack=id", "reads like an option"},
      {"ssh://-oProxyCommand=id/a", "has a host that reads like an option"},
      {"ssh://git@-oProxyCommand=id/a", "has a host that reads like an option"},
      {"git@-oProxyCommand=id:a", "has a host that reads like an option"},
      {"ssh://-x@host/a", "has a user name that reads like an option"},
      {"host:-x", "has a path that reads like an option"},
      {"ext::sh -c id", "names a transport that runs a program"},
      {"fd::17", "names a transport that runs a program"},
      {"http::https://host/a", "names a transport that runs a program"},
      {"::x", "names a transport that runs a program"},
      {"ftp://host/a", "has a scheme that is not known"},
      {"javascript://host/a", "has a scheme that is not known"},
      {"https://host", "names no repository"},
      {"https://host//", "names no repository"},
      {"host:", "names no repository"},
      {"https://host/a\nb", "has control characters"},
      {"https://host/a\x7F", "has control characters"},
      {"https://host/\xFF", "is no valid UTF-8"},
      {"https://ho st/a", "has a host that is none"},
      {"https://host:port/a", "cannot be taken apart"},
      {"https:///a", "cannot be taken apart"},
      {"../a", "is a relative path"},
      {"./a", "is a relative path"},
      {".hidden/a", "is a relative path"},
      {"a", "is a relative path"},
      {"a/b/c", "is a relative path"},
      {"github.com/owner/repo", "is a relative path"},
      {"~/a", "is a relative path"},
      {"/", "is a relative path"},
      {"file://host/a", "names no absolute path"},
      {"file:///", "names no absolute path"},
  };
  for (const auto& [url, problem] : cases) EXPECT_EQ(url_problem(url), problem) << url;
  EXPECT_EQ(url_problem("https://host/" + std::string(3000, 'a')), "is longer than 2048 bytes");
}

TEST(SourceUrl, IsSpelledOutForGitHubOnly) {
  EXPECT_EQ(spelled_out("owner/repo"), "https://github.com/owner/repo");
  EXPECT_EQ(spelled_out("git@host:a/b"), "git@host:a/b");
  EXPECT_EQ(spelled_out("/srv/git"), "/srv/git");
}

TEST(CacheDirectory, HasEveryPartEncoded) {
  EXPECT_EQ(cache_directory("/c", "github.com/owner/repo", "main"),
            "/c/github.com/owner/repo@main");
  EXPECT_EQ(cache_directory("/c", "github.com/owner/repo", ""), "/c/github.com/owner/repo@HEAD");
  EXPECT_EQ(cache_directory("/c", "host:8443/a/b c@d", "f/x"), "/c/host%3A8443/a/b%20c%40d@f%2Fx");
  EXPECT_EQ(cache_directory("/c", "file:/srv/git/a", "v1"), "/c/file%3A/srv/git/a@v1");
  EXPECT_EQ(cache_directory("/c", "host/../..", ".."), "/c/host/%2E%2E/%2E%2E@..");
}

TEST(CacheDirectory, CutsNamesThatNoFileSystemTakesAndKeepsThemApart) {
  const std::string ref(300, 'r');
  const std::string one = cache_directory("/c", "h/r", ref + "1");
  const std::string two = cache_directory("/c", "h/r", ref + "2");
  EXPECT_EQ(os::file_name(one).size(), 217U);
  EXPECT_NE(one, two);
}

struct AdoptedCache : testing::Test {
  void SetUp() override {
    std::string pattern = testing::TempDir() + "cache-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(root); }
  void write(const std::string& file, const std::string& text) const {
    os::write_atomically(os::join(root, file), text, os::Sync::no);
  }
  std::string of(std::string_view identity, std::string_view ref) const {
    const std::string directory = cache_directory(root, identity, ref);
    return directory.substr(root.size() + 1);
  }
  std::string root;
};

TEST_F(AdoptedCache, IsAClaudeMpmCloneOnTheWantedBranch) {
  write("remote-agents/o/r/.git/HEAD", "ref: refs/heads/main\n");
  EXPECT_EQ(of("github.com/o/r", ""), "remote-agents/o/r");
  EXPECT_EQ(of("github.com/o/r", "main"), "remote-agents/o/r");
  EXPECT_EQ(of("github.com/o/r", "dev"), "github.com/o/r@dev");
  EXPECT_EQ(of("gitlab.com/o/r", "main"), "gitlab.com/o/r@main");
  EXPECT_EQ(of("github.com/o/other", ""), "github.com/o/other@HEAD");
  write("remote-agents/o/r/.git/refs/remotes/origin/HEAD", "ref: refs/remotes/origin/trunk\n");
  EXPECT_EQ(of("github.com/o/r", ""), "github.com/o/r@HEAD");
}

TEST_F(AdoptedCache, IsADirectoryOfTheBranch) {
  write("agents/o/r/main/agents/a.md", "a");
  write("agents/o/r/dev/agents/a.md", "a");
  write("agents/o/old/master/agents/a.md", "a");
  EXPECT_EQ(of("github.com/o/r", ""), "agents/o/r/main");
  EXPECT_EQ(of("github.com/o/r", "dev"), "agents/o/r/dev");
  EXPECT_EQ(of("github.com/o/old", ""), "agents/o/old/master");
  EXPECT_EQ(of("github.com/o/r", "main/agents"), "github.com/o/r@main%2Fagents");
  EXPECT_EQ(of("github.com/o/r", ".."), "github.com/o/r@..");
}

TEST_F(AdoptedCache, IsASkillsDirectoryOfThoseThatClaudeMpmComesWith) {
  write("cache/skills/system/tool/SKILL.md", "a");
  write("skills/anthropic-official/pdf/SKILL.md", "a");
  EXPECT_EQ(of("github.com/bobmatnyc/claude-mpm-skills", ""), "cache/skills/system");
  EXPECT_EQ(of("github.com/anthropics/skills", "main"), "skills/anthropic-official");
  EXPECT_EQ(of("github.com/anthropics/skills", "v1"), "github.com/anthropics/skills@v1");
}

TEST_F(AdoptedCache, MayLieBelowCacheAndBeAPlainDownload) {
  write("cache/remote-agents/o/r/agents/a.md", "a");
  write("cache/agents/p/q/v1/agents/a.md", "a");
  EXPECT_EQ(of("github.com/o/r", "main"), "cache/remote-agents/o/r");
  EXPECT_EQ(of("github.com/o/r", "v1"), "github.com/o/r@v1");
  EXPECT_EQ(of("github.com/p/q", "v1"), "cache/agents/p/q/v1");
}

TEST_F(AdoptedCache, MayBeTheSkillsOfASourceWithThatName) {
  write("cache/skills/system/a/SKILL.md", "a");
  EXPECT_EQ(skills_directory(root, "system"), os::join(root, "cache/skills/system"));
  EXPECT_EQ(skills_directory(root, "other"), std::nullopt);
  EXPECT_EQ(skills_directory(root, ".."), std::nullopt);
  EXPECT_EQ(skills_directory(root, "system/a"), std::nullopt);
  EXPECT_EQ(skills_directory(root, ""), std::nullopt);
}

}  // namespace
}  // namespace syncing
