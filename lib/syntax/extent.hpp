#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace syntax {

/// Where things end in the source. Every function takes and returns byte offsets into `text` and
/// never runs past its end.

inline bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
inline bool is_space(char c) {
  return is_blank(c) || c == '\n' || c == '\r';
}

/// The line break after `at`, or the end of the text.
std::size_t line_end(std::string_view text, std::size_t at);
/// The first byte of the line that `at` is in.
std::size_t line_begin(std::string_view text, std::size_t at);
/// The first byte at or after `at` that is neither white space nor part of a comment.
std::size_t skip_space(std::string_view text, std::size_t at);
/// `at`, or the start of the node whose anchor or tag is at `at`.
std::size_t skip_properties(std::string_view text, std::size_t at);
/// One past the last byte of the anchors and tags at `at`.
std::size_t properties_end(std::string_view text, std::size_t at);

/// One past the closing quote of the scalar at `at`, or npos where it is missing.
std::size_t quoted_end(std::string_view text, std::size_t at);
/// End of the plain scalar at `at` whose folded text is `value`.
std::size_t plain_end(std::string_view text, std::size_t at, std::string_view value);
/// End of the literal or folded scalar at `at`, with the break of its last line. `parent` is the
/// column of the collection around it, -1 at the top.
std::size_t block_scalar_end(std::string_view text, std::size_t at, std::int64_t parent);
/// One past the name of the alias at `at`.
std::size_t alias_end(std::string_view text, std::size_t at);

}  // namespace syntax
