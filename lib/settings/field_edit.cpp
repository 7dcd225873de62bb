#include <algorithm>

#include "settings/list_edit.hpp"

namespace settings {

using syntax::Kind;
using syntax::Node;
using syntax::Style;

std::optional<std::string> ListEditor::set(std::string_view list, std::size_t index,
                                           const Field& field) const {
  const Node* item = item_at(list, index);
  if (!item || item->entries.empty()) return std::nullopt;
  const std::string value = yaml_value(field);
  const Entry entry = entry_of(*item, field.key);
  if (entry.key) {
    if (entry.value->begin < entry.value->end) {
      return replace(entry.value->begin, entry.value->end, value);
    }
    const auto colon = after_colon(*entry.key);
    if (!colon) return std::nullopt;
    return replace(*colon, *colon, " " + value);
  }
  const std::string written = std::string(field.key) + ": " + value;
  const std::size_t end = item->entries.back().second.end;
  if (item->style == Style::flow) return replace(end, end, ", " + written);
  const std::size_t indent = column(item->entries.front().first.begin);
  return insert_lines(last_line_end(*item),
                      std::string(indent, ' ') + written + std::string(line_end_));
}

std::optional<std::string> ListEditor::unset(std::string_view list, std::size_t index,
                                             std::string_view key) const {
  const Node* item = item_at(list, index);
  if (!item) return std::nullopt;
  const auto& entries = item->entries;
  const auto found =
      std::ranges::find_if(entries, [&](const auto& entry) { return entry.first.value == key; });
  if (found == entries.end() || entries.size() == 1) return std::nullopt;
  const Node& name = found->first;
  const bool is_first = found == entries.begin(), is_last = found + 1 == entries.end();
  const auto& value = found->second;
  const std::size_t end =
      value.begin < value.end ? value.end : after_colon(name).value_or(name.end);
  if (item->style == Style::flow) {
    return remove_flow_part(name.begin, end, is_first ? item->begin + 1 : (found - 1)->second.end,
                            is_last ? 0 : (found + 1)->first.begin);
  }
  if (!is_first) return replace(line_begin(name.begin), line_end(end), "");
  // The dash is in its line. Comments between it and the next key stay.
  const std::size_t next = (found + 1)->first.begin;
  const bool only_blanks = line_end(end) == line_begin(next);
  return replace(name.begin, only_blanks ? next : end, "");
}

bool ListEditor::holds(std::string_view list, std::size_t index, std::string_view key) const {
  const Node* item = item_at(list, index);
  return item && entry_of(*item, key).key;
}

/// Takes [begin, end) out of a list in brackets with one of the commas around it. `former_end` is
/// where that before it ends, or the bracket; `next_begin` where the next one begins, 0 = there is
/// none.
std::string ListEditor::remove_flow_part(std::size_t begin, std::size_t end, std::size_t former_end,
                                         std::size_t next_begin) const {
  const auto has_comment = [&](std::size_t from, std::size_t to) {
    return text_.substr(from, to - from).find('#') != std::string_view::npos;
  };
  if (next_begin != 0) {
    if (!has_comment(end, next_begin)) return replace(begin, next_begin, "");
    // The comment after it stays, the comma goes.
    const std::size_t comma = text_.find(',', end);
    return std::string(text_.substr(0, begin)) + std::string(text_.substr(end, comma - end)) +
           std::string(text_.substr(comma + 1));
  }
  // The comma before the bracket goes where there is one, else that before the item, else none: one
  // too many at the end is no mistake.
  const bool alone = text_[former_end - 1] == '[' || text_[former_end - 1] == '{';
  if (alone || has_comment(former_end, begin)) {
    const std::size_t after = text_.find_first_not_of(" \t\r\n", end);
    const bool comma = after != text_.npos && text_[after] == ',';
    return replace(begin, comma ? after + 1 : end, "");
  }
  return replace(former_end, end, "");
}

}  // namespace settings
