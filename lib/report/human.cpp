#include "report/human.hpp"

#include <algorithm>
#include <array>
#include <ostream>

#include "base/text.hpp"
#include "report/width.hpp"

namespace report {
namespace {

constexpr std::size_t number_width = 4;
constexpr const char* indent = "   ";
constexpr const char* reset = "\x1b[m";
constexpr const char* bold = "\x1b[1m";
constexpr const char* cyan = "\x1b[36m";

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

class Painter {
 public:
  Painter(std::ostream& out, Style style) : out_(out), style_(style) {}
  void put(const char* colour, std::string_view text) {
    if (style_.colour) out_ << colour;
    out_ << text;
    if (style_.colour) out_ << reset;
  }

 private:
  std::ostream& out_;
  Style style_;
};

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

void show_excerpt(std::ostream& out, Painter& painter, const base::Place& place,
                  base::Severity severity) {
  if (place.line == 0 || place.excerpt.empty()) return;
  const Marked line = marked(place);
  const std::string number = std::to_string(place.line);
  const std::size_t width = std::max(number.size(), number_width);
  out << std::string(width - number.size(), ' ') << number << " | " << line.text << '\n';
  if (place.caret == 0) return;
  out << std::string(width, ' ') << " | " << std::string(line.before, ' ');
  painter.put(colour_of(severity), "^" + std::string(line.width - 1, '~'));
  out << '\n';
}

/// A path may hold any bytes: quoted as git quotes it, and then nothing invisible is left.
std::string shown_path(const std::string& path) {
  return printable(base::quote_path(path));
}

void show(std::ostream& out, Painter& painter, const base::Diagnostic& diagnostic) {
  std::string place = shown_path(diagnostic.path) + ":";
  if (diagnostic.place.line != 0) {
    place += std::to_string(diagnostic.place.line) + ":";
    if (diagnostic.place.column != 0) place += std::to_string(diagnostic.place.column) + ":";
  }
  painter.put(bold, place);
  out << ' ';
  painter.put(colour_of(diagnostic.severity),
              base::to_string(diagnostic.severity) + std::string(":"));
  out << ' ' << printable(diagnostic.message) << " [" << printable(diagnostic.rule) << "]\n";
  show_excerpt(out, painter, diagnostic.place, diagnostic.severity);
  if (!diagnostic.consequence.empty()) {
    out << indent << printable(diagnostic.consequence) << '\n';
  }
  if (!diagnostic.hint.empty()) {
    out << indent;
    painter.put(cyan, "hint:");
    out << ' ' << printable(diagnostic.hint) << '\n';
  }
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace

void human(std::ostream& out, std::span<const base::Diagnostic> diagnostics, Style style) {
  Painter painter(out, style);
  for (const base::Diagnostic& diagnostic : diagnostics) show(out, painter, diagnostic);
}

std::string summary(std::span<const base::Diagnostic> diagnostics, std::size_t files) {
  if (diagnostics.empty()) return counted(files, "definition") + ", no findings";
  std::array<std::size_t, 3> counts{};
  for (const base::Diagnostic& diagnostic : diagnostics) {
    ++counts[static_cast<std::size_t>(diagnostic.severity)];
  }
  std::string text;
  for (const auto severity :
       {base::Severity::error, base::Severity::warning, base::Severity::info}) {
    const std::size_t count = counts[static_cast<std::size_t>(severity)];
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + counted(count, base::to_string(severity));
  }
  return text + " in " + counted(files, "definition");
}

}  // namespace report
