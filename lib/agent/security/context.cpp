#include "agent/security/context.hpp"

#include <algorithm>
#include <string_view>

#include "agent/security/ascii.hpp"
#include "base/text.hpp"

namespace agent::security {
namespace {

constexpr std::string_view warnings_before[] = {
    "never",          "don't",      "don’t",      "do not",    "must not",  "should not",
    "avoid",          "block",      "detect",     "flag",      "forbid",    "deny",
    "prevent",        "reject",     "dangerous ", "malicious", "unsafe",    "suspicious",
    "attack",         "injection",  "jailbreak",  "adversar",  "such as",   "e.g.",
    "for example",    "instead of", "refuse",     "untrusted", "manipulat", "scan for",
    "look for",       "search for", "watch for",  "grep",      "pattern",   "without",
    "bypass attempt", "exfiltrat",  "phrases",    "wrong",     "bad:",      "❌",
    "guard"};
constexpr std::string_view warnings_after[] = {
    "injection", "malicious",  "is dangerous", "is unsafe",  "attack",
    "jailbreak", "suspicious", "is forbidden", "is blocked", "not allowed"};

bool has_odd_number(std::string_view text, char mark) {
  return std::ranges::count(text, mark) % 2 == 1;
}

bool is_open(std::string_view text, std::string_view opening, std::string_view closing) {
  const std::size_t open = text.rfind(opening);
  if (open == text.npos) return false;
  const std::size_t close = text.rfind(closing);
  return close == text.npos || close < open;
}

}  // namespace

Surroundings surroundings(const Source& source, std::size_t at) {
  const Range line = source.line(at);
  return {base::to_lower_ascii(source.text({line.begin, at})),
          base::to_lower_ascii(source.text({at, line.end}))};
}

bool is_warned_against(const Surroundings& around) {
  return contains_any(around.before, warnings_before) || contains_any(around.after, warnings_after);
}

bool is_quoted(const Surroundings& around) {
  if (has_odd_number(around.before, '"') && around.after.find('"') != std::string::npos)
    return true;
  if (is_open(around.before, "“", "”") || is_open(around.before, "«", "»")) return true;
  const std::size_t single = around.before.rfind('\'');
  const bool opens =
      single != std::string::npos &&
      (single == 0 || !is_alnum(static_cast<unsigned char>(around.before[single - 1])));
  return opens && around.after.find('\'') != std::string::npos;
}

}  // namespace agent::security
