#pragma once

#include <cstddef>
#include <string>

#include "base/diagnostic.hpp"

namespace deploy {

/// How a source fared.
struct SourceReport {
  std::string id, name;
  std::string problem;   ///< why it brings nothing; what was deployed of it stays; "" = nothing
  bool refused = false;  ///< it is here, but may not or cannot be deployed
  bool broken = false;   ///< content that must be here cannot be read: its cache is damaged
  base::Diagnostics findings;   ///< about its agents-manifest.yaml
  std::size_t definitions = 0;  ///< that it brings, those not wanted by `detect` left out
};

}  // namespace deploy
