#include <string>

#include "agent/fields.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

/// A plain value in one line.
bool is_plain_line(const Fields& fields, const syntax::Node& node) {
  return node.kind == syntax::Kind::scalar && node.style == syntax::Style::plain &&
         node.is_string() && fields.raw(node).find('\n') == std::string_view::npos;
}

std::string with_line_feeds(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'n';
    out += escape ? '\n' : text[i];
    if (escape) ++i;
  }
  return out;
}

/// `C:\new` is a path, `\nabla` a formula: a line feed is followed by no lower-case word.
bool holds_line_feed_escape(std::string_view text) {
  for (std::size_t at = text.find("\\n"); at != text.npos; at = text.find("\\n", at + 2)) {
    const bool escaped = at > 0 && text[at - 1] == '\\';
    const char next = at + 2 < text.size() ? text[at + 2] : ' ';
    if (!escaped && !(next >= 'a' && next <= 'z')) return true;
  }
  return false;
}

/// Is every `\n` a line feed beyond doubt? Other escapes, and one between blanks, may be talked
/// about.
bool means_line_feeds(std::string_view text) {
  for (std::size_t at = text.find('\\'); at != text.npos; at = text.find('\\', at + 2)) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    const char before = at > 0 ? text[at - 1] : ' ';
    const char after = at + 2 < text.size() ? text[at + 2] : 'x';
    if (next != 'n' || (before == ' ' && after == ' ') || (after >= 'a' && after <= 'z'))
      return false;
  }
  return true;
}

void check_line_feeds(const Fields& fields, const syntax::Node& node) {
  if (!holds_line_feed_escape(node.value)) return;
  Finding finding =
      fields.at("literal-backslash-n", node, "'\\n' in an unquoted value is a backslash and an n");
  finding.consequence = "the model reads the two characters instead of a new line";
  finding.hint = "put the value in double quotes";
  if (means_line_feeds(node.value)) {
    finding.fix = {{finding.begin, finding.end, syntax::quoted(with_line_feeds(node.value))}};
  }
  fields.findings.add(std::move(finding));
}

void check_comment(const Fields& fields, const syntax::Node& node) {
  const std::size_t end = node.end + fields.shift;
  const std::string_view rest = fields.bytes.substr(end, fields.bytes.find('\n', end) - end);
  const std::size_t mark = rest.find_first_not_of(" \t");
  if (mark == rest.npos || mark == 0 || rest[mark] != '#') return;
  const std::string_view comment = base::trim(rest.substr(mark));
  // `# note` is meant as a comment; `PR #12` and `C #define` are not.
  const bool meant = comment.size() < 2 || comment[1] == ' ' || comment[1] == '\t';
  Finding finding = fields.at("comment-truncation", node, "the value ends before ' #'");
  finding.begin = end + mark;
  finding.end = end + mark + comment.size();
  finding.consequence = "strict YAML takes the rest of the line for a comment";
  finding.hint = "put the value in quotes";
  if (meant) {
    finding.severity = base::Severity::info;
  } else {
    const std::size_t begin = node.begin + fields.shift;
    const std::string_view whole = fields.bytes.substr(begin, finding.end - begin);
    finding.fix = {{begin, finding.end, syntax::quoted(whole)}};
  }
  fields.findings.add(std::move(finding));
}

bool turns_text_around(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         (c >= 0xE0000 && c <= 0xE01EF) || c == 0x1B;
}

/// Escapes in quotes hide what the bytes show.
void check_escapes(const Fields& fields, const syntax::Node& node) {
  const bool escaped = node.style == syntax::Style::double_quoted &&
                       fields.raw(node).find('\\') != std::string_view::npos;
  if (!escaped || base::first_invalid_utf8(node.value)) return;
  for (std::string_view rest = node.value; !rest.empty();) {
    if (!turns_text_around(base::take_code_point(rest))) continue;
    Finding finding = fields.at("hidden-unicode", node,
                                "an escape makes a character that hides or turns text around");
    finding.consequence = "the model reads text that reviewers cannot see";
    finding.hint = "remove the escape";
    return fields.findings.add(std::move(finding));
  }
}

}  // namespace

void check_spelling(const Fields& fields) {
  for (const auto& entry : fields.root.entries) {
    // Names have a rule of their own.
    const bool other = entry.first.value != "name" && entry.second.kind == syntax::Kind::scalar;
    if (other) check_escapes(fields, entry.second);
  }
  if (fields.spec.syntax != Syntax::frontmatter) return;
  for (const char* word : {"name", "description"}) {
    const syntax::Node* node = fields.root.find(word);
    if (!node || !is_plain_line(fields, *node)) continue;
    check_line_feeds(fields, *node);
    check_comment(fields, *node);
  }
}

}  // namespace agent
