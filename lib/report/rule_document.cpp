#include "report/rule_document.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace report {
namespace {

/// Longer than every run of backticks in `content`, so that none of them ends the block.
std::string fence_around(std::string_view content) {
  std::size_t longest = 2, run = 0;
  for (const char c : content) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(longest + 1, '`');
}

std::string fenced(std::string_view content) {
  const std::string fence = fence_around(content);
  return fence + "text\n" + std::string(content) + "\n" + fence;
}

std::string plain(std::string_view content) {
  return std::string(content);
}

std::string document(const agent::Rule& rule, std::string (*block)(std::string_view)) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "\n\n") + part; };
  const auto example = [&](const char* title, std::string_view files) {
    files = base::trim(files);
    if (files.empty()) return;
    add(title);
    add(block(files));
  };
  if (!rule.why.empty()) add(std::string(base::trim(rule.why)));
  if (!rule.evidence.empty()) add(std::string(base::trim(rule.evidence)));
  example("Breaks the rule:", rule.bad);
  example("Keeps it:", rule.good);
  return text.empty() ? std::string(rule.summary) : text;
}

}  // namespace

std::string_view group_title(const agent::Rule& rule) {
  for (const agent::RuleGroup* group : agent::rule_groups()) {
    if (std::ranges::find(group->rules, rule.id, &agent::Rule::id) != group->rules.end()) {
      return group->title;
    }
  }
  return {};
}

bool is_security(const agent::Rule& rule) {
  return group_title(rule) == "Security";
}

std::string pascal_case(std::string_view id) {
  std::string name;
  bool first = true;
  for (const char c : id) {
    if (c == '-' || c == '_' || c == ' ') {
      first = true;
      continue;
    }
    name += first && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    first = false;
  }
  return name;
}

std::string rule_markdown(const agent::Rule& rule) {
  return document(rule, fenced);
}

std::string rule_text(const agent::Rule& rule) {
  return document(rule, plain);
}

}  // namespace report
