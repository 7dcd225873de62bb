#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "base/diagnostic.hpp"

namespace report {

struct Style {
  bool colour = false;
};

/// `path:line:column: error: message [rule]` and the source line with a caret for each diagnostic;
/// the consequence and the hint behind the last of those that they are the same for. Of a crowd in
/// one file only the first are shown. Control characters of hostile content are shown escaped.
void human(std::ostream& out, std::span<const base::Diagnostic> diagnostics, Style style);

/// "2 errors, 1 warning in 49 definitions"; "49 definitions, no findings".
std::string summary(std::span<const base::Diagnostic> diagnostics, std::size_t files);

/// Text that cannot move the cursor or change colours: control characters as \xNN, invalid UTF-8 as
/// U+FFFD.
std::string printable(std::string_view text);

}  // namespace report
