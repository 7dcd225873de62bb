#pragma once

#include <string_view>
#include <vector>

#include "settings/settings.hpp"

namespace settings {

/// The names that may follow `section.`, or the top-level ones for "".
std::vector<std::string_view> names_in(std::string_view section);

/// The key with that name; Error(internal) where the table has none.
const Key& key_of(std::string_view name);

}  // namespace settings
