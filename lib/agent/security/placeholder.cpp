#include "agent/security/placeholder.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <string>

#include "agent/security/ascii.hpp"
#include "base/text.hpp"

namespace agent::security {
namespace {

constexpr std::string_view words[] = {
    "example",  "sample", "placeholder", "dummy",    "fake",    "redacted", "your",  "xxxx",
    "replace",  "change", "insert",      "secret",   "invalid", "notreal",  "token", "mysec",
    "password", "here",   "foobar",      "deadbeef", "test_",   "_test",    "mock",  "abc123",
    "todo",     "****",   "....",        "none",     "null",    "env",      "config"};

constexpr std::size_t longest_row = 5;

/// Are so many neighbours equal, or each one more than the one before, as in "12345678"?
bool has_row(std::string_view text) {
  std::size_t equal = 1, rising = 1;
  for (std::size_t i = 1; i < text.size(); ++i) {
    equal = text[i] == text[i - 1] ? equal + 1 : 1;
    rising = text[i] == text[i - 1] + 1 ? rising + 1 : 1;
    if (equal > longest_row - 1 || rising > longest_row) return true;
  }
  return false;
}

}  // namespace

double entropy(std::string_view text) {
  std::array<std::size_t, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const std::size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(text.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

bool is_placeholder(std::string_view value, double least) {
  if (value.find_first_of("<>{}$[]%* ") != value.npos) return true;
  if (value.find("...") != value.npos || value.find("…") != value.npos) return true;
  return has_row(value) || contains_any(base::to_lower_ascii(value), words) ||
         entropy(value) < least;
}

}  // namespace agent::security
