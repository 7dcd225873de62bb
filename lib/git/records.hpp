#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "git/repository.hpp"

namespace git {

[[noreturn]] inline void malformed(std::string_view record) {
  throw base::Error(base::ErrorCode::internal,
                    "cannot read what git listed: '" + std::string(record.substr(0, 200)) + "'");
}

/// The part of `text` before `end`, which is taken from its front together with `end`.
inline std::string_view take(std::string_view& text, char end, std::string_view record) {
  const std::size_t length = text.find(end);
  if (length == std::string_view::npos) malformed(record);
  const std::string_view part = text.substr(0, length);
  text.remove_prefix(length + 1);
  return part;
}

inline std::uint32_t octal(std::string_view digits, std::string_view record) {
  std::uint32_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, 8);
  if (error != std::errc() || stop != end) malformed(record);
  return value;
}

/// Calls `visit` with every NUL-terminated record.
template <class Visit>
void for_each_record(std::string_view text, const Visit& visit) {
  while (!text.empty()) visit(take(text, '\0', text));
}

/// Takes apart what `diff-tree`, `diff-index` and the like print with `--raw -z` (git-diff-tree(1),
/// "Raw output format"), renames off.
std::vector<Change> parse_changes(std::string_view raw);

}  // namespace git
