#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"

namespace syncing {

/// The trailer of commits that are ours by construction: each holds what upstream's commit of that
/// id holds, and is in no history but a cache's.
inline constexpr std::string_view upstream_trailer = "Upstream-Commit";
/// Which commit holds what was downloaded of upstream's: "refs/agents/adopted/<upstream's id>".
inline constexpr std::string_view adopted_prefix = "refs/agents/adopted/";

/// A commit of a cache's history.
struct HistoryCommit {
  std::string id, subject;
  std::string stands_for;  ///< the id in its trailer; "" = it is upstream's or the user's
  bool merge = false;
};

/// Those that `to` has and none of `from` has, oldest first.
std::vector<HistoryCommit> history_between(const git::Repository& cache,
                                           const std::vector<std::string>& from,
                                           const std::string& to);

/// Upstream's commits that the one at upstream_ref only stands for; none = it is upstream's own.
/// Several where they hold the same. Only our refs say so: what was fetched may have any trailer.
std::vector<std::string> stands_for(const git::Repository& cache, const std::string& commit);

/// What a push would send.
struct Outgoing {
  std::vector<HistoryCommit> commits;  ///< the user's own, oldest first; none = nothing to push
  /// Commits of ours lie between: the local work goes as one commit on upstream's.
  bool as_one = false;
};

/// What HEAD has and upstream has not. `known` is the commit at upstream_ref, which only stands for
/// one of upstream's where `stand_in`.
Outgoing outgoing(const git::Repository& cache, const std::string& known, bool stand_in,
                  const std::string& head);

/// The local work of HEAD as one commit on `real`, upstream's own commit that `known` stands for
/// (or is): the same where HEAD and `real` are the same. Error(conflict) where `known` is not like
/// it.
std::string as_one_commit(const git::Repository& cache, const std::string& known,
                          const std::string& real, const std::string& head,
                          const std::vector<HistoryCommit>& commits);

/// Is `old` an ancestor of `young`, or the same?
bool is_ancestor(const git::Repository& cache, const std::string& old, const std::string& young);

}  // namespace syncing
