#include "syntax/repair.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "syntax/extent.hpp"
#include "syntax/line.hpp"
#include "syntax/strict.hpp"

namespace syntax {
namespace {

/// How far the end of a flow collection of several lines is looked for, and how many bytes may be
/// looked at in all: a hostile text could have one begin on every line.
constexpr std::size_t flow_window = std::size_t{16} << 10;
constexpr std::size_t flow_budget = std::size_t{256} << 10;

/// How many values are tried on their own, for the same reason. The rest are left as they are.
constexpr int max_trials = 2000;

std::string starts_with_message(char c) {
  return std::string("unquoted value starts with '") + c + "'";
}

bool is_block_header(std::string_view value) {
  std::size_t at = 1;
  while (at < value.size() &&
         (value[at] == '+' || value[at] == '-' || (value[at] >= '1' && value[at] <= '9'))) {
    ++at;
  }
  if (at > 3) return false;
  if (at == value.size()) return true;
  if (!is_blank(value[at])) return false;
  while (at < value.size() && is_blank(value[at])) ++at;
  return value[at] == '#';
}

/// One past the bracket that closes the one at the start of `text`, or npos.
std::size_t bracket_end(std::string_view text) {
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool starts_node =
        at > 0 && (is_space(text[at - 1]) ||
                   std::string_view(",:[{").find(text[at - 1]) != std::string_view::npos);
    if ((c == '"' || c == '\'') && starts_node) {
      const std::size_t end = quoted_end(text, at);
      if (end == text.npos) return end;
      at = end - 1;
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if ((c == ']' || c == '}') && --depth == 0) {
      return at + 1;
    }
  }
  return text.npos;
}

class RepairFinder {
 public:
  RepairFinder(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {
    for (std::size_t at = text.find('&'); at != text.npos; at = text.find('&', at + 1)) {
      // Only where a node can start: "&&&&…" would be as many long names.
      if (at > 0 && !is_space(text[at - 1]) && text[at - 1] != '[' && text[at - 1] != ',') continue;
      anchors_.insert(text.substr(at + 1, alias_end(text, at) - at - 1));
    }
  }

  std::vector<Edit> find() {
    for (std::size_t at = 0; at < text_.size();) at = visit(line_at(text_, at));
    return std::move(edits_);
  }

 private:
  std::size_t after_line(std::size_t at) const {
    return std::min(line_end(text_, at) + 1, text_.size());
  }

  /// Returns where to go on.
  std::size_t visit(const Line& line) {
    if (line.is_empty()) return after_line(line.end);
    replace_tabs(line);
    const char first = text_[line.item < line.end ? line.item : line.content];
    if (!line.has_key() && (first == '"' || first == '\'')) return after_quoted(line.item);
    if (line.value == Line::npos) return after_line(line.end);

    const std::string_view value = text_.substr(line.value, line.end - line.value);
    switch (value[0]) {
      case '"':
      case '\'':
        return after_quoted(line.value);
      case '|':
      case '>':
        if (is_block_header(value)) return after_block_scalar(line);
        break;
      case '[':
      case '{':
        if (const auto next = after_flow(line)) return *next;
        break;
      default:
        break;
    }
    if (auto trigger = why_not_yaml(value)) {
      edits_.push_back({line.value, line.end, quoted(value), std::move(*trigger)});
    }
    return after_line(line.end);
  }

  void replace_tabs(const Line& line) {
    const std::string_view indentation = text_.substr(line.begin, line.content - line.begin);
    if (indentation.find('\t') == indentation.npos) return;
    std::string spaces;
    for (const char c : indentation) spaces += c == '\t' ? "  " : " ";
    edits_.push_back({line.begin, line.content, std::move(spaces), {}});
  }

  std::size_t after_quoted(std::size_t at) const {
    const std::size_t end = quoted_end(text_, at);
    return after_line(end == text_.npos ? at : end - 1);
  }

  std::size_t after_block_scalar(const Line& line) const {
    std::size_t at = after_line(line.end);
    while (at < text_.size()) {
      const Line next = line_at(text_, at);
      std::size_t first = next.begin;
      while (first < next.end && text_[first] == ' ') ++first;
      if (first < next.end && first - next.begin <= line.column) break;
      at = after_line(next.end);
    }
    return at;
  }

  std::optional<std::size_t> after_flow(const Line& line) {
    const std::string_view window =
        text_.substr(line.value, std::min(flow_window, flow_budget_left_));
    const std::size_t size = bracket_end(window);
    flow_budget_left_ -= std::min(size, window.size());
    const std::size_t end = line.value + size;
    if (size == window.npos || end <= line.end) return std::nullopt;
    const std::size_t stop = line_end(text_, end);
    if (!is_yaml(text_.substr(line.value, stop - line.value))) return std::nullopt;
    return after_line(stop);
  }

  bool is_yaml(std::string_view value) {
    if (trials_left_ == 0) return true;
    --trials_left_;
    const Reading reading = read_strict(value, limits_);
    if (reading.fault) return reading.final || names_known_anchor(value, *reading.fault);
    return !reading.extra_document;
  }

  /// An alias in a flow collection is no fault of the value if the anchor is elsewhere.
  bool names_known_anchor(std::string_view value, const Problem& fault) const {
    return fault.kind == ProblemKind::unknown_alias && fault.end > fault.begin &&
           anchors_.count(value.substr(fault.begin + 1, fault.end - fault.begin - 1)) > 0;
  }

  std::optional<std::string> why_not_yaml(std::string_view value) {
    switch (value[0]) {
      case '*':
        if (names_anchor(value)) return std::nullopt;
        return starts_with_message('*');
      case '[':
      case '{':
        if (is_yaml(value)) return std::nullopt;
        return flow_trigger(value);
      case '&':
      case '!':
        if (is_yaml(value)) return std::nullopt;
        return starts_with_message(value[0]);
      case '|':
      case '>':
      case '@':
      case '`':
      case '%':
      case ']':
      case '}':
        return starts_with_message(value[0]);
      case '-':
      case '?':
      case ',':
        if (value[0] == ',' || value.size() == 1 || is_blank(value[1])) return std::nullopt;
        break;
      default:
        break;
    }
    return colon_trigger(value);
  }

  bool names_anchor(std::string_view value) const {
    const std::size_t end = alias_end(value, 0);
    const std::size_t rest = skip_space(value, end);
    return rest >= value.size() && anchors_.count(value.substr(1, end - 1)) > 0;
  }

  static std::string flow_trigger(std::string_view value) {
    const std::size_t end = bracket_end(value);
    if (end == value.npos || skip_space(value, end) >= value.size()) {
      return starts_with_message(value[0]);
    }
    return std::string("text after '") + value[end - 1] + "' in an unquoted value";
  }

  static std::optional<std::string> colon_trigger(std::string_view value) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value[i] == '#' && i > 0 && is_blank(value[i - 1])) return std::nullopt;
      if (value[i] != ':') continue;
      if (i + 1 == value.size()) return "unquoted value ends with ':'";
      if (is_blank(value[i + 1])) return "unquoted value contains ': '";
    }
    return std::nullopt;
  }

  std::string_view text_;
  Limits limits_;
  std::unordered_set<std::string_view> anchors_;
  std::vector<Edit> edits_;
  std::size_t flow_budget_left_ = flow_budget;
  int trials_left_ = max_trials;
};

}  // namespace

std::vector<Edit> find_repairs(std::string_view text, const Limits& limits) {
  return RepairFinder(text, limits).find();
}

}  // namespace syntax
