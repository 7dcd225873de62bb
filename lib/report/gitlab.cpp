#include <algorithm>
#include <map>
#include <ostream>
#include <utility>

#include "agent/baseline.hpp"
#include "agent/rules.hpp"
#include "os/digest.hpp"
#include "report/findings_formats.hpp"
#include "report/json_text.hpp"
#include "report/rule_document.hpp"

namespace report {
namespace {

/// Differs also between two findings that are equal: GitLab keeps one of each fingerprint.
class Fingerprints {
 public:
  std::string next(const base::Diagnostic& diagnostic) {
    const std::string same = agent::fingerprint(diagnostic);
    os::Sha256 hash;
    hash.field(same);
    hash.field(diagnostic.path);
    hash.field(std::to_string(seen_[{same, diagnostic.path}]++));
    return hash.hex();
  }

 private:
  std::map<std::pair<std::string, std::string>, std::size_t> seen_;
};

const char* severity_of(const base::Diagnostic& diagnostic) {
  switch (diagnostic.severity) {
    case base::Severity::error: {
      const agent::Rule* rule = agent::find_rule(diagnostic.rule);
      return rule && is_security(*rule) ? "critical" : "major";
    }
    case base::Severity::warning:
      return "minor";
    case base::Severity::info:
      return "info";
  }
  return "info";
}

}  // namespace

void write_gitlab(std::ostream& out, const Findings& findings) {
  Fingerprints fingerprints;
  put_items(out, findings.diagnostics, [&](const base::Diagnostic& diagnostic) {
    return Json{{"description", sentences(diagnostic)},
                {"check_name", diagnostic.rule},
                {"fingerprint", fingerprints.next(diagnostic)},
                {"severity", severity_of(diagnostic)},
                {"location",
                 {{"path", diagnostic.path},
                  {"lines", {{"begin", std::max<std::uint32_t>(diagnostic.place.line, 1)}}}}}};
  });
  out << '\n';
}

}  // namespace report
