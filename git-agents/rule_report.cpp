#include "git-agents/rule_report.hpp"

#include <algorithm>
#include <ostream>

#include "base/text.hpp"
#include "report/human.hpp"
#include "report/json.hpp"

namespace cli {
namespace {

constexpr std::size_t line_width = 79;

bool is_changed(const RuleEntry& entry) {
  return entry.level != default_level(*entry.rule);
}

/// An example with everything escaped that is not seen, or not text.
std::string shown(std::string_view example) {
  std::string out;
  while (!example.empty()) {
    const auto sound = base::first_invalid_utf8(example).value_or(example.size());
    for (std::string_view rest = example.substr(0, sound); !rest.empty();) {
      const std::string_view before = rest;
      const char32_t c = base::take_code_point(rest);
      const auto taken = before.substr(0, before.size() - rest.size());
      if (c == U'\u00a0') {
        out += "\\xa0";
      } else {
        out += c == U'\n' || c == U'\t' ? std::string(taken) : report::printable(taken);
      }
    }
    example.remove_prefix(sound);
    if (example.empty()) break;
    constexpr char digits[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(example.front());
    out += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    example.remove_prefix(1);
  }
  return out;
}

void wrap(std::ostream& out, std::string_view text) {
  std::size_t column = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    const auto width = base::count_code_points(word);
    if (column != 0) {
      const bool fits = column + 1 + width <= line_width;
      out << (fits ? " " : "\n");
      column = fits ? column + 1 : 0;
    }
    out << word;
    column += width;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  out << "\n";
}

void print_example(std::ostream& out, std::string_view title, std::string_view example) {
  if (example.empty()) return;
  out << "\n" << title << "\n\n";
  const std::string text = shown(example);
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    if (end > begin) out << "    " << text.substr(begin, end - begin);
    out << "\n";
    begin = end + 1;
  }
}

std::string severity_text(const agent::Rule& rule) {
  const std::string severity = base::to_string(rule.severity);
  const std::string text =
      rule.off ? "off by default, " + severity + " where it is switched on" : severity;
  return rule.audited ? text + ", " + base::to_string(*rule.audited) + " in an audit" : text;
}

/// Longer than the runs of backticks in `text`.
std::string fence_for(std::string_view text) {
  std::string fence = "```";
  while (text.find(fence) != std::string_view::npos) fence += '`';
  return fence;
}

void markdown_example(std::ostream& out, std::string_view title, std::string_view example) {
  if (example.empty()) return;
  const std::string text = shown(example), fence = fence_for(text);
  out << "\n" << title << "\n\n" << fence << "text\n" << text << fence << "\n";
}

void markdown_section(std::ostream& out, const RuleEntry& entry) {
  const agent::Rule& rule = *entry.rule;
  out << "### " << rule.id << "\n\n**" << rule.summary << "** · " << severity_text(rule);
  if (rule.fixable) out << " · fixable";
  if (rule.cwe != 0) {
    out << " · [CWE-" << rule.cwe << "](https://cwe.mitre.org/data/definitions/" << rule.cwe
        << ".html)";
  }
  out << "\n\n" << rule.why << "\n";
  if (!rule.evidence.empty()) out << "\n*Found in practice:* " << rule.evidence << "\n";
  markdown_example(out, "Breaks the rule:", rule.bad);
  markdown_example(out, "Keeps it:", rule.good);
}

constexpr std::string_view markdown_head = R"(# Rules

<!-- Written by: git agents rules --format markdown -->

What `git agents validate` and the hooks check. An **error** is a defect: the host skips the file,
or does something other than what it says. A **warning** is likely to be one, or is one for some
hosts. An **info** explains something. The severity is the rule's usual one; where a rule says so,
a finding may be graver or milder. Rules that are *fixable* can be repaired by
`git agents validate --fix`. Ids are stable for ever.

A rule is switched off, or given another severity, in `.git-agents.yaml`; files are left out there
too:

```yaml
version: 1
validate:
  rules: {duplicate-key: warning, file-size: off}
  ignore: ["vendor/**"]
```

and in one file by a line of its own:

```html
<!-- git-agents: ignore file-size, odd-space -->
```

In the examples each file follows a line `==> path <==`, as `head` prints it. `path -> target` is a
symbolic link and `path @ commit` a submodule; what is not seen is written `\x00` or `\u{200b}`.

*Found in practice* counts what is in public repositories: 2,038 definitions in twelve of them and
1,443 in thirteen more, as they were from August to November 2026, and 9,963 paths of definitions
in the history of 18 of them, which shows what people push before anybody reviews it.
)";

}  // namespace

std::string default_level(const agent::Rule& rule) {
  return rule.off ? "off" : base::to_string(rule.severity);
}

void print_rule_table(std::ostream& out, const RuleEntries& entries) {
  std::size_t width = 0;
  for (const RuleEntry& entry : entries) width = std::max(width, entry.rule->id.size());
  std::string_view group;
  bool changed = false;
  for (const RuleEntry& entry : entries) {
    if (entry.group != group) {
      out << (group.empty() ? "" : "\n") << entry.group << "\n";
      group = entry.group;
    }
    const std::string level = entry.level + (is_changed(entry) ? "*" : "");
    changed = changed || is_changed(entry);
    out << "  " << entry.rule->id << std::string(width - entry.rule->id.size() + 2, ' ') << level
        << std::string(10 - level.size(), ' ') << (entry.rule->fixable ? "fix" : "   ") << "  "
        << entry.rule->summary << "\n";
  }
  out << "\nfix = 'git agents validate --fix' can repair it";
  if (changed) out << "; * = set by .git-agents.yaml";
  out << "\n";
}

void print_rule(std::ostream& out, const RuleEntry& entry) {
  const agent::Rule& rule = *entry.rule;
  out << rule.id << ": " << rule.summary << "\n\n"
      << "group     " << entry.group << "\n"
      << "severity  " << severity_text(rule);
  if (is_changed(entry)) out << "; here: " << entry.level;
  out << "\nfixable   " << (rule.fixable ? "by git agents validate --fix" : "by hand") << "\n";
  if (rule.cwe != 0) {
    out << "weakness  CWE-" << rule.cwe << ", https://cwe.mitre.org/data/definitions/" << rule.cwe
        << ".html\n";
  }
  out << "\n";
  wrap(out, rule.why);
  if (!rule.evidence.empty()) {
    out << "\n";
    wrap(out, "Found in practice: " + std::string(rule.evidence));
  }
  print_example(out, "Breaks the rule:", rule.bad);
  print_example(out, "Keeps it:", rule.good);
  out << "\nTo switch it off in a repository, in .git-agents.yaml:\n\n"
      << "    validate:\n      rules: {" << rule.id << ": off}\n";
  out << "\nfor some files, with a pattern under validate.ignore; in one file, with a line\n\n"
      << "    <!-- git-agents: ignore " << rule.id << " -->\n";
}

void print_rules_json(std::ostream& out, const RuleEntries& entries) {
  using report::json_string;
  const auto word = [](bool value) { return value ? "true" : "false"; };
  out << "{\"schema\": 1,\n\"rules\": [";
  const char* separator = "\n";
  for (const RuleEntry& entry : entries) {
    const agent::Rule& rule = *entry.rule;
    out << separator << "{\"id\": " << json_string(rule.id)
        << ", \"group\": " << json_string(entry.group)
        << ", \"severity\": " << json_string(base::to_string(rule.severity))
        << ", \"off\": " << word(rule.off)
        << ", \"audited\": " << json_string(base::to_string(rule.audited.value_or(rule.severity)))
        << ", \"here\": " << json_string(entry.level) << ", \"fixable\": " << word(rule.fixable)
        << ", \"cwe\": " << (rule.cwe == 0 ? "null" : std::to_string(rule.cwe))
        << ", \"summary\": " << json_string(rule.summary) << ", \"why\": " << json_string(rule.why)
        << ", \"evidence\": " << json_string(rule.evidence)
        << ", \"bad\": " << json_string(rule.bad) << ", \"good\": " << json_string(rule.good)
        << '}';
    separator = ",\n";
  }
  out << "\n]}\n";
}

void print_rules_markdown(std::ostream& out, const RuleEntries& entries, bool whole) {
  std::string_view group;
  if (whole) {
    out << markdown_head;
    for (const RuleEntry& entry : entries) {
      if (entry.group != group) {
        out << "\n| " << entry.group << " | severity | | |\n|---|---|---|---|\n";
        group = entry.group;
      }
      out << "| [" << entry.rule->id << "](#" << entry.rule->id << ") | "
          << default_level(*entry.rule) << " | " << (entry.rule->fixable ? "fixable" : "") << " | "
          << entry.rule->summary << " |\n";
    }
    group = {};
  }
  for (const RuleEntry& entry : entries) {
    if (whole && entry.group != group) out << "\n## " << entry.group << "\n";
    group = entry.group;
    if (whole || &entry != &entries.front()) out << "\n";
    markdown_section(out, entry);
  }
}

}  // namespace cli
