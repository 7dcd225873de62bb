#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace agent::security {

/// "U+202E RIGHT-TO-LEFT OVERRIDE"; the number alone where the name is not known.
std::string described(char32_t c);

/// The code point before byte `at` of valid UTF-8; 0 at the beginning.
char32_t code_point_before(std::string_view bytes, std::size_t at);
/// The code point at byte `at` of valid UTF-8; 0 at the end.
char32_t code_point_at(std::string_view bytes, std::size_t at);
std::size_t utf8_size(char32_t c);

constexpr bool is_visible_ascii(char32_t c) {
  return c > 0x20 && c < 0x7F;
}
/// Can it be a part of an emoji sequence that is joined by U+200D?
bool is_emoji(char32_t c);
/// A letter or sign of a script that spells words with joiners and non-joiners?
bool needs_joiners(char32_t c);
/// Of a script that is written without blanks between words?
bool needs_break_hints(char32_t c);
constexpr bool is_ideograph(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}
constexpr bool is_variation_selector(char32_t c) {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}
constexpr bool is_tag(char32_t c) {
  return c >= 0xE0000 && c <= 0xE007F;
}
constexpr bool is_direction_control(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}
bool is_zero_width(char32_t c);
bool is_odd_space(char32_t c);

}  // namespace agent::security
