#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "approval/request.hpp"

namespace approval {

enum class RiskLevel : std::uint8_t { critical, high, medium, low };
std::string_view to_string(RiskLevel level);

/// One reason to look closely.
struct Risk {
  RiskLevel level = RiskLevel::low;
  std::string about;  ///< path or name, hostile bytes; "" = the change as a whole
  std::string words;  ///< ours
  std::string quote;  ///< a line of the repository, hostile bytes; "" = none
  bool operator==(const Risk&) const = default;
};

/// The gravest first, else in the order of paths.
std::vector<Risk> risks_of(const Request& request);

}  // namespace approval
