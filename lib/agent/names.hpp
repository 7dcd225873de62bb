#pragma once

#include <string_view>

namespace agent {

inline constexpr std::string_view settings_file = ".git-agents.yaml";
inline constexpr std::string_view baseline_file = ".git-agents-baseline.json";
inline constexpr std::string_view state_folder = "agents";  ///< below git's directories

}  // namespace agent
