#include <atomic>
#include <chrono>
#include <thread>

#include "unit/sync/mirrors.hpp"

namespace syncing {
namespace {

using test::GitApi;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

TEST_F(Mirrors, ANotModifiedIsBelievedOnlyWhereTheCacheHoldsIt) {
  fetch();
  cache.git("update-ref", "-d", "refs/agents/upstream");
  EXPECT_EQ(fetch().upstream, first);
  EXPECT_FALSE(api.server().asked().at(0).headers.contains("if-none-match"));
  const std::string tip_before = tip();
  cache.git("update-ref", "refs/agents/upstream",
            cache.git("commit-tree", "-m", "x", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"));
  EXPECT_EQ(fetch().upstream, first);
  EXPECT_FALSE(api.server().asked().at(0).headers.contains("if-none-match"));
  EXPECT_EQ(at("refs/agents/upstream^{tree}"), at(tip_before + "^{tree}"));
}

TEST_F(Mirrors, AnEtagIsForOneTokenAlone) {
  fetch();
  cache.git("config", "agents." + api.server().host() + ".tokenCommand", "echo s3cret");
  fetch();
  EXPECT_FALSE(api.server().asked().at(0).headers.contains("if-none-match"));
  EXPECT_EQ(api.server().asked().at(0).headers.at("authorization"), "Bearer s3cret");
  fetch();
  EXPECT_TRUE(api.server().asked().at(0).headers.contains("if-none-match"));
}

TEST_F(Mirrors, APushInBetweenIsNoMixture) {
  const std::string second = [&] {
    upstream.write("agents/qa/one.md", "One, better.\n");
    return upstream.commit("second");
  }();
  upstream.git("reset", "-q", "--hard", first);
  api.first = [&, done = false](const auto& one, auto&) mutable {
    if (!done && one.path.find("/commits/") != std::string::npos) {
      done = true;
      upstream.git("reset", "-q", "--hard", second);
    }
    return false;
  };
  const Fetched fetched = fetch();
  EXPECT_EQ(fetched.upstream, second);
  EXPECT_EQ(at("refs/agents/upstream^{tree}"), upstream.git("rev-parse", second + "^{tree}"));
  EXPECT_THAT(asked(), Contains("/api/v3/repos/o/r/git/trees/" + second + "?recursive=1"));
  fetch();
  EXPECT_FALSE(api.server().asked().at(0).headers.contains("if-none-match"));
}

TEST_F(Mirrors, AreAsTheyWereWhereAListingLies) {
  fetch();
  const std::string before = tip();
  upstream.write("agents/qa/one.md", "Other.\n");
  upstream.commit("second");
  api.first = [](const auto& asked, auto& reply) {
    if (asked.path.find("/git/trees/") == std::string::npos) return false;
    reply.body = R"({"tree":[],"truncated":false})";
    return true;
  };
  EXPECT_THAT(failure(), StartsWith("the listing of commit '"));
  EXPECT_EQ(tip(), before);
}

TEST_F(Mirrors, AreAsTheyWereWhereABlobIsNotWhatItsIdSays) {
  api.first = [](const auto& asked, auto& reply) {
    if (asked.path.find("/git/blobs/") == std::string::npos) return false;
    reply.body = "evil";
    return true;
  };
  EXPECT_THAT(failure(), HasSubstr("is not that blob's content"));
  EXPECT_EQ(cache.git("for-each-ref"), "");
}

/// Counts the files that came.
class Counting final : public Progress {
 public:
  void step(std::string_view, std::string_view doing, std::uint64_t done, std::uint64_t,
            std::uint64_t) override {
    if (doing == "loading") loaded = done;
  }
  void say(std::string_view, std::string_view) override {}
  std::atomic<std::uint64_t> loaded = 0;
};

TEST_F(Mirrors, GoOnWhereTheyWereInterrupted) {
  constexpr std::uint64_t answered = 4;
  Counting counting;
  std::atomic<std::uint64_t> served = 0;
  api.first = [&](const auto& asked, auto& reply) {
    if (asked.path.find("/git/blobs/") == std::string::npos || ++served <= answered) return false;
    // The failure must not overtake the answers before it.
    for (int i = 0; i < 10'000 && counting.loaded < answered; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    reply.status = 404;
    return true;
  };
  const auto interrupted = [&] {
    auto store = track::SourceStore::open(state.path());
    fetch_by_http(repository(), source, paths, config(), store, counting);
  };
  EXPECT_THROW(interrupted(), base::Error);
  EXPECT_EQ(counting.loaded, answered);
  EXPECT_EQ(cache.git("for-each-ref"), "");
  api.first = nullptr;
  EXPECT_EQ(fetch().upstream, first);
  EXPECT_EQ(asked_for("/git/blobs/"), 7U - answered);
}

TEST_F(Mirrors, RefusePathsThatLeadElsewhere) {
  const std::string blob = upstream.git("hash-object", "-w", "README.md");
  const auto tree_of = [&](const std::string& name, bool directory, const std::string& id) {
    std::string content = std::string(directory ? "40000 " : "100644 ") + name + '\0';
    for (std::size_t i = 0; i < id.size(); i += 2) {
      content += static_cast<char>(std::stoi(id.substr(i, 2), nullptr, 16));
    }
    return upstream.git_with_input(content,
                                   {"hash-object", "-w", "-t", "tree", "--literally", "--stdin"});
  };
  for (const char* name : {"..", ".git", ".GIT", "git~1"}) {
    const std::string inner = tree_of("hooks", false, blob);
    const std::string evil = upstream.git("commit-tree", "-m", "x", tree_of(name, true, inner));
    upstream.git("update-ref", "refs/heads/main", evil);
    EXPECT_THAT(failure(),
                StartsWith("the repository's path " + std::string(name) + "/hooks leads "))
        << name;
  }
  EXPECT_EQ(cache.git("for-each-ref"), "");
}

TEST_F(Mirrors, KeepOddNamesLinksAndSubmodules) {
  upstream.write("odd \"name\"\n\\\t\xC3\xA4", "x\n");
  upstream.git("add", "-A");
  upstream.git("update-index", "--add", "--cacheinfo",
               "120000," + upstream.git("hash-object", "-w", "README.md") + ",link");
  upstream.git("update-index", "--add", "--cacheinfo",
               "160000," + std::string(40, 'c') + ",module");
  upstream.git("commit", "-q", "-m", "odd");
  fetch();
  EXPECT_EQ(at("refs/agents/upstream^{tree}"), upstream.git("rev-parse", "HEAD^{tree}"));
}

TEST_F(Mirrors, ANameThatIsNoTextIsLeftToGit) {
  upstream.write("x\xFF", "x\n");
  upstream.commit("odd");
  api.first = [](const auto& asked, auto& reply) {
    if (asked.path.find("/git/trees/") == std::string::npos) return false;
    reply.body = R"({"tree":[{"mode":"100644","path":"x\uFFFD","sha":")" + std::string(40, 'a') +
                 R"("}],"truncated":false})";
    return true;
  };
  EXPECT_THAT(failure(), StartsWith("the listing of commit '"));
}

TEST_F(Mirrors, AMessageOfUpstreamsTellsNothing) {
  upstream.write("x", "x\n");
  upstream.git("add", "-A");
  upstream.git("commit", "-q", "-m",
               "x\n\nUpstream-Commit: " + std::string(40, 'a') + "\nUpstream-Path: nowhere");
  cache.git("fetch", "-q", upstream.path(), "+refs/heads/main:refs/agents/upstream");
  upstream.write("x", "y\n");
  upstream.commit("second");
  paths = {"agents"};
  fetch();
  EXPECT_EQ(at("refs/agents/upstream^{tree}"), upstream.git("rev-parse", "HEAD^{tree}"));
}

TEST_F(Mirrors, TooLargeRepositoriesAreLeftToGit) {
  api.first = [&](const auto& asked, auto& reply) {
    if (asked.path.find("/git/trees/") == std::string::npos) return false;
    nlohmann::json entries = nlohmann::json::array();
    std::string tree;
    for (int i = 0; i < 20'001; ++i) {
      std::string name = std::to_string(i);
      name.insert(0, 6 - name.size(), '0');
      entries.push_back({{"mode", "100644"}, {"path", name}, {"sha", std::string(40, 'a')}});
      tree += "100644 blob " + std::string(40, 'a') + "\t" + name + "\n";
    }
    const std::string id = upstream.git_with_input(tree, {"mktree", "--missing"});
    upstream.git("update-ref", "refs/heads/main", upstream.git("commit-tree", "-m", "x", id));
    reply.body = nlohmann::json{{"tree", entries}, {"truncated", false}}.dump();
    return true;
  };
  EXPECT_EQ(failure(), "the repository has more than 20000 files");
  api.first = nullptr;
  upstream.git("update-ref", "refs/heads/main", first);
  upstream.write("big", std::string((8U << 20) + 1, 'x'));
  upstream.commit("big");
  EXPECT_EQ(failure(), "the repository is too large for HTTP: big is larger than 8 MiB");
  upstream.git("reset", "-q", "--hard", first);
  for (int i = 0; i < 9; ++i) {
    upstream.write("big" + std::to_string(i),
                   std::string((8U << 20) - 1, static_cast<char>('a' + i)));
  }
  upstream.commit("many");
  EXPECT_EQ(failure(), "the repository is too large for HTTP: its files have more than 64 MiB");
}

TEST_F(Mirrors, OfflineIsAFailure) {
  fetch();
  const std::string before = tip();
  cache.git("config", "agents." + api.server().host() + ".apiUrl", "http://127.0.0.1:1");
  EXPECT_THAT(failure(), StartsWith("cannot reach '127.0.0.1': "));
  EXPECT_EQ(tip(), before);
}

TEST_F(Mirrors, WaitsAreSaid) {
  std::atomic<int> count = 0;
  api.first = [&](const auto&, auto& reply) {
    if (++count > 1) return false;
    reply.status = 429;
    reply.headers = {"Retry-After: 1"};
    return true;
  };
  EXPECT_EQ(fetch().upstream, first);
  EXPECT_THAT(progress.said, ElementsAre("o/r: '127.0.0.1' limits requests: waits 1 s"));
}

/// Says of every recursive listing with more than `most` entries that it is truncated, as GitHub
/// does where there are too many.
class TruncatedMirrors : public Mirrors {
 protected:
  TruncatedMirrors() {
    api.last = [this](const GitApi::Asked& one, GitApi::Reply& reply) {
      if (one.path.find("recursive") == std::string::npos || reply.status != 200) return;
      auto json = nlohmann::json::parse(reply.body);
      if (json["tree"].size() <= most) return;
      json["tree"].erase(json["tree"].begin() + 1, json["tree"].end());
      json["truncated"] = true;
      reply.body = json.dump();
    };
  }
  std::size_t most = 4;
};

TEST_F(TruncatedMirrors, AreWalkedDirectoryByDirectory) {
  const Fetched fetched = fetch();
  EXPECT_EQ(fetched.upstream, first);
  EXPECT_EQ(at("refs/agents/upstream^{tree}"), upstream.git("rev-parse", "HEAD^{tree}"));
  EXPECT_EQ(fetch().upstream, first);
  EXPECT_EQ(asked().front(), "/api/v3/repos/o/r/git/trees/HEAD?recursive=1");
  EXPECT_TRUE(api.server().asked().at(0).headers.contains("if-none-match"));
}

TEST_F(TruncatedMirrors, AreWalkedOnlyWhereTheirPathIs) {
  paths = {"agents/qa"};
  fetch();
  EXPECT_THAT(files(), SizeIs(4));
  const std::string skills = upstream.git("rev-parse", "HEAD:skills");
  EXPECT_THAT(asked(), testing::Not(Contains(HasSubstr(skills))));
  const std::string qa = upstream.git("rev-parse", "HEAD:agents/qa");
  EXPECT_THAT(asked(), Contains("/api/v3/repos/o/r/git/trees/" + qa + "?recursive=1"));
}

TEST_F(TruncatedMirrors, ThatCannotBeListedAtAllLoseNothing) {
  most = 100;
  fetch();
  const std::string before = tip();
  upstream.write("agents/qa/one.md", "Other.\n");
  upstream.commit("second");
  api.first = [](const auto& asked, auto& reply) {
    if (asked.path.find("/git/trees/") == std::string::npos) return false;
    reply.body = R"({"tree":[],"truncated":true})";
    return true;
  };
  EXPECT_EQ(failure(), "the server cannot list the repository's top as a whole");
  EXPECT_EQ(tip(), before);
}

}  // namespace
}  // namespace syncing
