#pragma once

#include <iosfwd>
#include <vector>

#include "sync/pull.hpp"

namespace cli {

/// A line for each source on `out`, with what it takes to go on where something is in the way; what
/// failed on `err`.
void print_pulled(std::ostream& out, std::ostream& err, const std::vector<syncing::Pulled>& all,
                  bool dry);

void print_pulled_json(std::ostream& out, const std::vector<syncing::Pulled>& all, bool dry);

}  // namespace cli
