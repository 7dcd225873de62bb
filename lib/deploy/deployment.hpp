#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "deploy/source_input.hpp"
#include "deploy/source_report.hpp"
#include "deploy/target_planner.hpp"
#include "git/repository.hpp"
#include "settings/settings.hpp"
#include "source/validation.hpp"
#include "track/state.hpp"

namespace deploy {

struct Options {
  std::vector<settings::Target> targets;         ///< empty = the configured ones
  std::vector<settings::Target> otherwise = {};  ///< where neither gives any
  bool prune = false;
  bool force = false;
  bool worktree = false;         ///< uncommitted content instead of HEAD
  bool hold_back = false;        ///< a hook started it: new privileges need --accept
  std::set<std::string> accept;  ///< names whose held-back content is wanted
  std::set<std::string> adopt;
  source::Memo* memo = nullptr;              ///< may be null
  std::string version = GIT_AGENTS_VERSION;  ///< this program's, for what sources ask for
};

/// What is deployed beside a repository's own definitions.
struct Sources {
  std::vector<SourceInput> inputs;
  std::vector<settings::Detect> detect;  ///< empty = everything that they hold
  bool known = true;  ///< false: the configuration that names them cannot be read
};

struct Prepared {
  std::string origin;             ///< LedgerEntry::origin
  std::string commit;             ///< deployed revision, "" for the work tree
  source::Validation validation;  ///< of the repository
  std::vector<SourceReport> sources;
  std::vector<std::string> unanswered;  ///< words of `detect` that name nothing
  std::vector<PlannedTarget> parts;     ///< one a target
};

/// Reads HEAD (or the work tree), validates, composes, adds what the sources bring, and plans for
/// each target. Touches nothing. Definitions with errors are held back always, unless accepted; of
/// sources by the rules' own severities. Where there is no commit yet only the sources count.
/// Error(invalid) where the tree's settings are wrong.
Prepared prepare(const git::Repository& repository, const Options& options,
                 const track::State& state, const Sources& sources = {});

/// The same for the user's own targets, which no repository has a part in. `origin` is where the
/// user's configuration lies, as LedgerEntry::origin.
Prepared prepare_user(const std::string& origin, const Options& options, const track::State& state,
                      const Sources& sources);

/// Carries the plan out: one operation a target. Gives the operations' ids (none where nothing
/// changed, not even in the ledger). Afterwards update_exclude() is due.
std::vector<std::int64_t> apply(const Prepared& prepared, track::State& state,
                                const std::string& reason);

}  // namespace deploy
