#pragma once

#include <cstddef>

#include "agent/security/source.hpp"

namespace agent::security {

/// Checks remote-shell where a command that fetches begins.
void check_download(Source& source, std::size_t at);

/// Checks dynamic-exec at the mark of a command: "!`", "```!" or "!{".
void check_command(Source& source, std::size_t at);

/// Checks dynamic-exec for hooks in the frontmatter.
void check_hooks(Source& source);

/// Checks permission-bypass at "dangerously-" or "--yolo".
void check_bypass(Source& source, std::size_t at);

}  // namespace agent::security
