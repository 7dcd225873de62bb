#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "report/human.hpp"

namespace report {

enum class FindingsFormat : std::uint8_t { human, json, jsonl, sarif, github, gitlab };

/// The words of the formats as an option lists them.
inline constexpr const char* findings_formats = "human json jsonl sarif github gitlab";
std::optional<FindingsFormat> findings_format(std::string_view word);

/// What a validation has to tell. The spans and views must outlive the writing.
struct Findings {
  std::span<const base::Diagnostic> diagnostics;  ///< those to show; base::sort has sorted them
  std::size_t files = 0;                          ///< definitions that were looked at
  std::size_t known = 0;                          ///< errors that the baseline accepts
  std::array<std::size_t, 3> hidden = {};         ///< not among `diagnostics`, by base::Severity
  int exit_code = 0;                              ///< that the command will end with
  std::string_view version = GIT_AGENTS_VERSION;  ///< of the tool
};

/// Everything that the format has, to the last newline. Only `human` looks at the style.
void write(std::ostream& out, FindingsFormat format, const Findings& findings, Style style = {});

/// "2 errors, 1 warning in 49 definitions; 31 infos not shown, 12 more in the baseline"; "49
/// definitions, no errors or warnings; 31 infos not shown".
std::string summary(const Findings& findings);

}  // namespace report
