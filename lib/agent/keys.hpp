#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "agent/kind.hpp"

namespace agent {

/// What a field's value must be. Hosts read `null` as absent everywhere.
enum class Shape : std::uint8_t {
  any,
  name,     ///< a string
  text,     ///< no list or mapping
  boolean,  ///< true, false, yes, no, on, off, 1, 0
  integer,  ///< also in quotes
  list,     ///< a list or a string
  mapping,
};

struct Key {
  std::string_view word;
  Shape shape;
};

/// The keys of a format that has rules; none for others.
std::span<const Key> known_keys(Format format);

/// Is it a key of the format, written in any case and with any of '-', '_' and nothing between its
/// words?
bool resembles_known_key(Format format, std::string_view word);

/// The known key that `word` is but for case, '-' and '_'.
std::optional<std::string_view> same_key(Format format, std::string_view word);

/// The known key that `word` is one typing error away from. None for keys that mean something in
/// another kind or host, and for words of less than five letters.
std::optional<std::string_view> close_key(Format format, std::string_view word);

}  // namespace agent
