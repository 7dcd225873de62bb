#include <algorithm>
#include <string>

#include "agent/fields.hpp"
#include "agent/keys.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

constexpr const char* how_to_name = "use lower-case letters, digits and '-'";

/// Makes a name look like another one, or a terminal do what the name says.
bool is_forged(char32_t c) {
  const bool white = c == '\t' || c == '\n' || c == '\r';
  return (c < 0x20 && !white) || (c >= 0x7F && c < 0xA0) || c == 0x61C ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_misspelled_here(const Fields& fields, std::string_view word) {
  return std::ranges::any_of(fields.root.entries, [&](const auto& entry) {
    return same_key(fields.spec, entry.first.value) == word;
  });
}

std::string kind_words(Kind kind) {
  std::string words(to_string(kind));
  std::ranges::replace(words, '-', ' ');
  return words;
}

/// Is nothing, or nothing but blanks, good enough for the host?
bool may_be_blank(const Spec& spec, const Field& field, const syntax::Node* node) {
  if (!node || !node->is_string()) return false;
  if (field.need == Need::present) return true;
  return spec.strict && field.word == "description" && !node->value.empty();
}

void report_missing(const Fields& fields, const Field& field) {
  const syntax::Node* node = fields.root.find(field.word);
  if (!is_absent(node)) return;
  // VS Code needs no description of an agent that is for it alone.
  const bool for_editor = text_of(fields.root.find("target")) == "vscode";
  const bool required = !for_editor &&
                        (field.need == Need::required || field.need == Need::present) &&
                        !may_be_blank(fields.spec, field, node);
  if (required) fields.unload();
  if (is_misspelled_here(fields, field.word)) return;
  const bool is_name = field.word == "name";
  Finding finding;
  finding.rule = is_name                       ? "name-missing"
                 : field.word == "description" ? "description-missing"
                                               : "wrong-type";
  finding.begin = node ? node->begin + fields.shift : fields.fence;
  finding.end = node ? node->end + fields.shift : fields.fence + 3;
  finding.message =
      node ? in_quotes(field.word) + " is empty"
           : "the " + kind_words(fields.kind()) + " has no " +
                 (finding.rule == "wrong-type" ? in_quotes(field.word) : std::string(field.word));
  if (required) {
    finding.consequence = fields.spec.unloaded;
  } else if (is_name) {
    finding.consequence = std::string(fields.spec.reader) + " takes the " +
                          (fields.kind() == Kind::skill ? "directory's" : "file's") +
                          " name, other hosts refuse it";
  } else if (field.need == Need::present) {
    finding.consequence = "the model is given an empty text";
  } else {
    finding.consequence = "the model does not learn when to use it";
  }
  const bool toml = fields.spec.syntax == Syntax::toml;
  finding.hint = "add '" + std::string(field.word) + (toml ? " = …'" : ": …'");
  if (field.word == "description") {
    finding.hint += ", which says when to use the " + kind_words(fields.kind());
  }
  finding.severity = required ? base::Severity::error : base::Severity::warning;
  fields.findings.add(std::move(finding));
}

void check_bytes(const Fields& fields, const syntax::Node& name) {
  const auto refuse = [&](std::string message) {
    Finding finding = fields.at("name-charset", name, std::move(message));
    finding.consequence = fields.spec.unloaded;
    finding.hint = how_to_name;
    fields.unload();
    fields.findings.add(std::move(finding));
  };
  const bool slug = std::ranges::all_of(name.value, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  switch (fields.spec.names) {
    case NameRule::free:
      return;
    case NameRule::claude:
      if (name.value.starts_with('-')) return refuse("the name starts with '-'");
      if (name.value.find(':') != std::string::npos) return refuse("the name contains ':'");
      return;
    case NameRule::slug:
      if (!slug) return refuse("the name is not made of a-z, 0-9, '-' and '_'");
      return;
  }
}

void check_forgery(const Fields& fields, const syntax::Node& name) {
  if (base::first_invalid_utf8(name.value)) return;
  for (std::string_view rest = name.value; !rest.empty();) {
    if (!is_forged(base::take_code_point(rest))) continue;
    Finding finding = fields.at("name-charset", name, "the name contains a control character");
    finding.consequence = "what people see is not the name that hosts compare";
    finding.hint = how_to_name;
    return fields.findings.add(std::move(finding));
  }
}

/// Lower-case words of letters and digits, joined by single '-'.
bool is_in_style(std::string_view name) {
  const auto is_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  char before = '-';
  for (const char c : name) {
    if (!is_word(c) && (c != '-' || before == '-')) return false;
    before = c;
  }
  return before != '-';
}

/// Display names of hosts that go by the file's name are left alone.
bool has_name_style(const Spec& spec) {
  return spec.format.kind == Kind::skill ||
         (spec.format.kind == Kind::agent &&
          (spec.names == NameRule::claude && spec.format.host != Host::claude_mpm));
}

void check_style(const Fields& fields, const syntax::Node& name) {
  if (!has_name_style(fields.spec) || is_in_style(base::trim(name.value))) return;
  Finding finding = fields.at("name-style", name, "the name is not lower-case words joined by '-'");
  finding.consequence = "hosts that follow agentskills.io refuse such a name";
  if (fields.kind() == Kind::agent) finding.consequence = "other hosts may refuse such a name";
  finding.hint = how_to_name;
  fields.findings.add(std::move(finding));
}

void check_agent_name_length(const Fields& fields, const syntax::Node& name) {
  constexpr std::size_t most = 255;
  const std::size_t length = base::count_code_points(name.value);
  if (fields.kind() != Kind::agent || length <= most) return;
  Finding finding =
      fields.at("length", name, "'name' has " + std::to_string(length) + " characters");
  finding.consequence = "the model gets all of it wherever agents are listed";
  finding.hint = "shorten it";
  finding.severity = base::Severity::warning;
  fields.findings.add(std::move(finding));
}

}  // namespace

void check_identity(const Fields& fields) {
  for (const Field& field : fields.spec.fields) {
    if (field.need != Need::optional) report_missing(fields, field);
  }
  const syntax::Node* name = fields.root.find("name");
  if (is_absent(name) || !name->is_string()) return;
  check_bytes(fields, *name);
  check_forgery(fields, *name);
  check_style(fields, *name);
  check_agent_name_length(fields, *name);
}

}  // namespace agent
