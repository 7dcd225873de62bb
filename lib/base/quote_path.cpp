#include "base/text.hpp"

namespace base {
namespace {

bool is_control(unsigned char byte) {
  return byte < 0x20 || byte == 0x7F;
}

/// Does a control character of the second set (U+0080 to U+009F) begin at `i`? `path` is valid.
bool is_second_set(std::string_view path, std::size_t i) {
  return path[i] == '\xC2' && static_cast<unsigned char>(path[i + 1]) < 0xA0;
}

void append_octal(std::string& out, unsigned char byte) {
  out += '\\';
  out += static_cast<char>('0' + (byte >> 6));
  out += static_cast<char>('0' + ((byte >> 3) & 7));
  out += static_cast<char>('0' + (byte & 7));
}

void append_quoted(std::string& out, char c, bool valid) {
  constexpr std::string_view named = "\a\b\t\n\v\f\r\"\\", names = "abtnvfr\"\\";
  const auto byte = static_cast<unsigned char>(c);
  if (const std::size_t i = named.find(c); i != named.npos) {
    out += '\\';
    out += names[i];
  } else if (is_control(byte) || (byte >= 0x80 && !valid)) {
    append_octal(out, byte);
  } else {
    out += c;
  }
}

}  // namespace

std::string quote_path(std::string_view path) {
  std::string out = "\"";
  bool special = false;
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t valid = first_invalid_utf8(rest).value_or(rest.size());
    for (std::size_t i = 0; i < valid; ++i) {
      const std::size_t before = out.size();
      if (is_second_set(rest, i)) {
        append_octal(out, static_cast<unsigned char>(rest[i]));
        append_octal(out, static_cast<unsigned char>(rest[++i]));
      } else {
        append_quoted(out, rest[i], true);
      }
      special |= out.size() != before + 1;
    }
    rest.remove_prefix(valid);
    if (rest.empty()) break;
    append_quoted(out, rest.front(), false);
    special = true;
    rest.remove_prefix(1);
  }
  if (!special) return std::string(path);
  out += '"';
  return out;
}

}  // namespace base
