#include <cstring>

#include "base/text.hpp"

namespace base {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

struct Step {
  std::size_t length;  ///< of the sequence; where invalid, of its longest valid beginning (>= 1)
  bool valid;
};

Step decode(const unsigned char* at, std::size_t left) {
  const unsigned char lead = at[0];
  if (lead < 0x80) return {1, true};
  if (lead < 0xC2 || lead > 0xF4) return {1, false};
  unsigned char low = 0x80, high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  for (std::size_t i = 1; i < length; ++i) {
    if (i >= left || at[i] < low || at[i] > high) return {i, false};
    low = 0x80;
    high = 0xBF;
  }
  return {length, true};
}

std::size_t skip_ascii(const unsigned char* bytes, std::size_t i, std::size_t size) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  while (size - i >= 32) {
    std::uint64_t words[4];
    std::memcpy(words, bytes + i, sizeof words);
    if ((words[0] | words[1] | words[2] | words[3]) & high_bits) break;
    i += sizeof words;
  }
  while (size - i >= 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes + i, sizeof word);
    if (word & high_bits) break;
    i += sizeof word;
  }
  while (i < size && bytes[i] < 0x80) ++i;
  return i;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  for (std::size_t i = 0; i < bytes.size();) {
    if (data[i] < 0x80) {
      i = skip_ascii(data, i, bytes.size());
      continue;
    }
    const Step step = decode(data + i, bytes.size() - i);
    if (!step.valid) return i;
    i += step.length;
  }
  return std::nullopt;
}

std::string to_valid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (const auto bad = first_invalid_utf8(bytes)) {
    out.append(bytes.substr(0, *bad)).append(replacement);
    bytes.remove_prefix(*bad);
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    bytes.remove_prefix(decode(data, bytes.size()).length);
  }
  return out.append(bytes);
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

bool is_unseen(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C ||
         (c >= 0x180B && c <= 0x180F) || c == 0x17B4 || c == 0x17B5 ||
         (c >= 0x1BCA0 && c <= 0x1BCA3) || (c >= 0x1D173 && c <= 0x1D17A) ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

char32_t take_code_point(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t c = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    c = (c << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  text.remove_prefix(length);
  return c;
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&](char32_t bits) { out += static_cast<char>(bits); };
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    out += replacement;
  } else if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

}  // namespace base
