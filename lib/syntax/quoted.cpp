#include "syntax/document.hpp"

namespace syntax {
namespace {

void append_hex(std::string& out, const char* prefix, unsigned code_point, int digits) {
  constexpr char hex[] = "0123456789abcdef";
  out += prefix;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += hex[(code_point >> shift) & 15];
}

/// Appends the escape of the character at the start of `rest` and returns its length; 0 where the
/// character may stand as it is.
std::size_t append_escape(std::string& out, std::string_view rest) {
  const auto byte = static_cast<unsigned char>(rest[0]);
  switch (byte) {
    case '"':
      out += "\\\"";
      return 1;
    case '\\':
      out += "\\\\";
      return 1;
    case '\n':
      out += "\\n";
      return 1;
    case '\r':
      out += "\\r";
      return 1;
    case '\t':
      out += "\\t";
      return 1;
    default:
      break;
  }
  if (byte < 0x20 || byte == 0x7f) {
    append_hex(out, "\\x", byte, 2);
    return 1;
  }
  const auto second = rest.size() > 1 ? static_cast<unsigned char>(rest[1]) : 0U;
  if (byte == 0xc2 && second >= 0x80 && second < 0xa0) {
    append_hex(out, "\\x", second, 2);
    return 2;
  }
  const std::string_view three = rest.substr(0, 3);
  if (three == "\u2028" || three == "\u2029" || three == "\ufeff") {
    append_hex(out, "\\u",
               byte == 0xef ? 0xfeff : 0x2000U + static_cast<unsigned char>(three[2]) - 0x80, 4);
    return 3;
  }
  return 0;
}

}  // namespace

std::string quoted(std::string_view value) {
  std::string out = "\"";
  out.reserve(value.size() + 2);
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t escaped = append_escape(out, value.substr(i));
    if (escaped == 0) out += value[i];
    i += escaped == 0 ? 1 : escaped;
  }
  return out + '"';
}

}  // namespace syntax
