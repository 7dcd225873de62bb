#pragma once

#include <string>

#include "git/repository.hpp"

namespace syncing {

/// The state of a cache whose local work was pushed to the source's branch.
struct Settled {
  std::string branch;  ///< "refs/heads/main", at `head`
  std::string head;
  std::string known;        ///< the commit at upstream_ref
  std::string pushed;       ///< upstream's commit now
  bool as_one = false;      ///< `pushed` is not `head`, but holds the same work
  bool stands_for = false;  ///< `known` only stands for a commit of upstream's
};

/// Moves upstream_ref to what was pushed. Where that is another commit than HEAD the branch
/// follows, and what it was at is kept below backup_prefix; no file changes.
void settle(const git::Repository& cache, const Settled& settled);

}  // namespace syncing
