#pragma once

#include <string_view>

#include "agent/findings.hpp"
#include "agent/frontmatter.hpp"
#include "agent/kind.hpp"

namespace agent {

/// Checks what the text of a definition hides, leaks or runs: hidden-unicode, zero-width,
/// odd-space, replacement-char, control-char, secret-token, private-key, generic-secret,
/// credential-url, dynamic-exec, remote-shell, permission-bypass (in the text), override-language,
/// hidden-comment and encoded-blob. `bytes` is valid UTF-8 without NUL. One pass over ordinary text
/// costs little more than reading it.
void check_security(Format format, std::string_view bytes, const Split& parts, Findings& findings);

}  // namespace agent
