#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "git/push.hpp"

namespace approval {

/// The branch that requests are kept in. It never needs approval itself.
inline constexpr std::string_view record_branch = "refs/heads/agents/executions";

/// One pushed ref that gives the other side a commit, and what is known here of the other side.
struct PushedCommit {
  git::PushedRef ref;
  std::string head, tree;  ///< full ids
  std::string settings;    ///< blob id of the configuration in it; "" = none
  enum class Known {
    reported,        ///< the remote's own word
    tracking,        ///< what was last seen of that branch: its word is not known here
    default_branch,  ///< the ref is new there: what it will be compared with
    nothing
  } known = Known::nothing;
  std::string tip, tip_ref;  ///< the target's commit, and the remote-tracking ref that says so
  std::string tip_settings;
};

/// Everything that tells whether a push can be gated, as names for one question to git.
class PushQuestions {
 public:
  /// `remote` is the name or the URL that the hook is given.
  PushQuestions(std::string_view remote, std::vector<git::PushedRef> refs);

  /// For git::object_ids(), alone or among others.
  const std::vector<std::string>& names() const { return names_; }
  /// From the ids of names(), in that order. Deletions, refs that hold no commit and the branch of
  /// records are left out.
  std::vector<PushedCommit> answers(const std::vector<std::string>& ids) const;

 private:
  void ask(const std::string& name);
  void ask_of_commit(const std::string& name);
  std::string tracking(const std::string& ref) const;
  std::vector<std::string> defaults() const;

  std::string prefix_;  ///< "refs/remotes/origin/"; "" where the remote has no name
  std::vector<git::PushedRef> refs_;
  std::vector<std::string> names_;
  std::map<std::string, std::size_t> places_;
};

}  // namespace approval
