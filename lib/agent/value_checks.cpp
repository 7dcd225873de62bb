#include <algorithm>
#include <string>

#include "agent/fields.hpp"
#include "agent/shape.hpp"
#include "agent/tools.hpp"
#include "base/edit_distance.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

std::string ignored(const Fields& fields) {
  return std::string(fields.spec.reader) + " ignores the field";
}

/// True where the value has the right shape.
bool check_shape(const Fields& fields, const Field& field, const syntax::Node& node) {
  if (fits(node, field.shape, fields.spec.strict)) return true;
  if (field.shape == Shape::ignored) {
    Finding finding =
        fields.at(field.rule, node, in_quotes(field.word) + " has no effect in a plugin");
    finding.consequence = ignored(fields);
    finding.hint = "remove it, or tell users to set it themselves";
    fields.findings.add(std::move(finding));
    return false;
  }
  const bool bracketed = field.rule == "argument-hint-list" && node.kind == syntax::Kind::sequence;
  Finding finding = fields.at(field.rule.empty() ? "wrong-type" : field.rule, node,
                              misfit(field.word, node, field.shape));
  finding.consequence = ignored(fields);
  finding.hint = "write " + std::string(wanted(field.shape));
  if (field.rule.empty()) finding.severity = field.wrong;
  const bool fatal = fields.spec.strict || fields.spec.fatal_types ||
                     (field.need == Need::required && field.shape == Shape::name);
  if (fatal || (field.shape == Shape::name && field.word == "name")) {
    finding.consequence = fields.spec.unloaded;
    if (fatal) fields.unload();
  }
  if (field.shape == Shape::name && node.kind == syntax::Kind::scalar) {
    finding.hint = "put the value in quotes";
  }
  if (bracketed) {
    finding.consequence = "some versions of " + std::string(fields.spec.reader) +
                          " fail on it, others show the hint without its brackets";
    finding.hint = "put the value in quotes";
    const std::string_view raw = fields.raw(node);
    if (node.style == syntax::Style::flow && raw.find('\n') == raw.npos) {
      finding.fix = {{finding.begin, finding.end, syntax::quoted(raw)}};
    }
  }
  fields.findings.add(std::move(finding));
  return false;
}

void check_word(const Fields& fields, const Field& field, const syntax::Node& node) {
  const bool strict = fields.spec.strict;
  if (field.values.empty() || node.kind != syntax::Kind::scalar) return;
  if (!strict && is_absent(&node)) return;
  const std::string_view value = strict ? std::string_view(node.value) : base::trim(node.value);
  if (fits_words(field.values, value)) return;
  const std::string rule(field.rule.empty() ? "invalid-enum" : field.rule);
  Finding finding = fields.at(field.rule.empty() ? "invalid-enum" : field.rule, node,
                              in_quotes(value) + " is no " + std::string(field.word) + " that " +
                                  std::string(fields.spec.reader) + " knows");
  finding.consequence = ignored(fields);
  if (field.rule.empty()) finding.severity = field.wrong;
  if (rule == "invalid-model") finding.consequence = "the model cannot be found when it is called";
  if (strict) {
    finding.consequence = fields.spec.unloaded;
    fields.unload();
  }
  std::vector<std::string_view> words;
  std::string listed;
  for (std::string_view rest = field.values; !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    if (word.empty() || word.find('*') != word.npos) continue;
    words.push_back(word);
    listed += (listed.empty() ? "" : ", ") + std::string(word);
  }
  const auto near = base::nearest(value, words);
  finding.hint = near ? "did you mean '" + std::string(*near) + "'?" : "known are " + listed;
  fields.findings.add(std::move(finding));
}

bool check_length(const Fields& fields, const Field& field, const syntax::Node& node) {
  if (field.most == 0 || node.kind != syntax::Kind::scalar) return true;
  const std::size_t length = base::count_code_points(node.value);
  if (length <= field.most) return true;
  Finding finding =
      fields.at("length", node,
                in_quotes(field.word) + " has " + std::to_string(length) + " characters; at most " +
                    std::to_string(field.most) + " are allowed");
  finding.consequence = fields.kind() == Kind::skill
                            ? "hosts that follow agentskills.io refuse the skill"
                            : std::string(fields.spec.reader) + " cuts or refuses it";
  finding.hint = "shorten it";
  fields.findings.add(std::move(finding));
  return false;
}

/// Claude Code lists descriptions for the model, up to a length.
void check_listed_length(const Fields& fields) {
  const bool listed = (fields.kind() == Kind::agent || fields.kind() == Kind::skill) &&
                      is_claude(fields.host()) && fields.host() != Host::claude_mpm;
  const syntax::Node* description = fields.root.find("description");
  if (!listed || is_absent(description)) return;
  constexpr std::size_t most = 1536;
  const std::size_t length = base::count_code_points(text_of(description)) +
                             base::count_code_points(text_of(fields.root.find("when_to_use")));
  if (length <= most) return;
  Finding finding = fields.at("length", *description,
                              "the description has " + std::to_string(length) + " characters");
  finding.consequence = "Claude Code cuts what it lists for the model after 1536 characters";
  finding.hint = "say first when to use it, move examples into the text";
  finding.severity = base::Severity::info;
  fields.findings.add(std::move(finding));
}

/// Each string of the list is a name, blanks and commas included.
void check_exact_tools(const Fields& fields, const syntax::Node& tools) {
  std::vector<ToolEntry> entries;
  for (const syntax::Node& item : tools.items) {
    if (item.is_string()) {
      entries.push_back({item.value, item.begin + fields.shift, item.end + fields.shift});
      continue;
    }
    Finding finding = fields.at("wrong-type", item, misfit("tools", item, Shape::name));
    finding.message = "an entry of " + finding.message;
    finding.consequence = fields.spec.unloaded;
    finding.hint = "write a tool's name";
    fields.unload();
    fields.findings.add(std::move(finding));
  }
  check_tools(fields.spec, entries, fields.findings, fields.parsed);
}

/// A misspelled tool is not taken away.
void check_disallowed(const Fields& fields) {
  const syntax::Node* tools = fields.root.find("disallowedTools");
  if (!fields.spec.tools || !tools || tools->kind == syntax::Kind::mapping) return;
  check_tools(fields.spec, tool_entries(*tools, Separator::comma_or_blank, fields.shift),
              fields.findings, fields.parsed, ToolList::disallowed);
}

void check_tools_field(const Fields& fields) {
  if (!fields.spec.tools || fields.spec.tools_field.empty()) return;
  const syntax::Node* tools = fields.root.find(fields.spec.tools_field);
  if (!tools || tools->kind == syntax::Kind::mapping) return;
  if (fields.spec.tools->accepts) return check_exact_tools(fields, *tools);
  const auto entries = tool_entries(*tools, Separator::comma_or_blank, fields.shift);
  if (!entries.empty()) return check_tools(fields.spec, entries, fields.findings, fields.parsed);
  if (fields.kind() != Kind::agent || fields.spec.names != NameRule::claude) return;
  Finding finding = fields.at("tools-empty", *tools, "the list of tools is empty");
  finding.consequence = "the agent runs without any tool";
  finding.hint = "remove 'tools' to allow all, or name some";
  fields.findings.add(std::move(finding));
}

}  // namespace

void check_values(const Fields& fields) {
  bool short_enough = true;
  for (const Field& field : fields.spec.fields) {
    const syntax::Node* node = fields.root.find(field.word);
    if (!node || !check_shape(fields, field, *node)) continue;
    check_word(fields, field, *node);
    short_enough &= check_length(fields, field, *node);
  }
  if (short_enough) check_listed_length(fields);
  check_tools_field(fields);
  check_disallowed(fields);
}

}  // namespace agent
