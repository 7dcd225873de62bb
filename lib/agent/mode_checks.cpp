#include <string>

#include "agent/fields.hpp"
#include "agent/tools.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

bool is_true(const syntax::Node* node) {
  return node && node->kind == syntax::Kind::scalar &&
         base::to_lower_ascii(base::trim(node->value)) == "true";
}

bool is_empty(const syntax::Node* node) {
  return is_absent(node) && (!node || node->items.empty());
}

void add(const Fields& fields, Finding finding, std::string consequence, std::string hint) {
  finding.consequence = std::move(consequence);
  finding.hint = std::move(hint);
  fields.findings.add(std::move(finding));
}

Finding at_fence(const Fields& fields, std::string_view rule, std::string message) {
  return {
      .rule = rule, .begin = fields.fence, .end = fields.fence + 3, .message = std::move(message)};
}

/// Kiro: `auto` needs what the model chooses by, `fileMatch` a pattern.
void check_inclusion(const Fields& fields) {
  const syntax::Node* inclusion = fields.root.find("inclusion");
  const std::string mode(base::trim(text_of(inclusion)));
  const auto need = [&](const char* word) {
    const syntax::Node* node = fields.root.find(word);
    if (!is_absent(node)) return;
    add(fields,
        fields.at("kiro-companions", *inclusion,
                  "inclusion '" + mode + "' needs '" + std::string(word) + "'"),
        "Kiro never includes the file", "add '" + std::string(word) + ": …'");
  };
  if (mode == "auto") {
    need("name");
    need("description");
  } else if (mode == "fileMatch") {
    const syntax::Node* pattern = fields.root.find("fileMatchPattern");
    if (!pattern || pattern->kind != syntax::Kind::sequence || pattern->items.empty()) {
      need("fileMatchPattern");
    }
  }
}

/// Cursor: which of the four ways of applying a rule it gets.
void check_cursor_rule(const Fields& fields) {
  const syntax::Node* globs = fields.root.find("globs");
  const bool always = is_true(fields.root.find("alwaysApply"));
  const bool has_globs = globs && (!is_absent(globs) || !globs->items.empty());
  if (always && has_globs) {
    add(fields, fields.at("cursor-rule-inert", *globs, "'globs' beside 'alwaysApply: true'"),
        "the patterns have no effect: the rule is always applied", "remove one of the two");
  } else if (!always && !has_globs && is_empty(fields.root.find("description"))) {
    add(fields,
        at_fence(fields, "cursor-rule-inert",
                 "the rule has neither 'alwaysApply', 'globs' nor a description"),
        "Cursor applies it only where somebody names it with '@'",
        "add one of them if it should be applied by itself");
  }
}

void check_instructions(const Fields& fields) {
  if (!is_absent(fields.root.find("applyTo"))) return;
  Finding finding = at_fence(fields, "invalid-globs", "the instructions have no 'applyTo'");
  finding.severity = base::Severity::info;
  add(fields, std::move(finding), "they are applied only where somebody attaches them",
      "add 'applyTo: \"**\"' or a pattern");
}

void check_renamed(const Fields& fields, const char* old_word, const char* new_word) {
  for (const auto& entry : fields.root.entries) {
    const syntax::Node& key = entry.first;
    if (key.value != old_word) continue;
    Finding finding =
        fields.at("copilot-deprecated", key, in_quotes(old_word) + " has an old name");
    if (*new_word == '\0') {
      finding.message = in_quotes(old_word) + " is no longer read";
      finding.hint = "use 'user-invocable' and 'disable-model-invocation'";
    } else {
      finding.hint = "write " + in_quotes(new_word);
      if (!fields.root.find(new_word)) finding.fix = {{finding.begin, finding.end, new_word}};
    }
    finding.consequence = "newer versions of Copilot ignore it";
    fields.findings.add(std::move(finding));
  }
}

void check_permissions(const Fields& fields) {
  const syntax::Node* mode = fields.root.find("permissionMode");
  if (mode && fields.host() != Host::claude_plugin &&
      base::trim(text_of(mode)) == "bypassPermissions") {
    add(fields,
        fields.at("permission-bypass", *mode, "the agent works without asking for permission"),
        "every tool it has runs without a question, commands too",
        "use 'acceptEdits' or 'default' unless that is meant");
  }
  const syntax::Node* allowed = fields.root.find("allowed-tools");
  if (!allowed || allowed->kind == syntax::Kind::mapping) return;
  for (const ToolEntry& entry : tool_entries(*allowed, Separator::comma_or_blank, fields.shift)) {
    if (entry.text != "Bash" && entry.text != "Bash(*)" && entry.text != "Bash(*:*)") continue;
    Finding finding{.rule = "permission-bypass",
                    .begin = entry.begin,
                    .end = entry.end,
                    .message = "'" + entry.text + "' allows every command"};
    add(fields, std::move(finding), "commands run without a question while it is active",
        "name the commands: Bash(git status:*)");
  }
}

}  // namespace

void check_modes(const Fields& fields) {
  const Format format = fields.spec.format;
  if (format.host == Host::kiro && format.kind == Kind::steering) check_inclusion(fields);
  if (format.host == Host::cursor && format.kind == Kind::rule) check_cursor_rule(fields);
  if (format.host == Host::copilot) {
    if (format.kind == Kind::instructions) check_instructions(fields);
    if (format.kind == Kind::prompt) check_renamed(fields, "mode", "agent");
    if (format.kind == Kind::agent || format.kind == Kind::chat_mode) {
      check_renamed(fields, "infer", "");
    }
  }
  if (is_claude(format.host) && fields.spec.syntax == Syntax::frontmatter) {
    check_permissions(fields);
  }
}

}  // namespace agent
