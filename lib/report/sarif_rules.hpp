#pragma once

#include <set>
#include <string_view>

#include "base/diagnostic.hpp"
#include "report/json_text.hpp"

namespace report {

/// "error", "warning" or "note".
const char* sarif_level(base::Severity severity);

/// A reportingDescriptor; for an id that the catalogue does not know, one with a name alone.
Json sarif_rule(std::string_view id);

Json weakness_catalogue();  ///< a toolComponentReference to taxonomy 0 of the run
Json weakness_taxonomy(const std::set<unsigned>& numbers);

}  // namespace report
