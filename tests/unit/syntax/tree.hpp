#pragma once

#include <string>
#include <string_view>

#include "syntax/document.hpp"
#include "syntax/strict.hpp"

namespace syntax::testing {

/// One line a node with all that it holds, for comparing trees and reading the difference.
inline void print(const Node& node, std::string& out, int depth = 0) {
  out.append(static_cast<std::size_t>(depth), ' ');
  out += to_string(node.type);
  out += ' ' + std::to_string(static_cast<int>(node.style));
  out += " [" + std::to_string(node.begin) + ',' + std::to_string(node.end) + ") ";
  out += syntax::quoted(node.value) + '\n';
  for (const Node& item : node.items) print(item, out, depth + 1);
  for (const auto& [key, value] : node.entries) {
    print(key, out, depth + 1);
    print(value, out, depth + 2);
  }
}

inline std::string print(const Node& node) {
  std::string out;
  print(node, out);
  return out;
}

/// The first scalar whose bytes do not decode to its value, described; empty if all do. Aliases
/// and values that only quoting made YAML have other bytes by design.
inline std::string first_wrong_range(std::string_view text, const Node& node) {
  if (node.begin > node.end || node.end > text.size()) return "out of bounds: " + print(node);
  const std::string_view source = text.substr(node.begin, node.end - node.begin);
  if (!source.empty() && source[0] == '*') return {};
  // At the start of a text of its own this would be a byte order mark.
  if (source.starts_with("\xef\xbb\xbf")) return {};
  if (node.kind == Kind::scalar) {
    if (source == node.value && node.style == Style::plain) return {};
    const Reading reading = read_strict(source, Limits{});
    if (!reading.root || reading.root->value != node.value) {
      return "'" + std::string(source) + "' is not " + syntax::quoted(node.value);
    }
  }
  for (const Node& item : node.items) {
    if (auto wrong = first_wrong_range(text, item); !wrong.empty()) return wrong;
  }
  for (const auto& [key, value] : node.entries) {
    if (auto wrong = first_wrong_range(text, key); !wrong.empty()) return wrong;
    if (auto wrong = first_wrong_range(text, value); !wrong.empty()) return wrong;
  }
  return {};
}

}  // namespace syntax::testing
