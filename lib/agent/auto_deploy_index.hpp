#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "settings/settings.hpp"

namespace agent {

/// The name that claude-mpm gives the file at the top of a repository.
inline constexpr std::string_view auto_deploy_index_file = "AUTO-DEPLOY-INDEX.md";

/// What such a file says, as far as files alone decide.
struct AutoDeployIndex {
  /// Something that it says and that no rule can: in words, with its line.
  struct LeftOut {
    std::size_t line = 0;  ///< 1-based
    std::string reason;
  };
  /// The first one is without files where something is always wanted. Each word of `deploy` is a
  /// path without extension; the patterns are anchored, since the file means the project's top.
  std::vector<settings::Detect> rules;
  std::vector<LeftOut> left_out;
};

/// Reads the Markdown line by line: headings, the labels in bold ("Indicator Files", "Auto-Deploy
/// Agents", "Optional Agents", …) and the lists below them. Text that is none of that is skipped,
/// and so are examples and code blocks.
AutoDeployIndex parse_auto_deploy_index(std::string_view text);

}  // namespace agent
