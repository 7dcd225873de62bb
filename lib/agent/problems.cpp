#include "agent/problems.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "agent/claude_frontmatter.hpp"
#include "agent/fields.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

std::string language(const Spec& spec) {
  switch (spec.syntax) {
    case Syntax::toml:
      return "TOML";
    case Syntax::json:
      return "JSON";
    default:
      return "YAML";
  }
}

class Reporter {
 public:
  Reporter(const Source& source, const syntax::Document& document, Findings& findings,
           Parsed& parsed)
      : in_(source), findings_(findings), parsed_(parsed) {
    const bool flawed = std::ranges::any_of(document.problems, [](const syntax::Problem& problem) {
      return problem.kind != syntax::ProblemKind::duplicate_key;
    });
    const bool frontmatter = source.spec.syntax == Syntax::frontmatter;
    if ((flawed || yaml().starts_with('%')) && frontmatter && is_claude(source.spec.format.host)) {
      repair_ = claude_reads(yaml()) ? Repair::reads : Repair::refuses;
    }
    const bool by_lines = source.spec.format == Format{Kind::skill, Host::gemini};
    if (flawed && by_lines && gemini_reads_lines(yaml())) repair_ = Repair::reads;
  }

  std::string_view yaml() const { return in_.bytes.substr(in_.begin, in_.end - in_.begin); }
  /// The host makes something of a text that is not YAML.
  bool is_read() const { return repair_ == Repair::reads; }

  void portability(const syntax::Problem& problem) {
    if (is_template(problem)) return mapping_for_text(problem);
    Finding finding = at("yaml-portability", problem, "not strict YAML: " + problem.message);
    finding.consequence = repair_ == Repair::reads ? std::string(in_.spec.reader) +
                                                         " accepts it, other hosts refuse the file"
                                                   : "hosts with a strict parser refuse the file";
    finding.hint =
        problem.message.starts_with("tab") ? "indent with spaces" : "put the value in quotes";
    finding.fix = quoting(problem);
    if (repair_ == Repair::refuses) {
      refuse(finding);
      if (yaml().find('\r') != std::string_view::npos) {
        finding.message += ", which Claude Code repairs in lines that end in LF only";
      }
    }
    refuse_if_strict(finding);
    findings_.add(std::move(finding));
  }

  /// `{{name}}` is a mapping in a mapping, which Claude Code's parser takes.
  bool is_template(const syntax::Problem& problem) const {
    const std::string_view value = text(problem);
    if (repair_ == Repair::unasked || !value.starts_with("{{") || !value.ends_with("}}")) {
      return false;
    }
    const std::size_t line = in_.bytes.rfind('\n', problem.begin + in_.begin) + 1;
    const std::string_view key = in_.bytes.substr(line);
    return key.starts_with("name:") || key.starts_with("description:");
  }

  void mapping_for_text(const syntax::Problem& problem) {
    Finding finding =
        at("wrong-type", problem, "braces make a mapping of this, it must be a string");
    finding.hint = "put the value in quotes";
    finding.fix = quoting(problem);
    refuse(finding);
    findings_.add(std::move(finding));
  }

  /// YAML has directives, Claude Code's parser has none.
  void directive() {
    if (repair_ != Repair::refuses || !yaml().starts_with('%')) return;
    findings_.add({.rule = "yaml-syntax",
                   .begin = in_.begin,
                   .end = in_.begin + std::min(yaml().find('\n'), yaml().size()),
                   .message = "a directive stands before the fields",
                   .consequence = std::string(in_.spec.unloaded),
                   .hint = "remove the line"});
    parsed_.loads = false;
  }

  void duplicate(const syntax::Problem& problem) {
    std::string_view key = text(problem);
    if (key.size() > 1 && (key.front() == '"' || key.front() == '\'')) {
      key = key.substr(1, key.size() - 2);
    }
    const auto first = findings_.line_of(problem.other + in_.begin);
    const auto second = findings_.line_of(problem.begin + in_.begin);
    Finding finding = at("duplicate-key", problem,
                         "key '" + std::string(key) + "' is used in line " + std::to_string(first) +
                             " and again in line " + std::to_string(second));
    finding.consequence =
        "the last value counts at run time, the first is lost, and some hosts refuse the file";
    finding.hint = "keep one, or join the two values";
    if (in_.spec.syntax == Syntax::toml) finding.consequence = in_.spec.unloaded;
    // JSON leaves it open, and its readers take the last one.
    if (in_.spec.syntax == Syntax::json) finding.severity = base::Severity::warning;
    refuse_if_strict(finding);
    findings_.add(std::move(finding));
  }

  void syntax(const syntax::Problem& problem) {
    const bool whole = in_.spec.syntax == Syntax::json || in_.spec.syntax == Syntax::toml;
    Finding finding = at("yaml-syntax", problem,
                         std::string(whole ? "the file" : "the frontmatter") + " is not " +
                             language(in_.spec) + ": " + problem.message);
    finding.consequence = in_.spec.unloaded;
    // What is beyond our limits was not looked at, whoever reads it.
    const bool looked_at = problem.kind == syntax::ProblemKind::syntax ||
                           problem.kind == syntax::ProblemKind::unterminated_quote;
    if (is_read() && looked_at && !problem.message.starts_with("alias")) {
      finding.rule = "yaml-portability";
      finding.consequence =
          std::string(in_.spec.reader) + " makes something of it, other hosts refuse the file";
    }
    if (problem.message == "the value goes on after the closing quote") {
      finding.hint = "put the whole value in quotes, and '\\' before those inside";
    }
    findings_.add(std::move(finding));
  }

  /// YAML 1.2 has no control characters but tab and the line ends, whatever a parser lets through.
  void controls(std::string_view yaml) {
    const auto at = std::ranges::find_if(yaml, [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
             c == 0x7F;
    });
    if (at == yaml.end()) return;
    const auto begin = static_cast<std::size_t>(at - yaml.begin()) + in_.begin;
    Finding finding{.rule = "yaml-portability",
                    .begin = begin,
                    .end = begin + 1,
                    .message = "not strict YAML: a control character",
                    .consequence = "some hosts refuse the file, and terminals obey the character",
                    .hint = "remove it",
                    .fix = {{begin, begin + 1, ""}}};
    refuse_if_strict(finding);
    findings_.add(std::move(finding));
  }

  /// A lone carriage return is a line end for YAML: what follows is another key there, and part of
  /// the value for readers that go by line feeds.
  void lone_returns(std::string_view yaml) {
    for (std::size_t at = yaml.find('\r'); at != yaml.npos; at = yaml.find('\r', at + 1)) {
      if (at + 1 < yaml.size() && yaml[at + 1] == '\n') continue;
      const std::size_t begin = in_.begin + at;
      findings_.add(
          {.rule = "eol",
           .begin = begin,
           .end = begin + 1,
           .message = "a lone carriage return stands in the frontmatter",
           .consequence = "hosts do not agree where the value ends and what the next key is",
           .hint = "remove it",
           .severity = base::Severity::error});
      return;
    }
  }

 private:
  std::string_view text(const syntax::Problem& problem) const {
    return in_.bytes.substr(problem.begin + in_.begin, problem.end - problem.begin);
  }

  Finding at(std::string_view rule, const syntax::Problem& problem, std::string message) const {
    return {.rule = rule,
            .begin = problem.begin + in_.begin,
            .end = problem.end + in_.begin,
            .message = std::move(message)};
  }

  void refuse_if_strict(Finding& finding) {
    if (in_.spec.strict) refuse(finding);
  }

  void refuse(Finding& finding) {
    parsed_.loads = false;
    finding.severity = base::Severity::error;
    finding.consequence = in_.spec.unloaded;
  }

  std::vector<Edit> quoting(const syntax::Problem& problem) const {
    const std::string_view value = text(problem);
    const std::size_t begin = problem.begin + in_.begin, end = problem.end + in_.begin;
    if (value.find('\t') == 0) {
      std::string spaces;
      for (const char c : value) spaces += c == '\t' ? "  " : " ";
      return {{begin, end, std::move(spaces)}};
    }
    const bool one_line = value.find_first_of("\r\n") == value.npos;
    if (value.empty() || !one_line) return {};
    return {{begin, end, syntax::quoted(value)}};
  }

  enum class Repair { unasked, reads, refuses };

  const Source& in_;
  Findings& findings_;
  Parsed& parsed_;
  Repair repair_ = Repair::unasked;
};

/// A line that may stand before the frontmatter, and may go: blank, a fence of code.
bool is_dispensable(std::string_view line) {
  line = base::trim(line);
  return line.empty() || line.starts_with("```") || line.starts_with("~~~");
}

}  // namespace

std::vector<Edit> fence_first(std::string_view bytes, const Split& parts) {
  const std::size_t line_end = std::min(bytes.find_first_of("\r\n", parts.fence), bytes.size());
  if (parts.fence == parts.bom) return {{parts.fence, line_end, "---"}};
  bool wrapped = false;
  bool keeps = false;
  for (std::size_t at = parts.bom; at < parts.fence;) {
    const std::size_t end = std::min(bytes.find('\n', at), parts.fence);
    const std::string_view line = bytes.substr(at, end - at);
    wrapped |= base::trim(line).starts_with("```") || base::trim(line).starts_with("~~~");
    keeps |= !is_dispensable(line);
    at = end + 1;
  }
  // The end of a code block around the whole file is for people to find.
  if (wrapped) return {};
  std::vector<Edit> edits = {{parts.bom, parts.fence, ""}};
  if (bytes.substr(parts.fence, line_end - parts.fence) != "---") {
    edits.push_back({parts.fence, line_end, "---"});
  }
  if (keeps) {
    const std::size_t feed = bytes.find('\n', parts.yaml_end);
    const std::size_t closing = feed == bytes.npos ? bytes.size() : feed + 1;
    std::string kept(bytes.substr(parts.bom, parts.fence - parts.bom));
    // The closing fence is a line of its own.
    if (feed == bytes.npos) kept.insert(0, "\n");
    edits.push_back({closing, closing, std::move(kept)});
  }
  return edits;
}

bool report_problems(const Source& source, const syntax::Document& document, Findings& findings,
                     Parsed& parsed) {
  Reporter report(source, document, findings, parsed);
  if (source.spec.syntax == Syntax::frontmatter || source.spec.syntax == Syntax::mdc) {
    report.controls(report.yaml());
    report.lone_returns(report.yaml());
    report.directive();
  }
  bool sound = true;
  for (const syntax::Problem& problem : document.problems) {
    if (problem.kind == syntax::ProblemKind::portability) {
      report.portability(problem);
    } else if (problem.kind == syntax::ProblemKind::duplicate_key) {
      report.duplicate(problem);
      sound &= source.spec.syntax != Syntax::toml;
    } else {
      sound = false;
      report.syntax(problem);
    }
  }
  if (!sound && report.is_read()) {
    // Its fields have no places in the file; what references go by is enough.
    const auto repaired = syntax::parse_yaml(claude_repaired(report.yaml()));
    if (repaired.root) {
      parsed.name = base::trim(text_of(repaired.root->find("name")));
      parsed.description = text_of(repaired.root->find("description"));
    }
  }
  return sound;
}

}  // namespace agent
