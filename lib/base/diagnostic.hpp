#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace base {

enum class Severity : std::uint8_t { info, warning, error };

/// "info", "warning" or "error".
const char* to_string(Severity severity);

/// A stretch of one line of a text file, kept with the line so that it can be shown later.
struct Place {
  std::uint32_t line = 0;    ///< 1-based; 0 = the file as a whole
  std::uint32_t column = 0;  ///< 1-based, in code points; 0 = unknown, in a very long line
  std::uint32_t width = 0;   ///< code points to underline; 0 = none; may reach past a cut excerpt
  std::uint32_t caret = 0;   ///< 1-based code point column inside `excerpt`
  /// The source line as valid UTF-8 without control characters other than tab; of a line longer
  /// than 160 code points, that many around the caret, with "…" where it is cut.
  std::string excerpt;

  friend bool operator==(const Place&, const Place&) = default;
};

/// One thing that is wrong in a user's file.
struct Diagnostic {
  std::string rule;  ///< stable id, e.g. "duplicate-key"
  Severity severity = Severity::error;
  std::string path;  ///< bytes, relative to the repository root
  Place place;
  std::string name;         ///< of what the file defines; may be empty
  std::string message;      ///< what is wrong
  std::string consequence;  ///< what will happen at run time; may be empty
  std::string hint;         ///< what to do; may be empty
  bool fixable = false;

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// Orders by path, line, column, rule, message: the order in which people are shown them.
void sort(Diagnostics& diagnostics);

}  // namespace base
