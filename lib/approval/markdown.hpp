#pragma once

#include <span>
#include <string>
#include <string_view>

namespace approval {

/// Hostile text as Markdown that shows it and does nothing else: a code span on one line, or a
/// fenced block. Characters that are not seen and bytes that are not UTF-8 are shown as \u{…}; no
/// mention, link, HTML or comment comes to life, and no backticks inside end it. Longer text than
/// `most` code points is cut, which is said.
std::string code_span(std::string_view text, std::size_t most = 500);

/// Each of `lines` is one line, whatever is in it, and is cut like a code_span().
std::string fenced(std::span<const std::string> lines, std::size_t most = 500);

}  // namespace approval
