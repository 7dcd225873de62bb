#include "agent/manifest/schema.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/edit_distance.hpp"

namespace agent::manifest {
namespace {

const Member* find_member(const Schema& schema, std::string_view word) {
  for (const auto& members : {schema.members, schema.more}) {
    const auto at = std::ranges::find(members, word, &Member::word);
    if (at != members.end()) return &*at;
  }
  return nullptr;
}

std::string owner_name(const Fields& fields, const Place& place) {
  if (place.up) return in_quotes(to_string(place));
  return fields.kind() == Kind::hooks ? "the file" : "the " + std::string(to_string(fields.kind()));
}

}  // namespace

std::string to_string(const Place& place) {
  if (!place.up) return {};
  std::string text = to_string(*place.up);
  if (place.word.empty()) return text + '[' + std::to_string(place.index) + ']';
  if (!text.empty()) text += '.';
  return text += place.word;
}

void Walk::report(std::string_view rule, const syntax::Node& node, std::string message,
                  std::string consequence, std::string hint, base::Severity severity) const {
  Finding finding = fields_.at(rule, node, std::move(message));
  finding.consequence = std::move(consequence);
  finding.hint = std::move(hint);
  finding.severity = severity;
  fields_.findings.add(std::move(finding));
}

void Walk::report(std::string_view rule, const syntax::Node& node, std::string message,
                  std::string hint) const {
  if (unloads_) fields_.unload();
  report(rule, node, std::move(message), consequence_, std::move(hint), severity_);
}

Walk Walk::lighter(Weight weight) const {
  const std::string reader(fields_.spec.reader);
  if (weight == Weight::shown) {
    return {fields_, severity_, "its validator refuses the file, " + reader + " drops the field",
            false};
  }
  return {fields_, base::Severity::warning, reader + " ignores the field", false};
}

void Walk::check(const Schema& schema, const syntax::Node& node, const Place& place) const {
  if (fields_.findings.full()) return;
  if (schema.weight == Weight::shown && fields_.kind() == Kind::plugin) {
    Schema inner = schema;
    inner.weight = Weight::refused;
    return lighter(schema.weight).check(inner, node, place);
  }
  if (!has_kind(schema, node) && schema.weight == Weight::ignored) {
    return lighter(schema.weight).mismatch(schema, node, place);
  }
  if (!has_kind(schema, node)) return mismatch(schema, node, place);
  switch (schema.want) {
    case Want::text:
      if (!check_text(schema, node, place)) return;
      break;
    case Want::path:
      check_path(schema, node, place);
      break;
    case Want::list:
      if (!schema.each) break;
      for (std::size_t i = 0; i < node.items.size() && !fields_.findings.full(); ++i) {
        check(*schema.each, node.items[i], {&place, {}, i});
      }
      break;
    case Want::object:
      check_object(schema, node, place);
      break;
    case Want::either:
      for (const Schema* choice : schema.choices) {
        if (has_kind(*choice, node)) return check(*choice, node, place);
      }
      break;
    default:
      break;
  }
  if (schema.check) schema.check(*this, node, place);
}

void Walk::check_object(const Schema& schema, const syntax::Node& node, const Place& place) const {
  if (!schema.tag.empty()) check_case(schema, node, place);
  check_keys(schema, node, place);
  for (const auto& members : {schema.members, schema.more}) {
    for (const Member& member : members) {
      if (find_member(schema, member.word) != &member) continue;
      const syntax::Node* value = node.find(member.word);
      if (value) {
        check(*member.schema, *value, {&place, member.word});
      } else if (member.required) {
        missing(member.word, node, place);
      }
    }
  }
}

void Walk::check_keys(const Schema& schema, const syntax::Node& node, const Place& place) const {
  const bool is_record = schema.members.empty();
  for (const auto& [key, value] : node.entries) {
    if (fields_.findings.full()) return;
    const Place inner{&place, key.value.empty() ? std::string_view("\"\"") : key.value};
    if (is_record) {
      if (schema.fits && !schema.fits(key.value)) {
        report(schema.rule, key,
               "the key " + in_quotes(to_string(inner)) + " must " + std::string(schema.must),
               "rename it");
      }
      if (schema.each) check(*schema.each, value, inner);
      continue;
    }
    if (schema.keys == Keys::open || key.value == schema.tag || find_member(schema, key.value)) {
      continue;
    }
    const std::string owner = owner_name(fields_, place);
    std::vector<std::string_view> words;
    for (const Member& member : schema.members) words.push_back(member.word);
    for (const Member& member : schema.more) words.push_back(member.word);
    const auto near = base::nearest(key.value, words);
    const std::string hint = near ? "did you mean " + in_quotes(*near) + "?" : "remove it";
    std::string message = owner + " has no key " + in_quotes(key.value);
    if (schema.keys == Keys::closed) {
      report("unknown-key", key, std::move(message), hint);
    } else {
      report("unknown-key", key, std::move(message),
             std::string(fields_.spec.reader) + " ignores it", near ? hint : "",
             base::Severity::info);
    }
  }
}

void Walk::check_case(const Schema& schema, const syntax::Node& node, const Place& place) const {
  const syntax::Node* tag = node.find(schema.tag);
  std::string_view word;
  std::string listed;
  bool optional = false;
  for (const Case& known : schema.cases) {
    optional |= known.word.empty();
    if (!known.word.empty()) listed += (listed.empty() ? "" : " ") + std::string(known.word);
  }
  const Place inner{&place, schema.tag};
  if (!tag && !optional) return missing(schema.tag, node, place);
  if (tag && !tag->is_string()) return mismatch({.want = Want::text}, *tag, inner);
  if (tag) word = tag->value;
  const auto found = std::ranges::find_if(schema.cases, [&](const Case& known) {
    return known.word == word && (known.word.empty() == !tag);
  });
  if (found == schema.cases.end()) {
    check_text({.words = listed}, *tag, inner);
    return;
  }
  check(*found->schema, node, place);
}

void Walk::missing(std::string_view word, const syntax::Node& node, const Place& place) const {
  syntax::Node brace;
  brace.begin = node.begin;
  brace.end = std::min(node.begin + 1, node.end);
  const bool is_name = word == "name";
  const std::string owner = owner_name(fields_, place);
  report(is_name ? "name-missing" : "wrong-type", brace,
         owner + " has no " + (is_name ? "name" : in_quotes(word)),
         "add '\"" + std::string(word) + "\": …'");
}

}  // namespace agent::manifest
