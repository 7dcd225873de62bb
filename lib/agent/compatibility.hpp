#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace agent {

/// The file at a source's top that says which programs it is for.
inline constexpr std::string_view compatibility_file = "agents-manifest.yaml";
inline constexpr std::size_t max_compatibility_bytes = 1 << 20;

/// What that file asks for.
struct Compatibility {
  std::string refusal;  ///< why this program may not deploy the source; "" = it may
  /// Warnings about the file and of what is going away, and as infos what it says to claude-mpm.
  base::Diagnostics findings;
};

/// `path` is what the findings name, `version` this program's own. Only a later format version and
/// a later `min_git_agents_version` refuse: min_cli_version and its like are versions of
/// claude-mpm. What cannot be read is a warning and refuses nothing.
Compatibility read_compatibility(std::string_view text, const std::string& path,
                                 std::string_view version);

}  // namespace agent
