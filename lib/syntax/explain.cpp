#include "syntax/explain.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "syntax/extent.hpp"
#include "syntax/line.hpp"

namespace syntax {
namespace {

Problem syntax(std::size_t begin, std::size_t end, std::string message) {
  return {ProblemKind::syntax, begin, end, 0, std::move(message)};
}

std::optional<Line> line_before(std::string_view text, const Line& line) {
  for (std::size_t at = line.begin; at > 0;) {
    const Line before = line_at(text, line_begin(text, at - 1));
    if (!before.is_empty()) return before;
    at = before.begin;
  }
  return std::nullopt;
}

std::optional<Problem> text_after_quote(std::string_view text, const Line& line) {
  const std::size_t start = line.value != Line::npos ? line.value : line.item;
  if (start >= line.end || (text[start] != '"' && text[start] != '\'')) return std::nullopt;
  std::size_t at = quoted_end(text, start);
  if (at == text.npos) return std::nullopt;
  const std::size_t end = std::max(line.end, line_end(text, at));
  while (at < end && is_space(text[at])) ++at;
  if (at >= end || text[at] == '#') return std::nullopt;
  std::size_t stop = end;
  while (stop > at && is_space(text[stop - 1])) --stop;
  return syntax(at, stop, "the value goes on after the closing quote");
}

std::optional<Problem> colon_without_space(std::string_view text, const Line& line) {
  if (line.has_key()) return std::nullopt;
  for (std::size_t i = line.item; i < line.end && !is_blank(text[i]); ++i) {
    if (text[i] != ':' || i == line.item) continue;
    if (text.substr(i, 3) == "://") return std::nullopt;
    return syntax(line.item, line.end, "a ':' must be followed by a space");
  }
  return std::nullopt;
}

const Edit* edit_in(const std::vector<Edit>& edits, const Line& line) {
  const auto found = std::find_if(edits.begin(), edits.end(), [&](const Edit& edit) {
    return !edit.trigger.empty() && edit.begin >= line.begin && edit.begin < line.end;
  });
  return found == edits.end() ? nullptr : &*found;
}

std::string explain_line(std::string_view text, const Line& line,
                         const std::optional<Line>& before) {
  const bool deeper = before && line.content - line.begin > before->content - before->begin;
  if (line.has_key() && deeper && before->value != Line::npos) {
    return "this line is indented under a key that already has a value";
  }
  const char first = line.has_key() && line.value != Line::npos ? text[line.value] : 'x';
  if (first == '-') return "a list item cannot start on the line of its key";
  if (first == '?' || first == ',') {
    return std::string("an unquoted value cannot start with '") + first + "'";
  }
  if (line.is_item) return "a list item is not expected here";
  if (line.has_key()) return "indentation does not match any key above";
  return "this line is neither 'key: value' nor indented under the key above";
}

}  // namespace

std::optional<std::size_t> unclosed_quote(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Line line = line_at(text, at);
    std::size_t end = line.end;
    const std::size_t start = line.value != Line::npos ? line.value : line.item;
    if (start < line.end && (text[start] == '"' || text[start] == '\'')) {
      end = quoted_end(text, start);
      if (end == text.npos) return start;
    }
    at = line_end(text, end) + 1;
  }
  return std::nullopt;
}

Problem explain(std::string_view text, std::size_t offset, const std::vector<Edit>& edits) {
  Line line = line_at(text, line_begin(text, std::min(offset, text.size())));
  std::optional<Line> before = line_before(text, line);
  if (line.is_empty() && before) {
    line = *before;
    before = line_before(text, line);
  }
  for (const Line* candidate : {&line, before ? &*before : nullptr}) {
    if (candidate == nullptr) continue;
    if (auto problem = text_after_quote(text, *candidate)) return *problem;
    if (auto problem = colon_without_space(text, *candidate)) return *problem;
  }
  if (before && !line.has_key()) {
    if (const Edit* edit = edit_in(edits, *before)) {
      return syntax(edit->begin, edit->end, edit->trigger + " and goes on in the next line");
    }
  }
  const bool follows_stray_text = before && line.has_key() && !before->has_key() &&
                                  !before->is_item && before->column <= line.column;
  if (follows_stray_text) {
    line = *before;
    before = line_before(text, line);
  }
  return syntax(line.content, line.end, explain_line(text, line, before));
}

}  // namespace syntax
