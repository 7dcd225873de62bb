#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"
#include "base/diagnostic.hpp"
#include "settings/settings.hpp"

namespace agent {

/// A rule of the catalogue. Ids are stable for ever.
struct Rule {
  std::string_view id;
  base::Severity severity;         ///< the default; a check may lower it
  std::string_view summary;        ///< one line: what it finds
  std::string_view why = {};       ///< what goes wrong at run time; Markdown
  std::string_view evidence = {};  ///< what was counted in real repositories
  /// Files that break the rule and that keep it, each after a line `==> path <==`.
  std::string_view bad = {}, good = {};
  bool fixable = false;  ///< `validate --fix` can repair it
  bool off = false;      ///< reported only where the configuration or an audit asks for it
  /// In an audit of what others wrote; nothing = the same.
  std::optional<base::Severity> audited = {};
  unsigned cwe = 0;  ///< weakness of cwe.mitre.org that it is about, or 0
};

struct RuleGroup {
  std::string_view title;
  std::span<const Rule> rules;
};

/// The catalogue as documents show it.
std::span<const RuleGroup* const> rule_groups();
std::span<const Rule> rules();  ///< sorted by id
const Rule* find_rule(std::string_view id);
std::span<const std::string_view> rule_ids();

/// Changes whenever a rule may judge the same content differently: part of every verdict key.
inline constexpr int rules_version = 4;

/// What the rules over a whole set need to know of the tree beyond the definitions: which of these
/// normalised relative paths exist as a file or directory. Asked once, with all paths.
using PathsExist = std::function<std::vector<bool>(const std::vector<std::string>&)>;

/// Rules over the whole set: names, references, links, inheritance, and what `targets`, to which
/// the definitions are deployed together, would get. The answer also holds every definition's own
/// diagnostics, with paths. `definitions` are sorted by path; `base_name` is the file name of
/// bases.
base::Diagnostics check(std::span<const Definition> definitions, std::string_view base_name,
                        const PathsExist& exist, std::span<const settings::Target> targets = {});

/// Applies `validate.rules` and `validate.ignore` and inline suppressions. An audit also keeps what
/// is off unless asked for, and raises the rules that matter more in what others wrote.
base::Diagnostics configured(base::Diagnostics diagnostics, const settings::Validate& validate,
                             std::span<const Definition> definitions, bool audit = false);

}  // namespace agent
