#pragma once

#include <cstddef>
#include <string_view>

namespace report {

/// Terminal columns that valid UTF-8 without control characters takes: wide characters two,
/// combining ones none.
std::size_t columns(std::string_view printable_text);

}  // namespace report
