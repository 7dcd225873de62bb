#include <algorithm>
#include <string>
#include <utility>

#include "agent/body.hpp"
#include "agent/definition.hpp"
#include "agent/encoding.hpp"
#include "agent/fields.hpp"
#include "agent/findings.hpp"
#include "agent/frontmatter.hpp"
#include "agent/frontmatter_json.hpp"
#include "agent/keys.hpp"
#include "agent/references.hpp"
#include "syntax/document.hpp"

namespace agent {
namespace {

constexpr const char* skips_agent = "Claude Code skips this agent without a word";

/// Does a line of the first `most` say `name:` or `description:`?
bool has_identity_line(std::string_view text, int most) {
  for (std::size_t at = 0; at < text.size() && most-- > 0;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = base::trim(text.substr(at, end - at));
    if (line.starts_with("name:") || line.starts_with("description:")) return true;
    at = end + 1;
  }
  return false;
}

/// Does a line start with what may be a key of the format, however broken the rest is?
bool names_known_key(Format format, std::string_view yaml) {
  for (std::size_t at = 0; at < yaml.size();) {
    const std::size_t end = std::min(yaml.find('\n', at), yaml.size());
    std::string_view line = yaml.substr(at, end - at);
    at = end + 1;
    line.remove_prefix(std::min(line.find_first_not_of("- \t{\"'"), line.size()));
    const std::string_view key = line.substr(0, line.find_first_of(":\"' \t"));
    if (key.size() < line.size() && line.find(':') != line.npos &&
        resembles_known_key(format, key)) {
      return true;
    }
  }
  return false;
}

class Parser {
 public:
  Parser(Format format, std::string_view bytes, Parsed& parsed, std::vector<Fix>* fixes)
      : format_(format),
        bytes_(bytes),
        parsed_(parsed),
        findings_(bytes, parsed.diagnostics, fixes) {}

  void run() {
    parsed_.host = format_.host;
    parsed_.size = static_cast<std::uint32_t>(bytes_.size());
    parsed_.body_size = parsed_.size;
    if (check_encoding(format_, bytes_, findings_) != Readable::yes) {
      parsed_.loads = false;
      return;
    }
    parts_ = split(bytes_);
    parsed_.body_size = static_cast<std::uint32_t>(bytes_.size() - parts_.body_begin);
    if (check_conflict_markers(bytes_, parts_, findings_)) {
      parsed_.loads = false;
      return;
    }
    const bool proceed =
        parts_.state == Split::State::complete ? read_frontmatter() : report_no_frontmatter();
    if (!proceed) return;
    scan_body(bytes_, parts_.body_begin, findings_, parsed_);
    std::ranges::stable_sort(parsed_.diagnostics, {}, [](const base::Diagnostic& diagnostic) {
      return std::pair(diagnostic.place.line, diagnostic.place.column);
    });
  }

 private:
  bool is_agent() const { return format_.kind == Kind::agent && has_rules(format_); }
  bool needs_frontmatter() const {
    return has_rules(format_) && (format_.kind == Kind::agent || format_.kind == Kind::skill);
  }
  std::string_view yaml() const {
    return bytes_.substr(parts_.yaml_begin, parts_.yaml_end - parts_.yaml_begin);
  }

  void add(std::string_view rule, std::size_t begin, std::size_t end, std::string message,
           std::string consequence, std::string hint) {
    findings_.add({.rule = rule,
                   .begin = begin,
                   .end = end,
                   .message = std::move(message),
                   .consequence = std::move(consequence),
                   .hint = std::move(hint)});
  }

  std::string without_metadata() const {
    if (format_.kind == Kind::agent) return skips_agent;
    return "hosts skip it, or take the whole file as text without name and description";
  }

  /// The file is no definition: says so and nothing else.
  bool disown(std::string message) {
    parsed_.diagnostics.clear();
    parsed_.is_definition = false;
    parsed_.loads = false;
    add("not-an-agent", 0, 0, std::move(message), "Claude Code takes it for a document",
        "add 'name' and 'description', or move it out of the agents' directory");
    return false;
  }

  /// True where the text is to be looked into.
  bool report_no_frontmatter() {
    if (!has_rules(format_) || format_.kind == Kind::base) return true;
    if (parts_.state == Split::State::not_first && names_known_key(format_, yaml())) {
      const bool before = parts_.fence != parts_.bom;
      const std::size_t end = std::min(bytes_.find_first_of("\r\n", parts_.fence), bytes_.size());
      add("frontmatter-not-first", parts_.fence, end,
          before ? "the frontmatter does not start in the first line"
                 : "the opening fence must be exactly '---'",
          without_metadata(),
          before ? "remove what stands before the opening '---'" : "write '---'");
      parsed_.loads = format_.kind == Kind::command;
      return true;
    }
    const std::string_view rest = bytes_.substr(parts_.yaml_begin);
    if (parts_.state == Split::State::unclosed && names_known_key(format_, first_lines(rest))) {
      add("unclosed-frontmatter", parts_.fence, parts_.fence + 3, "the frontmatter is not closed",
          without_metadata(), "add a line '---' after the last field");
      parsed_.loads = format_.kind == Kind::command;
      return true;
    }
    if (!needs_frontmatter()) return true;
    if (is_agent() && !has_identity_line(bytes_.substr(parts_.bom), 20)) {
      return disown(bytes_.empty() ? "the file is empty" : "the file has no frontmatter");
    }
    add("missing-frontmatter", parts_.bom, parts_.bom, "the file has no frontmatter",
        without_metadata(), "start the file with '---', its fields, and another '---'");
    parsed_.loads = false;
    return true;
  }

  /// Bounded, so that prose below a rule is not taken for fields.
  static std::string_view first_lines(std::string_view text) {
    std::size_t end = 0;
    for (int i = 0; i < 20 && end < text.size(); ++i) {
      end = std::min(text.find('\n', end), text.size() - 1) + 1;
    }
    return text.substr(0, end);
  }

  bool read_frontmatter() {
    const syntax::Document document = syntax::parse_yaml(yaml());
    if (format_.kind == Kind::base && has_rules(format_)) {
      add("base-agent", parts_.fence, parts_.fence + 3, "a base has frontmatter",
          "the agents that inherit the base do not get its fields",
          "remove the frontmatter, or move its fields to the agents");
    }
    const bool is_mapping = document.root && document.root->kind == syntax::Kind::mapping;
    if (is_mapping) refine(*document.root);
    if (is_agent() && !has_known_key(document)) {
      return disown("the frontmatter has none of the fields of an agent");
    }
    report_controls();
    if (has_rules(format_)) report_lone_returns();
    const bool sound = report_problems(document);
    read_ignored_rules();
    if (!sound) {
      parsed_.loads = false;
      return true;
    }
    if (is_mapping) {
      read_mapping(*document.root);
    } else if (document.root && document.root->type != syntax::Type::null) {
      report_not_mapping(*document.root);
    } else {
      const syntax::Node empty = [] {
        syntax::Node node;
        node.kind = syntax::Kind::mapping;
        node.type = syntax::Type::mapping;
        return node;
      }();
      check_fields({format_, empty, parts_.yaml_begin, parts_.fence}, findings_, parsed_);
    }
    return true;
  }

  void refine(const syntax::Node& root) {
    const bool bare = format_.host == Host::any || format_.host == Host::claude;
    if (format_.kind != Kind::agent || !bare) return;
    if (!root.find("agent_id") || !root.find("schema_version")) return;
    format_.host = parsed_.host = Host::claude_mpm;
  }

  bool has_known_key(const syntax::Document& document) const {
    if (!document.root || document.root->kind != syntax::Kind::mapping) {
      return names_known_key(format_, yaml());
    }
    return std::ranges::any_of(document.root->entries, [&](const auto& entry) {
      return resembles_known_key(format_, entry.first.value);
    });
  }

  void read_mapping(const syntax::Node& root) {
    const Frontmatter in{format_, root, parts_.yaml_begin, parts_.fence};
    read_fields(in, findings_, parsed_);
    check_fields(in, findings_, parsed_);
    add_frontmatter_references(format_, root, parts_.yaml_begin, findings_, parsed_);
    parsed_.frontmatter_json = frontmatter_json(root);
  }

  void report_not_mapping(const syntax::Node& root) {
    parsed_.loads = false;
    if (!has_rules(format_) || format_.kind == Kind::base) return;
    add("not-mapping", root.begin + parts_.yaml_begin, root.end + parts_.yaml_begin,
        std::string("the frontmatter must be a mapping, this is a ") + syntax::to_string(root.type),
        without_metadata(), "write one 'key: value' a line");
  }

  /// False where the hosts do not read the frontmatter.
  bool report_problems(const syntax::Document& document) {
    const bool quiet = !has_rules(format_) || format_.kind == Kind::base;
    bool sound = true;
    for (const syntax::Problem& problem : document.problems) {
      const std::size_t begin = problem.begin + parts_.yaml_begin;
      const std::size_t end = problem.end + parts_.yaml_begin;
      if (problem.kind == syntax::ProblemKind::portability) {
        if (quiet) continue;
        add("yaml-portability", begin, end, "not strict YAML: " + problem.message,
            "Claude Code accepts it, other hosts refuse the file",
            problem.message.starts_with("tab") ? "indent with spaces" : "put the value in quotes");
      } else if (problem.kind == syntax::ProblemKind::duplicate_key) {
        if (!quiet) report_duplicate(problem);
      } else {
        sound = false;
        if (quiet) continue;
        const std::string hint = problem.message == "the value goes on after the closing quote"
                                     ? "put the whole value in quotes, and '\\' before those inside"
                                     : "";
        add("yaml-syntax", begin, end, "the frontmatter is not YAML: " + problem.message,
            format_.kind == Kind::agent
                ? skips_agent
                : "Claude Code loads the text without any field, other hosts skip it",
            hint);
      }
    }
    return sound;
  }

  /// A lone carriage return is a line end for YAML: what follows is another key there, and part of
  /// the value for readers that go by line feeds.
  void report_lone_returns() {
    const std::string_view text = yaml();
    for (std::size_t at = text.find('\r'); at != text.npos; at = text.find('\r', at + 1)) {
      if (at + 1 < text.size() && text[at + 1] == '\n') continue;
      const std::size_t begin = parts_.yaml_begin + at;
      add("eol", begin, begin + 1, "a lone carriage return stands in the frontmatter",
          "hosts do not agree where the value ends and what the next key is", "remove it");
      return;
    }
  }

  /// YAML 1.2 has no control characters but tab and the line ends, whatever a parser lets through.
  void report_controls() {
    if (!has_rules(format_) || format_.kind == Kind::base) return;
    const std::string_view text = yaml();
    const auto at = std::ranges::find_if(text, [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
             c == 0x7F;
    });
    if (at == text.end()) return;
    const auto begin = static_cast<std::size_t>(at - text.begin()) + parts_.yaml_begin;
    add("yaml-portability", begin, begin + 1, "not strict YAML: a control character",
        "some hosts refuse the file, and terminals obey the character", "remove it");
  }

  void report_duplicate(const syntax::Problem& problem) {
    std::string_view key = yaml().substr(problem.begin, problem.end - problem.begin);
    if (key.size() > 1 && (key.front() == '"' || key.front() == '\'')) {
      key = key.substr(1, key.size() - 2);
    }
    const std::size_t first = problem.other + parts_.yaml_begin;
    const std::size_t second = problem.begin + parts_.yaml_begin;
    add("duplicate-key", second, problem.end + parts_.yaml_begin,
        "key '" + std::string(key) + "' is used in line " +
            std::to_string(findings_.line_of(first)) + " and again in line " +
            std::to_string(findings_.line_of(second)),
        "the last value counts at run time, the first is lost, and some hosts refuse the file",
        "keep one, or join the two values");
  }

  static constexpr std::size_t longest_comment = 512;  // bounds the work on hostile text

  void read_ignored_rules() {
    const std::string_view text = yaml();
    for (std::size_t at = text.find("<!--"); at != text.npos; at = text.find("<!--", at + 4)) {
      const std::string_view line = text.substr(at, longest_comment);
      read_ignore_comment(line.substr(0, line.find('\n')), parsed_);
    }
  }

  Format format_;
  std::string_view bytes_;
  Parsed& parsed_;
  Findings findings_;
  Split parts_;
};

}  // namespace

Parsed parse(Format format, std::string_view bytes, std::vector<Fix>* fixes) {
  Parsed parsed;
  Parser(format, bytes, parsed, fixes).run();
  return parsed;
}

}  // namespace agent
