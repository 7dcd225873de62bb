#pragma once

#include <string>
#include <vector>

#include "git/config.hpp"
#include "sync/commit.hpp"
#include "sync/outgoing.hpp"
#include "sync/progress.hpp"
#include "sync/source.hpp"

namespace syncing {

struct PushOptions {
  std::string message = {};             ///< "" = nothing is committed first
  std::vector<std::string> paths = {};  ///< of that commit, as the user wrote them; none = all
  std::string branch = {};              ///< instead of the source's: "feature/x"; "" = the source's
  bool pull_request = false;
  bool dry = false;
  bool may_prompt = false;
};

/// How one source fared.
struct Pushed {
  Source source;
  enum class Status {
    nothing,  ///< there is nothing that upstream has not
    pushed,   ///< with PushOptions::dry: would be
    refused,  ///< the definitions have errors that upstream has not: see committed.errors
    failed,
  } status = Status::failed;
  LocalCommit committed;               ///< with a message
  std::vector<HistoryCommit> commits;  ///< what went
  bool as_one = false;                 ///< as one commit of its own
  std::string commit, ref;             ///< what went where: "refs/heads/main"
  std::string fork;                    ///< "me/repo", where it went there
  std::string pull_request;            ///< the page of the one that was made, or was there
  std::string page;                    ///< the page on which one can be made
  std::string note;                    ///< what else a person should know
  bool moved = false;                  ///< the source's branch is at `commit` now: the lock is old
  std::vector<std::string> edited;     ///< paths with edits that are not committed
  std::vector<std::string> said;       ///< by the server, line by line
  std::string error, hint;             ///< where it failed
};
std::string_view to_string(Pushed::Status status);

/// Pushes local commits of the sources' caches, one after another; a failing one does not stop the
/// others. Never forces anything, runs no hook.
std::vector<Pushed> push(const std::vector<Source>& sources, const git::Config& config,
                         const PushOptions& options, Progress& progress);

}  // namespace syncing
