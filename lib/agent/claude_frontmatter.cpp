#include "agent/claude_frontmatter.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "syntax/document.hpp"

namespace agent {
namespace {

constexpr std::string_view special = "{}[]*&#!|>%@`";

bool is_key_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

bool is_enclosed(std::string_view value, char quote) {
  return !value.empty() && value.front() == quote && value.back() == quote;
}

/// The value of a line `key: value` that the repair quotes; nothing for other lines. A carriage
/// return at its end keeps the line from matching.
std::optional<std::string_view> value_to_quote(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && is_key_byte(line[at])) ++at;
  if (at == 0 || at >= line.size() || line[at] != ':') return std::nullopt;
  const std::size_t begin = line.find_first_not_of(" \t", at + 1);
  if (begin == line.npos || begin == at + 1 || line.ends_with('\r')) return std::nullopt;
  const std::string_view value = line.substr(begin);
  if (is_enclosed(value, '"') || is_enclosed(value, '\'')) return std::nullopt;
  const bool repairs = value.find_first_of(special) != value.npos || value.find(": ") != value.npos;
  return repairs ? std::optional(value) : std::nullopt;
}

/// Does the line before `at` open a block scalar?
bool follows_block_header(std::string_view yaml, std::size_t at) {
  if (at == 0) return false;
  const std::string_view before = base::trim(yaml.substr(0, at));
  const std::string_view line = before.substr(before.rfind('\n') + 1);
  const std::size_t last = line.find_last_not_of("+-0123456789");
  return last != line.npos && (line[last] == '|' || line[last] == '>');
}

/// Tabs are no fault to it, but in the first line of a block scalar.
bool is_readable(std::string_view yaml) {
  if (yaml.starts_with('%')) return false;
  const auto document = syntax::parse_yaml(yaml);
  return std::ranges::all_of(document.problems, [&](const syntax::Problem& problem) {
    if (problem.kind == syntax::ProblemKind::duplicate_key) return true;
    return problem.kind == syntax::ProblemKind::portability && problem.message.starts_with("tab") &&
           !follows_block_header(yaml, problem.begin);
  });
}

}  // namespace

std::optional<std::size_t> claude_end(std::string_view bytes, const Split& parts) {
  const bool open = parts.state == Split::State::unclosed;
  if (!open && parts.state != Split::State::complete) return std::nullopt;
  const std::size_t at = bytes.find("---", parts.yaml_begin);
  if (at == bytes.npos || (!open && at >= parts.yaml_end)) return std::nullopt;
  return at;
}

std::string claude_repaired(std::string_view yaml) {
  std::string out;
  for (std::size_t at = 0; at < yaml.size();) {
    const std::size_t end = std::min(yaml.find('\n', at), yaml.size());
    const std::string_view line = yaml.substr(at, end - at);
    if (const auto value = value_to_quote(line)) {
      out += line.substr(0, line.size() - value->size());
      out += '"';
      for (const char c : *value) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
      }
      out += '"';
    } else {
      out += line;
    }
    out += '\n';
    at = end + 1;
  }
  return out;
}

bool claude_reads(std::string_view yaml) {
  return is_readable(yaml) || is_readable(claude_repaired(yaml));
}

}  // namespace agent
