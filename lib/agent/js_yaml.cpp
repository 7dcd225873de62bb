#include "agent/js_yaml.hpp"

#include <algorithm>
#include <cstddef>

#include "syntax/schema.hpp"

namespace agent {
namespace {

using syntax::Kind;
using syntax::Node;
using syntax::Type;

constexpr auto npos = std::string_view::npos;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes from `least` to `most` digits off the front.
bool take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  while (count < most && count < text.size() && is_digit(text[count])) ++count;
  text.remove_prefix(count);
  return count >= least;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

/// The part of a timestamp after its seconds.
bool is_zone(std::string_view text) {
  if (take(text, '.')) take_digits(text, 0, npos);
  if (text.empty()) return true;
  skip_blanks(text);
  if (take(text, 'Z')) return text.empty();
  if (!take(text, '+') && !take(text, '-')) return false;
  if (!take_digits(text, 1, 2)) return false;
  return text.empty() || (take(text, ':') && take_digits(text, 2, 2) && text.empty());
}

bool is_date(std::string_view text) {
  std::string_view rest = text;
  if (!take_digits(rest, 4, 4) || !take(rest, '-')) return false;
  const std::string_view month = rest;
  if (!take_digits(rest, 1, 2) || !take(rest, '-') || !take_digits(rest, 1, 2)) return false;
  if (rest.empty()) return month.size() == 5;
  const std::size_t before = rest.size();
  if (!take(rest, 'T') && !take(rest, 't')) skip_blanks(rest);
  if (rest.size() == before) return false;
  if (!take_digits(rest, 1, 2) || !take(rest, ':') || !take_digits(rest, 2, 2)) return false;
  return take(rest, ':') && take_digits(rest, 2, 2) && is_zone(rest);
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  std::string_view digits = "0123456789_";
  if (text.size() > 1 && text[0] == '0') {
    const char mark = text[1];
    if (mark == 'b') digits = "01_";
    if (mark == 'o') digits = "01234567_";
    if (mark == 'x') digits = "0123456789abcdefABCDEF_";
    if (mark == 'b' || mark == 'o' || mark == 'x') {
      text.remove_prefix(2);
      return text.find_first_not_of(digits) == npos && text.find_first_not_of('_') != npos &&
             !text.ends_with('_');
    }
  }
  return !text.empty() && text[0] != '_' && text.find_first_not_of(digits) == npos &&
         !text.ends_with('_');
}

bool is_float(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return true;
  const bool sign = text.starts_with('-') || text.starts_with('+');
  if (sign) text.remove_prefix(1);
  if (text == ".inf" || text == ".Inf" || text == ".INF") return true;
  if (text.empty() || text.ends_with('_')) return false;
  const auto skip = [&] {
    text.remove_prefix(std::min(text.find_first_not_of("0123456789_"), text.size()));
  };
  if (is_digit(text[0])) {
    skip();
    if (take(text, '.')) skip();
  } else {
    if (sign || !take(text, '.') || text.empty() || (!is_digit(text[0]) && text[0] != '_')) {
      return false;
    }
    skip();
  }
  if (text.empty()) return true;
  if (!take(text, 'e') && !take(text, 'E')) return false;
  if (!take(text, '-')) take(text, '+');
  return take_digits(text, 1, npos) && text.empty();
}

Type type_of(std::string_view text) {
  const Type core = syntax::resolve_plain(text);
  if (core == Type::null || core == Type::boolean) return core;
  if (is_integer(text)) return Type::integer;
  if (is_float(text)) return Type::floating;
  return is_date(text) ? Type::date : Type::string;
}

bool is_merge(const Node& key) {
  return key.style == syntax::Style::plain && key.value == "<<";
}

bool is_mergeable(const Node& value) {
  if (value.kind == Kind::sequence) {
    return std::ranges::all_of(value.items,
                               [](const Node& item) { return item.kind == Kind::mapping; });
  }
  return value.kind == Kind::mapping;
}

void add_missing(Node& node, const Node& source) {
  for (const auto& entry : source.entries) {
    if (!node.find(entry.first.value)) node.entries.push_back(entry);
  }
}

void merge(Node& node) {
  Node sources;
  std::erase_if(node.entries, [&](auto& entry) {
    if (!is_merge(entry.first) || !is_mergeable(entry.second)) return false;
    sources.items.push_back(std::move(entry.second));
    return true;
  });
  for (const Node& source : sources.items) {
    if (source.kind == Kind::mapping) add_missing(node, source);
    for (const Node& item : source.items) add_missing(node, item);
  }
}

/// The tag in front of a node, in its line or, for a list or mapping in lines of its own, the one
/// above.
std::string_view tag_before(std::string_view text, const Node& node) {
  std::size_t at = node.begin;
  for (int i = 0; i < 2; ++i) {  // a tag and an anchor, in any order
    std::size_t end = std::min(at, text.size());
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
    if (end > 0 && text[end - 1] == '\n' && node.kind != Kind::scalar) {
      const std::size_t above = end < 2 ? npos : text.rfind('\n', end - 2);
      const std::size_t begin = above == npos ? 0 : above + 1;
      const std::string_view line = text.substr(begin, end - begin);
      if (line.find('#') != npos) return {};
      end = begin + std::min(line.find_last_not_of(" \t\r\n"), line.size() - 1) + 1;
    }
    std::size_t begin = end;
    while (begin > 0 && std::string_view(" \t\r\n,[{").find(text[begin - 1]) == npos) --begin;
    const std::string_view token = text.substr(begin, end - begin);
    if (token.starts_with('!')) return token;
    if (!token.starts_with('&')) return {};
    at = begin;
  }
  return {};
}

void convert(Node& node, std::string_view text) {
  const bool plain = node.kind == Kind::scalar && node.style == syntax::Style::plain;
  const bool core = node.type == syntax::resolve_plain(node.value);
  const std::string_view tag = tag_before(text, node);
  if (tag == "!" && plain) {
    node.type = Type::string;
  } else if (tag == "!!binary") {
    node.kind = Kind::mapping;  // an object, at any rate
    node.type = Type::mapping;
  } else if (plain && core) {
    node.type = type_of(node.value);
  }
  for (Node& item : node.items) convert(item, text);
  for (auto& [key, value] : node.entries) convert(value, text);
  merge(node);
}

bool takes_tag(const Node& node, std::string_view tag) {
  constexpr std::string_view prefix = "!<tag:yaml.org,2002:";
  if (tag.starts_with("!!")) {
    tag.remove_prefix(2);
  } else if (tag.starts_with(prefix) && tag.ends_with('>')) {
    tag = tag.substr(prefix.size(), tag.size() - prefix.size() - 1);
  } else {
    return tag == "!";
  }
  if (node.kind == Kind::mapping) return tag == "map" || tag == "set";
  if (node.kind == Kind::sequence) return tag == "seq" || tag == "omap" || tag == "pairs";
  if (tag == "str" || tag == "binary") return true;
  if (tag == "null") return syntax::is_null(node.value);
  if (tag == "bool") return syntax::resolve_plain(node.value) == Type::boolean;
  if (tag == "int") return is_integer(node.value);
  if (tag == "float") return is_float(node.value);
  if (tag == "timestamp") return is_date(node.value);
  return tag == "merge" && node.value == "<<";
}

}  // namespace

Node as_js_yaml(const Node& root, std::string_view text) {
  Node copy = root;
  convert(copy, text);
  return copy;
}

std::string_view refused_tag(const Node& root, std::string_view text) {
  const std::string_view tag = tag_before(text, root);
  if (!tag.empty() && !takes_tag(root, tag)) return tag;
  for (const Node& item : root.items) {
    const std::string_view found = refused_tag(item, text);
    if (!found.empty()) return found;
  }
  for (const auto& [key, value] : root.entries) {
    for (const Node* node : {&key, &value}) {
      const std::string_view found = refused_tag(*node, text);
      if (!found.empty()) return found;
    }
  }
  return {};
}

}  // namespace agent
