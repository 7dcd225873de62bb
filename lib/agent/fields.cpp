#include "agent/fields.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "agent/keys.hpp"
#include "agent/tools.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

constexpr const char* skips_agent = "Claude Code skips this agent without a word";

bool is_absent(const syntax::Node* node) {
  return !node || node->type == syntax::Type::null ||
         (node->kind == syntax::Kind::scalar && base::trim(node->value).empty());
}

std::string text_of(const syntax::Node* node) {
  return is_absent(node) || node->kind != syntax::Kind::scalar ? std::string() : node->value;
}

/// Makes a name look like another one, or a terminal do what the name says.
bool is_forged(char32_t c) {
  const bool white = c == '\t' || c == '\n' || c == '\r';
  return (c < 0x20 && !white) || (c >= 0x7F && c < 0xA0) || c == 0x61C ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_boolean_word(const syntax::Node& node) {
  const std::string word = base::to_lower_ascii(node.value);
  for (const std::string_view known : {"true", "false", "yes", "no", "on", "off", "1", "0"}) {
    if (word == known) return true;
  }
  return false;
}

bool is_integer_word(const syntax::Node& node) {
  return node.type == syntax::Type::integer ||
         (!node.value.empty() && node.value.find_first_not_of("0123456789") == std::string::npos);
}

bool fits(const syntax::Node& node, Shape shape) {
  if (node.type == syntax::Type::null) return true;
  const bool scalar = node.kind == syntax::Kind::scalar;
  switch (shape) {
    case Shape::any:
      return true;
    case Shape::name:
      return node.is_string();
    case Shape::text:
      return scalar;
    case Shape::boolean:
      return scalar && (is_boolean_word(node) || base::trim(node.value).empty());
    case Shape::integer:
      return scalar && is_integer_word(node);
    case Shape::list:
      return scalar || node.kind == syntax::Kind::sequence;
    case Shape::mapping:
      return node.kind == syntax::Kind::mapping;
  }
  return true;
}

const char* wanted(Shape shape) {
  switch (shape) {
    case Shape::boolean:
      return "true or false";
    case Shape::integer:
      return "an integer";
    case Shape::list:
      return "a list or a string";
    case Shape::mapping:
      return "a mapping";
    default:
      return "a string";
  }
}

std::string in_quotes(std::string_view word) {
  std::string text(1, '\'');
  text += word;
  text += '\'';
  return text;
}

std::string with_article(syntax::Type type) {
  std::string text = type == syntax::Type::integer ? "an " : "a ";
  text += syntax::to_string(type);
  return text;
}

class Checker {
 public:
  Checker(const Frontmatter& frontmatter, Findings& findings, Parsed& parsed)
      : in_(frontmatter), findings_(findings), parsed_(parsed) {}

  void run() {
    check_keys();
    check_types();
    check_required();
    if (is_agent()) check_name_bytes();
    if (is_agent() || is_skill()) check_name_controls();
    check_lengths();
    if (is_agent() && in_.format.host != Host::claude_mpm) check_tool_list();
  }

 private:
  bool is_agent() const { return in_.format.kind == Kind::agent; }
  bool is_skill() const { return in_.format.kind == Kind::skill; }

  Finding at(std::string_view rule, const syntax::Node& node, std::string message) const {
    return {.rule = rule,
            .begin = node.begin + in_.shift,
            .end = node.end + in_.shift,
            .message = std::move(message)};
  }

  void check_keys() {
    for (const auto& [key, value] : in_.root.entries) {
      if (key.kind != syntax::Kind::scalar) continue;
      const auto keys = known_keys(in_.format);
      if (std::ranges::find(keys, std::string_view(key.value), &Key::word) != keys.end()) continue;
      const auto same = same_key(in_.format, key.value);
      const auto meant = same ? same : close_key(in_.format, key.value);
      if (!meant || in_.root.find(*meant)) continue;
      Finding finding =
          at("near-miss-key", key,
             in_quotes(key.value) + " is not a key; did you mean " + in_quotes(*meant) + "?");
      finding.consequence = "hosts ignore it as if it were not there";
      const bool required = *meant == "name" || *meant == "description";
      if (same && is_agent() && required) finding.consequence = skips_agent;
      finding.hint = "write " + in_quotes(*meant);
      if (!same) finding.severity = base::Severity::info;
      if (same) misspelled_.insert(*meant);
      findings_.add(std::move(finding));
    }
  }

  void check_types() {
    for (const Key& key : known_keys(in_.format)) {
      const syntax::Node* node = in_.root.find(key.word);
      if (!node || fits(*node, key.shape)) continue;
      Finding finding = at("wrong-type", *node,
                           in_quotes(key.word) + " must be " + wanted(key.shape) + ", this is " +
                               with_article(node->type));
      finding.consequence = "Claude Code ignores the field";
      finding.hint = "write " + std::string(wanted(key.shape));
      if (key.shape == Shape::name) {
        if (is_agent()) {
          finding.consequence = skips_agent;
          parsed_.loads = false;
        }
        if (node->kind == syntax::Kind::scalar) finding.hint = "put the value in quotes";
      }
      findings_.add(std::move(finding));
    }
  }

  void missing(std::string_view key, std::string_view rule, std::string consequence,
               std::string hint) {
    const syntax::Node* node = in_.root.find(key);
    if (!is_absent(node)) return;
    if (is_agent()) parsed_.loads = false;
    if (misspelled_.contains(key)) return;
    Finding finding{
        .rule = rule,
        .begin = in_.fence,
        .end = in_.fence + 3,
        .message = std::string(is_agent() ? "the agent has no " : "the skill has no ").append(key),
        .consequence = std::move(consequence),
        .hint = std::move(hint)};
    if (node) {
      finding.message = in_quotes(key) + " is empty";
      finding.begin = node->begin + in_.shift;
      finding.end = node->end + in_.shift;
    }
    if (is_skill()) finding.severity = base::Severity::warning;
    findings_.add(std::move(finding));
  }

  void check_required() {
    if (is_agent()) {
      missing("name", "name-missing", skips_agent, "add 'name: …' to the frontmatter");
      missing("description", "description-missing", skips_agent,
              "add 'description: …', which says when to use the agent");
    } else if (is_skill()) {
      missing("name", "name-missing",
              "Claude Code takes the directory's name, other hosts refuse the skill",
              "add 'name: …' with the name of the directory");
      missing("description", "description-missing", "the model does not learn when to use it",
              "add 'description: …', which says when to use the skill");
    }
  }

  void check_name_bytes() {
    const syntax::Node* node = in_.root.find("name");
    if (is_absent(node) || !node->is_string()) return;
    const bool dash = node->value.starts_with('-');
    if (!dash && node->value.find(':') == std::string::npos) return;
    Finding finding =
        at("name-charset", *node, dash ? "the name starts with '-'" : "the name contains ':'");
    finding.consequence = skips_agent;
    finding.hint = "use lower-case letters, digits and '-'";
    parsed_.loads = false;
    findings_.add(std::move(finding));
  }

  void check_name_controls() {
    const syntax::Node* node = in_.root.find("name");
    if (is_absent(node) || !node->is_string() || base::first_invalid_utf8(node->value)) return;
    for (std::string_view rest = node->value; !rest.empty();) {
      if (const char32_t c = base::take_code_point(rest); !is_forged(c)) continue;
      Finding finding = at("name-charset", *node, "the name contains a control character");
      finding.consequence = "what people see is not the name that hosts compare";
      finding.hint = "use lower-case letters, digits and '-'";
      return findings_.add(std::move(finding));
    }
  }

  bool check_length(std::string_view key, std::size_t most) {
    const syntax::Node* node = in_.root.find(key);
    if (is_absent(node) || node->kind != syntax::Kind::scalar) return true;
    const std::size_t length = base::count_code_points(node->value);
    if (length <= most) return true;
    Finding finding = at("length", *node,
                         in_quotes(key) + " has " + std::to_string(length) +
                             " characters; at most " + std::to_string(most) + " are allowed");
    finding.consequence = "hosts that follow agentskills.io refuse the skill";
    finding.hint = "shorten it";
    findings_.add(std::move(finding));
    return false;
  }

  void check_agent_name_length() {
    const syntax::Node* node = in_.root.find("name");
    constexpr std::size_t most = 255;
    const std::size_t length = base::count_code_points(text_of(node));
    if (length <= most) return;
    Finding finding = at("length", *node, "'name' has " + std::to_string(length) + " characters");
    finding.consequence = "the model gets all of it wherever agents are listed";
    finding.hint = "shorten it";
    finding.severity = base::Severity::warning;
    findings_.add(std::move(finding));
  }

  void check_lengths() {
    bool good = true;
    if (is_agent()) check_agent_name_length();
    if (is_skill()) {
      good &= check_length("name", 64);
      good &= check_length("description", 1024);
      good &= check_length("compatibility", 500);
    }
    const bool listed = (is_agent() || is_skill()) &&
                        (in_.format.host == Host::any || in_.format.host == Host::claude);
    const syntax::Node* description = in_.root.find("description");
    if (!good || !listed || is_absent(description)) return;
    constexpr std::size_t most = 1536;
    const std::size_t length = base::count_code_points(text_of(description)) +
                               base::count_code_points(text_of(in_.root.find("when_to_use")));
    if (length <= most) return;
    Finding finding =
        at("length", *description, "the description has " + std::to_string(length) + " characters");
    finding.consequence = "Claude Code cuts what it lists for the model after 1536 characters";
    finding.hint = "say first when to use it, move examples into the text";
    finding.severity = base::Severity::info;
    findings_.add(std::move(finding));
  }

  void check_tool_list() {
    const syntax::Node* tools = in_.root.find("tools");
    if (!tools || tools->kind == syntax::Kind::mapping) return;
    check_tools(tool_entries(*tools, Separator::comma_or_blank, in_.shift), findings_);
  }

  const Frontmatter& in_;
  Findings& findings_;
  Parsed& parsed_;
  std::set<std::string_view> misspelled_;
};

}  // namespace

void read_fields(const Frontmatter& in, const Findings& findings, Parsed& parsed) {
  const syntax::Node* name = in.root.find("name");
  parsed.name = base::trim(text_of(name));
  if (!parsed.name.empty()) {
    parsed.name_place = findings.place(name->begin + in.shift, name->end + in.shift);
  }
  parsed.agent_id = base::trim(text_of(in.root.find("agent_id")));
  parsed.description = text_of(in.root.find("description"));
  parsed.model = base::trim(text_of(in.root.find("model")));
  const syntax::Node* tools = in.root.find(in.format.kind == Kind::agent ? "tools" : "allowed-tools");
  if (!tools) tools = in.root.find("tools");
  if (!tools) return;
  const Separator separator = has_rules(in.format) ? Separator::comma_or_blank : Separator::comma;
  for (ToolEntry& entry : tool_entries(*tools, separator, in.shift)) {
    parsed.tools.push_back(std::move(entry.text));
  }
}

void check_fields(const Frontmatter& frontmatter, Findings& findings, Parsed& parsed) {
  if (known_keys(frontmatter.format).empty()) return;
  Checker(frontmatter, findings, parsed).run();
}

}  // namespace agent
