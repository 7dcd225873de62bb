#include "report/findings.hpp"

namespace report {
namespace {

using Counts = std::array<std::size_t, 3>;

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::size_t of(const Counts& counts, base::Severity severity) {
  return counts[static_cast<std::size_t>(severity)];
}

/// "2 errors, 1 warning"; empty where there is nothing.
std::string listed(const Counts& counts) {
  std::string text;
  for (const auto severity :
       {base::Severity::error, base::Severity::warning, base::Severity::info}) {
    const std::size_t count = of(counts, severity);
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + counted(count, base::to_string(severity));
  }
  return text;
}

/// What it is that there is none of: the levels above those that are hidden.
std::string absent(const Findings& findings) {
  const std::string none = findings.known > 0 ? "no new " : "no ";
  if (of(findings.hidden, base::Severity::error) > 0) return "no findings shown";
  if (of(findings.hidden, base::Severity::warning) > 0) return none + "errors";
  if (of(findings.hidden, base::Severity::info) > 0) return none + "errors or warnings";
  return none + "findings";
}

}  // namespace

std::string summary(const Findings& findings) {
  Counts counts{};
  for (const base::Diagnostic& diagnostic : findings.diagnostics) {
    ++counts[static_cast<std::size_t>(diagnostic.severity)];
  }
  const bool any = !findings.diagnostics.empty();
  const std::string definitions = counted(findings.files, "definition");
  std::string text =
      any ? listed(counts) + " in " + definitions : definitions + ", " + absent(findings);
  const std::string hidden = listed(findings.hidden);
  if (!hidden.empty()) text += "; " + hidden + " not shown";
  if (findings.known > 0) {
    text += (hidden.empty() ? "; " : ", ") + std::to_string(findings.known) +
            (any ? " more in the baseline" : " in the baseline");
  }
  return text;
}

std::string summary(std::span<const base::Diagnostic> diagnostics, std::size_t files) {
  return summary(Findings{.diagnostics = diagnostics, .files = files});
}

}  // namespace report
