#include <algorithm>

#include "base/text.hpp"
#include "report/painter.hpp"
#include "report/width.hpp"

namespace report {
namespace {

constexpr std::size_t number_width = 4;

/// The excerpt as it is shown, with the columns before the mark and of the mark.
struct Marked {
  std::string text;
  std::size_t before = 0, width = 0;
};

Marked marked(const base::Place& place) {
  constexpr std::string_view tab = "    ";
  Marked result;
  const std::string valid = base::to_valid_utf8(place.excerpt);
  const std::uint32_t end = place.caret + std::max<std::uint32_t>(place.width, 1);
  std::uint32_t number = 1;
  for (std::string_view rest = valid; !rest.empty(); ++number) {
    const std::string_view before = rest;
    const char32_t c = base::take_code_point(rest);
    const std::string shown =
        c == '\t' ? std::string(tab) : printable(before.substr(0, before.size() - rest.size()));
    if (number < place.caret) result.before += columns(shown);
    if (number >= place.caret && number < end) result.width += columns(shown);
    result.text += shown;
  }
  if (place.caret >= number) result.before += place.caret - number;
  result.width = std::max<std::size_t>(result.width, 1);
  return result;
}

}  // namespace

const char* colour_of(base::Severity severity) {
  switch (severity) {
    case base::Severity::error:
      return "\x1b[1;31m";
    case base::Severity::warning:
      return "\x1b[1;33m";
    case base::Severity::info:
      return "\x1b[1;36m";
  }
  return bold;
}

void show_excerpt(Painter& painter, const base::Place& place, base::Severity severity) {
  if (place.line == 0 || place.excerpt.empty()) return;
  std::ostream& out = painter.plain();
  const Marked line = marked(place);
  const std::string number = std::to_string(place.line);
  const std::size_t width = std::max(number.size(), number_width);
  out << std::string(width - number.size(), ' ') << number << " | " << line.text << '\n';
  if (place.caret == 0) return;
  out << std::string(width, ' ') << " | " << std::string(line.before, ' ');
  painter.put(colour_of(severity), "^" + std::string(line.width - 1, '~'));
  out << '\n';
}

}  // namespace report
