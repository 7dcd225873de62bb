#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "syntax/document.hpp"

namespace syntax {

/// A part of a text.
struct TomlSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Goes through a TOML text and knows strings, comments, brackets and keys, but not whether they
/// are right. In a text that is not TOML it may be wrong, never out of bounds.
class TomlScan {
 public:
  explicit TomlScan(std::string_view text) : text_(text) {}

  /// Goes on to `stop`, or a little further where that is inside of a string or a header.
  void run(std::size_t stop);
  /// Goes on to `stop` unless there are more levels or values than the limits allow.
  std::optional<Problem> check(std::size_t stop, const Limits& limits);

  /// The header of a table around the place; nothing before the first.
  const std::optional<TomlSpan>& header() const { return header_; }
  /// The first byte of the statement that the place is in.
  std::size_t statement() const { return statement_; }
  /// Is the place behind the '=' of a key?
  bool has_key() const { return key() && !frames_.back().expects_key; }
  /// The key, with its dots, whose value the place is in; before the '=' it has no end yet.
  const std::optional<TomlSpan>& key() const { return frames_.back().key; }
  /// The places of the brackets of values that are open, the outermost first.
  std::vector<std::size_t> open() const;
  /// The opening quote of the first string without an end.
  const std::optional<std::size_t>& unclosed() const { return unclosed_; }

 private:
  struct Frame {
    std::size_t begin = 0;
    bool is_list = false;
    bool expects_key = true;
    std::size_t dots = 0;
    std::optional<TomlSpan> key;
  };

  void step();
  void expect_key(std::size_t begin);
  void end_key();
  void touch_key();
  void pass_string();
  void pass_header();
  void pass_comment();
  void count_dot();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t statement_ = 0;
  std::size_t depth_ = 0;
  std::size_t values_ = 0;
  std::vector<Frame> frames_ = {Frame{}};
  std::optional<TomlSpan> header_;
  std::optional<std::size_t> unclosed_;
};

}  // namespace syntax
