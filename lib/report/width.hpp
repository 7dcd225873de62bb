#pragma once

#include <cstddef>
#include <string_view>

namespace report {

/// Takes the first code point off a valid, non-empty UTF-8 text.
char32_t take_code_point(std::string_view& text);

/// Terminal columns that valid UTF-8 without control characters takes: wide characters two,
/// combining ones none.
std::size_t columns(std::string_view printable_text);

}  // namespace report
