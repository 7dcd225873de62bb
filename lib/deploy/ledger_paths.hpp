#pragma once

#include <set>
#include <string>

#include "git/repository.hpp"
#include "track/state.hpp"

namespace deploy {

/// The deployed files of all targets that lie in this work tree, relative to it. They are never
/// definitions.
std::set<std::string> ledger_paths(const git::Repository& repository, const track::State& state);

/// The work tree with its symbolic links resolved, as paths in the ledger have it; "" where bare.
std::string canonical_work_tree(const git::Repository& repository);

/// LedgerEntry::origin: the same for all worktrees of a repository.
std::string origin_of(const git::Repository& repository);

}  // namespace deploy
