#include "syntax/extent.hpp"

#include <algorithm>

namespace syntax {

std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

std::size_t line_begin(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  const std::size_t found = text.rfind('\n', at - 1);
  return found == text.npos ? 0 : found + 1;
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '#') {
      at = line_end(text, at);
    } else if (is_space(text[at])) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

namespace {

struct Properties {
  std::size_t end;   ///< one past the last anchor or tag
  std::size_t node;  ///< where the node begins
};

Properties scan_properties(std::string_view text, std::size_t at) {
  Properties answer{at, at};
  while (answer.node < text.size() && (text[answer.node] == '&' || text[answer.node] == '!')) {
    answer.end = alias_end(text, answer.node);
    if (text.substr(answer.node, 2) == "!<") {
      answer.end = std::min(text.find('>', answer.node), text.size() - 1) + 1;
    }
    answer.node = skip_space(text, answer.end);
  }
  return answer;
}

}  // namespace

std::size_t skip_properties(std::string_view text, std::size_t at) {
  return scan_properties(text, at).node;
}

std::size_t properties_end(std::string_view text, std::size_t at) {
  return scan_properties(text, at).end;
}

std::size_t quoted_end(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '"' || at + 1 >= text.size() || text[at + 1] != '\'') return at + 1;
      ++at;
    }
  }
  return text.npos;
}

std::size_t plain_end(std::string_view text, std::size_t at, std::string_view value) {
  // Folding changes white space only, so the other bytes are the same in the same order.
  for (const char c : value) {
    if (is_space(c)) continue;
    while (at < text.size() && is_space(text[at])) ++at;
    if (at >= text.size() || text[at] != c) break;
    ++at;
  }
  return at;
}

std::size_t block_scalar_end(std::string_view text, std::size_t at, std::int64_t parent) {
  const std::size_t header_end = line_end(text, at);
  std::int64_t content = -1;
  bool keep = false;
  for (std::size_t i = at + 1; i < header_end && !is_space(text[i]); ++i) {
    if (text[i] == '+') keep = true;
    if (text[i] >= '1' && text[i] <= '9')
      content = std::max<std::int64_t>(parent, 0) + text[i] - '0';
  }
  std::size_t end = at;
  while (end < header_end && !is_space(text[end])) ++end;

  for (std::size_t line = header_end + 1; line < text.size();) {
    const std::size_t stop = line_end(text, line);
    const std::size_t next = std::min(stop + 1, text.size());
    std::size_t first = line;
    while (first < stop && text[first] == ' ') ++first;
    const auto indent = static_cast<std::int64_t>(first - line);
    const bool empty = first == stop || (text[first] == '\r' && first + 1 == stop);
    if (!empty) {
      if (content < 0 && indent > parent) content = indent;
      if (content < 0 || indent < content) break;
      end = next;
    } else if (keep || (content >= 0 && indent > content)) {
      end = next;
    }
    line = next;
  }
  return end;
}

std::size_t alias_end(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_space(text[at]) &&
         std::string_view("[]{},").find(text[at]) == std::string_view::npos) {
    ++at;
  }
  return at;
}

}  // namespace syntax
