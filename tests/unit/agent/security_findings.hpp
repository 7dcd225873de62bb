#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agent/security.hpp"
#include "base/diagnostic.hpp"

namespace test {

inline constexpr agent::Format skill{agent::Kind::skill, agent::Host::claude};

inline base::Diagnostics security_diagnostics(std::string_view bytes,
                                              agent::Format format = skill) {
  base::Diagnostics diagnostics;
  agent::Findings findings(bytes, diagnostics);
  agent::check_security(format, bytes, agent::split(bytes), findings);
  return diagnostics;
}

/// Each as "line:column severity rule: message".
inline std::vector<std::string> security_findings(std::string_view bytes,
                                                  agent::Format format = skill) {
  std::vector<std::string> found;
  for (const base::Diagnostic& diagnostic : security_diagnostics(bytes, format)) {
    found.push_back(std::to_string(diagnostic.place.line) + ":" +
                    std::to_string(diagnostic.place.column) + " " +
                    base::to_string(diagnostic.severity) + " " + diagnostic.rule + ": " +
                    diagnostic.message);
  }
  return found;
}

}  // namespace test
