#include "agent/links.hpp"

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"

namespace agent {
namespace {

bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool has_scheme(std::string_view target) {
  if (target.empty() || !is_alpha(target.front())) return false;
  for (const char c : target) {
    if (c == ':') return true;
    if (!is_alpha(c) && !(c >= '0' && c <= '9') && c != '+' && c != '.' && c != '-') return false;
  }
  return false;
}

bool is_placeholder(std::string_view target) {
  const std::string lower = base::to_lower_ascii(target);
  for (const std::string_view word : {"link", "path", "file", "href", "target", "uri"}) {
    if (lower == word) return true;
  }
  return lower.ends_with("url") || lower.find("path/to") != lower.npos ||
         lower.find("...") != lower.npos || lower.find("…") != lower.npos;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

/// Finds the ends of code spans in one line, in order. A run of backticks that nothing closes is
/// remembered by its length: no later one of that length is closed either.
class CodeSpans {
 public:
  explicit CodeSpans(std::string_view line) : line_(line) {}

  /// Index after the span that starts with the run at `at`, or after the run where there is none.
  std::size_t after(std::size_t at) {
    const std::size_t opened = run_end(at);
    const std::size_t length = opened - at;
    if (length >= longest_run || ((unclosed_ >> length) & 1) != 0) return opened;
    for (std::size_t next = line_.find('`', opened); next != line_.npos;) {
      const std::size_t stop = run_end(next);
      if (stop - next == length) return stop;
      next = line_.find('`', stop);
    }
    unclosed_ |= 1u << length;
    return opened;
  }

 private:
  static constexpr std::size_t longest_run = 16;
  std::size_t run_end(std::size_t from) const {
    return std::min(line_.find_first_not_of('`', from), line_.size());
  }
  std::string_view line_;
  std::uint32_t unclosed_ = 0;
};

/// Index of the parenthesis that closes the one before `at`, or npos.
std::size_t closing_parenthesis(std::string_view line, std::size_t at) {
  constexpr std::size_t longest_target = 1024;
  int depth = 0;
  const std::size_t stop = std::min(line.size(), at + longest_target);
  for (std::size_t i = at; i < stop; ++i) {
    if (line[i] == '(') ++depth;
    if (line[i] == ')' && depth-- == 0) return i;
  }
  return line.npos;
}

/// The target in what stands between a link's parentheses, where a title may follow it.
std::string_view target_in(std::string_view inside) {
  inside = base::trim(inside);
  const std::string_view target = inside.substr(0, inside.find_first_of(" \t"));
  const std::string_view rest = base::trim(inside.substr(target.size()));
  const bool titled = rest.starts_with('"') || rest.starts_with('\'') || rest.starts_with('(');
  return rest.empty() || titled ? target : std::string_view();
}

}  // namespace

void find_links(std::string_view line, const LinkFound& found) {
  CodeSpans spans(line);
  std::size_t open = 0;  ///< brackets that are not closed yet
  for (std::size_t i = line.find_first_of("`[]\\"); i != line.npos;
       i = line.find_first_of("`[]\\", i)) {
    if (line[i] == '[') {
      ++open;
      ++i;
      continue;
    }
    if (line[i] == '\\') {
      i += 2;
      continue;
    }
    if (line[i] == '`') {
      i = spans.after(i);
      continue;
    }
    const bool opened = line[i] == ']' && open > 0;
    if (opened) --open;
    if (!opened || i + 1 >= line.size() || line[i + 1] != '(') {
      ++i;
      continue;
    }
    const std::size_t stop = closing_parenthesis(line, i + 2);
    if (stop == line.npos) {
      i += 2;
      continue;
    }
    if (const auto target = target_in(line.substr(i + 2, stop - i - 2)); !target.empty()) {
      const auto begin = static_cast<std::size_t>(target.data() - line.data());
      found(begin, begin + target.size());
    }
    i = stop + 1;
  }
}

std::optional<std::string> link_path(std::string_view target) {
  if (target.empty() || target.front() == '/' || target.front() == '~' ||
      target.starts_with("www.") || has_scheme(target) ||
      target.find_first_of("<>{}$*|`[]") != target.npos || is_placeholder(target)) {
    return std::nullopt;
  }
  const std::string path = percent_decoded(target.substr(0, target.find_first_of("#?")));
  const bool printable = std::ranges::none_of(
      path, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (path.empty() || path.front() == '/' || !printable || base::first_invalid_utf8(path)) {
    return std::nullopt;
  }
  return path;
}

}  // namespace agent
