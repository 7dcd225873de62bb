#pragma once

#include <iosfwd>
#include <string_view>
#include <vector>

#include "sync/pull.hpp"

namespace cli {

/// A line for each source on `out`, with what it takes to go on where something is in the way; what
/// failed on `err`.
void print_pulled(std::ostream& out, std::ostream& err, const std::vector<syncing::Pulled>& all,
                  bool dry);

/// `deployment`: the document of what was deployed after it, or "".
void print_pulled_json(std::ostream& out, const std::vector<syncing::Pulled>& all, bool dry,
                       std::string_view deployment);

}  // namespace cli
