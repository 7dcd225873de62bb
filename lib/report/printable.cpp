#include <algorithm>

#include "base/text.hpp"
#include "report/human.hpp"
#include "report/width.hpp"

namespace report {
namespace {

constexpr char hex[] = "0123456789abcdef";

void append_escaped(std::string& out, char32_t c) {
  if (c < 0x100) {
    out += "\\x";
    out += hex[c >> 4];
    out += hex[c & 0xF];
    return;
  }
  std::string digits;
  for (; c != 0; c >>= 4) digits.insert(digits.begin(), hex[c & 0xF]);
  out += "\\u{" + digits + "}";
}

}  // namespace

std::string printable(std::string_view text) {
  const std::string valid = base::to_valid_utf8(text);
  std::string out;
  out.reserve(valid.size());
  for (std::string_view rest = valid; !rest.empty();) {
    const char32_t c = base::take_code_point(rest);
    if (base::is_unseen(c)) {
      append_escaped(out, c);
    } else {
      base::append_utf8(out, c);
    }
  }
  return out;
}

std::size_t columns(std::string_view printable_text) {
  struct Range {
    char32_t first, last;
    std::size_t columns;
  };
  // The ranges that definitions really contain: combining marks and variation selectors; East
  // Asian wide characters and emoji (UAX #11).
  static constexpr Range ranges[] = {
      {0x300, 0x36F, 0},     {0x1100, 0x115F, 2},   {0x20D0, 0x20FF, 0},   {0x231A, 0x231B, 2},
      {0x23E9, 0x23EC, 2},   {0x2614, 0x2615, 2},   {0x26A1, 0x26A1, 2},   {0x2705, 0x2705, 2},
      {0x270A, 0x270B, 2},   {0x2728, 0x2728, 2},   {0x274C, 0x274C, 2},   {0x2753, 0x2755, 2},
      {0x2795, 0x2797, 2},   {0x2B50, 0x2B50, 2},   {0x2E80, 0x303E, 2},   {0x3041, 0xA4CF, 2},
      {0xAC00, 0xD7A3, 2},   {0xF900, 0xFAFF, 2},   {0xFE00, 0xFE0F, 0},   {0xFE30, 0xFE6F, 2},
      {0xFF00, 0xFF60, 2},   {0xFFE0, 0xFFE6, 2},   {0x1F300, 0x1F64F, 2}, {0x1F680, 0x1F6FF, 2},
      {0x1F7E0, 0x1F7EB, 2}, {0x1F900, 0x1F9FF, 2}, {0x1FA70, 0x1FAFF, 2}, {0x20000, 0x3FFFD, 2},
  };
  std::size_t total = 0;
  while (!printable_text.empty()) {
    const char32_t c = base::take_code_point(printable_text);
    const auto* range = std::ranges::find_if(ranges, [&](const Range& candidate) {
      return c >= candidate.first && c <= candidate.last;
    });
    total += range == std::end(ranges) ? 1 : range->columns;
  }
  return total;
}

}  // namespace report
