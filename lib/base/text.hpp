#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace base {

/// Byte offset of the first byte that is not part of valid UTF-8 (RFC 3629: no surrogates, no
/// overlong forms), or nothing.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);

/// `bytes` with every invalid sequence replaced by U+FFFD.
std::string to_valid_utf8(std::string_view bytes);

/// Number of code points in valid UTF-8; in other bytes, the number of bytes that do not continue
/// a sequence.
std::size_t count_code_points(std::string_view text);

/// Appends the UTF-8 form of `code_point` to `out`.
void append_utf8(std::string& out, char32_t code_point);

/// Is `c` shown by nothing, so that it can hide or reorder the text around it? Such are the
/// controls of both sets, marks of direction, joiners and tags.
bool is_unseen(char32_t c);

/// Takes the first code point off `text`, which is valid UTF-8 and not empty.
char32_t take_code_point(std::string_view& text);

/// Lines of a text (ended by LF; a CR before it is not shown) and places in them. Keeps a view of
/// `text`, which must outlive it. Building it is lazy: nothing is scanned until the first question.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  /// The place of bytes [begin, end), clamped to the line that `begin` is in.
  Place place(std::size_t begin, std::size_t end) const;
  /// 1-based line number of the byte at `offset`.
  std::uint32_t line_of(std::size_t offset) const;

 private:
  void scan() const;
  std::string_view text_;
  mutable std::vector<std::size_t> starts_;
};

/// `path` as git shows it: as it is, or in double quotes with C escapes where it holds control
/// characters, others that are not seen, quotes, backslashes or bytes that are not valid UTF-8.
std::string quote_path(std::string_view path);

std::string_view trim(std::string_view text);  ///< without ASCII white space at both ends
std::string to_lower_ascii(std::string_view text);

/// Normal form under which two names are "the same": NFC, then full case folding (utf8proc).
/// Invalid UTF-8 is kept as bytes.
std::string fold(std::string_view name);

}  // namespace base
