#include "syntax/toml_scan.hpp"

#include <algorithm>
#include <string>

#include "syntax/extent.hpp"

namespace syntax {

void TomlScan::run(std::size_t stop) {
  stop = std::min(stop, text_.size());
  while (at_ < stop) step();
}

std::optional<Problem> TomlScan::check(std::size_t stop, const Limits& limits) {
  stop = std::min(stop, text_.size());
  while (at_ < stop) {
    const std::size_t before = at_;
    step();
    if (depth_ > limits.depth) {
      return Problem{ProblemKind::too_deep, before, before + 1, 0,
                     "nested deeper than " + std::to_string(limits.depth) + " levels"};
    }
    if (values_ > limits.nodes) {
      return Problem{ProblemKind::too_large, before, before + 1, 0,
                     "more than " + std::to_string(limits.nodes) + " values"};
    }
  }
  return std::nullopt;
}

std::vector<std::size_t> TomlScan::open() const {
  std::vector<std::size_t> places;
  for (std::size_t i = 1; i < frames_.size(); ++i) places.push_back(frames_[i].begin);
  return places;
}

void TomlScan::step() {
  const char c = text_[at_];
  Frame& frame = frames_.back();
  switch (c) {
    case '"':
    case '\'':
      touch_key();
      pass_string();
      return;
    case '#':
      pass_comment();
      return;
    case '\n':
      if (frames_.size() == 1) expect_key(at_ + 1);
      break;
    case '[':
    case '{':
      if (c == '[' && frames_.size() == 1 && frame.expects_key && !frame.key) {
        pass_header();
        return;
      }
      ++depth_;
      frames_.push_back({at_, c == '[', c == '{', 0, std::nullopt});
      break;
    case ']':
    case '}':
      if (frames_.size() == 1) break;
      depth_ -= frame.dots + 1;
      frames_.pop_back();
      break;
    case ',':
      if (frames_.size() == 1) break;
      if (frame.is_list) {
        ++values_;
      } else {
        expect_key(at_ + 1);
      }
      break;
    case '=':
      if (frame.expects_key) end_key();
      break;
    case '.':
      if (frame.expects_key) count_dot();
      break;
    default:
      if (!is_space(c)) touch_key();
      break;
  }
  ++at_;
}

void TomlScan::expect_key(std::size_t begin) {
  Frame& frame = frames_.back();
  depth_ -= frame.dots;
  frame.dots = 0;
  frame.key.reset();
  frame.expects_key = true;
  if (frames_.size() == 1) statement_ = begin;
}

void TomlScan::touch_key() {
  Frame& frame = frames_.back();
  if (frame.expects_key && !frame.key) frame.key = TomlSpan{at_, at_};
}

void TomlScan::end_key() {
  Frame& frame = frames_.back();
  touch_key();
  frame.expects_key = false;
  std::size_t end = at_;
  while (end > frame.key->begin && is_space(text_[end - 1])) --end;
  frame.key->end = end;
  values_ += 2;
}

void TomlScan::count_dot() {
  touch_key();
  ++frames_.back().dots;
  ++depth_;
  ++values_;
}

void TomlScan::pass_comment() {
  at_ = line_end(text_, at_);
}

void TomlScan::pass_string() {
  const std::size_t begin = at_;
  const char quote = text_[begin];
  const std::string_view rest = text_.substr(begin);
  const bool many_lines = rest.starts_with(quote == '"' ? "\"\"\"" : "'''");
  at_ += many_lines ? 3 : 1;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '\\' && quote == '"') {
      if (++at_ < text_.size() && (many_lines || text_[at_] != '\n')) continue;
    }
    if (at_ >= text_.size() || (text_[at_] == '\n' && !many_lines)) break;
    if (c != quote) continue;
    if (!many_lines) {
      ++at_;
      return;
    }
    if (text_.substr(at_, 3) != text_.substr(begin, 3)) continue;
    at_ += 3;
    // One or two quotes may stand right before the three that close.
    for (int more = 0; more < 2 && at_ < text_.size() && text_[at_] == quote; ++more) ++at_;
    return;
  }
  at_ = std::min(at_, text_.size());
  if (!unclosed_) unclosed_ = begin;
}

void TomlScan::pass_header() {
  const std::size_t begin = at_;
  frames_.back().key.reset();
  while (at_ < text_.size() && text_[at_] == '[') ++at_;
  while (at_ < text_.size() && text_[at_] != ']' && text_[at_] != '\n' && text_[at_] != '#') {
    if (text_[at_] == '"' || text_[at_] == '\'') {
      pass_string();
      continue;
    }
    if (text_[at_] == '.') count_dot();
    ++at_;
  }
  while (at_ < text_.size() && text_[at_] == ']') ++at_;
  frames_.back().expects_key = false;
  frames_.back().key.reset();
  header_ = TomlSpan{begin, at_};
  ++values_;
}

}  // namespace syntax
