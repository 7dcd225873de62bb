#include "syntax/toml_fault.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "syntax/extent.hpp"
#include "syntax/toml.hpp"
#include "syntax/toml_scan.hpp"

namespace syntax {
namespace {

constexpr std::string_view prefix = "Error while parsing ";

std::string text_of(std::string_view text, TomlSpan span) {
  return std::string(text.substr(span.begin, span.end - span.begin));
}

std::size_t next_code_point(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  std::string_view rest = text.substr(at);
  base::take_code_point(rest);
  return text.size() - rest.size();
}

/// The names of a text that holds one entry in one entry in ...
std::vector<std::string> chain(std::string_view text, const TomlReader& read) {
  std::vector<std::string> names;
  const std::optional<Node> root = read(text);
  const Node* node = root ? &*root : nullptr;
  while (node != nullptr) {
    if (!node->entries.empty()) {
      names.push_back(node->entries.front().first.value);
      node = &node->entries.front().second;
    } else {
      node = node->items.empty() ? nullptr : &node->items.back();
    }
  }
  return names;
}

/// The collection in brackets that begins at `begin`.
const Node* find_at(const Node& node, std::size_t begin) {
  if (node.begin == begin && node.style == Style::flow) return &node;
  for (const Node& item : node.items) {
    if (const Node* found = find_at(item, begin)) return found;
  }
  for (const auto& [key, value] : node.entries) {
    if (const Node* found = find_at(value, begin)) return found;
  }
  return nullptr;
}

/// The key that the last of `names` found in `node` is at.
std::optional<std::size_t> last_use(const Node* node, const std::vector<std::string>& names) {
  std::optional<std::size_t> place;
  for (const std::string& name : names) {
    while (node != nullptr && !node->items.empty()) node = &node->items.back();
    if (node == nullptr) break;
    const auto entry = std::find_if(node->entries.begin(), node->entries.end(),
                                    [&](const auto& one) { return one.first.value == name; });
    if (entry == node->entries.end()) break;
    place = entry->first.begin;
    node = &entry->second;
  }
  return place;
}

/// `text` up to a key, with an end put to what is open there.
std::string closed(std::string_view text, std::size_t key, const std::vector<std::size_t>& open) {
  std::string part(text.substr(0, key));
  while (!part.empty() && (is_space(part.back()) || part.back() == ',')) part.pop_back();
  for (auto place = open.rbegin(); place != open.rend(); ++place) {
    part += text[*place] == '{' ? '}' : ']';
  }
  return part;
}

/// The repeated key of a statement: `at` is in it or at its value.
Problem repeated_key(std::string_view text, std::size_t at, const TomlReader& read) {
  TomlScan scan(text);
  scan.run(at);
  for (std::size_t next = at; next < text.size() && text[next] != '\n' && !scan.has_key();) {
    scan.run(++next);
  }
  const TomlSpan key = scan.key().value_or(TomlSpan{at, next_code_point(text, at)});
  Problem problem{ProblemKind::duplicate_key, key.begin, key.end, key.begin, {}};
  problem.message = "key '" + text_of(text, key) + "' is used twice";

  const std::vector<std::size_t> open = scan.open();
  const std::optional<Node> before = read(
      open.empty() ? std::string(text.substr(0, scan.statement())) : closed(text, key.begin, open));
  if (!before) return problem;
  std::vector<std::string> names;
  if (open.empty() && scan.header()) names = chain(text_of(text, *scan.header()), read);
  for (std::string& name : chain(text_of(text, key) + " = 0", read)) names.push_back(name);
  const Node* scope = open.empty() ? &*before : find_at(*before, open.back());
  if (const auto other = last_use(scope, names)) problem.other = *other;
  return problem;
}

/// The header of a table that is there already.
Problem repeated_header(std::string_view text, TomlSpan header, const TomlReader& read) {
  TomlSpan key = header;
  while (key.begin < key.end && (text[key.begin] == '[' || is_blank(text[key.begin]))) ++key.begin;
  while (key.end > key.begin && (text[key.end - 1] == ']' || is_blank(text[key.end - 1]))) {
    --key.end;
  }
  Problem problem{ProblemKind::duplicate_key, key.begin, key.end, key.begin, {}};
  problem.message = "key '" + text_of(text, key) + "' is used twice";
  if (const auto before = read(text.substr(0, header.begin))) {
    const auto other = last_use(&*before, chain(text_of(text, header), read));
    if (other) problem.other = *other;
  }
  return problem;
}

Problem repeated(std::string_view text, std::size_t at, bool in_header, const TomlReader& read) {
  if (!in_header) return repeated_key(text, at, read);
  // The parser is at the header, or behind it and already in the next line.
  TomlScan scan(text);
  scan.run(at);
  if (at < text.size() && text[at] == '[' && read(text.substr(0, at))) scan.run(at + 1);
  return repeated_header(text, scan.header().value_or(TomlSpan{at, at}), read);
}

Problem unfinished(std::string_view text, std::size_t at) {
  TomlScan scan(text);
  scan.run(at);
  const std::vector<std::size_t> open = scan.open();
  if (open.empty()) return {ProblemKind::syntax, at, at, 0, "the text ends too early"};
  return {ProblemKind::syntax, open.front(), open.front() + 1, 0,
          std::string("the '") + text[open.front()] + "' is not closed"};
}

std::size_t value_end(std::string_view text, std::size_t at) {
  std::size_t end = text.find_first_of(",]}#\n", at);
  end = std::min(end, text.size());
  while (end > at && is_space(text[end - 1])) --end;
  return std::max(end, next_code_point(text, at));
}

/// The number or date that `at` is in or behind.
TomlSpan number_around(std::string_view text, std::size_t at) {
  const auto belongs = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("+-_.:").find(c) != std::string_view::npos;
  };
  TomlSpan span{at, at};
  while (span.begin > 0 && belongs(text[span.begin - 1])) --span.begin;
  while (span.end < text.size() && belongs(text[span.end])) ++span.end;
  if (span.begin == span.end) span.end = next_code_point(text, at);
  return span;
}

bool is_number(std::string_view scope) {
  for (const char* word : {"integer", "float", "date", "time", "hexadecimal", "boolean"}) {
    if (scope.find(word) != scope.npos) return true;
  }
  return false;
}

/// The parser's reason in the words of the other messages.
std::string reason_text(std::string_view reason) {
  struct Wording {
    std::string_view theirs;
    std::string_view ours;
  };
  constexpr Wording wordings[] = {
      {"expected bare key starting character or string delimiter", "expected a key"},
      {"expected keys, tables, whitespace or comments", "expected a key or a table"},
      {"expected a comment or whitespace", "expected the end of the line"},
      {"tables with blank bare keys are explicitly prohibited", "a table needs a name"},
      {"unescaped control characters other than TAB (U+0009) are explicitly prohibited",
       "a control character in a string must be escaped"},
  };
  std::string text = base::to_valid_utf8(reason);
  for (const auto& [theirs, ours] : wordings) {
    if (text.starts_with(theirs)) text.replace(0, theirs.size(), ours);
  }
  constexpr std::string_view saw = ", saw ";
  if (const auto at = text.find(saw); at != text.npos) text.replace(at, saw.size(), ", found ");
  return text;
}

}  // namespace

Problem explain_toml(std::string_view text, std::size_t at, std::string_view description,
                     const TomlReader& read) {
  std::string_view scope;
  std::string_view reason = description;
  if (const auto colon = reason.find(": "); reason.starts_with(prefix) && colon != reason.npos) {
    scope = reason.substr(prefix.size(), colon - prefix.size());
    reason.remove_prefix(colon + 2);
  }
  if (reason.starts_with("exceeded maximum nested value depth")) {
    return {ProblemKind::too_deep, at, next_code_point(text, at), 0,
            "nested deeper than " + std::to_string(max_toml_nesting) + " levels"};
  }
  if (reason.starts_with("cannot redefine ") || reason.starts_with("cannot insert ")) {
    return repeated(text, at, scope == "table header", read);
  }
  TomlScan scan(text);
  scan.run(at);
  scan.run(at + 1);
  if (scan.unclosed() && *scan.unclosed() <= at) {
    const std::size_t quote = *scan.unclosed();
    return {ProblemKind::unterminated_quote, quote, line_end(text, quote), 0,
            "the closing quote is missing"};
  }
  if (reason == "encountered end-of-file") return unfinished(text, at);
  if (reason == "could not determine value type") {
    return {ProblemKind::syntax, at, value_end(text, at), 0,
            "this is not a value in TOML: a string needs quotes"};
  }
  const TomlSpan span =
      is_number(scope) ? number_around(text, at) : TomlSpan{at, next_code_point(text, at)};
  return {ProblemKind::syntax, span.begin, span.end, 0, reason_text(reason)};
}

}  // namespace syntax
