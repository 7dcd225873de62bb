#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace agent {

/// Where the parts of a definition file are, found on raw bytes: an optional BOM, an opening line
/// `---` (blanks after it allowed, CR LF too), the YAML, the first later line that is `---`.
struct Split {
  enum class State : std::uint8_t {
    none,       ///< no opening fence
    not_first,  ///< a fence follows blank lines, a comment, a heading, a code fence or `----`
    unclosed,   ///< an opening fence without a closing one
    complete,
  } state = State::none;
  std::size_t bom = 0;         ///< 0 or 3
  std::size_t fence = 0;       ///< offset of the opening fence
  std::size_t yaml_begin = 0;  ///< first byte after the opening fence's line
  std::size_t yaml_end = 0;    ///< offset of the closing fence
  std::size_t body_begin = 0;  ///< first byte after the closing fence's line; `bom` where none
};

Split split(std::string_view bytes);

}  // namespace agent
