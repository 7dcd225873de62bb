#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "deploy/plan.hpp"
#include "git/repository.hpp"
#include "settings/settings.hpp"
#include "source/validation.hpp"
#include "track/state.hpp"

namespace deploy {

struct Options {
  std::vector<settings::Target> targets;  ///< empty = the configured ones
  bool prune = false;
  bool force = false;
  bool worktree = false;         ///< uncommitted content instead of HEAD
  bool hold_back = false;        ///< a hook started it: new privileges need --accept
  std::set<std::string> accept;  ///< names whose held-back content is wanted
  std::set<std::string> adopt;
  source::Memo* memo = nullptr;  ///< may be null
};

struct Prepared {
  std::string commit;  ///< deployed revision, "" for the work tree
  source::Validation validation;
  struct Part {
    Plan plan;
    std::vector<Wanted> wanted;
  };
  std::vector<Part> parts;  ///< one a target
};

/// Reads HEAD (or the work tree), validates, composes, and plans for each target. Touches nothing.
/// Definitions with errors are held back always, unless accepted. Error(invalid) where the tree's
/// settings are wrong.
Prepared prepare(const git::Repository& repository, const Options& options,
                 const track::State& state);

/// Carries the plan out: one operation a target. Also keeps the managed block of info/exclude.
/// Gives the operations' ids (none where nothing changed, not even in the ledger).
std::vector<std::int64_t> apply(const git::Repository& repository, const Prepared& prepared,
                                track::State& state, const std::string& reason);

}  // namespace deploy
