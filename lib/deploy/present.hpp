#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "deploy/plan.hpp"

namespace deploy {

/// Looks at the disk. A file whose stat is that of the ledger's row is not read. A path behind a
/// symbolic link below the target's directories counts as one that is no regular file. Keeps a
/// reference to `ledger`.
std::function<std::optional<Present>(const std::string&)> presence(
    const std::map<std::string, track::LedgerEntry>& ledger, const TargetPlaces& places);

}  // namespace deploy
