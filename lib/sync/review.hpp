#pragma once

#include <string>
#include <vector>

#include "forge/remote.hpp"
#include "git/config.hpp"
#include "git/transport.hpp"
#include "sync/send.hpp"
#include "sync/source.hpp"

namespace syncing {

struct ReviewRequest {
  std::string base, branch;  ///< "main", "feature/x"
  std::string title, body;
};

struct Reviewed {
  std::string ref;           ///< where it went: "refs/heads/feature/x", "refs/for/main"
  std::string fork;          ///< "me/repo", where it went there
  std::string pull_request;  ///< page of the one that was made, or was open
  std::string page;          ///< page on which to make one
  std::string note;
  std::vector<std::string> said;
};

/// Pushes so that it is reviewed, by what the forge has for that: GitHub's API, from a fork where
/// the repository is read-only; GitLab's push options; Gitea's and Forgejo's refs/for; elsewhere a
/// branch, and the page that makes a pull request of it. Of `sending` the ref and options are
/// chosen here.
Reviewed push_for_review(const git::Repository& cache, const Source& source,
                         const forge::Remote& remote, const git::Config& config,
                         const git::Access& access, Sending sending, const ReviewRequest& request);

}  // namespace syncing
