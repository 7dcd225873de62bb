#include "base/shell_word.hpp"

namespace base {

std::string shell_word(std::string_view text) {
  constexpr std::string_view safe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
  if (!text.empty() && text.find_first_not_of(safe) == std::string_view::npos) {
    return std::string(text);
  }
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

std::string quoted_command(std::string_view line) {
  const std::string quote = line.find('\'') == std::string_view::npos ? "'" : "";
  return quote + std::string(line) + quote;
}

}  // namespace base
