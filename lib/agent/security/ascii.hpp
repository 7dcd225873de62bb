#pragma once

#include <string_view>

namespace agent::security {

// Not those of <cctype>, which depend on the locale and take no UTF-8 bytes.
constexpr bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_upper(char32_t c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(char32_t c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_alnum(char32_t c) {
  return is_digit(c) || is_upper(c) || is_lower(c);
}
constexpr bool is_word(char32_t c) {
  return is_alnum(c) || c == '_' || c == '-';
}
constexpr bool is_blank(char32_t c) {
  return c == ' ' || c == '\t';
}

/// Does one of `words` occur in `text`? Both are in lower case.
template <typename Words>
constexpr bool contains_any(std::string_view text, const Words& words) {
  for (const std::string_view word : words) {
    if (text.find(word) != text.npos) return true;
  }
  return false;
}

template <typename Words>
constexpr bool is_one_of(std::string_view word, const Words& words) {
  for (const std::string_view other : words) {
    if (word == other) return true;
  }
  return false;
}

}  // namespace agent::security
