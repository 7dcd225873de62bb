#include <algorithm>
#include <numeric>
#include <ostream>

#include "report/findings_formats.hpp"
#include "report/json_text.hpp"

namespace report {
namespace {

Json number_or_null(std::uint32_t number) {
  return number == 0 ? Json() : Json(number);
}

Json diagnostic_json(const base::Diagnostic& diagnostic) {
  Json object = {{"rule", diagnostic.rule}, {"severity", base::to_string(diagnostic.severity)}};
  put_path(object, "path", diagnostic.path);
  object["line"] = number_or_null(diagnostic.place.line);
  object["column"] = number_or_null(diagnostic.place.column);
  object["end_column"] = number_or_null(end_column(diagnostic.place));
  object["message"] = diagnostic.message;
  object["consequence"] = diagnostic.consequence;
  object["hint"] = diagnostic.hint;
  object["fixable"] = diagnostic.fixable;
  return object;
}

Json summary_json(const Findings& findings) {
  const auto count = [&](base::Severity severity) {
    return std::ranges::count(findings.diagnostics, severity, &base::Diagnostic::severity);
  };
  const auto& hidden = findings.hidden;
  return {{"files", findings.files},
          {"errors", count(base::Severity::error)},
          {"warnings", count(base::Severity::warning)},
          {"infos", count(base::Severity::info)},
          {"baseline", findings.known},
          {"hidden", std::accumulate(hidden.begin(), hidden.end(), std::size_t{0})}};
}

}  // namespace

void write_json(std::ostream& out, const Findings& findings) {
  out << "{\"schema\": 1,\n\"diagnostics\": ";
  put_items(out, findings.diagnostics, diagnostic_json);
  out << ",\n\"summary\": " << text(summary_json(findings)) << "}\n";
}

void write_jsonl(std::ostream& out, const Findings& findings) {
  for (const base::Diagnostic& diagnostic : findings.diagnostics) {
    out << text(diagnostic_json(diagnostic)) << '\n';
  }
  out << text({{"schema", 1}, {"summary", summary_json(findings)}}) << '\n';
}

}  // namespace report
