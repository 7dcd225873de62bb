#include "base/text.hpp"

namespace base {
namespace {

bool is_control(unsigned char byte) {
  return byte < 0x20 || byte == 0x7F;
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
    std::string_view sound = rest.substr(0, valid);
    while (!sound.empty()) {
      const std::string_view before = sound;
      const bool seen = !is_unseen(take_code_point(sound));
      const std::string_view taken = before.substr(0, before.size() - sound.size());
      const std::size_t size = out.size();
      for (const char c : taken) append_quoted(out, c, seen);
      special |= out.size() != size + taken.size();
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
