#include <algorithm>
#include <ostream>

#include "git-agents/validate.hpp"

namespace cli {
namespace {

base::Severity threshold(const ValidateRequest& request, const source::Validation& validation) {
  return request.fail_on.value_or(validation.settings.validate.fail_on);
}

/// People see what they have to act on, and always what makes the command fail.
base::Severity level(const ValidateRequest& request, const source::Validation& validation) {
  if (request.level) return *request.level;
  if (request.format != report::FindingsFormat::human) return base::Severity::info;
  if (request.never_fails) return base::Severity::warning;
  return std::min(base::Severity::warning, threshold(request, validation));
}

}  // namespace

int verdict(const ValidateRequest& request, const source::Validation& validation,
            const base::Diagnostics& diagnostics) {
  if (!validation.usable) return findings;
  if (request.never_fails) return done;
  const auto least = threshold(request, validation);
  const bool failed = std::ranges::any_of(
      diagnostics, [&](const auto& diagnostic) { return diagnostic.severity >= least; });
  return failed ? findings : done;
}

int report_findings(std::ostream& out, int colour_of, const ValidateRequest& request,
                    const source::Validation& validation, const Shown& shown, Session& session) {
  const int code = verdict(request, validation, shown.diagnostics);
  const auto least = level(request, validation);
  report::Findings findings;
  base::Diagnostics printed;
  for (const auto& diagnostic : shown.diagnostics) {
    if (diagnostic.severity >= least) {
      printed.push_back(diagnostic);
    } else {
      ++findings.hidden[static_cast<std::size_t>(diagnostic.severity)];
    }
  }
  findings.diagnostics = printed;
  findings.files = validation.files;
  findings.known = shown.known;
  findings.exit_code = code;
  // Git is asked for its colours only where there may be some.
  const bool human = request.format == report::FindingsFormat::human;
  report::write(out, request.format, findings, {human && session.colour(colour_of)});
  const bool hides = printed.size() < shown.diagnostics.size();
  if (hides && !request.level && validation.usable) {
    session.err() << "hint: '--level info' shows all\n";
  }
  return code;
}

}  // namespace cli
