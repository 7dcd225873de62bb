#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"
#include "base/diagnostic.hpp"

namespace agent {

struct BaselineEntry {
  std::string rule, path, fingerprint;
  friend auto operator<=>(const BaselineEntry&, const BaselineEntry&) = default;
};

/// Old errors that were accepted: `.git-agents-baseline.json`, sorted, one entry for each finding.
struct Baseline {
  std::multiset<BaselineEntry> entries;

  /// Error(invalid) where the text is not a baseline.
  static Baseline parse(std::string_view json);
  static Baseline of(const base::Diagnostics& diagnostics);  ///< of its errors
  std::string text() const;
};

/// SHA-256 over rule, name and offending text: survives moved lines and other changes of the file.
std::string fingerprint(const base::Diagnostic& diagnostic);

struct Filtered {
  base::Diagnostics fresh;           ///< not in the baseline
  std::size_t known = 0;             ///< errors that the baseline accepts
  std::vector<BaselineEntry> fixed;  ///< entries that no longer occur: removable
};
/// Each entry accepts one finding.
Filtered apply(const Baseline& baseline, base::Diagnostics diagnostics);

}  // namespace agent
