#include <algorithm>
#include <ostream>

#include "report/findings_formats.hpp"

namespace report {
namespace {

/// The text as the data of a workflow command, line ends shown.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '%') {
      out += "%25";
    } else {
      out += c;
    }
  }
  return out;
}

/// The same as a property, whose end is a comma or two colons.
std::string property(std::string_view text) {
  std::string out;
  for (const char c : escaped(text)) {
    if (c == ':') {
      out += "%3A";
    } else if (c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

/// Line ends are the only controls that a path keeps: a file whose name has others loses the place
/// of its annotation rather than that they reach the log.
std::string path_property(std::string_view path) {
  std::string out;
  for (std::size_t end; !path.empty(); path.remove_prefix(end)) {
    if (path.front() == '\n' || path.front() == '\r') {
      out += path.front() == '\n' ? "%0A" : "%0D";
      end = 1;
    } else {
      end = std::min(path.find_first_of("\r\n"), path.size());
      out += property(path.substr(0, end));
    }
  }
  return out;
}

const char* command_of(base::Severity severity) {
  switch (severity) {
    case base::Severity::error:
      return "error";
    case base::Severity::warning:
      return "warning";
    case base::Severity::info:
      return "notice";
  }
  return "notice";
}

void annotate(std::ostream& out, const base::Diagnostic& diagnostic) {
  const base::Place& place = diagnostic.place;
  out << "::" << command_of(diagnostic.severity) << " file=" << path_property(diagnostic.path);
  if (place.line != 0) out << ",line=" << place.line;
  if (place.line != 0 && place.column != 0) {
    out << ",col=" << place.column << ",endColumn=" << end_column(place);
  }
  out << ",title=" << property(diagnostic.rule) << "::" << escaped(diagnostic.message);
  if (!diagnostic.consequence.empty()) out << "%0A" << escaped(diagnostic.consequence);
  if (!diagnostic.hint.empty()) out << "%0Ahint: " << escaped(diagnostic.hint);
  out << '\n';
}

}  // namespace

void write_github(std::ostream& out, const Findings& findings) {
  // Of each level only the first ten of a step are shown as annotations.
  for (const auto severity :
       {base::Severity::error, base::Severity::warning, base::Severity::info}) {
    for (const base::Diagnostic& diagnostic : findings.diagnostics) {
      if (diagnostic.severity == severity) annotate(out, diagnostic);
    }
  }
  out << summary(findings) << '\n';
}

}  // namespace report
