#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace base {

/// Number of insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`,
/// counted in bytes; stops early and gives limit + 1 where it is more than `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate that a person who typed `word` most likely meant: nearest by edit distance, at
/// most a third of its length away; ties go to the first.
std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates);

}  // namespace base
