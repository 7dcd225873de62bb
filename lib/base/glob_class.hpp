#pragma once

#include <cstddef>
#include <string_view>

namespace base {

/// Does `c` belong to the bracket expression that begins at pattern[open] == '['? Gives the index
/// after its ']' if so; 0 where it does not belong or the expression is malformed.
std::size_t match_class(std::string_view pattern, std::size_t open, unsigned char c);

}  // namespace base
