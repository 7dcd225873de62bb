#include "agent/rules.hpp"

#include <algorithm>
#include <optional>

#include "agent/rules/groups.hpp"
#include "base/glob.hpp"

namespace agent {
namespace {

constexpr const RuleGroup* groups[] = {&encoding_rules, &frontmatter_rules, &key_rules,
                                       &identity_rules, &value_rules,       &host_rules,
                                       &text_rules,     &reference_rules,   &hidden_text_rules,
                                       &security_rules, &repository_rules};

struct Catalogue {
  std::vector<Rule> rules;
  std::vector<std::string_view> ids;
};

const Catalogue& catalogue() {
  static const Catalogue all = [] {
    Catalogue made;
    for (const RuleGroup* group : groups) {
      made.rules.insert(made.rules.end(), group->rules.begin(), group->rules.end());
    }
    std::ranges::sort(made.rules, {}, &Rule::id);
    for (const Rule& rule : made.rules) made.ids.push_back(rule.id);
    return made;
  }();
  return all;
}

bool names_rule(const Definition& definition, std::string_view rule) {
  const auto& ignored = definition.parsed->ignored_rules;
  return std::ranges::find(ignored, rule) != ignored.end();
}

std::optional<base::Severity> severity_from(std::string_view word) {
  if (word == "error") return base::Severity::error;
  if (word == "warning") return base::Severity::warning;
  if (word == "info") return base::Severity::info;
  return std::nullopt;
}

}  // namespace

std::span<const RuleGroup* const> rule_groups() {
  return groups;
}
std::span<const Rule> rules() {
  return catalogue().rules;
}
std::span<const std::string_view> rule_ids() {
  return catalogue().ids;
}

const Rule* find_rule(std::string_view id) {
  const auto all = rules();
  const auto at = std::ranges::lower_bound(all, id, {}, &Rule::id);
  return at != all.end() && at->id == id ? &*at : nullptr;
}

base::Diagnostics configured(base::Diagnostics diagnostics, const settings::Validate& validate,
                             std::span<const Definition> definitions, bool audit) {
  const base::PathFilter ignored(validate.ignore);
  std::erase_if(diagnostics, [&](base::Diagnostic& diagnostic) {
    // Who audits does not let the audited say what is not to be seen.
    if (!audit && !ignored.empty() && ignored.matches(diagnostic.path)) return true;
    const auto at = std::ranges::lower_bound(definitions, diagnostic.path, {}, &Definition::path);
    if (!audit && at != definitions.end() && at->path == diagnostic.path &&
        names_rule(*at, diagnostic.rule)) {
      return true;
    }
    const auto level = validate.rules.find(diagnostic.rule);
    if (level == validate.rules.end()) {
      const Rule* rule = find_rule(diagnostic.rule);
      if (!rule) return false;
      if (audit && rule->audited) {
        diagnostic.severity = std::max(diagnostic.severity, *rule->audited);
      }
      return rule->off && !audit;
    }
    const auto severity = severity_from(level->second);

    if (severity) diagnostic.severity = *severity;
    return !severity;
  });
  return diagnostics;
}

}  // namespace agent
