#include "base/version.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace base {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

struct Version {
  std::vector<std::string_view> numbers;
  std::vector<std::string_view> suffix;  ///< runs of digits and of letters; empty = a release
};

std::string_view take(std::string_view& text, std::string_view allowed) {
  const std::string_view run = text.substr(0, text.find_first_not_of(allowed));
  text.remove_prefix(run.size());
  return run;
}

std::optional<Version> parse(std::string_view text) {
  text = trim(text);
  text = text.substr(0, text.find('+'));
  if (text.starts_with('v') || text.starts_with('V')) text.remove_prefix(1);
  Version version;
  do {
    const std::string_view number = take(text, digits);
    if (number.empty()) return std::nullopt;
    version.numbers.push_back(number);
    const bool more = text.size() > 1 && text.front() == '.' && digits.find(text[1]) != digits.npos;
    if (!more) break;
    text.remove_prefix(1);
  } while (true);
  while (!text.empty()) {
    if (take(text, ".-_").size() > 1) return std::nullopt;
    const std::string_view run = take(text, letters);
    const std::string_view number = run.empty() ? take(text, digits) : run;
    if (number.empty()) return std::nullopt;
    version.suffix.push_back(number);
  }
  return version;
}

bool is_number(std::string_view word) {
  return digits.find(word.front()) != digits.npos;
}

/// Of any length.
std::strong_ordering compare_numbers(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a <=> b;
}

std::strong_ordering compare_words(std::string_view a, std::string_view b) {
  if (is_number(a) && is_number(b)) return compare_numbers(a, b);
  if (is_number(a) != is_number(b)) {
    return is_number(a) ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return to_lower_ascii(a) <=> to_lower_ascii(b);
}

std::string_view number_at(const Version& version, std::size_t i) {
  return i < version.numbers.size() ? version.numbers[i] : std::string_view("0");
}

}  // namespace

std::optional<std::strong_ordering> compare_versions(std::string_view a, std::string_view b) {
  const auto one = parse(a), other = parse(b);
  if (!one || !other) return std::nullopt;
  for (std::size_t i = 0; i < std::max(one->numbers.size(), other->numbers.size()); ++i) {
    const auto order = compare_numbers(number_at(*one, i), number_at(*other, i));
    if (order != 0) return order;
  }
  if (one->suffix.empty() || other->suffix.empty()) {
    return one->suffix.empty() <=> other->suffix.empty();
  }
  return std::lexicographical_compare_three_way(one->suffix.begin(), one->suffix.end(),
                                                other->suffix.begin(), other->suffix.end(),
                                                compare_words);
}

}  // namespace base
