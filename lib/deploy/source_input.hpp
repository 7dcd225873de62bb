#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "deploy/deployable.hpp"
#include "deploy/origin.hpp"
#include "source/catalog.hpp"
#include "source/tree.hpp"

namespace deploy {

/// A source, as whoever connects the two hands it to a deployment.
struct SourceInput {
  std::string name;              ///< what people call it
  Rank rank;                     ///< with its id
  std::string path;              ///< only what is at or below it is deployed; "" = all
  std::string commit;            ///< upstream's
  source::Tree* tree = nullptr;  ///< the whole repository; null where `problem` says why
  std::string problem;           ///< why it cannot be read now; "" = it can
  bool broken = false;           ///< its cache is damaged: to pull does not mend that
};

/// What a source brings.
struct Brought {
  std::vector<Deployable> definitions;
  std::string problem;  ///< why it brings nothing: what was deployed of it stays; "" = nothing
  bool broken = false;  ///< content that must be there cannot be read
  base::Diagnostics findings;  ///< about its agents-manifest.yaml
};

/// Validates the source's tree on its own, by the rules' own severities, and composes with its own
/// bases. `version` is this program's, for what the source asks for. Never throws for what is wrong
/// with the source.
Brought read_source(const SourceInput& input, source::Memo* memo, std::string_view version);

}  // namespace deploy
