#pragma once

#include <string>
#include <vector>

#include "git/repository.hpp"
#include "sync/outgoing.hpp"
#include "sync/source.hpp"

namespace syncing {

struct BranchRequest {
  std::string resolved;  ///< what the source follows: "refs/heads/main"
  std::string branch;    ///< that the user named; "" = none
  std::string message;   ///< of a commit that is still to be made
  bool pull_request = false;
};

/// Where local work is to be pushed, as "refs/heads/…". A pull request without a branch gets one
/// whose name is made of the first commit, so that asking again changes nothing. Error where the
/// source follows no branch and none is named, where the name cannot be one, where a pull request
/// would be from a branch to itself, and where another branch than the source's is checked out.
std::string choose_branch(const git::Repository& cache, const Source& source,
                          const BranchRequest& request, const std::vector<HistoryCommit>& commits);

/// "'topic' is checked out in 'DIR', not 'main'", and the command that changes that; `resolved` is
/// what the source follows.
std::string elsewhere(const git::Repository& cache, const std::string& resolved);
std::string go_back(const git::Repository& cache, const std::string& resolved);

}  // namespace syncing
