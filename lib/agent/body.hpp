#pragma once

#include <cstddef>
#include <string_view>

#include "agent/definition.hpp"
#include "agent/findings.hpp"

namespace agent {

/// Adds what the text of a definition, which begins at `begin` of its bytes, mentions: agents that
/// it calls, relative links, and the rules that a `<!-- git-agents: ignore RULE -->` silences.
/// Checks body-empty, file-size, copilot-body and unclosed-code-fence.
void scan_body(Format format, std::string_view bytes, std::size_t begin, Findings& findings,
               Parsed& parsed);

/// Adds the known rules that a comment in `line` silences.
void read_ignore_comment(std::string_view line, Parsed& parsed);

}  // namespace agent
