#include "base/text.hpp"

#include <algorithm>

namespace base {
namespace {

constexpr std::string_view white_space = " \t\n\v\f\r";

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

}  // namespace

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(white_space);
  if (first == text.npos) return text.substr(text.size());
  return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

}  // namespace base
