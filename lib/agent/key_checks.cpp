#include <string>

#include "agent/fields.hpp"
#include "agent/keys.hpp"

namespace agent {
namespace {

std::string plural(Kind kind) {
  switch (kind) {
    case Kind::instructions:
    case Kind::hooks:
      return std::string(to_string(kind));
    case Kind::steering:
      return "steering files";
    case Kind::chat_mode:
      return "chat modes";
    case Kind::output_style:
      return "output styles";
    default:
      return std::string(to_string(kind)) + "s";
  }
}

void misspelled(const Fields& fields, const syntax::Node& key, std::string_view meant, bool same) {
  Finding finding =
      fields.at("near-miss-key", key,
                in_quotes(key.value) + " is not a key; did you mean " + in_quotes(meant) + "?");
  finding.consequence = "hosts ignore it as if it were not there";
  const Field* field = find_field(fields.spec, meant);
  if (same && field->need == Need::required) finding.consequence = fields.spec.unloaded;
  finding.hint = "write " + in_quotes(meant);
  if (fields.spec.syntax == Syntax::json) finding.severity = base::Severity::warning;
  if (!same && !fields.spec.strict) finding.severity = base::Severity::info;
  fields.findings.add(std::move(finding));
}

void unknown(const Fields& fields, const syntax::Node& key) {
  const std::string reader(fields.spec.reader);
  const std::string where = reader + " " + plural(fields.kind());
  if (fields.spec.strict) {
    fields.unload();
    Finding finding = fields.at("unknown-key", key, where + " have no key " + in_quotes(key.value));
    finding.consequence = fields.spec.unloaded;
    finding.hint = "remove it";
    finding.severity = base::Severity::error;
    return fields.findings.add(std::move(finding));
  }
  if (const Spec* owner = owner_of(fields.spec, key.value)) {
    Finding finding =
        fields.at("wrong-kind-key", key,
                  in_quotes(key.value) + " is a key of " + std::string(owner->reader) + " " +
                      plural(owner->format.kind) + ", not of " + where);
    finding.consequence = reader + " ignores it";
    finding.hint = "remove it, or write what does the same here";
    return fields.findings.add(std::move(finding));
  }
  Finding finding = fields.at("unknown-key", key, where + " have no key " + in_quotes(key.value));
  finding.consequence = reader + " ignores it";
  fields.findings.add(std::move(finding));
}

}  // namespace

void check_keys(const Fields& fields) {
  for (const auto& entry : fields.root.entries) {
    const syntax::Node& key = entry.first;
    if (key.kind != syntax::Kind::scalar || find_field(fields.spec, key.value)) continue;
    const auto same = same_key(fields.spec, key.value);
    const auto meant = same ? same : close_key(fields.spec, key.value);
    // The exact key of another host was not mistyped.
    const bool foreign = same && !fields.spec.strict && has_owner_of_kind(fields.kind(), key.value);
    if (meant && !foreign && !fields.root.find(*meant)) {
      misspelled(fields, key, *meant, same.has_value());
      if (fields.spec.strict) fields.unload();
    } else {
      unknown(fields, key);
    }
  }
}

}  // namespace agent
