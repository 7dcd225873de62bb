#include <algorithm>

#include "base/text.hpp"

namespace base {
namespace {

constexpr std::size_t longest_excerpt = 160;
constexpr std::size_t shown_before_caret = 60;

bool continues(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Byte offset of code point number `index` of valid UTF-8.
std::size_t offset_of(std::string_view text, std::size_t index) {
  std::size_t i = 0;
  while (i < text.size() && index > 0) {
    ++i;
    while (i < text.size() && continues(text[i])) ++i;
    --index;
  }
  return i;
}

/// Control characters other than tab become U+FFFD, so that showing an excerpt cannot drive a
/// terminal; the number of code points stays.
std::string without_controls(std::string_view valid) {
  std::string out;
  out.reserve(valid.size());
  for (std::size_t i = 0; i < valid.size(); ++i) {
    const auto byte = static_cast<unsigned char>(valid[i]);
    const bool second_set = byte == 0xC2 && static_cast<unsigned char>(valid[i + 1]) < 0xA0;
    if (second_set) ++i;
    if (second_set || (byte < 0x20 && byte != '\t') || byte == 0x7F) {
      append_utf8(out, 0xFFFD);
    } else {
      out += valid[i];
    }
  }
  return out;
}

/// Fills in the place of bytes [begin, end) of `line`, which is valid UTF-8.
void mark(Place& place, std::string_view line, std::size_t begin, std::size_t end) {
  while (begin > 0 && begin < line.size() && continues(line[begin])) --begin;
  while (end < line.size() && continues(line[end])) ++end;
  const std::size_t caret = count_code_points(line.substr(0, begin));
  place.column = static_cast<std::uint32_t>(caret + 1);
  place.width = static_cast<std::uint32_t>(count_code_points(line.substr(begin, end - begin)));

  const std::size_t length = line.size() <= longest_excerpt ? line.size() : count_code_points(line);
  if (length <= longest_excerpt) {
    place.caret = place.column;
    place.excerpt = without_controls(line);
    return;
  }
  const std::size_t first = std::min(caret > shown_before_caret ? caret - shown_before_caret : 0,
                                     length - longest_excerpt);
  const bool cut_left = first > 0;
  const bool cut_right = first + longest_excerpt < length;
  place.caret = static_cast<std::uint32_t>(caret - first + 1);
  std::string_view kept = line.substr(offset_of(line, first + cut_left));
  kept = kept.substr(0, offset_of(kept, longest_excerpt - cut_left - cut_right));
  if (cut_left) place.excerpt = "…";
  place.excerpt += without_controls(kept);
  if (cut_right) place.excerpt += "…";
}

}  // namespace

void Lines::scan() const {
  if (!starts_.empty()) return;
  starts_.push_back(0);
  for (std::size_t at = text_.find('\n'); at != text_.npos; at = text_.find('\n', at + 1)) {
    starts_.push_back(at + 1);
  }
}

std::uint32_t Lines::line_of(std::size_t offset) const {
  scan();
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  return static_cast<std::uint32_t>(after - starts_.begin());
}

Place Lines::place(std::size_t begin, std::size_t end) const {
  begin = std::min(begin, text_.size());
  Place place;
  place.line = line_of(begin);
  const std::size_t start = starts_[place.line - 1];
  const bool last = place.line == starts_.size();
  std::size_t stop = last ? text_.size() : starts_[place.line] - 1;
  if (!last && stop > start && text_[stop - 1] == '\r') --stop;

  const std::string_view line = text_.substr(start, stop - start);
  begin = std::min(begin - start, line.size());
  end = std::clamp(end > start ? end - start : 0, begin, line.size());
  if (!first_invalid_utf8(line)) {
    mark(place, line, begin, end);
    return place;
  }
  const std::string before = to_valid_utf8(line.substr(0, begin));
  const std::string marked = to_valid_utf8(line.substr(begin, end - begin));
  mark(place, before + marked + to_valid_utf8(line.substr(end)), before.size(),
       before.size() + marked.size());
  return place;
}

}  // namespace base
