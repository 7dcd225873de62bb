#include "settings/list_edit.hpp"

#include <algorithm>

namespace settings {
namespace {

using syntax::Kind;
using syntax::Node;
using syntax::Style;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_space(char c) {
  return is_blank(c) || c == '\n' || c == '\r';
}

}  // namespace

ListEditor::ListEditor(std::string_view text) : text_(text), document_(syntax::parse_yaml(text)) {
  const std::size_t end = text.find('\n');
  if (end != text.npos && end > 0 && text[end - 1] == '\r') line_end_ = "\r\n";
}

std::optional<std::string> ListEditor::append(std::string_view list,
                                              const std::vector<Field>& item) const {
  if (!document_.root || document_.root->type == syntax::Type::null) {
    return append_list(list, item);
  }
  if (document_.root->kind != Kind::mapping) return std::nullopt;
  const Entry entry = entry_of(*document_.root, list);
  if (!entry.key) return append_list(list, item);
  const Node& value = *entry.value;
  if (is_alias(value)) return std::nullopt;
  if (value.kind != Kind::sequence || value.items.empty()) return fill_list(entry, item);
  if (value.style == Style::flow) return append_flow(value, item);
  return append_block(value, item);
}

std::optional<std::string> ListEditor::append_list(std::string_view list,
                                                   const std::vector<Field>& item) const {
  const std::string key = std::string(list) + ":";
  if (!document_.root || document_.root->type == syntax::Type::null) {
    // Nothing but comments.
    return insert_lines(text_.size(), "version: 1" + std::string(line_end_) + key +
                                          std::string(line_end_) + item_lines(2, item, false));
  }
  const Node& root = *document_.root;
  if (root.entries.empty()) return std::nullopt;
  if (root.style == Style::flow) {
    const std::size_t end = root.entries.back().second.end;
    return replace(end, end, ", " + key + " [" + flow_mapping(item) + "]");
  }
  const std::size_t indent = column(root.entries.front().first.begin);
  const std::string lines =
      std::string(indent, ' ') + key + std::string(line_end_) + item_lines(indent + 2, item, false);
  // What follows the last value may be comments, or the mark of the document's end.
  std::size_t at = last_line_end(root);
  std::size_t rest = at;
  while (rest < text_.size() && is_comment(rest, line_end(rest))) rest = line_end(rest);
  if (rest == text_.size()) at = rest;
  return insert_lines(at, lines);
}

/// Where there is a key, but no item yet.
std::optional<std::string> ListEditor::fill_list(const Entry& list,
                                                 const std::vector<Field>& item) const {
  const auto colon = after_colon(*list.key);
  const Node& value = *list.value;
  if (!colon || (value.kind != Kind::sequence && value.type != syntax::Type::null)) {
    return std::nullopt;
  }
  const std::size_t end = value.begin < value.end ? value.end : *colon;
  const bool in_flow = document_.root->style == Style::flow;
  const bool several_lines =
      text_.substr(*colon, end - *colon).find('\n') != std::string_view::npos;
  if (value.kind == Kind::sequence && (in_flow || several_lines)) {
    return replace(value.begin + 1, value.begin + 1, flow_mapping(item));
  }
  if (in_flow) return replace(*colon, end, " [" + flow_mapping(item) + "]");
  if (several_lines) return std::nullopt;
  // "[]", "~" and nothing go; a comment after them stays in its line.
  const std::size_t indent = column(document_.root->entries.front().first.begin);
  const std::size_t next = line_end(end);
  std::string line(text_.substr(end, next - end));
  if (!line.ends_with('\n')) line += line_end_;
  return std::string(text_.substr(0, *colon)) + line + item_lines(indent + 2, item, false) +
         std::string(text_.substr(next));
}

std::string ListEditor::append_flow(const Node& list, const std::vector<Field>& item) const {
  const Node& last = list.items.back();
  const std::size_t begin = line_begin(last.begin);
  const std::string_view before = text_.substr(begin, last.begin - begin);
  const bool own_line = begin > list.begin && std::ranges::all_of(before, is_blank);
  std::string separator = ", ";
  if (own_line) separator = "," + std::string(line_end_) + std::string(before);
  return replace(last.end, last.end, separator + flow_mapping(item));
}

std::optional<std::string> ListEditor::append_block(const Node& list,
                                                    const std::vector<Field>& item) const {
  const Node& last = list.items.back();
  const auto dash = dash_of(list, list.items.size() - 1);
  if (!dash) return std::nullopt;
  const std::size_t indent = column(*dash);
  std::size_t at = last_line_end(last);
  // Comments that are indented like the item's own lines belong to it.
  while (at < text_.size() && is_comment(at, line_end(at))) {
    const std::size_t hash = text_.find_first_not_of(" \t", at);
    if (text_[hash] != '#' || column(hash) <= indent) break;
    at = line_end(at);
  }
  return insert_lines(at, item_lines(indent, item, last.style == Style::flow));
}

std::optional<std::string> ListEditor::remove(std::string_view list, std::size_t index) const {
  if (!item_at(list, index)) return std::nullopt;
  const Entry entry = entry_of(*document_.root, list);
  const Node& value = *entry.value;
  if (value.style != Style::flow) return remove_block(entry, index);
  const auto& items = value.items;
  return remove_flow_part(items[index].begin, items[index].end,
                          index > 0 ? items[index - 1].end : value.begin + 1,
                          index + 1 < items.size() ? items[index + 1].begin : 0);
}

std::optional<std::string> ListEditor::remove_block(const Entry& list, std::size_t index) const {
  const auto& items = list.value->items;
  const auto dash = dash_of(*list.value, index);
  if (!dash) return std::nullopt;
  const std::size_t begin = line_begin(*dash), end = last_line_end(items[index]);
  if (items.size() > 1) return replace(begin, end, "");
  const auto colon = after_colon(*list.key);
  if (!colon || *colon > begin) return std::nullopt;
  return std::string(text_.substr(0, *colon)) + " []" +
         std::string(text_.substr(*colon, begin - *colon)) + std::string(text_.substr(end));
}

std::string ListEditor::item_lines(std::size_t column, const std::vector<Field>& item,
                                   bool flow) const {
  const std::vector<std::string> lines =
      flow ? std::vector<std::string>{flow_mapping(item)} : block_mapping(item);
  std::string text;
  for (const auto& line : lines) {
    text += std::string(column, ' ') + (text.empty() ? "- " : "  ") + line + std::string(line_end_);
  }
  return text;
}

const Node* ListEditor::item_at(std::string_view list, std::size_t index) const {
  if (!document_.root || document_.root->kind != Kind::mapping) return nullptr;
  const Node* value = document_.root->find(list);
  if (!value || value->kind != Kind::sequence || is_alias(*value)) return nullptr;
  if (index >= value->items.size() || is_alias(value->items[index])) return nullptr;
  return &value->items[index];
}

ListEditor::Entry ListEditor::entry_of(const Node& mapping, std::string_view key) {
  for (const auto& [name, value] : mapping.entries) {
    if (name.value == key) return {&name, &value};
  }
  return {};
}

bool ListEditor::is_alias(const Node& node) const {
  return node.begin < node.end && text_[node.begin] == '*' && node.style != Style::plain;
}

std::size_t ListEditor::line_begin(std::size_t at) const {
  return at == 0 ? 0 : text_.rfind('\n', at - 1) + 1;
}

std::size_t ListEditor::line_end(std::size_t at) const {
  const std::size_t end = text_.find('\n', at);
  return end == text_.npos ? text_.size() : end + 1;
}

std::size_t ListEditor::column(std::size_t at) const {
  return at - line_begin(at);
}

bool ListEditor::is_comment(std::size_t begin, std::size_t end) const {
  const std::string_view line = text_.substr(begin, end - begin);
  const auto first = std::ranges::find_if_not(line, is_space);
  return first == line.end() || *first == '#';
}

/// The place after the colon of a key; nothing after "? key".
std::optional<std::size_t> ListEditor::after_colon(const Node& key) const {
  const std::size_t at = text_.find_first_not_of(" \t", key.end);
  if (at == text_.npos || text_[at] != ':') return std::nullopt;
  return at + 1;
}

std::optional<std::size_t> ListEditor::dash_of(const Node& list, std::size_t index) const {
  // Above the item are only blanks and comments up to its dash.
  const std::size_t indent = column(list.begin);
  std::size_t line = line_begin(list.items[index].begin);
  while (true) {
    const std::string_view start = text_.substr(line, indent + 1);
    if (start.size() == indent + 1 && start.back() == '-' &&
        std::ranges::all_of(start.substr(0, indent), is_blank)) {
      return line + indent;
    }
    if (line <= list.begin || line == 0) return std::nullopt;
    line = line_begin(line - 1);
  }
}

std::size_t ListEditor::last_line_end(const Node& node) const {
  const bool whole = node.end > 0 && text_[node.end - 1] == '\n';
  return whole ? node.end : line_end(node.end);
}

std::string ListEditor::insert_lines(std::size_t at, const std::string& lines) const {
  const bool open = at > 0 && text_[at - 1] != '\n';
  return replace(at, at, (open ? std::string(line_end_) : "") + lines);
}

std::string ListEditor::replace(std::size_t begin, std::size_t end, std::string_view by) const {
  std::string text(text_.substr(0, begin));
  return text.append(by).append(text_.substr(end));
}

}  // namespace settings
