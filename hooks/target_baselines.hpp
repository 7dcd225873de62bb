#pragma once

#include <map>
#include <set>
#include <string>

#include "git/repository.hpp"
#include "hooks/judge.hpp"

namespace hooks {

/// The baselines by which servers judge what arrives: those of the commits that are there already,
/// so that no change accepts its own errors.
class TargetBaselines {
 public:
  /// `commits` are full ids or other revisions.
  TargetBaselines(const git::Repository& repository, const std::set<std::string>& commits);

  /// Of a commit that has neither a configuration nor a baseline, its own errors. A baseline that
  /// cannot be read accepts nothing. Null for what is no commit or tree. Lives as long as this.
  const Baseline* of(const std::string& commit) const;

 private:
  std::map<std::string, Baseline> by_commit_;
};

}  // namespace hooks
