#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "settings/settings.hpp"
#include "settings/source_url.hpp"

namespace settings {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Lines = std::vector<std::string>;

constexpr std::string_view rules[] = {"cycle"};
constexpr std::string_view kinds[] = {"page"};
constexpr std::string_view profiles[] = {"any"};
constexpr std::string_view tools[] = {"claude"};
constexpr Vocabulary words{rules, kinds, profiles, tools};

Loaded load(const std::string& body, Owner owner) {
  return parse("version: 1\n" + body, "conf.yaml", words, owner);
}

Settings good(const std::string& body, Owner owner = Owner::repository) {
  auto loaded = load(body, owner);
  for (const auto& diagnostic : loaded.diagnostics) ADD_FAILURE() << diagnostic.message;
  return loaded.settings;
}

/// "line:column message (hint)" of each diagnostic.
Lines said(const std::string& body, Owner owner = Owner::repository) {
  Lines out;
  for (const auto& d : load(body, owner).diagnostics) {
    out.push_back(std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " +
                  d.message + (d.hint.empty() ? "" : " (" + d.hint + ")"));
  }
  return out;
}

std::string source(const std::string& inside) {
  return "sources: [{url: o/r, " + inside + "}]\n";
}

Source of_url(const std::string& url) {
  Source source;
  source.url = url;
  return source;
}

TEST(Sources, AreRead) {
  const auto sources = good(
                           "sources:\n"
                           "  - url: owner/repo\n"
                           "  - {name: lib, url: 'git@host:a/b.git', ref: feature/x, path: ./in//,"
                           " priority: 0, tier: system, sync: http}\n")
                           .sources;
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[0], of_url("owner/repo"));
  EXPECT_EQ(sources[1], (Source{.name = "lib",
                                .url = "git@host:a/b.git",
                                .ref = "feature/x",
                                .path = "in",
                                .priority = 0,
                                .tier = Source::Tier::system,
                                .method = Source::Method::http}));
  EXPECT_THAT(good("sources: []\n").sources, IsEmpty());
  EXPECT_THAT(good("sources:\n").sources, IsEmpty());
  EXPECT_EQ(good(source("ref: 2024")).sources[0].ref, "2024");
  EXPECT_EQ(good(source("sync: auto, tier: project")).sources[0], of_url("o/r"));
}

TEST(Sources, ThatAreWrong) {
  EXPECT_THAT(said("sources: o/r\n"),
              ElementsAre("2:10 'sources' must be a list of {name, url, ref, path, priority, tier, "
                          "sync}"));
  EXPECT_THAT(said("sources: [o/r]\n"),
              ElementsAre("2:11 'sources' must be a mapping, not a string"));
  EXPECT_THAT(said("sources:\n  - ref: main\n"), ElementsAre("3:5 'sources.url' is missing"));
  EXPECT_THAT(said(source("rev: x")),
              ElementsAre("2:22 unknown key 'sources.rev' (did you mean 'ref'?)"));
  EXPECT_THAT(said(source("priority: 1001")),
              ElementsAre("2:32 'sources.priority' must be from 0 to 1000"));
  EXPECT_THAT(said(source("priority: -1")),
              ElementsAre("2:32 'sources.priority' must be from 0 to 1000"));
  EXPECT_THAT(said(source("tier: team")),
              ElementsAre("2:28 'team' is not a value of 'sources.tier' (possible: project, user, "
                          "system)"));
  EXPECT_THAT(said(source("sync: ssh")),
              ElementsAre("2:28 'ssh' is not a value of 'sources.sync' (possible: auto, git, "
                          "http)"));
  EXPECT_THAT(said(source("path: ../x")),
              ElementsAre("2:28 'sources.path' leads out of the repository: '../x' (give a path "
                          "relative to the repository's root)"));
  EXPECT_THAT(said(source("ref: a..b")),
              ElementsAre("2:27 'sources.ref' is not the name of a branch, tag or commit"));
  EXPECT_THAT(said(source("name: a b")),
              ElementsAre("2:28 'sources.name' may hold letters, digits and ._-/@:+ only"));
}

TEST(Sources, ThatAreThereTwiceAreErrors) {
  EXPECT_THAT(said("sources:\n  - url: o/r\n  - url: git@github.com:o/r.git\n"),
              ElementsAre("4:10 this source is there already (the first is in line 3)"));
  EXPECT_THAT(said("sources:\n  - {name: x, url: o/r}\n  - {name: x, url: a/b}\n"),
              ElementsAre("4:12 a source of this name is there already (the first is in line 3)"));
  EXPECT_THAT(said("sources: [{url: o/r}, {url: o/r, ref: v1}, {url: o/r, path: p}]\n"), IsEmpty());
}

TEST(Sources, WithAWrongUrlAreNotUsed) {
  const std::string body = "sources: [{url: 'ext::sh -c id'}, {url: a/b}]\n";
  EXPECT_THAT(said(body),
              ElementsAre("2:17 'sources.url' names a transport that runs a program (give "
                          "'owner/repo' for GitHub, or a URL: https://host/path, "
                          "ssh://git@host/path, git@host:path)"));
  const auto sources = load(body, Owner::repository).settings.sources;
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0].url, "a/b");
}

TEST(Sources, DoNotShowACredential) {
  for (const std::string body :
       {"sources: [{url: 'https://me:secret@host/x', bogus: 1}]\n",
        "sources: [{bogus: 1, url: 'https://host/x?token=secret'}]\n",
        "sources: [{url: 'https://secret@host/x'}, {url: a/b, url: c/d}]\n"}) {
    const auto diagnostics = load(body, Owner::repository).diagnostics;
    EXPECT_FALSE(diagnostics.empty());
    for (const auto& diagnostic : diagnostics) {
      EXPECT_EQ(diagnostic.place.excerpt, "") << body;
      EXPECT_EQ((diagnostic.message + diagnostic.hint).find("secret"), std::string::npos) << body;
    }
  }
}

TEST(Sources, OfARepositoryAreNotOnThisMachine) {
  for (const std::string url : {"file:///srv/git/x", "/srv/git/x"}) {
    const std::string body = "sources: [{url: '" + url + "'}]\n";
    EXPECT_THAT(said(body),
                ElementsAre("2:17 'sources.url' is a place on this machine, which a repository may "
                            "not name (name it in the user's own configuration)"));
    EXPECT_EQ(good(body, Owner::user).sources.size(), 1U);
  }
  EXPECT_THAT(said("sources: [{url: ../x}]\n", Owner::user),
              ElementsAre(testing::StartsWith("2:17 'sources.url' is a relative path")));
}

TEST(UsersFile, HoldsSourcesDetectionAndTargets) {
  const auto settings = good(
      "sources: [{url: a/b}, {url: c/d, tier: system}]\n"
      "detect: [{deploy: [x]}]\n"
      "deploy: {targets: [{tool: claude}, {tool: claude, scope: user}]}\n",
      Owner::user);
  EXPECT_EQ(settings.sources[0].tier, Source::Tier::user);
  EXPECT_EQ(settings.sources[1].tier, Source::Tier::system);
  EXPECT_EQ(settings.detect.size(), 1U);
  ASSERT_EQ(settings.deploy.targets.size(), 2U);
  EXPECT_EQ(settings.deploy.targets[0].scope, "user");
  EXPECT_EQ(settings.deploy.targets[1].scope, "user");
}

TEST(UsersFile, RefusesByNameWhatIsAboutOneRepository) {
  const std::string hint = " (the user's file holds sources, detect and deploy.targets)";
  EXPECT_THAT(said("build: {output: x}\n", Owner::user),
              ElementsAre("2:1 'build' belongs into a repository's own file" + hint));
  EXPECT_THAT(said("deploy: {on: [], pull: true}\n", Owner::user),
              ElementsAre("2:10 'deploy.on' belongs into a repository's own file" + hint,
                          "2:18 'deploy.pull' belongs into a repository's own file" + hint));
  EXPECT_THAT(
      said("deploy: {targets: [{tool: claude, scope: project}]}\n", Owner::user),
      ElementsAre("2:42 the user's file may only deploy to the user's own directories (name "
                  "the project scope in the repository's file)"));
  EXPECT_THAT(said("sorces: []\n", Owner::user),
              ElementsAre("2:1 unknown key 'sorces' (did you mean 'sources'?)"));
}

TEST(Detection, IsRead) {
  const auto detect =
      good(
          "detect:\n  - files: [pyproject.toml, '*.py']\n    deploy: [engineer/python, qa]\n"
          "  - deploy: research\n")
          .detect;
  ASSERT_EQ(detect.size(), 2U);
  EXPECT_THAT(detect[0].files, ElementsAre("pyproject.toml", "*.py"));
  EXPECT_THAT(detect[0].deploy, ElementsAre("engineer/python", "qa"));
  EXPECT_THAT(detect[1].files, IsEmpty());
  EXPECT_THAT(detect[1].deploy, ElementsAre("research"));
}

TEST(Detection, ThatIsWrong) {
  EXPECT_THAT(said("detect: {deploy: x}\n"),
              ElementsAre("2:9 'detect' must be a list of {files, deploy}"));
  EXPECT_THAT(said("detect: [{files: x}]\n"), ElementsAre("2:10 'detect.deploy' is missing"));
  EXPECT_THAT(said("detect: [{deploy: ['']}]\n"),
              ElementsAre("2:19 'detect.deploy' holds an empty name"));
  EXPECT_THAT(said("detect: [{deploy: [x], file: y}]\n"),
              ElementsAre("2:24 unknown key 'detect.file' (did you mean 'files'?)"));
}

TEST(Pull, IsReadForDeployments) {
  EXPECT_FALSE(good("").deploy.pull);
  EXPECT_TRUE(good("deploy: {pull: true}\n").deploy.pull);
  EXPECT_THAT(said("deploy: {pull: yes}\n"),
              ElementsAre("2:16 'deploy.pull' must be true or false"));
}

TEST(RefNames, AreThoseOfGit) {
  for (const char* ref : {"main", "feature/x", "v1.0", "refs/tags/v1", "a@b", "-"}) {
    EXPECT_EQ(ref_problem(ref).empty(), std::string_view(ref) != "-") << ref;
  }
  for (const char* ref :
       {"@",    "a.",  "a..b", "a//b", "/a",  "a/", ".a", "a/.b", "a.lock", "a.lock/b",
        "a@{b", "a b", "a~1",  "a^",   "a:b", "a?", "a*", "a[",   "a\\b",   "a\nb"}) {
    EXPECT_EQ(ref_problem(ref), "is not the name of a branch, tag or commit") << ref;
  }
}

TEST(SourceNames, AreOneWordForEverybody) {
  for (const char* name : {"lib", "owner/repo@v1:x", "1", "_a", "a.b+c"}) {
    EXPECT_EQ(name_problem(name), "") << name;
  }
  EXPECT_EQ(name_problem("."), "must not be '.', which is this repository");
  EXPECT_EQ(name_problem("-a"), "must not begin with a dash");
  EXPECT_EQ(name_problem("a b"), "may hold letters, digits and ._-/@:+ only");
  EXPECT_EQ(name_problem(""), "is empty");
}

TEST(Trust, HoldsWhereThereAreNoSources) {
  EXPECT_EQ(trust_digest(good("")),
            "127b7f91e12cd21f7d85592c4c078326616e922ba8f94333a97d3d3633caecc0");
  EXPECT_EQ(trust_digest(good("build: {output: dist}\ndeploy: {on: commit, branches: [main, next],"
                              " targets: [{tool: claude}]}\nsources: []\ndetect: []\n")),
            "0c979dcf4d594b42cccb4992ba8163ef5b3c4be30dfa29419cacd567a6d202cf");
}

TEST(Trust, CoversSourcesDetectionAndPull) {
  const Lines bodies = {"",
                        "deploy: {pull: true}\n",
                        "sources: [{url: o/r}]\n",
                        "sources: [{url: o/s}]\n",
                        source("name: n"),
                        source("ref: n"),
                        source("path: n"),
                        source("priority: 1"),
                        source("tier: user"),
                        source("sync: git"),
                        "sources: [{url: o/r}, {url: o/s}]\n",
                        "detect: [{deploy: a}]\n",
                        "detect: [{files: a, deploy: b}]\n",
                        "detect: [{deploy: [a, b]}]\n",
                        "detect: [{deploy: a}, {deploy: b}]\n"};
  std::vector<std::string> digests;
  for (const auto& body : bodies) digests.push_back(trust_digest(good(body)));
  std::ranges::sort(digests);
  EXPECT_TRUE(std::ranges::adjacent_find(digests) == digests.end());
}

TEST(Trust, IsShownWithOneLineForEachSourceAndRule) {
  EXPECT_EQ(trust_text(good("deploy: {pull: true}\n"
                            "sources: [{url: o/r}, {url: a/b, name: lib, ref: v1, path: 'p, q'}]\n"
                            "detect: [{deploy: x}, {files: [a, b], deploy: [y, z]}]\n")),
            "build.output: \ndeploy.on: [merge, checkout]\ndeploy.branches: []\n"
            "deploy.targets: []\ndeploy.pull: true\n"
            "sources: o/r, priority 100, tier project, sync auto\n"
            "sources: a/b, called lib, ref v1, path \"p, q\", priority 100, tier project, sync "
            "auto\n"
            "detect: [] deploys [x]\ndetect: [a, b] deploys [y, z]\n");
}

}  // namespace
}  // namespace settings
