#pragma once

#include <cstddef>
#include <string_view>

namespace syntax {

/// A line of a block collection, taken apart without regard to its context.
struct Line {
  std::size_t begin = 0;     ///< of the line
  std::size_t content = 0;   ///< first byte that is not a blank
  std::size_t end = 0;       ///< one past the last byte that is not white space
  std::size_t item = 0;      ///< what follows the dashes
  std::size_t column = 0;    ///< of the key, or of the last dash where there is no key
  std::size_t colon = npos;  ///< the colon after the key
  std::size_t value = npos;  ///< first byte of the value, npos where there is none
  bool is_item = false;      ///< begins with a dash

  static constexpr std::size_t npos = std::string_view::npos;
  bool is_empty() const { return content >= end; }  ///< or a comment
  bool has_key() const { return colon != npos; }
};

Line line_at(std::string_view text, std::size_t begin);

}  // namespace syntax
