#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.hpp"
#include "support/git_api.hpp"
#include "sync/cache.hpp"
#include "sync/mirror.hpp"

namespace syncing {

class Silent : public Progress {
 public:
  void step(std::string_view, std::string_view doing, std::uint64_t done, std::uint64_t total,
            std::uint64_t) override {
    if (doing == "loading") steps.push_back(std::to_string(done) + "/" + std::to_string(total));
  }
  void say(std::string_view source, std::string_view sentence) override {
    said.push_back(std::string(source) + ": " + std::string(sentence));
  }
  std::vector<std::string> steps, said;
};

/// An upstream repository behind GitHub's API, a cache, and state.
class Mirrors : public testing::Test {
 protected:
  Mirrors() : api(upstream) {
    upstream.write("README.md", "# agents\n");
    upstream.write("BASE-AGENT.md", "Base.\n");
    upstream.write("agents/BASE-AGENT.md", "Base of agents.\n");
    upstream.write("agents/qa/one.md", "One.\n");
    upstream.write("agents/qa/two.md", "Two.\n");
    upstream.write("skills/x/SKILL.md", "Skill.\n");
    upstream.write("skills/x/run.sh", "#!/bin/sh\n");
    std::filesystem::permissions(upstream.at("skills/x/run.sh"), std::filesystem::perms::owner_all);
    first = upstream.commit("first");
    source.id = source.name = "o/r";
    source.url = source.configured.url = api.url();
    source.cache = cache.path();
    cache.git("config", "agents." + api.server().host() + ".forge", "github");
  }

  Fetched fetch() {
    auto store = track::SourceStore::open(state.path());
    api.server().forget();
    return fetch_by_http(repository(), source, paths, config(), store, progress);
  }
  std::string failure() {
    try {
      fetch();
    } catch (const base::Error& error) {
      return error.message();
    }
    return "no failure";
  }
  git::Repository repository() const { return *open_cache(cache.path()); }
  git::Config config() const { return git::Config::load(repository()); }
  std::string at(const std::string& revision) const { return cache.git("rev-parse", revision); }
  std::string tip() const { return at("refs/agents/upstream"); }
  std::vector<std::string> files() const {
    const std::string listing = cache.git("ls-tree", "-r", "--name-only", "refs/agents/upstream");
    std::vector<std::string> names;
    for (std::string_view rest = listing; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      names.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return names;
  }
  std::vector<std::string> asked() { return api.server().paths(); }
  /// Requests whose path holds that.
  std::size_t asked_for(std::string_view part) {
    const auto paths_asked = asked();
    return static_cast<std::size_t>(std::ranges::count_if(
        paths_asked, [&](const std::string& path) { return path.find(part) != path.npos; }));
  }

  test::TempRepo upstream, cache;
  test::GitApi api;
  test::TempDir state;
  Source source;
  std::vector<std::string> paths = {""};
  Silent progress;
  std::string first;
};

}  // namespace syncing
