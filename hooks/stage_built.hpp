#pragma once

#include <string>
#include <vector>

#include "git/repository.hpp"
#include "index/memo.hpp"
#include "source/tree.hpp"

namespace hooks {

struct BuiltOutcome {
  bool changed = false;  ///< the index is another one now
  bool empty = false;    ///< and it is HEAD: the commit had nothing but wrong built files
  std::string notes;     ///< for people: what was staged, and what not and why
};

/// With `build.stage`, puts what the staged definitions compose to into this commit. Nothing where
/// git would not take it: `git commit PATH` has an index of its own, and a merge's tree is written
/// before its hook runs. `tree` and `entries` are the index of the commit in the making, `stale`
/// its built files that are not as they should be; `memo` may be null.
BuiltOutcome stage_built(const git::Repository& repository, source::Tree& tree,
                         const std::vector<git::Entry>& entries,
                         const std::vector<std::string>& stale, indexing::MemoDb* memo,
                         bool merging);

}  // namespace hooks
