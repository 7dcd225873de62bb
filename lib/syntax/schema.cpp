#include "syntax/schema.hpp"

#include <algorithm>

namespace syntax {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

bool is_based_integer(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return false;
  const std::string_view digits = text.substr(2);
  if (text[1] == 'o') {
    return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '7'; });
  }
  return text[1] == 'x' && digits.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

/// `text` begins with a digit, a sign or a dot.
Type resolve_number(std::string_view text) {
  if (is_based_integer(text)) return Type::integer;
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return Type::floating;
  if (text[0] == '+' || text[0] == '-') text.remove_prefix(1);
  if (text == ".inf" || text == ".Inf" || text == ".INF") return Type::floating;

  std::size_t at = skip_digits(text, 0);
  const bool whole = at > 0;
  if (whole && at == text.size()) return Type::integer;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = at + 1;
    at = skip_digits(text, fraction);
    if (!whole && at == fraction) return Type::string;
  } else if (!whole) {
    return Type::string;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = at;
    at = skip_digits(text, exponent);
    if (at == exponent) return Type::string;
  }
  return at == text.size() ? Type::floating : Type::string;
}

}  // namespace

bool is_null(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

Type resolve_plain(std::string_view text) {
  if (is_null(text)) return Type::null;
  const char first = text[0];
  if (is_digit(first) || first == '+' || first == '-' || first == '.') return resolve_number(text);
  if (first != 't' && first != 'T' && first != 'f' && first != 'F') return Type::string;
  const bool boolean = text == "true" || text == "True" || text == "TRUE" || text == "false" ||
                       text == "False" || text == "FALSE";
  return boolean ? Type::boolean : Type::string;
}

}  // namespace syntax
