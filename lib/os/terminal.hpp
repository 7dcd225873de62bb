#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace os {

bool is_terminal(int fd);
/// Columns of the terminal on `fd`; 80 where it is none.
std::size_t terminal_width(int fd);

/// auto, resolved: a terminal, TERM not "dumb", NO_COLOR unset or empty (no-color.org).
bool wants_colour(int fd);

}  // namespace os
