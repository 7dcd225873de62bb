#include "sync/mirror.hpp"

#include "unit/sync/mirrors.hpp"

namespace syncing {
namespace {

using test::GitApi;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

TEST_F(Mirrors, HoldUpstreamsTree) {
  const Fetched fetched = fetch();
  EXPECT_EQ(fetched.upstream, first);
  EXPECT_EQ(fetched.local, tip());
  EXPECT_EQ(fetched.before, "");
  EXPECT_EQ(fetched.method, "http");
  EXPECT_EQ(fetched.resolved_ref, "refs/heads/main");
  EXPECT_EQ(at("refs/agents/upstream^{tree}"), upstream.git("rev-parse", "HEAD^{tree}"));
  EXPECT_EQ(local_commit(repository(), first), tip());
  // A tree, a commit, the repository for its branch, and the seven files.
  EXPECT_EQ(fetched.requests, 10);
  EXPECT_EQ(asked().front(), "/api/v3/repos/o/r/git/trees/HEAD?recursive=1");
  EXPECT_EQ(cache.git("log", "-1", "--format=%an <%ae>%n%B", "refs/agents/upstream"),
            "git agents <git-agents@localhost>\nUpstream " + first.substr(0, 12) + " of " +
                source.url + "\n\nUpstream-Commit: " + first + "\nUpstream-Path: .\n");
  EXPECT_EQ(progress.steps.back(), "7/7");
  cache.git("fsck", "--strict");
}

TEST_F(Mirrors, OfNothingNewAreOneRequest) {
  const Fetched before = fetch();
  auto store = track::SourceStore::open(state.path());
  track::SourceState known;
  known.id = source.id;
  known.resolved_ref = "refs/heads/main";
  store.put(known);
  const Fetched fetched = fetch();
  EXPECT_EQ(fetched.requests, 1);
  EXPECT_EQ(fetched.upstream, first);
  EXPECT_EQ(fetched.local, before.local);
  EXPECT_EQ(fetched.before, before.local);
  EXPECT_EQ(fetched.resolved_ref, "refs/heads/main");
}

TEST_F(Mirrors, LoadWhatChangedAndDropWhatWent) {
  const Fetched before = fetch();
  upstream.write("agents/qa/one.md", "One, better.\n");
  upstream.git("rm", "-q", "agents/qa/two.md");
  upstream.git("mv", "skills/x/SKILL.md", "skills/x/OTHER.md");
  const std::string second = upstream.commit("second");
  const Fetched fetched = fetch();
  EXPECT_EQ(fetched.upstream, second);
  EXPECT_EQ(fetched.before, before.local);
  EXPECT_EQ(at("refs/agents/upstream^{tree}"), upstream.git("rev-parse", "HEAD^{tree}"));
  EXPECT_EQ(at("refs/agents/upstream^"), before.local);
  EXPECT_EQ(asked_for("/git/blobs/"), 1U);
  EXPECT_EQ(local_commit(repository(), first), before.local);
  EXPECT_EQ(local_commit(repository(), second), fetched.local);
}

TEST_F(Mirrors, HoldWhatIsBelowTheirPathAndInheritedByIt) {
  paths = {"agents/qa"};
  fetch();
  EXPECT_THAT(files(), ElementsAre("BASE-AGENT.md", "agents/BASE-AGENT.md", "agents/qa/one.md",
                                   "agents/qa/two.md"));
  EXPECT_EQ(at("refs/agents/upstream:agents/qa"), upstream.git("rev-parse", "HEAD:agents/qa"));
  EXPECT_EQ(asked_for("/git/blobs/"), 4U);
}

TEST_F(Mirrors, OfSeveralPathsKeepTheFormerOnes) {
  paths = {"agents/qa"};
  fetch();
  paths = {"skills"};
  const Fetched second = fetch();
  EXPECT_THAT(files(), SizeIs(6));
  EXPECT_EQ(second.upstream, first);
  EXPECT_EQ(asked_for("/git/blobs/"), 2U);
  EXPECT_EQ(local_commit(repository(), first), second.local);
  paths = {"agents/qa"};
  fetch();
  EXPECT_THAT(asked(), Contains(HasSubstr("recursive")));
  EXPECT_EQ(asked_for("/git/blobs/"), 0U);
}

TEST_F(Mirrors, AnotherCommitWithTheSameContentIsNoNewCommitHere) {
  api.with_etags = false;
  const Fetched before = fetch();
  const std::string second = upstream.commit("nothing changed");
  const Fetched fetched = fetch();
  EXPECT_EQ(fetched.upstream, second);
  EXPECT_EQ(fetched.local, before.local);
  EXPECT_EQ(local_commit(repository(), second), before.local);
  EXPECT_EQ(local_commit(repository(), first), before.local);
}

TEST_F(Mirrors, TakeTagsCommitsAndBranchesWithSlashes) {
  upstream.git("branch", "feature/x");
  upstream.git("tag", "-a", "-m", "one", "v1");
  upstream.write("README.md", "later\n");
  upstream.commit("later");
  for (const auto& [ref, resolved] :
       std::vector<std::pair<std::string, std::string>>{{"feature/x", "refs/heads/feature/x"},
                                                        {"v1", "refs/tags/v1"},
                                                        {"refs/tags/v1", "refs/tags/v1"},
                                                        {first, first}}) {
    source.configured.ref = ref;
    const Fetched fetched = fetch();
    EXPECT_EQ(fetched.upstream, first) << ref;
    EXPECT_EQ(fetched.resolved_ref, resolved) << ref;
  }
  source.configured.ref = "nothere";
  EXPECT_THAT(failure(), StartsWith("there is no branch, tag or commit 'nothere' in '127.0.0.1:"));
}

TEST_F(Mirrors, APathThatIsNotThereIsSaid) {
  paths = {"agents", "agnets"};
  EXPECT_EQ(failure(), "there is nothing in agnets of 'o/r' at commit " + first.substr(0, 12));
  EXPECT_EQ(cache.git("for-each-ref"), "");
}

TEST_F(Mirrors, FollowWhatGitBroughtAndAreFollowedByIt) {
  cache.git("fetch", "-q", upstream.path(), "+refs/heads/main:refs/agents/upstream");
  // The same commit is upstream's own.
  EXPECT_EQ(fetch().local, first);
  EXPECT_EQ(asked_for("/git/blobs/"), 0U);
  paths = {"agents/qa"};
  upstream.write("agents/qa/one.md", "One, better.\n");
  upstream.commit("second");
  const Fetched second = fetch();
  EXPECT_EQ(second.before, first);
  EXPECT_EQ(at("refs/agents/upstream^"), first);
  // Nothing that git brought has gone.
  EXPECT_EQ(at("refs/agents/upstream^{tree}"), upstream.git("rev-parse", "HEAD^{tree}"));
}

TEST_F(Mirrors, OneCommitCanBeBroughtByItself) {
  fetch();
  const std::string before = tip();
  upstream.write("README.md", "later\n");
  const std::string second = upstream.commit("later");
  api.server().forget();
  fetch_commit_by_http(repository(), source, paths, config(), second, progress);
  EXPECT_EQ(tip(), before);
  EXPECT_EQ(at("refs/agents/commits/" + second + "^{tree}"),
            upstream.git("rev-parse", second + "^{tree}"));
  EXPECT_EQ(asked_for("/git/blobs/"), 1U);
  EXPECT_THROW(fetch_commit_by_http(repository(), source, paths, config(), "main", progress),
               base::Error);
}

TEST_F(Mirrors, AskForThePresentCommitInOneRequest) {
  const auto ask = [&] {
    const auto store = track::SourceStore::open(state.path());
    api.server().forget();
    const std::string commit = ask_remote_by_http(source, config(), store);
    EXPECT_THAT(asked(), ElementsAre("/api/v3/repos/o/r/commits/HEAD?per_page=1"));
    return commit;
  };
  EXPECT_EQ(ask(), first);
  fetch();
  EXPECT_EQ(ask(), first);
  // A commit that changes no file would be news for ever: pulling it changes nothing here.
  upstream.commit("nothing changed");
  EXPECT_EQ(ask(), first);
  upstream.write("README.md", "later\n");
  EXPECT_EQ(ask(), upstream.commit("later"));
  source.configured.ref = first;
  const auto store = track::SourceStore::open(state.path());
  api.server().forget();
  EXPECT_EQ(ask_remote_by_http(source, config(), store), first);
  EXPECT_THAT(asked(), IsEmpty());
}

TEST_F(Mirrors, AHostWithoutSuchAnApiIsSaid) {
  EXPECT_TRUE(has_http_api(source, config()));
  cache.git("config", "agents." + api.server().host() + ".forge", "gitea");
  EXPECT_FALSE(has_http_api(source, config()));
  EXPECT_EQ(failure(), "'" + api.server().host() + "' has no API of GitHub's for this repository");
}

TEST(Sha256Caches, CannotHoldGitHubsIds) {
  const test::TempRepo upstream;
  upstream.write("x", "x\n");
  upstream.commit("first");
  const test::TempRepo cache({"--object-format=sha256"});
  GitApi api(upstream);
  cache.git("config", "agents." + api.server().host() + ".forge", "github");
  const test::TempDir state;
  auto store = track::SourceStore::open(state.path());
  Source source;
  source.name = "o/r";
  source.url = api.url();
  Silent progress;
  const auto repository = *open_cache(cache.path());
  try {
    fetch_by_http(repository, source, {""}, git::Config::load(repository), store, progress);
    FAIL() << "held";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.message(), "the cache of 'o/r' has SHA-256 ids, and GitHub has SHA-1");
  }
}

}  // namespace
}  // namespace syncing
