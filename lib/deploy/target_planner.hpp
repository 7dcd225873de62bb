#pragma once

#include <set>
#include <string>
#include <vector>

#include "deploy/deployable.hpp"
#include "deploy/plan.hpp"
#include "track/state.hpp"

namespace deploy {

/// A definition with where it comes from.
struct Offer {
  const Deployable* definition;
  const Rank* rank;
  const std::string* commit;
};

/// How a target is planned, beside what is offered to it.
struct PlanningOptions {
  std::string origin;     ///< LedgerEntry::origin
  std::string work_tree;  ///< of the repository whose own definitions are offered; "" = none
  std::map<std::string, KnownSource> sources;
  bool sources_known = true;  ///< as in PlanInput
  bool prune = false, force = false, hold_back = false;
  std::set<std::string> accept, adopt;  ///< names, as agent::match_key() has them
};

struct PlannedTarget {
  Plan plan;
  std::vector<Wanted> wanted;
};

/// Plans one target: what it would hold, what of that is held back, and what is there. `tracked` as
/// in PlanInput.
PlannedTarget plan_target(const TargetPlaces& places, const std::vector<Offer>& offers,
                          const PlanningOptions& options, const track::State& state,
                          std::set<std::string> tracked);

}  // namespace deploy
