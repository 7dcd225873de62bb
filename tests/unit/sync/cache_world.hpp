#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "os/file.hpp"
#include "support/temp_repo.hpp"
#include "sync/cache.hpp"
#include "sync/integrate.hpp"
#include "track/state.hpp"

namespace syncing {

using Outcome = Integration::Outcome;

/// An upstream and a cache of it, with a state directory.
class World {
 public:
  World() {
    upstream.write("agents/a.md", "one\ntwo\nthree\nfour\nfive\nsix\nseven\n");
    upstream.write("agents/b.md", "b\n");
    upstream.write("agents/gone.md", "gone\n");
    upstream.commit("first");
    const std::string directory = root.at("cache/up@main");
    os::make_directories(root.at("cache"));
    cache_ = create_cache(directory, upstream.path());
    fetch();
    first_checkout(cache_, "refs/heads/main");
  }

  void fetch() {
    before_ = git::object_ids(cache_, {std::string(upstream_ref)}).front();
    test::run_git(
        path(), {"fetch", "-q", upstream.path(), "+refs/heads/main:" + std::string(upstream_ref)});
  }

  Integration pull(bool force = false, bool dry = false,
                   const track::StageObserver& observer = {}) {
    fetch();
    std::optional<track::State> state;
    return integrate(cache_,
                     {.source_name = "up",
                      .branch = "refs/heads/main",
                      .before = before_,
                      .force = force,
                      .dry = dry},
                     [&]() -> track::State& {
                       if (!state) {
                         state.emplace(track::State::open(
                             root.at("state"), track::State::Access::write, "test", observer));
                       }
                       return *state;
                     });
  }
  std::string undo(std::int64_t operation) {
    auto state = track::State::open(root.at("state"), track::State::Access::write, "test");
    state.undo(operation, false);
    return path();
  }

  std::string path() const { return cache_.work_tree; }
  std::string at(const std::string& name) const { return os::join(path(), name); }
  std::string read(const std::string& name) const { return os::read_file(at(name)); }
  void write(const std::string& name, const std::string& text) const {
    os::make_directories(std::string(os::parent(at(name))));
    os::write_atomically(at(name), text, os::Sync::no);
  }
  std::string git(std::vector<std::string> arguments) const {
    return test::run_git(path(), std::move(arguments));
  }
  std::string status() const { return git({"status", "--porcelain"}); }
  std::string commit(const std::string& message) const {
    git({"add", "-A"});
    git({"commit", "-q", "-m", message});
    return git({"rev-parse", "HEAD"});
  }

  test::TempRepo upstream;
  test::TempDir root;

 private:
  git::Repository cache_;
  std::string before_;
};

}  // namespace syncing
