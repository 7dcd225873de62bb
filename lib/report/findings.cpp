#include "report/findings.hpp"

#include <algorithm>
#include <iterator>
#include <ostream>
#include <utility>

#include "report/findings_formats.hpp"

namespace report {
namespace {

constexpr std::pair<std::string_view, FindingsFormat> words[] = {
    {"human", FindingsFormat::human},   {"json", FindingsFormat::json},
    {"jsonl", FindingsFormat::jsonl},   {"sarif", FindingsFormat::sarif},
    {"github", FindingsFormat::github}, {"gitlab", FindingsFormat::gitlab},
};

}  // namespace

std::optional<FindingsFormat> findings_format(std::string_view word) {
  const auto* at =
      std::ranges::find(words, word, &std::pair<std::string_view, FindingsFormat>::first);
  if (at == std::end(words)) return std::nullopt;
  return at->second;
}

std::uint32_t end_column(const base::Place& place) {
  return place.column == 0 ? 0 : place.column + place.width;
}

std::string sentences(const base::Diagnostic& diagnostic) {
  std::string text = diagnostic.message;
  const auto add = [&](std::string_view prefix, const std::string& sentence) {
    if (sentence.empty()) return;
    if (!text.empty()) text += text.ends_with('.') ? " " : ". ";
    text.append(prefix).append(sentence);
  };
  add("", diagnostic.consequence);
  add("hint: ", diagnostic.hint);
  return text;
}

void write(std::ostream& out, FindingsFormat format, const Findings& findings, Style style) {
  switch (format) {
    case FindingsFormat::human:
      human(out, findings.diagnostics, style);
      out << summary(findings) << '\n';
      break;
    case FindingsFormat::json:
      write_json(out, findings);
      break;
    case FindingsFormat::jsonl:
      write_jsonl(out, findings);
      break;
    case FindingsFormat::sarif:
      write_sarif(out, findings);
      break;
    case FindingsFormat::github:
      write_github(out, findings);
      break;
    case FindingsFormat::gitlab:
      write_gitlab(out, findings);
      break;
  }
}

}  // namespace report
