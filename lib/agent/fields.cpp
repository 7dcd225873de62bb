#include "agent/fields.hpp"

#include "agent/tools.hpp"
#include "base/text.hpp"

namespace agent {

std::string_view Fields::raw(const syntax::Node& node) const {
  return bytes.substr(node.begin + shift, node.end - node.begin);
}

Finding Fields::at(std::string_view rule, const syntax::Node& node, std::string message) const {
  return {.rule = rule,
          .begin = node.begin + shift,
          .end = node.end + shift,
          .message = std::move(message)};
}

bool is_absent(const syntax::Node* node) {
  return !node || node->type == syntax::Type::null ||
         (node->kind == syntax::Kind::scalar && base::trim(node->value).empty());
}

std::string text_of(const syntax::Node* node) {
  return is_absent(node) || node->kind != syntax::Kind::scalar ? std::string() : node->value;
}

std::string in_quotes(std::string_view word) {
  std::string text(1, '\'');
  text += word;
  text += '\'';
  return text;
}

namespace {

bool is_yes(std::string_view text) {
  const std::string word = base::to_lower_ascii(base::trim(text));
  return word == "true" || word == "yes" || word == "on" || word == "1";
}

}  // namespace

void read_fields(const Fields& fields) {
  const auto& root = fields.root;
  auto& parsed = fields.parsed;
  const syntax::Node* name = root.find("name");
  parsed.name = base::trim(text_of(name));
  if (!parsed.name.empty()) {
    parsed.name_place = fields.findings.place(name->begin + fields.shift, name->end + fields.shift);
  }
  parsed.agent_id = base::trim(text_of(root.find("agent_id")));
  parsed.description = text_of(root.find("description"));
  parsed.model = base::trim(text_of(root.find("model")));
  parsed.not_for_models =
      fields.kind() == Kind::skill && is_yes(text_of(root.find("disable-model-invocation")));
  const syntax::Node* tools =
      fields.spec.tools_field.empty() ? nullptr : root.find(fields.spec.tools_field);
  if (!tools) tools = root.find("tools");
  if (!tools) return;
  // Names of other hosts' tools hold blanks.
  const Separator separator = fields.spec.tools ? Separator::comma_or_blank : Separator::comma;
  for (ToolEntry& entry : tool_entries(*tools, separator, fields.shift)) {
    parsed.tools.push_back(std::move(entry.text));
  }
}

void check_fields(const Fields& fields) {
  if (fields.host() == Host::gemini) return check_gemini(fields);
  check_topics(fields);
}

void check_topics(const Fields& fields) {
  check_keys(fields);
  check_values(fields);
  check_identity(fields);
  check_modes(fields);
  check_spelling(fields);
}

}  // namespace agent
