#include "report/human.hpp"

#include <algorithm>
#include <ostream>

#include "base/text.hpp"
#include "report/crowd.hpp"
#include "report/painter.hpp"

namespace report {
namespace {

constexpr const char* indent = "   ";

/// A path may hold any bytes: quoted as git quotes it, and then nothing invisible is left.
std::string shown_path(const std::string& path) {
  return printable(base::quote_path(path));
}

void show(Painter& painter, const base::Diagnostic& diagnostic) {
  std::string place = shown_path(diagnostic.path) + ":";
  if (diagnostic.place.line != 0) {
    place += std::to_string(diagnostic.place.line) + ":";
    if (diagnostic.place.column != 0) place += std::to_string(diagnostic.place.column) + ":";
  }
  painter.put(bold, place);
  painter.plain() << ' ';
  painter.put(colour_of(diagnostic.severity),
              base::to_string(diagnostic.severity) + std::string(":"));
  painter.plain() << ' ' << printable(diagnostic.message) << " [" << printable(diagnostic.rule)
                  << "]\n";
  show_excerpt(painter, diagnostic.place, diagnostic.severity);
}

bool same_advice(const Shown& left, const Shown& right) {
  const base::Diagnostic &a = *left.diagnostic, &b = *right.diagnostic;
  return a.rule == b.rule && a.consequence == b.consequence && a.hint == b.hint;
}

/// Findings that one consequence and one hint are about.
void show_run(Painter& painter, std::span<const Shown> run) {
  for (const Shown& shown : run) show(painter, *shown.diagnostic);
  std::ostream& out = painter.plain();
  const base::Diagnostic& first = *run.front().diagnostic;
  if (!first.consequence.empty()) out << indent << printable(first.consequence) << '\n';
  if (!first.hint.empty()) {
    out << indent;
    painter.put(cyan, "hint:");
    out << ' ' << printable(first.hint) << '\n';
  }
  for (const Shown& shown : run) {
    if (shown.more == 0) continue;
    out << indent << "and " << shown.more << " more of [" << printable(shown.diagnostic->rule)
        << "] in this file\n";
  }
}

void show_file(Painter& painter, std::span<const base::Diagnostic> diagnostics) {
  const std::vector<Shown> all = without_crowds(diagnostics);
  for (auto begin = all.begin(); begin != all.end();) {
    const auto end = std::find_if_not(
        begin, all.end(), [&](const Shown& shown) { return same_advice(*begin, shown); });
    show_run(painter, std::span(begin, end));
    begin = end;
  }
}

}  // namespace

void human(std::ostream& out, std::span<const base::Diagnostic> diagnostics, Style style) {
  Painter painter(out, style);
  while (!diagnostics.empty()) {
    const auto end = std::ranges::find_if_not(diagnostics, [&](const base::Diagnostic& diagnostic) {
      return diagnostic.path == diagnostics.front().path;
    });
    const auto count = static_cast<std::size_t>(end - diagnostics.begin());
    show_file(painter, diagnostics.first(count));
    diagnostics = diagnostics.subspan(count);
  }
}

}  // namespace report
