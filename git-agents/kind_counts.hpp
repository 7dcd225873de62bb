#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>

#include "agent/kind.hpp"
#include "source/catalog.hpp"

namespace cli {

using KindCounts = std::map<agent::Kind, std::size_t>;

/// Definitions by kind, of those whose root (the top is ".") is wanted; files that only lie among
/// definitions are not counted.
KindCounts count_kinds(const source::Catalog& catalog,
                       const std::function<bool(const std::string& root)>& wanted);

/// "49 agents and 5 bases"; "nothing" where there are none.
std::string counts_text(const KindCounts& counts);

}  // namespace cli
