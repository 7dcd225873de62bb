#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "report/findings.hpp"

namespace sample {

inline base::Diagnostic portability() {
  base::Diagnostic diagnostic;
  diagnostic.rule = "yaml-portability";
  diagnostic.severity = base::Severity::warning;
  diagnostic.path = "agents/x.md";
  diagnostic.place = {
      .line = 3, .column = 14, .width = 4, .caret = 14, .excerpt = "description: a: b"};
  diagnostic.message = "unquoted value contains ': '";
  diagnostic.consequence = "strict YAML parsers refuse the file";
  diagnostic.hint = "put the value in double quotes";
  return diagnostic;
}

/// About a whole file, with nothing but a message.
inline base::Diagnostic bare(base::Severity severity, const std::string& path,
                             const std::string& rule, const std::string& message) {
  base::Diagnostic diagnostic;
  diagnostic.rule = rule;
  diagnostic.severity = severity;
  diagnostic.path = path;
  diagnostic.message = message;
  return diagnostic;
}

inline std::string written_all(report::FindingsFormat format, const report::Findings& findings) {
  std::ostringstream out;
  report::write(out, format, findings);
  return out.str();
}

inline std::string written(report::FindingsFormat format,
                           const std::vector<base::Diagnostic>& diagnostics) {
  return written_all(format, {.diagnostics = diagnostics, .files = 2, .version = "1.2.3"});
}

}  // namespace sample
