#pragma once

#include <cstddef>
#include <vector>

#include "deploy/plan.hpp"

namespace deploy {

struct Winners {
  std::vector<std::size_t> wanted;    ///< indices of the files that stay, ascending
  std::vector<Collision> collisions;  ///< in the order of the losers
};

/// Decides between definitions that would have the same path, the same name within a kind (commands
/// go by their path alone), or the same agent_id, all under case folding, as deploy-collision does.
/// The first by rank and origin path wins, before it those in place; a loser goes with all its
/// files. What was deployed of a source that cannot be read now takes part, so that nobody slips
/// in.
Winners decide_collisions(const PlanInput& input);

}  // namespace deploy
