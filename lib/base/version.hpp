#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace base {

/// Compares "1.9" with "1.10.0": number by number, missing ones as 0; a pre-release ("2.0-rc.1",
/// "2.0rc1") comes before its release. A "v" in front and what follows a "+" count for nothing.
/// Nothing where one of them is no version.
std::optional<std::strong_ordering> compare_versions(std::string_view a, std::string_view b);

}  // namespace base
