#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "agent/frontmatter.hpp"

namespace agent {

// How Claude Code reads frontmatter where it differs from YAML and from everybody else: measured on
// 2.1.329, validator and run time.

/// Where it ends the frontmatter, if not at the closing fence: at the first `---`, wherever in a
/// line that stands. Also for a text that has no closing fence.
std::optional<std::size_t> claude_end(std::string_view bytes, const Split& parts);

/// The text with its repair: every one-line value of a top-level key with a special character in
/// it, quoted. It is tried where YAML fails, on all such values or on none.
std::string claude_repaired(std::string_view yaml);

/// Does it get fields from this text, as it is or repaired?
bool claude_reads(std::string_view yaml);

}  // namespace agent
