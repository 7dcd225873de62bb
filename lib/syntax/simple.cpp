#include "syntax/simple.hpp"

#include <array>
#include <cstdint>
#include <utility>

#include "syntax/extent.hpp"
#include "syntax/schema.hpp"

namespace syntax {
namespace {

/// Thrown where the text is not simple.
struct NotSimple {};

constexpr std::size_t max_key = 200;

constexpr std::array<bool, 256> make_plain_starts() {
  std::array<bool, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (std::size_t c = 0x80; c < 256; ++c) table[c] = true;
  for (const char c : {'_', '/', '(', '+', '~', '$', '^', '<', ';', '.'}) {
    table[static_cast<std::size_t>(c)] = true;
  }
  return table;
}
constexpr std::array<bool, 256> plain_starts = make_plain_starts();

class SimpleReader {
 public:
  SimpleReader(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  std::optional<Node> read() {
    next_content();
    if (at_end_) return std::nullopt;
    Node root = collection();
    if (!at_end_) throw NotSimple();
    return root;
  }

 private:
  struct Span {
    std::size_t end = 0;    ///< without blanks before it
    std::size_t colon = 0;  ///< where the scan met a key's colon; 0 = it did not
    std::size_t stop = 0;   ///< line end or comment
  };

  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\n'; }
  bool is_line_end(std::size_t offset) const {
    return at(offset) == '\n' ||
           (at(offset) == '\r' && at(offset + 1) == '\n' && offset + 1 < text_.size());
  }
  bool is_dash(std::size_t offset) const {
    return at(offset) == '-' && (at(offset + 1) == ' ' || is_line_end(offset + 1));
  }
  bool starts_plain(std::size_t offset) const {
    if (offset >= text_.size()) return false;
    if (text_[offset] == '-') return plain_starts[static_cast<unsigned char>(at(offset + 1))];
    return plain_starts[static_cast<unsigned char>(text_[offset])];
  }
  void count() {
    if (++nodes_ > limits_.nodes) throw NotSimple();
  }

  /// Goes from the end of a line (or the start of the text) to the next content.
  void next_content() {
    adjacent_ = true;
    if (pos_ != 0) skip_break();
    while (pos_ < text_.size()) {
      const std::size_t line = pos_;
      while (at(pos_) == ' ' && pos_ < text_.size()) ++pos_;
      if (pos_ >= text_.size()) break;
      column_ = pos_ - line;
      if (text_[pos_] == '#') {
        pos_ = line_end(text_, pos_);
      } else if (!is_line_end(pos_)) {
        if (text_[pos_] == '\t' || text_[pos_] == '\r') throw NotSimple();
        const std::string_view marker = text_.substr(pos_, 3);
        if (column_ == 0 && (marker == "---" || marker == "...")) throw NotSimple();
        return;
      }
      adjacent_ = false;
      skip_break();
    }
    at_end_ = true;
  }
  void skip_break() {
    if (pos_ < text_.size() && text_[pos_] == '\r') ++pos_;
    if (pos_ < text_.size()) ++pos_;
  }

  /// After a value that ends at pos_: only blanks and a comment may follow on the line.
  void finish_line() {
    const std::size_t start = pos_;
    while (at(pos_) == ' ' && pos_ < text_.size()) ++pos_;
    if (at(pos_) == '#' && pos_ > start) pos_ = line_end(text_, pos_);
    if (!is_line_end(pos_)) throw NotSimple();
  }
  /// The same, and on to the next content, which must not continue the value.
  void finish_value(std::size_t parent) {
    finish_line();
    next_content();
    if (!at_end_ && column_ > parent) throw NotSimple();
  }

  Span scan_plain(std::size_t from) const {
    Span span;
    for (std::size_t i = from;; ++i) {
      const char c = at(i);
      if (c == ':') {
        const char next = at(i + 1);
        if (next == ' ' || next == '\t' || is_line_end(i + 1)) {
          if (i == from) throw NotSimple();
          span.colon = span.stop = i;
          break;
        }
      } else if (c == '#') {
        if (is_blank(text_[i - 1])) {
          span.stop = i;
          break;
        }
      } else if (c == '\n' || c == '\r') {
        if (!is_line_end(i)) throw NotSimple();
        span.stop = i;
        break;
      }
    }
    span.end = span.stop;
    while (is_blank(text_[span.end - 1])) --span.end;
    return span;
  }

  Node scalar(std::size_t begin, std::size_t end) {
    count();
    Node node;
    node.begin = begin;
    node.end = end;
    node.value = text_.substr(begin, end - begin);
    node.type = resolve_plain(node.value);
    return node;
  }
  Node absent(std::size_t place) { return scalar(place, place); }

  Node collection() {
    if (++depth_ > limits_.depth) throw NotSimple();
    Node node = is_dash(pos_) ? sequence(column_) : mapping(column_);
    --depth_;
    return node;
  }
  Node start(Kind kind, Style style) {
    count();
    Node node;
    node.kind = kind;
    node.type = kind == Kind::mapping ? Type::mapping : Type::sequence;
    node.style = style;
    node.begin = pos_;
    return node;
  }

  Node mapping(std::size_t column) {
    Node node = start(Kind::mapping, Style::block);
    do {
      if (!starts_plain(pos_)) throw NotSimple();
      const Span span = scan_plain(pos_);
      if (span.colon == 0 || span.end - pos_ > max_key) throw NotSimple();
      Node key = scalar(pos_, span.end);
      pos_ = span.colon + 1;
      Node value = this->value(column, Kind::mapping);
      node.end = value.end;
      node.entries.emplace_back(std::move(key), std::move(value));
    } while (!at_end_ && column_ == column);
    if (!at_end_ && column_ > column) throw NotSimple();
    return node;
  }

  Node sequence(std::size_t column) {
    Node node = start(Kind::sequence, Style::block);
    do {
      ++pos_;
      Node item = value(column, Kind::sequence);
      node.end = item.end;
      node.items.push_back(std::move(item));
    } while (!at_end_ && column_ == column && is_dash(pos_));
    if (!at_end_ && column_ > column) throw NotSimple();
    return node;
  }

  /// What follows a colon or dash; afterwards pos_ is at the next content.
  Node value(std::size_t parent, Kind kind) {
    const std::size_t place = pos_;
    while (at(pos_) == ' ' && pos_ < text_.size()) ++pos_;
    if (is_line_end(pos_) || (at(pos_) == '#' && pos_ > place))
      return value_below(place, parent, kind);
    switch (text_[pos_]) {
      case '"':
      case '\'': {
        Node node = quoted_scalar();
        finish_value(parent);
        return node;
      }
      case '[': {
        Node node = flow_sequence();
        finish_value(parent);
        return node;
      }
      default:
        break;
    }
    if (!starts_plain(pos_)) throw NotSimple();
    const Span span = scan_plain(pos_);
    if (span.colon == 0) return plain(span, parent);
    if (kind == Kind::mapping) throw NotSimple();
    column_ = parent + (pos_ - place) + 1;
    return collection();
  }

  Node value_below(std::size_t place, std::size_t parent, Kind kind) {
    pos_ = line_end(text_, pos_);
    next_content();
    if (!at_end_ && column_ > parent) return collection();
    if (kind == Kind::mapping && !at_end_ && column_ == parent && is_dash(pos_))
      return collection();
    return absent(place);
  }

  Node plain(Span span, std::size_t parent) {
    Node node = scalar(pos_, span.end);
    for (;;) {
      const bool commented = at(span.stop) == '#' && span.stop < text_.size();
      pos_ = line_end(text_, span.stop);
      next_content();
      if (at_end_ || column_ <= parent) break;
      if (commented || !adjacent_ || !starts_plain(pos_)) throw NotSimple();
      span = scan_plain(pos_);
      if (span.colon != 0) throw NotSimple();
      node.value += ' ';
      node.value += text_.substr(pos_, span.end - pos_);
      node.end = span.end;
      node.type = Type::string;
    }
    return node;
  }

  Node quoted_scalar() {
    count();
    Node node;
    node.type = Type::string;
    node.begin = pos_;
    const char quote = text_[pos_];
    node.style = quote == '"' ? Style::double_quoted : Style::single_quoted;
    for (++pos_;; ++pos_) {
      if (pos_ >= text_.size()) throw NotSimple();
      const char c = text_[pos_];
      if (c == '\n' || c == '\r') throw NotSimple();
      if (c == quote) {
        if (quote == '"' || at(pos_ + 1) != '\'') break;
        ++pos_;
        node.value += '\'';
      } else if (c == '\\' && quote == '"') {
        node.value += escape(at(++pos_));
      } else {
        node.value += c;
      }
    }
    node.end = ++pos_;
    return node;
  }
  static char escape(char c) {
    switch (c) {
      case '"':
      case '\\':
        return c;
      case 'n':
        return '\n';
      case 't':
        return '\t';
      default:
        throw NotSimple();
    }
  }

  Node flow_sequence() {
    if (depth_ + 1 > limits_.depth) throw NotSimple();
    Node node = start(Kind::sequence, Style::flow);
    ++pos_;
    while (at(pos_) == ' ' && pos_ < text_.size()) ++pos_;
    while (at(pos_) != ']' || pos_ >= text_.size()) {
      node.items.push_back(flow_item());
      while (at(pos_) == ' ' && pos_ < text_.size()) ++pos_;
      if (at(pos_) == ',') {
        ++pos_;
        while (at(pos_) == ' ' && pos_ < text_.size()) ++pos_;
        if (at(pos_) == ']') throw NotSimple();
      } else if (at(pos_) != ']') {
        throw NotSimple();
      }
    }
    node.end = ++pos_;
    return node;
  }
  Node flow_item() {
    if (at(pos_) == '"' || at(pos_) == '\'') return quoted_scalar();
    if (!starts_plain(pos_)) throw NotSimple();
    const std::size_t begin = pos_;
    const std::size_t stop = text_.find_first_of(",]\n\r\t[{}:#\"'?&*!|>%@`", begin);
    if (stop == text_.npos || (text_[stop] != ',' && text_[stop] != ']')) throw NotSimple();
    std::size_t end = stop;
    while (text_[end - 1] == ' ') --end;
    pos_ = stop;
    return scalar(begin, end);
  }

  std::string_view text_;
  Limits limits_;
  std::size_t pos_ = 0;
  std::size_t column_ = 0;
  std::size_t nodes_ = 0;
  std::size_t depth_ = 0;
  bool adjacent_ = true;  ///< no empty line or comment was skipped to get here
  bool at_end_ = false;
};

}  // namespace

std::optional<Node> read_simple(std::string_view text, const Limits& limits) {
  try {
    return SimpleReader(text, limits).read();
  } catch (const NotSimple&) {
    return std::nullopt;
  }
}

}  // namespace syntax
