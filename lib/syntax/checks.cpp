#include "syntax/checks.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>

#include "syntax/extent.hpp"

namespace syntax {
namespace {

/// What an alias stands for has its range elsewhere and was looked at there.
bool is_alias_copy(const Node& node) {
  if (node.kind == Kind::scalar) return false;
  const Node* first = nullptr;
  if (!node.items.empty()) first = &node.items.front();
  if (!node.entries.empty()) first = &node.entries.front().first;
  return first != nullptr && (first->begin < node.begin || first->end > node.end);
}

class FaultFinder {
 public:
  explicit FaultFinder(std::string_view text) : text_(text) {}

  void visit(const Node& node, std::int64_t column) {
    if (found_) return;
    if (node.kind == Kind::scalar) {
      check_scalar(node, column);
      return;
    }
    if (is_alias_copy(node)) return;
    if (node.style == Style::block) {
      column = static_cast<std::int64_t>(node.begin - line_begin(text_, node.begin));
    }
    for (const Node& item : node.items) visit(item, column);
    for (const auto& [key, value] : node.entries) {
      if (key.kind != Kind::scalar) report(key.begin, key.end, "a list or mapping cannot be a key");
      if (node.style == Style::block) check_colon(key);
      visit(key, column);
      visit(value, column);
    }
  }

  std::optional<Problem> take() { return std::move(found_); }

 private:
  void report(std::size_t begin, std::size_t end, const char* message) {
    if (!found_) found_ = Problem{ProblemKind::syntax, begin, end, 0, message};
  }

  /// The parser takes a line without ':' at the end of a mapping for a key.
  void check_colon(const Node& key) {
    if (key.kind != Kind::scalar || key.end >= text_.size() + 1 || key.end <= key.begin) return;
    const std::size_t line = line_begin(text_, key.begin);
    const std::string_view before = text_.substr(line, key.begin - line);
    if (text_[key.begin] == '*' || before.find('?') != before.npos) return;
    std::size_t at = key.end;
    while (at < text_.size() && is_blank(text_[at])) ++at;
    if (at < text_.size() && text_[at] == ':') return;
    report(key.begin, key.end,
           "this line is neither 'key: value' nor indented under the key above");
  }

  void check_scalar(const Node& node, std::int64_t column) {
    if (node.begin >= text_.size() || text_[node.begin] == '*') return;
    const bool quoted = node.style == Style::double_quoted || node.style == Style::single_quoted;
    if (!quoted && node.style != Style::plain) return;
    if (quoted && node.end < text_.size() && text_[node.end] == '#') {
      report(node.end, line_end(text_, node.end), "the value goes on after the closing quote");
    }
    for (std::size_t stop = line_end(text_, node.begin); stop < node.end;) {
      const std::size_t line = stop + 1;
      stop = line_end(text_, line);
      std::size_t first = line;
      while (first < stop && is_space(text_[first])) ++first;
      if (first == stop) {
        if (!quoted)
          report(node.begin, node.end, "an unquoted value cannot go on after an empty line");
      } else if (quoted && static_cast<std::int64_t>(first - line) <= column) {
        report(first, stop, "a quoted value goes on in a line that is not indented under its key");
      }
    }
  }

  std::string_view text_;
  std::optional<Problem> found_;
};

void find_duplicates(const Node& node, std::vector<Problem>& problems) {
  if (is_alias_copy(node)) return;
  constexpr std::size_t few = 12;
  std::unordered_map<std::string_view, std::size_t> first_use;
  for (std::size_t i = 0; i < node.entries.size(); ++i) {
    const Node& key = node.entries[i].first;
    std::optional<std::size_t> other;
    if (node.entries.size() <= few) {
      for (std::size_t k = 0; k < i && !other; ++k) {
        const Node& earlier = node.entries[k].first;
        if (earlier.kind == key.kind && earlier.value == key.value) other = earlier.begin;
      }
    } else if (key.kind == Kind::scalar) {
      const auto [entry, fresh] = first_use.emplace(key.value, key.begin);
      if (!fresh) other = entry->second;
    }
    if (other && key.kind == Kind::scalar) {
      problems.push_back({ProblemKind::duplicate_key, key.begin, key.end, *other,
                          "key '" + key.value + "' is used twice"});
    }
  }
  for (const Node& item : node.items) find_duplicates(item, problems);
  for (const auto& [key, value] : node.entries) find_duplicates(value, problems);
}

void find_tabs(std::string_view text, const Node& node, std::size_t& last_line,
               std::vector<Problem>& problems) {
  const std::size_t line = line_begin(text, node.begin);
  std::size_t first = line;
  while (first < text.size() && is_blank(text[first])) ++first;
  const bool has_tab = text.substr(line, first - line).find('\t') != text.npos;
  if (has_tab && line != last_line && first <= node.begin &&
      text.substr(first, node.begin - first).find_first_not_of("- \t") == text.npos) {
    last_line = line;
    problems.push_back({ProblemKind::portability, line, first, 0, "tab used as indentation"});
  }
  if (node.style == Style::flow || is_alias_copy(node)) return;
  for (const Node& item : node.items) find_tabs(text, item, last_line, problems);
  for (const auto& [key, value] : node.entries) {
    find_tabs(text, key, last_line, problems);
    find_tabs(text, value, last_line, problems);
  }
}

}  // namespace

std::optional<Problem> first_fault(std::string_view text, const Node& root) {
  FaultFinder finder(text);
  finder.visit(root, -1);
  return finder.take();
}

std::vector<Problem> duplicate_keys(const Node& root) {
  std::vector<Problem> problems;
  find_duplicates(root, problems);
  return problems;
}

std::vector<Problem> tab_indentation(std::string_view text, const Node& root) {
  std::vector<Problem> problems;
  if (text.find('\t') == text.npos) return problems;
  std::size_t last_line = text.npos;
  find_tabs(text, root, last_line, problems);
  return problems;
}

}  // namespace syntax
