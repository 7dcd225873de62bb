#include "agent/security/yaml_blank.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "agent/security/ascii.hpp"
#include "agent/security/code_points.hpp"
#include "base/text.hpp"

namespace agent::security {
namespace {

/// How many lines above an indented one its key is looked for.
constexpr int most_lines_above = 16;

/// The line with each odd space as '~'. Its length differs; `at` becomes the offset of that space.
std::string marked(std::string_view line, std::size_t& at) {
  std::string out;
  std::size_t mark = 0;
  for (std::string_view rest = line; !rest.empty();) {
    const std::size_t offset = line.size() - rest.size();
    if (offset == at) mark = out.size();
    const char32_t c = base::take_code_point(rest);
    out += is_odd_space(c) ? '~' : c < 0x80 ? static_cast<char>(c) : '?';
  }
  at = mark;
  return out;
}

/// Is the indented line at `begin` directly below a key without a value, so no part of a text?
bool is_below_key(std::string_view yaml, std::size_t begin, std::size_t indent) {
  for (int i = 0; i < most_lines_above && begin > 0; ++i) {
    const std::size_t end = begin - 1;
    const std::size_t before = yaml.substr(0, end).rfind('\n');
    begin = before == yaml.npos ? 0 : before + 1;
    const std::string_view line = yaml.substr(begin, end - begin);
    const std::size_t first = line.find_first_not_of(' ');
    if (first == line.npos || first >= indent) continue;
    return base::trim(line).ends_with(':');
  }
  return false;
}

}  // namespace

bool stands_for_yaml_blank(const Source& source, std::size_t at) {
  const Range range = source.line(at);
  std::size_t mark = at - range.begin;
  const std::string line = marked(source.text(range), mark);
  const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
  std::size_t i = first;
  const bool is_item = i < line.size() && line[i] == '-';
  if (is_item) i = std::min(line.find_first_not_of(" ~", i + 1), line.size());
  const bool after_dash = is_item && mark == first + 1;
  while (i < line.size() && (is_word(static_cast<unsigned char>(line[i])) || line[i] == '~')) ++i;
  const bool has_colon = i < line.size() && line[i] == ':';
  const char after = i + 1 < line.size() ? line[i + 1] : ' ';
  const bool in_key = has_colon && (after == ' ' || after == '~') && (mark < i || mark == i + 1);
  if (!after_dash && !in_key) return false;
  if (first == 0) return true;
  const std::string_view yaml = source.bytes().substr(
      source.parts().yaml_begin, source.parts().yaml_end - source.parts().yaml_begin);
  return is_below_key(yaml, range.begin - source.parts().yaml_begin, first);
}

}  // namespace agent::security
