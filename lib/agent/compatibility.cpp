#include "agent/compatibility.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/version.hpp"
#include "syntax/document.hpp"

namespace agent {
namespace {

using syntax::Kind;
using syntax::Node;
using syntax::Type;

constexpr std::string_view known_format = "1";

bool is_text(const Node& node) {
  return node.kind == Kind::scalar && node.type != Type::null;
}

/// The text under `key`, "" where there is none.
std::string_view text_at(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  return found != nullptr && is_text(*found) ? base::trim(found->value) : std::string_view();
}

std::string first_line(std::string_view text) {
  text = base::trim(text);
  const std::size_t end = text.find('\n');
  if (end == text.npos) return std::string(text);
  return std::string(base::trim(text.substr(0, end))) + " …";
}

/// ": words", or nothing where there are none.
std::string after_colon(std::string_view words) {
  return words.empty() ? std::string() : ": " + first_line(words);
}

class Reader {
 public:
  Reader(std::string_view text, std::string path, std::string_view version)
      : text_(text), lines_(text), path_(std::move(path)), version_(version) {}

  Compatibility read() {
    const syntax::Document document = syntax::parse_yaml(text_);
    for (const syntax::Problem& problem : document.problems) {
      warn(problem.begin, problem.end, problem.message);
    }
    if (!document.root || document.root->type == Type::null) return std::move(result_);
    const Node& root = *document.root;
    if (root.kind != Kind::mapping) {
      warn(root.begin, root.end, "it is not a mapping");
      return std::move(result_);
    }
    format(root);
    own_minimum(root);
    of_claude_mpm(root);
    if (const Node* ranges = root.find("compatibility_ranges")) {
      for (const Node& range : ranges->items) compatibility_range(range);
    }
    if (const Node* agents = root.find("agents")) {
      for (const auto& [name, wants] : agents->entries) agent(name, wants);
    }
    if (const Node* warnings = root.find("deprecation_warnings")) {
      for (const Node& warning : warnings->items) deprecation(warning);
    }
    return std::move(result_);
  }

 private:
  void add(base::Severity severity, std::size_t begin, std::size_t end, std::string message) {
    base::Diagnostic finding;
    finding.rule = "compatibility";
    finding.severity = severity;
    finding.path = path_;
    finding.place = lines_.place(begin, end);
    finding.message = std::move(message);
    result_.findings.push_back(std::move(finding));
  }

  void warn(std::size_t begin, std::size_t end, std::string message) {
    add(base::Severity::warning, begin, end, std::move(message));
  }
  void tell(const Node& node, std::string message) {
    add(base::Severity::info, node.begin, node.end, std::move(message));
  }

  void refuse(std::string why) {
    if (result_.refusal.empty()) result_.refusal = std::move(why);
  }

  /// A version, or nothing and a warning.
  const Node* version_at(const Node& root, std::string_view key) {
    const Node* node = root.find(key);
    if (node == nullptr) return nullptr;
    if (is_text(*node) && base::compare_versions(node->value, "0")) return node;
    warn(node->begin, node->end, "'" + std::string(key) + "' is not a version");
    return nullptr;
  }

  void format(const Node& root) {
    const Node* node = root.find("repo_format_version");
    if (node == nullptr) return;
    const bool is_number = is_text(*node) && !node->value.empty() &&
                           node->value.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number) {
      warn(node->begin, node->end, "'repo_format_version' is not a whole number");
    } else if (base::compare_versions(node->value, known_format) == std::strong_ordering::greater) {
      refuse("it has the repository format version " + node->value +
             ", and this program knows none above " + std::string(known_format));
    }
  }

  void own_minimum(const Node& root) {
    const Node* node = version_at(root, "min_git_agents_version");
    if (node != nullptr &&
        base::compare_versions(version_, node->value) == std::strong_ordering::less) {
      refuse("it needs git agents " + node->value + " or later, and this is " +
             std::string(version_));
    }
  }

  void of_claude_mpm(const Node& root) {
    if (const Node* least = version_at(root, "min_cli_version")) {
      tell(*least, "claude-mpm must be " + least->value + " or later");
    }
    if (const Node* most = version_at(root, "max_cli_version")) {
      tell(*most, "claude-mpm must be " + most->value + " or earlier");
    }
    if (const Node* notes = root.find("migration_notes"); notes != nullptr && is_text(*notes)) {
      tell(*notes, "migration notes" + after_colon(notes->value));
    }
  }

  void compatibility_range(const Node& range) {
    const std::string_view versions = text_at(range, "cli"), status = text_at(range, "status");
    if (versions.empty()) return;
    tell(range, "claude-mpm " + std::string(versions) + after_colon(status) +
                    after_colon(text_at(range, "notes")));
  }

  void agent(const Node& name, const Node& wants) {
    const std::string_view least = text_at(wants, "min_cli_version");
    const std::string needs =
        least.empty() ? std::string() : " needs claude-mpm " + std::string(least) + " or later";
    const std::string notes = after_colon(text_at(wants, "notes"));
    if (needs.empty() && notes.empty()) return;
    tell(name, "'" + name.value + "'" + needs + notes);
  }

  void deprecation(const Node& warning) {
    const std::string_view feature = text_at(warning, "feature");
    if (feature.empty()) return;
    std::string message = "'" + std::string(feature) + "' is deprecated";
    const auto add_words = [&](std::string_view before, std::string_view key) {
      const std::string_view value = text_at(warning, key);
      if (!value.empty()) message.append(before).append(first_line(value));
    };
    add_words(", to be removed in ", "removed_in");
    add_words(" by ", "deadline");
    add_words(": use ", "replacement");
    warn(warning.begin, warning.end, std::move(message));
  }

  std::string_view text_;
  base::Lines lines_;
  std::string path_;
  std::string_view version_;
  Compatibility result_;
};

}  // namespace

Compatibility read_compatibility(std::string_view text, const std::string& path,
                                 std::string_view version) {
  return Reader(text, path, version).read();
}

}  // namespace agent
