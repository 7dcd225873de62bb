#include "approval/markdown.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace approval {
namespace {

void append_escaped(std::string& out, char32_t c) {
  constexpr char hex[] = "0123456789abcdef";
  std::string digits;
  do {
    digits.insert(digits.begin(), hex[c & 0xF]);
    c >>= 4;
  } while (c != 0);
  out += "\\u{" + digits + "}";
}

std::string seen(std::string_view text, std::size_t most) {
  const std::string valid = base::to_valid_utf8(text);
  std::string out;
  std::size_t taken = 0;
  std::string_view rest = valid;
  for (; !rest.empty() && taken < most; ++taken) {
    const char32_t c = base::take_code_point(rest);
    if (base::is_unseen(c)) {
      append_escaped(out, c);
    } else {
      base::append_utf8(out, c);
    }
  }
  if (!rest.empty()) out += "… (" + std::to_string(base::count_code_points(rest)) + " more)";
  return out;
}

std::size_t longest_run(std::string_view text, char wanted) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == wanted ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string code_span(std::string_view text, std::size_t most) {
  const std::string shown = seen(text, most);
  if (base::trim(shown).empty()) return shown.empty() ? "(empty)" : "(blank)";
  const std::string ticks(longest_run(shown, '`') + 1, '`');
  // One blank at each end is taken off where both are there.
  const bool padded = ticks.size() > 1 || shown.starts_with(' ') || shown.ends_with(' ');
  const std::string pad = padded ? " " : "";
  return ticks + pad + shown + pad + ticks;
}

std::string fenced(std::span<const std::string> lines, std::size_t most) {
  std::string body;
  for (const auto& line : lines) body += seen(line, most) + "\n";
  const std::string fence(std::max<std::size_t>(longest_run(body, '`') + 1, 3), '`');
  return fence + "text\n" + body + fence + "\n";
}

}  // namespace approval
