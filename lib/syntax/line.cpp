#include "syntax/line.hpp"

#include "syntax/extent.hpp"

namespace syntax {
namespace {

bool ends_word(std::string_view text, std::size_t at, std::size_t end) {
  return at >= end || is_space(text[at]);
}

/// The colon after the key that begins at `at`, or npos.
std::size_t find_colon(std::string_view text, std::size_t at, std::size_t end) {
  if (text[at] == '"' || text[at] == '\'') {
    at = quoted_end(text.substr(0, end), at);
    if (at == text.npos) return at;
    while (at < end && is_blank(text[at])) ++at;
    return at < end && text[at] == ':' && ends_word(text, at + 1, end) ? at : text.npos;
  }
  if (std::string_view("[]{},*&!@%|>`#").find(text[at]) != std::string_view::npos) return text.npos;
  for (std::size_t i = at; i < end; ++i) {
    if (text[i] == ':' && ends_word(text, i + 1, end)) return i;
    if (text[i] == '#' && i > at && is_blank(text[i - 1])) break;
  }
  return text.npos;
}

}  // namespace

Line line_at(std::string_view text, std::size_t begin) {
  Line line;
  line.begin = begin;
  line.end = line_end(text, begin);
  while (line.end > begin && is_space(text[line.end - 1])) --line.end;
  line.content = begin;
  while (line.content < line.end && is_blank(text[line.content])) ++line.content;
  if (line.content < line.end && text[line.content] == '#') line.content = line.end;
  line.item = line.content;
  line.column = line.content - begin;
  while (line.item < line.end && text[line.item] == '-' &&
         ends_word(text, line.item + 1, line.end)) {
    line.is_item = true;
    line.column = line.item - begin;
    ++line.item;
    while (line.item < line.end && is_blank(text[line.item])) ++line.item;
  }
  if (line.item >= line.end) return line;
  line.colon = find_colon(text, line.item, line.end);
  if (line.has_key()) {
    line.column = line.item - begin;
    line.value = line.colon + 1;
    while (line.value < line.end && is_blank(text[line.value])) ++line.value;
  } else if (line.is_item) {
    line.value = line.item;
  }
  if (line.value != Line::npos && (line.value >= line.end || text[line.value] == '#')) {
    line.value = Line::npos;
  }
  return line;
}

}  // namespace syntax
