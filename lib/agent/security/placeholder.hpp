#pragma once

#include <string_view>

namespace agent::security {

/// Shannon entropy of the bytes, in bits per byte.
double entropy(std::string_view text);

/// Is the value no secret but stands for one: it says so ("your-…", "EXAMPLE", "<token>",
/// "${TOKEN}"), repeats itself, counts up, or has less entropy than `least`?
bool is_placeholder(std::string_view value, double least);

}  // namespace agent::security
