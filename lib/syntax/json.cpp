#include "syntax/json.hpp"

#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "syntax/checks.hpp"
#include "syntax/extent.hpp"
#include "syntax/json_fault.hpp"

namespace syntax {
namespace {

using Json = nlohmann::json;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// The text with a line break after it, so that the byte which the parser reads to know the end of
/// a number is always there.
struct Source {
  std::string_view text;
  std::size_t position = 0;  ///< bytes that the parser has taken

  bool at_end() const { return position > text.size(); }
  char current() const { return position < text.size() ? text[position] : '\n'; }
};

/// Reads a Source; without one it is the end of any.
class SourceIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  explicit SourceIterator(Source* source) : source_(source) {}
  char operator*() const { return source_->current(); }
  SourceIterator& operator++() {
    ++source_->position;
    return *this;
  }
  SourceIterator operator++(int) {
    const SourceIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const SourceIterator& other) const { return is_end() == other.is_end(); }

 private:
  bool is_end() const { return source_ == nullptr || source_->at_end(); }

  Source* source_;
};

/// Makes the tree. The parser calls right after it has read the token that a call is about.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(const Source& source, std::size_t begin, const Limits& limits)
      : source_(source), limits_(limits), last_(begin) {}

  std::optional<Node> take_root() { return std::move(root_); }
  std::optional<Problem> take_problem() { return std::move(problem_); }

  bool null() override { return add(scalar(Type::null, source_.position)); }
  bool boolean(bool) override { return add(scalar(Type::boolean, source_.position)); }
  bool number_integer(number_integer_t) override { return number(); }
  bool number_unsigned(number_unsigned_t) override { return number(); }
  bool number_float(number_float_t, const string_t&) override { return number(); }
  bool string(string_t& value) override { return add(quoted_scalar(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Kind::mapping, Type::mapping); }
  bool start_array(std::size_t) override { return open(Kind::sequence, Type::sequence); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    frames_.back().key = quoted_scalar(value);
    return count(frames_.back().key->begin);
  }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    std::optional<std::size_t> open;
    if (!frames_.empty()) open = frames_.back().node.begin;
    problem_ = explain_json(source_.text, last_, state(), open);
    return false;
  }

 private:
  struct Frame {
    Node node;
    std::optional<Node> key;
  };

  std::size_t next_token() const {
    std::size_t at = last_;
    while (is_space(source_.text[at]) || source_.text[at] == ',' || source_.text[at] == ':') ++at;
    return at;
  }

  Node token(Kind kind, Type type, std::size_t end) {
    Node node;
    node.kind = kind;
    node.type = type;
    node.begin = next_token();
    node.end = last_ = end;
    return node;
  }
  Node scalar(Type type, std::size_t end) {
    Node node = token(Kind::scalar, type, end);
    node.value = source_.text.substr(node.begin, end - node.begin);
    return node;
  }
  Node quoted_scalar(string_t& value) {
    Node node = token(Kind::scalar, Type::string, source_.position);
    node.style = Style::double_quoted;
    node.value = std::move(value);
    return node;
  }
  bool number() {
    Node node = scalar(Type::integer, source_.position - 1);
    if (node.value.find_first_of(".eE") != std::string::npos) node.type = Type::floating;
    return add(std::move(node));
  }

  bool add(Node node) {
    if (!count(node.begin)) return false;
    place(std::move(node));
    return true;
  }
  void place(Node node) {
    if (frames_.empty()) {
      root_ = std::move(node);
    } else if (Frame& frame = frames_.back(); frame.key) {
      frame.node.entries.emplace_back(std::move(*frame.key), std::move(node));
      frame.key.reset();
    } else {
      frame.node.items.push_back(std::move(node));
    }
  }

  bool open(Kind kind, Type type) {
    Node node = token(kind, type, source_.position);
    node.style = Style::flow;
    if (frames_.size() >= limits_.depth) {
      return refuse(ProblemKind::too_deep, node.begin,
                    "nested deeper than " + std::to_string(limits_.depth) + " levels");
    }
    if (!count(node.begin)) return false;
    frames_.push_back({std::move(node), std::nullopt});
    return true;
  }
  bool close() {
    Node node = std::move(frames_.back().node);
    frames_.pop_back();
    node.end = last_ = source_.position;
    place(std::move(node));
    return true;
  }

  bool count(std::size_t at) {
    if (++nodes_ <= limits_.nodes) return true;
    return refuse(ProblemKind::too_large, at,
                  "more than " + std::to_string(limits_.nodes) + " values");
  }
  bool refuse(ProblemKind kind, std::size_t at, std::string message) {
    problem_ = Problem{kind, at, at + 1, 0, std::move(message)};
    return false;
  }

  JsonState state() const {
    if (frames_.empty()) return root_ ? JsonState::end : JsonState::value;
    const Frame& frame = frames_.back();
    if (frame.node.kind == Kind::sequence) {
      return frame.node.items.empty() ? JsonState::first_item : JsonState::after_item;
    }
    if (frame.key) return JsonState::after_key;
    return frame.node.entries.empty() ? JsonState::first_key : JsonState::after_value;
  }

  const Source& source_;
  Limits limits_;
  std::size_t last_;  ///< end of the last token, commas and colons not counted
  std::size_t nodes_ = 0;
  std::vector<Frame> frames_;
  std::optional<Node> root_;
  std::optional<Problem> problem_;
};

std::optional<Problem> unreadable_bytes(std::string_view text) {
  if (const auto at = base::first_invalid_utf8(text)) {
    return Problem{ProblemKind::not_utf8, *at, *at + 1, 0, "not valid UTF-8"};
  }
  // The parser takes a NUL byte for the end of its input.
  const std::size_t at = text.find('\0');
  if (at == text.npos) return std::nullopt;
  return Problem{ProblemKind::syntax, at, at + 1, 0, "NUL byte"};
}

}  // namespace

Document parse_json(std::string_view text, const Limits& limits) {
  Document document;
  if (auto problem = unreadable_bytes(text)) {
    document.problems.push_back(std::move(*problem));
    return document;
  }
  // The parser skips the mark on its own.
  const std::size_t begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  if (begin > 0) {
    document.problems.push_back(
        {ProblemKind::portability, 0, begin, 0, "byte order mark before the text"});
  }
  Source source{text};
  Builder builder(source, begin, limits);
  Json::sax_parse(SourceIterator(&source), SourceIterator(nullptr), &builder);
  if (auto problem = builder.take_problem()) {
    document.problems.push_back(std::move(*problem));
    return document;
  }
  document.root = builder.take_root();
  for (Problem& problem : duplicate_keys(*document.root)) {
    document.problems.push_back(std::move(problem));
  }
  return document;
}

}  // namespace syntax
