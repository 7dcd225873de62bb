#include "syntax/document.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "syntax/checks.hpp"
#include "syntax/explain.hpp"
#include "syntax/extent.hpp"
#include "syntax/patch.hpp"
#include "syntax/repair.hpp"
#include "syntax/simple.hpp"
#include "syntax/strict.hpp"

namespace syntax {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::optional<Problem> unreadable_bytes(std::string_view text) {
  if (const auto at = base::first_invalid_utf8(text)) {
    return Problem{ProblemKind::not_utf8, *at, *at + 1, 0, "not valid UTF-8"};
  }
  // The parser takes byte 4 for the end of its input.
  const std::size_t at = std::min(text.find('\0'), text.find('\4'));
  if (at == text.npos) return std::nullopt;
  const char* message = text[at] == '\0' ? "NUL byte" : "control character 0x04";
  return Problem{ProblemKind::syntax, at, at + 1, 0, message};
}

/// Fills in what the parser could not say.
Problem finish(std::string_view text, Problem fault, const std::vector<Edit>& edits) {
  if (fault.message.empty()) return explain(text, fault.begin, edits);
  if (fault.kind == ProblemKind::unterminated_quote) {
    fault.begin = fault.end = unclosed_quote(text).value_or(std::min(fault.begin, text.size()));
  }
  if (fault.end <= fault.begin) fault.end = std::max(fault.begin, line_end(text, fault.begin));
  return fault;
}

void accept(std::string_view text, Reading reading, Document& document) {
  document.root = std::move(reading.root);
  if (!document.root) return;
  for (Problem& problem : tab_indentation(text, *document.root)) {
    document.problems.push_back(std::move(problem));
  }
  for (Problem& problem : duplicate_keys(*document.root)) {
    document.problems.push_back(std::move(problem));
  }
  if (reading.extra_document) document.problems.push_back(std::move(*reading.extra_document));
}

Document retry(std::string_view text, Problem fault, const Limits& limits) {
  Document document;
  const Patch patch(text, find_repairs(text, limits));
  if (patch.edits().empty()) {
    document.problems.push_back(finish(text, std::move(fault), {}));
    return document;
  }
  Reading reading = read_strict(patch.text(), limits);
  for (auto* problem : {&reading.fault, &reading.extra_document}) {
    if (!*problem) continue;
    (*problem)->begin = patch.original((*problem)->begin);
    (*problem)->end = patch.original((*problem)->end);
  }
  if (reading.fault) {
    document.problems.push_back(finish(text, std::move(*reading.fault), patch.edits()));
    return document;
  }
  for (const Edit& edit : patch.edits()) {
    if (edit.trigger.empty()) continue;
    document.problems.push_back({ProblemKind::portability, edit.begin, edit.end, 0, edit.trigger});
  }
  if (reading.root) patch.restore(*reading.root);
  accept(text, std::move(reading), document);
  return document;
}

void shift(Node& node, std::size_t by) {
  node.begin += by;
  node.end += by;
  for (Node& item : node.items) shift(item, by);
  for (auto& [key, value] : node.entries) {
    shift(key, by);
    shift(value, by);
  }
}

Document parse_after_mark(std::string_view text, const Limits& limits) {
  Document document = parse_yaml(text.substr(byte_order_mark.size()), limits);
  if (document.root) shift(*document.root, byte_order_mark.size());
  for (Problem& problem : document.problems) {
    problem.begin += byte_order_mark.size();
    problem.end += byte_order_mark.size();
    if (problem.kind == ProblemKind::duplicate_key) problem.other += byte_order_mark.size();
  }
  return document;
}

}  // namespace

Document parse_yaml(std::string_view text, const Limits& limits) {
  Document document;
  if (auto problem = unreadable_bytes(text)) {
    document.problems.push_back(std::move(*problem));
    return document;
  }
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) {
    return parse_after_mark(text, limits);
  }
  Reading reading;
  reading.root = read_simple(text, limits);
  if (!reading.root) reading = read_strict(text, limits);
  if (reading.fault && reading.final) {
    document.problems.push_back(finish(text, std::move(*reading.fault), {}));
    return document;
  }
  if (reading.fault) return retry(text, std::move(*reading.fault), limits);
  accept(text, std::move(reading), document);
  return document;
}

}  // namespace syntax
