#include "agent/frontmatter.hpp"

#include <optional>

namespace agent {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
/// How far a misplaced fence is looked for: prose further down has rules (`---`) of its own.
constexpr int most_lines_before = 40;

/// A line without its LF, CR LF and blanks at the end.
struct Line {
  std::size_t begin = 0;
  std::size_t next = 0;  ///< first byte of the next line
  std::string_view text;
};

Line line_at(std::string_view bytes, std::size_t begin) {
  const std::size_t end = bytes.find('\n', begin);
  Line line{begin, end == bytes.npos ? bytes.size() : end + 1, {}};
  std::string_view text = bytes.substr(begin, line.next - begin);
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  line.text = text;
  return line;
}

bool is_fence(const Line& line) {
  return line.text == "---";
}

std::optional<Line> next_fence(std::string_view bytes, std::size_t from) {
  for (std::size_t at = from; at < bytes.size();) {
    if (bytes.substr(at, 3) == "---") {
      const Line line = line_at(bytes, at);
      if (is_fence(line)) return line;
    }
    const std::size_t end = bytes.find('\n', at);
    if (end == bytes.npos) break;
    at = end + 1;
  }
  return std::nullopt;
}

/// Does the line read `key: value` or `key:`?
bool is_key_line(std::string_view text) {
  std::size_t i = 0;
  const auto is_key_byte = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  while (i < text.size() && is_key_byte(text[i])) ++i;
  if (i == 0 || i >= text.size() || text[i] != ':' || text[0] == '-') return false;
  return i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\t';
}

bool is_long_fence(std::string_view text) {
  return text.size() > 3 && text.find_first_not_of('-') == text.npos;
}

/// Skips a comment `<!-- … -->` that starts at `line`; gives the start of the line after its end.
std::optional<std::size_t> after_comment(std::string_view bytes, const Line& line) {
  if (!line.text.starts_with("<!--")) return std::nullopt;
  const std::size_t end = bytes.find("-->", line.begin + 4);
  if (end == bytes.npos) return std::nullopt;
  return line_at(bytes, end + 3).next;
}

/// A block between fences with a `key:` as its first line, after lines that no prose needs.
void find_misplaced(std::string_view bytes, Split& parts) {
  std::size_t at = parts.bom;
  for (int i = 0; i < most_lines_before && at < bytes.size(); ++i) {
    const Line line = line_at(bytes, at);
    if (is_fence(line) || is_long_fence(line.text)) {
      if (!is_key_line(line_at(bytes, line.next).text)) return;
      const auto closing = next_fence(bytes, line.next);
      if (!closing) return;
      parts.state = Split::State::not_first;
      parts.fence = line.begin;
      parts.yaml_begin = line.next;
      parts.yaml_end = closing->begin;
      return;
    }
    if (const auto next = after_comment(bytes, line)) {
      at = *next;
      continue;
    }
    const bool harmless = line.text.empty() || line.text.starts_with('#') ||
                          line.text.starts_with("```") || line.text.starts_with("~~~");
    if (!harmless) return;
    at = line.next;
  }
}

}  // namespace

Split split(std::string_view bytes) {
  Split parts;
  parts.bom = bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  parts.fence = parts.yaml_begin = parts.yaml_end = parts.body_begin = parts.bom;
  const Line first = line_at(bytes, parts.bom);
  if (!is_fence(first)) {
    find_misplaced(bytes, parts);
    return parts;
  }
  parts.yaml_begin = parts.yaml_end = first.next;
  const auto closing = next_fence(bytes, first.next);
  if (!closing) {
    parts.state = Split::State::unclosed;
    return parts;
  }
  parts.state = Split::State::complete;
  parts.yaml_end = closing->begin;
  parts.body_begin = closing->next;
  return parts;
}

}  // namespace agent
