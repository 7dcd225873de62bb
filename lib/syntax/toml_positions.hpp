#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace syntax {

/// Byte offsets of the places that the TOML parser gives: a line and a column, both counted from 1,
/// the column in code points. A byte order mark is no part of the first line.
class TomlPositions {
 public:
  /// `text` is valid UTF-8 and must outlive this.
  explicit TomlPositions(std::string_view text);

  /// The end of the text for a place that is not in it.
  std::size_t offset(std::size_t line, std::size_t column) const;

 private:
  std::string_view text_;
  std::size_t code_points_ = 0;
  std::vector<std::size_t> lines_;  ///< the number of code points before each line
  std::vector<std::size_t> marks_;  ///< offset of every so many'th code point
};

}  // namespace syntax
