#include "syntax/mdc.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "syntax/checks.hpp"
#include "syntax/extent.hpp"
#include "syntax/schema.hpp"

namespace syntax {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// Thrown where a line is neither a key with its value nor a list item.
struct NotLines {};

/// Thrown where there are more nodes than the limit.
struct Refused {
  Problem problem;
};

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool empty() const { return begin == end; }
};

class LineReader {
 public:
  LineReader(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  std::optional<Node> read() {
    Node root;
    root.kind = Kind::mapping;
    root.type = Type::mapping;
    root.style = Style::block;
    count(0);
    std::size_t at = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    while (at < text_.size()) {
      const std::size_t end = line_end(text_, at);
      visit(root, at, trimmed({at, end}));
      at = end + 1;
    }
    if (root.entries.empty()) return std::nullopt;
    root.begin = root.entries.front().first.begin;
    root.end = root.entries.back().second.end;
    return root;
  }

 private:
  void visit(Node& root, std::size_t line, Span content) {
    if (content.empty() || text_[content.begin] == '#') return;
    if (is_item(content)) {
      if (root.entries.empty()) throw NotLines();
      add_item(root.entries.back().second, content);
    } else if (content.begin == line) {
      root.entries.push_back(entry(content));
    } else {
      throw NotLines();
    }
  }

  bool is_item(Span content) const {
    return text_[content.begin] == '-' &&
           (content.end == content.begin + 1 || is_blank(text_[content.begin + 1]));
  }

  void add_item(Node& list, Span content) {
    if (list.type == Type::null) {
      list.kind = Kind::sequence;
      list.type = Type::sequence;
      list.style = Style::block;
      list.begin = content.begin;
    } else if (list.style != Style::block) {
      throw NotLines();
    }
    list.items.push_back(literal(trimmed({content.begin + 1, content.end})));
    list.end = content.end;
  }

  std::pair<Node, Node> entry(Span content) {
    const std::size_t colon = text_.substr(0, content.end).find(':', content.begin);
    if (colon == text_.npos) throw NotLines();
    const Span name = trimmed({content.begin, colon});
    if (name.empty() || !starts_key(text_[name.begin])) throw NotLines();
    Node key = plain(name);
    key.type = Type::string;
    const Span rest = trimmed({colon + 1, content.end});
    if (rest.empty()) return {std::move(key), literal({colon + 1, colon + 1})};
    if (is_block_header(rest)) throw NotLines();
    return {std::move(key), value(text_.substr(name.begin, name.end - name.begin), rest)};
  }

  static bool starts_key(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  }

  /// Does nothing but the sign for a value in the lines below stand there?
  bool is_block_header(Span rest) const {
    const std::string_view written = text_.substr(rest.begin, rest.end - rest.begin);
    return (written[0] == '|' || written[0] == '>') &&
           written.substr(1).find_first_not_of("+-123456789") == written.npos;
  }

  Node value(std::string_view name, Span rest) {
    if (name == "globs" && text_[rest.begin] == '[' && text_[rest.end - 1] == ']') {
      return flow_list(rest);
    }
    Node node = literal(rest);
    if (name == "alwaysApply" && node.style == Style::plain &&
        resolve_plain(node.value) == Type::boolean) {
      node.type = Type::boolean;
    }
    return node;
  }

  /// Commas in quotes and in the braces of a glob do not separate.
  Node flow_list(Span rest) {
    Node list = plain(rest);
    list.kind = Kind::sequence;
    list.type = Type::sequence;
    list.style = Style::flow;
    list.value.clear();
    const std::size_t last = rest.end - 1;
    std::size_t item = rest.begin + 1;
    int braces = 0;
    char quote = 0;
    for (std::size_t at = item; at <= last; ++at) {
      const char c = text_[at];
      if (at < last && quote != 0) {
        if (c == quote) quote = 0;
      } else if (at < last && (c == '"' || c == '\'') && trimmed({item, at}).empty()) {
        quote = c;
      } else if (at < last && (c == '{' || c == '}')) {
        braces += c == '{' ? 1 : -1;
      } else if (at == last || (c == ',' && braces <= 0)) {
        const Span content = trimmed({item, at});
        if (at < last || !content.empty()) list.items.push_back(literal(content));
        item = at + 1;
      }
    }
    return list;
  }

  Span trimmed(Span span) const {
    while (span.begin < span.end && is_space(text_[span.begin])) ++span.begin;
    while (span.end > span.begin && is_space(text_[span.end - 1])) --span.end;
    return span;
  }

  void count(std::size_t at) {
    if (++nodes_ <= limits_.nodes) return;
    throw Refused{{ProblemKind::too_large, at, at, 0,
                   "more than " + std::to_string(limits_.nodes) + " values"}};
  }

  Node plain(Span span) {
    count(span.begin);
    Node node;
    node.begin = span.begin;
    node.end = span.end;
    node.value = text_.substr(span.begin, span.end - span.begin);
    return node;
  }

  /// A null where nothing is written, else the string that is, without a pair of quotes around it.
  Node literal(Span span) {
    Node node = plain(span);
    if (span.empty()) return node;
    node.type = Type::string;
    const char quote = node.value.front();
    if ((quote == '"' || quote == '\'') && quoted_end(node.value, 0) == node.value.size()) {
      node.style = quote == '"' ? Style::double_quoted : Style::single_quoted;
      node.value = node.value.substr(1, node.value.size() - 2);
    }
    return node;
  }

  std::string_view text_;
  Limits limits_;
  std::size_t nodes_ = 0;
};

std::optional<Problem> unreadable_bytes(std::string_view text) {
  if (const auto at = base::first_invalid_utf8(text)) {
    return Problem{ProblemKind::not_utf8, *at, *at + 1, 0, "not valid UTF-8"};
  }
  const std::size_t at = text.find('\0');
  if (at == text.npos) return std::nullopt;
  return Problem{ProblemKind::syntax, at, at + 1, 0, "NUL byte"};
}

Document read_as_yaml(std::string_view text, const Limits& limits) {
  Document document = parse_yaml(text, limits);
  if (document.root) {
    std::erase_if(document.problems,
                  [](const Problem& problem) { return problem.kind == ProblemKind::portability; });
  }
  return document;
}

}  // namespace

Document parse_mdc(std::string_view text, const Limits& limits) {
  Document document;
  if (auto problem = unreadable_bytes(text)) {
    document.problems.push_back(std::move(*problem));
    return document;
  }
  try {
    document.root = LineReader(text, limits).read();
  } catch (const NotLines&) {
    return read_as_yaml(text, limits);
  } catch (const Refused& refused) {
    document.problems.push_back(refused.problem);
    return document;
  }
  if (document.root) document.problems = duplicate_keys(*document.root);
  return document;
}

}  // namespace syntax
