#include <algorithm>
#include <string>
#include <utility>

#include "agent/body.hpp"
#include "agent/claude_frontmatter.hpp"
#include "agent/definition.hpp"
#include "agent/encoding.hpp"
#include "agent/fields.hpp"
#include "agent/findings.hpp"
#include "agent/frontmatter.hpp"
#include "agent/frontmatter_json.hpp"
#include "agent/host.hpp"
#include "agent/keys.hpp"
#include "agent/manifest.hpp"
#include "agent/problems.hpp"
#include "agent/references.hpp"
#include "agent/security.hpp"
#include "syntax/document.hpp"
#include "syntax/json.hpp"
#include "syntax/mdc.hpp"
#include "syntax/toml.hpp"

namespace agent {
namespace {

constexpr syntax::Limits manifest_limits{.depth = 64, .nodes = 500'000};

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

/// Does a line start with what may be a key of the kind, however broken the rest is?
bool names_known_key(const Spec& spec, std::string_view yaml) {
  for (std::size_t at = 0; at < yaml.size();) {
    const std::size_t end = std::min(yaml.find('\n', at), yaml.size());
    std::string_view line = yaml.substr(at, end - at);
    at = end + 1;
    line.remove_prefix(std::min(line.find_first_not_of("- \t{\"'"), line.size()));
    const std::string_view key = line.substr(0, line.find_first_of(":\"' \t"));
    if (key.size() < line.size() && line.find(':') != line.npos && resembles_known_key(spec, key)) {
      return true;
    }
  }
  return false;
}

/// Bounded, so that prose below a rule is not taken for fields.
std::string_view first_lines(std::string_view text) {
  std::size_t end = 0;
  for (int i = 0; i < 20 && end < text.size(); ++i) {
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
  }
  return text.substr(0, end);
}

const syntax::Node& empty_mapping() {
  static const syntax::Node node = [] {
    syntax::Node made;
    made.kind = syntax::Kind::mapping;
    made.type = syntax::Type::mapping;
    return made;
  }();
  return node;
}

class Parser {
 public:
  Parser(Format format, std::string_view bytes, Parsed& parsed, std::vector<Fix>* fixes)
      : format_(format),
        spec_(find_spec(format)),
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
    const Syntax syntax = spec_ ? spec_->syntax : Syntax::frontmatter;
    if (syntax == Syntax::toml || syntax == Syntax::json) {
      parts_.bom = bytes_.starts_with("\xef\xbb\xbf") ? 3 : 0;
      parts_.body_begin = parts_.yaml_end = bytes_.size();
      check_security(format_, bytes_, parts_, findings_);
      read_whole(syntax);
    } else {
      parts_ = split(bytes_);
      if (!read_parts()) return;
    }
    std::ranges::stable_sort(parsed_.diagnostics, {}, [](const base::Diagnostic& diagnostic) {
      return std::pair(diagnostic.place.line, diagnostic.place.column);
    });
  }

 private:
  /// A definition that is data from its first to its last byte.
  void read_whole(Syntax syntax) {
    const auto document = syntax == Syntax::toml ? syntax::parse_toml(bytes_)
                                                 : syntax::parse_json(bytes_, manifest_limits);
    if (!report_problems({*spec_, bytes_, 0, bytes_.size()}, document, findings_, parsed_)) {
      parsed_.loads = false;
      return;
    }
    if (document.root && document.root->kind == syntax::Kind::mapping) {
      read_mapping(*document.root);
    } else if (document.root && format_.kind == Kind::hooks) {
      // A list is how other tools write their hooks.
      parsed_.is_definition = parsed_.loads = false;
    } else {
      report_not_mapping(document.root ? *document.root : syntax::Node());
    }
    if (syntax == Syntax::toml) scan_body(format_, bytes_, 0, findings_, parsed_);
  }

  /// Frontmatter and body. False where nothing else is to be said.
  bool read_parts() {
    parsed_.body_size = static_cast<std::uint32_t>(bytes_.size() - parts_.body_begin);
    if (check_conflict_markers(bytes_, parts_, findings_)) {
      parsed_.loads = false;
      return false;
    }
    if (spec_) check_marks(*spec_, bytes_, parts_, findings_, parsed_);
    if (spec_ && is_claude(format_.host)) end_as_claude_does();
    if (spec_ && spec_->exact_fence) end_at_dashes();
    // First, so that what is secret is in no excerpt.
    if (spec_ || format_.kind == Kind::base) check_security(format_, bytes_, parts_, findings_);
    const bool proceed =
        parts_.state == Split::State::complete ? read_frontmatter() : report_no_frontmatter();
    if (proceed) scan_body(format_, bytes_, parts_.body_begin, findings_, parsed_);
    return proceed;
  }

  /// Gemini CLI closes the frontmatter at any line that begins with dashes.
  void end_at_dashes() {
    if (parts_.state != Split::State::unclosed && parts_.state != Split::State::complete) return;
    const std::size_t feed = bytes_.find("\n---", parts_.yaml_begin);
    if (feed == bytes_.npos) return;
    parts_.state = Split::State::complete;
    parts_.yaml_end = feed + 1;
    parts_.body_begin = std::min(bytes_.find('\n', feed + 1), bytes_.size() - 1) + 1;
  }

  /// A fence that is none for others closes the frontmatter, or one in the middle of it.
  void end_as_claude_does() {
    const auto end = claude_end(bytes_, parts_);
    if (!end) return;
    const std::string_view before = bytes_.substr(parts_.yaml_begin, *end - parts_.yaml_begin);
    const bool open = parts_.state == Split::State::unclosed;
    const bool reads = names_known_key(*spec_, before) && claude_reads(before);
    if (open && !reads) return;
    auto document = syntax::parse_yaml(before);
    if (!document.problems.empty()) document = syntax::parse_yaml(claude_repaired(before));
    const bool whole = std::ranges::all_of(spec_->fields, [&](const Field& field) {
      return field.need != Need::required || (document.root && document.root->find(field.word));
    });
    Finding finding{.rule = "yaml-portability",
                    .begin = *end,
                    .end = *end + 3,
                    .message = "Claude Code ends the frontmatter at this '---'",
                    .consequence =
                        "the rest of it is text to Claude Code, and part of the fields "
                        "to other hosts",
                    .hint = "write another dash, such as '–', or close it with a line '---'"};
    if (!reads || !whole) {
      finding.consequence = spec_->unloaded;
      finding.severity = base::Severity::error;
      parsed_.loads = false;
    }
    findings_.add(std::move(finding));
    if (!open) return;
    parts_.state = Split::State::complete;
    parts_.yaml_end = *end;
    parts_.body_begin = std::min(bytes_.find('\n', *end), bytes_.size() - 1) + 1;
    parsed_.body_size = static_cast<std::uint32_t>(bytes_.size() - parts_.body_begin);
  }

  std::string_view yaml() const {
    return bytes_.substr(parts_.yaml_begin, parts_.yaml_end - parts_.yaml_begin);
  }
  bool may_be_document() const { return spec_ && spec_->has_documents; }

  void add(std::string_view rule, std::size_t begin, std::size_t end, std::string message,
           std::string consequence, std::string hint, std::vector<Edit> fix = {}) {
    findings_.add({.rule = rule,
                   .begin = begin,
                   .end = end,
                   .message = std::move(message),
                   .consequence = std::move(consequence),
                   .hint = std::move(hint),
                   .fix = std::move(fix)});
  }

  std::string without_metadata() const {
    if (spec_->needs_frontmatter) return std::string(spec_->unloaded);
    return std::string(spec_->reader) + " takes the whole file as text without its fields";
  }

  /// The file is no definition: says so and nothing else.
  bool disown(std::string message) {
    parsed_.diagnostics.clear();
    parsed_.is_definition = false;
    parsed_.loads = false;
    add("not-an-agent", 0, 0, std::move(message),
        std::string(spec_->reader) + " takes it for a document",
        "add 'name' and 'description', or move it out of the agents' directory");
    return false;
  }

  /// True where the text is to be looked into.
  bool report_no_frontmatter() {
    if (!spec_) return true;
    if (parts_.state == Split::State::not_first && names_known_key(*spec_, yaml())) {
      const bool before = parts_.fence != parts_.bom;
      const std::size_t end = std::min(bytes_.find_first_of("\r\n", parts_.fence), bytes_.size());
      add("frontmatter-not-first", parts_.fence, end,
          before ? "the frontmatter does not start in the first line"
                 : "the opening fence must be exactly '---'",
          without_metadata(),
          before ? "remove what stands before the opening '---'" : "write '---'",
          fence_first(bytes_, parts_));
      parsed_.loads = !spec_->needs_frontmatter;
      return true;
    }
    const std::string_view rest = bytes_.substr(parts_.yaml_begin);
    if (parts_.state == Split::State::unclosed && names_known_key(*spec_, first_lines(rest))) {
      add("unclosed-frontmatter", parts_.fence, parts_.fence + 3, "the frontmatter is not closed",
          without_metadata(), "add a line '---' after the last field");
      parsed_.loads = !spec_->needs_frontmatter;
      return true;
    }
    if (!spec_->needs_frontmatter) return true;
    if (may_be_document() && !has_identity_line(bytes_.substr(parts_.bom), 20)) {
      return disown(bytes_.empty() ? "the file is empty" : "the file has no frontmatter");
    }
    add("missing-frontmatter", parts_.bom, parts_.bom, "the file has no frontmatter",
        without_metadata(), "start the file with '---', its fields, and another '---'");
    parsed_.loads = false;
    return true;
  }

  bool read_frontmatter() {
    if (format_.kind == Kind::base) {
      add("base-agent", parts_.fence, parts_.fence + 3, "a base has frontmatter",
          "the agents that inherit the base do not get its fields",
          "remove the frontmatter, or move its fields to the agents");
    }
    const bool mdc = spec_ && spec_->syntax == Syntax::mdc;
    const auto document = mdc ? syntax::parse_mdc(yaml()) : syntax::parse_yaml(yaml());
    const bool is_mapping = document.root && document.root->kind == syntax::Kind::mapping;
    if (is_mapping) refine(*document.root);
    if (may_be_document() && !has_known_key(document)) {
      return disown("the frontmatter has none of the fields of an agent");
    }
    read_ignored_rules();
    if (!spec_) {
      if (is_mapping) parsed_.frontmatter_json = frontmatter_json(*document.root);
      if (is_mapping) parsed_.name = base::trim(text_of(document.root->find("name")));
      return true;
    }
    if (!report_problems({*spec_, bytes_, parts_.yaml_begin, parts_.yaml_end}, document, findings_,
                         parsed_)) {
      parsed_.loads = !parsed_.name.empty();
      return true;
    }
    if (is_mapping) {
      read_mapping(*document.root);
    } else if (document.root && document.root->type != syntax::Type::null) {
      report_not_mapping(*document.root);
    } else {
      read_mapping(empty_mapping());
    }
    return true;
  }

  void refine(const syntax::Node& root) {
    const bool bare = format_.host == Host::any || format_.host == Host::claude;
    if (format_.kind != Kind::agent || !bare) return;
    if (!root.find("agent_id") || !root.find("schema_version")) return;
    format_.host = parsed_.host = Host::claude_mpm;
    spec_ = find_spec(format_);
  }

  bool has_known_key(const syntax::Document& document) const {
    if (!document.root) return !document.problems.empty() && names_known_key(*spec_, yaml());
    // Claude Code takes text between fences for frontmatter that is none.
    if (document.root->kind != syntax::Kind::mapping) {
      return document.root->type != syntax::Type::null;
    }
    return std::ranges::any_of(document.root->entries, [&](const auto& entry) {
      return resembles_known_key(*spec_, entry.first.value);
    });
  }

  void read_mapping(const syntax::Node& root) {
    const Fields fields{*spec_, root, bytes_, parts_.yaml_begin, parts_.fence, findings_, parsed_};
    read_fields(fields);
    check_fields(fields);
    if (spec_->syntax == Syntax::json) check_manifest(fields);
    if (spec_->syntax != Syntax::json) {
      add_frontmatter_references(format_, root, parts_.yaml_begin, findings_, parsed_);
    }
    if (&root != &empty_mapping()) parsed_.frontmatter_json = frontmatter_json(root);
  }

  void report_not_mapping(const syntax::Node& root) {
    const Fields list{*spec_, root, bytes_, parts_.yaml_begin, parts_.fence, findings_, parsed_};
    if (check_gemini_list(list)) return;
    parsed_.loads = false;
    const bool whole = spec_->syntax == Syntax::json || spec_->syntax == Syntax::toml;
    add("not-mapping", root.begin + parts_.yaml_begin, root.end + parts_.yaml_begin,
        std::string(whole ? "the file" : "the frontmatter") + " must be a mapping, this is a " +
            syntax::to_string(root.type),
        without_metadata(), whole ? "write an object" : "write one 'key: value' a line");
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
  const Spec* spec_;
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
