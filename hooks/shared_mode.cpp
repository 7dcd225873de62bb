#include "hooks/shared_mode.hpp"

#include <sys/stat.h>

#include <charconv>

#include "base/text.hpp"

namespace hooks {
namespace {

constexpr mode_t all_bits = 0777;

/// Who may read may also run an executable.
mode_t with_executable_bits(mode_t mode) {
  return (mode & S_IXUSR) != 0 ? mode | ((mode & 0444) >> 2) : mode;
}

}  // namespace

mode_t shared_mode(std::string_view value, mode_t mode) {
  const std::string word = base::to_lower_ascii(value);
  if (word == "group" || word == "true" || word == "yes" || word == "on" || word == "1") {
    return with_executable_bits(mode | 0660);
  }
  if (word == "all" || word == "world" || word == "everybody" || word == "2") {
    return with_executable_bits(mode | 0664);
  }
  unsigned octal = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), octal, 8);
  const bool whole = read.ec == std::errc() && read.ptr == word.data() + word.size();
  if (!whole || octal <= 2 || octal > all_bits) return mode;
  const mode_t executable = mode & S_IXUSR;
  return with_executable_bits((mode & ~all_bits) | octal | executable);
}

}  // namespace hooks
