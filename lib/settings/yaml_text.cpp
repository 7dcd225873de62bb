#include "settings/yaml_text.hpp"

#include <algorithm>

#include "syntax/document.hpp"

namespace settings {
namespace {

constexpr std::size_t widest = 100;

bool is_harmless(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_./@:+~-*").find(c) != std::string_view::npos;
}

}  // namespace

std::string yaml_scalar(const std::string& value) {
  constexpr std::string_view leading = "-:@~*";
  const bool plain = !value.empty() && std::ranges::all_of(value, is_harmless) &&
                     leading.find(value.front()) == std::string_view::npos && !value.ends_with(':');
  if (plain) {
    const auto read = syntax::parse_yaml(value);
    if (read.problems.empty() && read.root && read.root->is_string() && read.root->value == value) {
      return value;
    }
  }
  return syntax::quoted(value);
}

std::string yaml_value(const Field& field) {
  if (field.form == Field::Form::number) return field.values.front();
  if (field.form == Field::Form::text) return yaml_scalar(field.values.front());
  std::string text;
  for (const auto& value : field.values) text += (text.empty() ? "" : ", ") + yaml_scalar(value);
  return "[" + text + "]";
}

std::string flow_mapping(const std::vector<Field>& fields) {
  std::string text;
  for (const auto& field : fields) {
    text.append(text.empty() ? "" : ", ").append(field.key).append(": ").append(yaml_value(field));
  }
  return "{" + text + "}";
}

std::vector<std::string> block_mapping(const std::vector<Field>& fields) {
  std::vector<std::string> lines;
  for (const auto& field : fields) {
    const std::string start = std::string(field.key) + ":";
    const std::string whole = start + " " + yaml_value(field);
    if (whole.size() <= widest || field.form != Field::Form::texts) {
      lines.push_back(whole);
      continue;
    }
    lines.push_back(start);
    for (const auto& value : field.values) lines.push_back("  - " + yaml_scalar(value));
  }
  return lines;
}

}  // namespace settings
