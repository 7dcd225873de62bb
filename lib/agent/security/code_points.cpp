#include "agent/security/code_points.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace agent::security {
namespace {

struct Name {
  char32_t code_point;
  std::string_view name;
};

constexpr Name names[] = {
    {0x00, "NULL"},
    {0x01, "START OF HEADING"},
    {0x02, "START OF TEXT"},
    {0x03, "END OF TEXT"},
    {0x04, "END OF TRANSMISSION"},
    {0x05, "ENQUIRY"},
    {0x06, "ACKNOWLEDGE"},
    {0x07, "BELL"},
    {0x08, "BACKSPACE"},
    {0x0B, "LINE TABULATION"},
    {0x0C, "FORM FEED"},
    {0x0E, "SHIFT OUT"},
    {0x0F, "SHIFT IN"},
    {0x1A, "SUBSTITUTE"},
    {0x1B, "ESCAPE"},
    {0x7F, "DELETE"},
    {0x85, "NEXT LINE"},
    {0xA0, "NO-BREAK SPACE"},
    {0xAD, "SOFT HYPHEN"},
    {0x034F, "COMBINING GRAPHEME JOINER"},
    {0x061C, "ARABIC LETTER MARK"},
    {0x115F, "HANGUL CHOSEONG FILLER"},
    {0x1160, "HANGUL JUNGSEONG FILLER"},
    {0x1680, "OGHAM SPACE MARK"},
    {0x180E, "MONGOLIAN VOWEL SEPARATOR"},
    {0x2000, "EN QUAD"},
    {0x2001, "EM QUAD"},
    {0x2002, "EN SPACE"},
    {0x2003, "EM SPACE"},
    {0x2004, "THREE-PER-EM SPACE"},
    {0x2005, "FOUR-PER-EM SPACE"},
    {0x2006, "SIX-PER-EM SPACE"},
    {0x2007, "FIGURE SPACE"},
    {0x2008, "PUNCTUATION SPACE"},
    {0x2009, "THIN SPACE"},
    {0x200A, "HAIR SPACE"},
    {0x200B, "ZERO WIDTH SPACE"},
    {0x200C, "ZERO WIDTH NON-JOINER"},
    {0x200D, "ZERO WIDTH JOINER"},
    {0x200E, "LEFT-TO-RIGHT MARK"},
    {0x200F, "RIGHT-TO-LEFT MARK"},
    {0x2028, "LINE SEPARATOR"},
    {0x2029, "PARAGRAPH SEPARATOR"},
    {0x202A, "LEFT-TO-RIGHT EMBEDDING"},
    {0x202B, "RIGHT-TO-LEFT EMBEDDING"},
    {0x202C, "POP DIRECTIONAL FORMATTING"},
    {0x202D, "LEFT-TO-RIGHT OVERRIDE"},
    {0x202E, "RIGHT-TO-LEFT OVERRIDE"},
    {0x202F, "NARROW NO-BREAK SPACE"},
    {0x205F, "MEDIUM MATHEMATICAL SPACE"},
    {0x2060, "WORD JOINER"},
    {0x2061, "FUNCTION APPLICATION"},
    {0x2062, "INVISIBLE TIMES"},
    {0x2063, "INVISIBLE SEPARATOR"},
    {0x2064, "INVISIBLE PLUS"},
    {0x2066, "LEFT-TO-RIGHT ISOLATE"},
    {0x2067, "RIGHT-TO-LEFT ISOLATE"},
    {0x2068, "FIRST STRONG ISOLATE"},
    {0x2069, "POP DIRECTIONAL ISOLATE"},
    {0x2800, "BRAILLE PATTERN BLANK"},
    {0x3000, "IDEOGRAPHIC SPACE"},
    {0x3164, "HANGUL FILLER"},
    {0xFEFF, "ZERO WIDTH NO-BREAK SPACE"},
    {0xFFA0, "HALFWIDTH HANGUL FILLER"},
    {0xFFF9, "INTERLINEAR ANNOTATION ANCHOR"},
    {0xFFFA, "INTERLINEAR ANNOTATION SEPARATOR"},
    {0xFFFB, "INTERLINEAR ANNOTATION TERMINATOR"},
    {0xFFFD, "REPLACEMENT CHARACTER"},
};

struct Span {
  char32_t first, last;
};

template <std::size_t n>
bool is_within(char32_t c, const Span (&spans)[n]) {
  return std::ranges::any_of(spans, [c](Span span) { return c >= span.first && c <= span.last; });
}

constexpr Span emoji[] = {{0x2190, 0x21FF},   {0x2300, 0x27BF},  {0x2934, 0x2935},
                          {0x2B00, 0x2BFF},   {0x3030, 0x303D},  {0xFE0F, 0xFE0F},
                          {0x1F000, 0x1FAFF}, {0xE007F, 0xE007F}};
constexpr Span joined[] = {{0x0600, 0x07FF}, {0x0840, 0x08FF}, {0x0900, 0x0DFF},  {0x0F00, 0x109F},
                           {0x1780, 0x18AF}, {0x1900, 0x1CFF}, {0xA840, 0xA87F},  {0xA8E0, 0xA8FF},
                           {0xFB50, 0xFDFF}, {0xFE70, 0xFEFC}, {0x10A00, 0x11FFF}};
constexpr Span unspaced[] = {
    {0x0E00, 0x0FFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x1950, 0x19FF}, {0x1A20, 0x1AAF}};
constexpr Span zero_width[] = {{0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x061C, 0x061C},
                               {0x115F, 0x1160}, {0x180E, 0x180E}, {0x200B, 0x200F},
                               {0x2060, 0x2065}, {0x206A, 0x206F}, {0x3164, 0x3164},
                               {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFB}};
constexpr Span odd_spaces[] = {{0x00A0, 0x00A0}, {0x1680, 0x1680}, {0x2000, 0x200A},
                               {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F},
                               {0x2800, 0x2800}, {0x3000, 0x3000}};

std::string_view name_of(char32_t c) {
  if (is_tag(c)) return "TAG CHARACTER";
  if (is_variation_selector(c)) return "VARIATION SELECTOR";
  const auto found = std::ranges::lower_bound(names, c, {}, &Name::code_point);
  return found != std::end(names) && found->code_point == c ? found->name : "";
}

}  // namespace

std::string described(char32_t c) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string number;
  for (char32_t rest = c; rest != 0 || number.size() < 4; rest >>= 4) {
    number.insert(number.begin(), digits[rest & 15]);
  }
  const std::string_view name = name_of(c);
  return "U+" + number + (name.empty() ? "" : " ") + std::string(name);
}

char32_t code_point_before(std::string_view bytes, std::size_t at) {
  if (at == 0) return 0;
  std::size_t first = at - 1;
  while (first > 0 && (static_cast<unsigned char>(bytes[first]) & 0xC0) == 0x80) --first;
  return code_point_at(bytes, first);
}

char32_t code_point_at(std::string_view bytes, std::size_t at) {
  if (at >= bytes.size()) return 0;
  std::string_view rest = bytes.substr(at);
  return base::take_code_point(rest);
}

std::size_t utf8_size(char32_t c) {
  return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

bool is_emoji(char32_t c) {
  return is_within(c, emoji);
}
bool needs_joiners(char32_t c) {
  return is_within(c, joined);
}
bool needs_break_hints(char32_t c) {
  return is_within(c, unspaced);
}
bool is_zero_width(char32_t c) {
  return is_within(c, zero_width);
}
bool is_odd_space(char32_t c) {
  return is_within(c, odd_spaces);
}

}  // namespace agent::security
