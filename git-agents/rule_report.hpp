#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "agent/rules.hpp"

namespace cli {

/// A rule as it is shown.
struct RuleEntry {
  const agent::Rule* rule;
  std::string_view group;
  std::string level;  ///< "off", or the severity that holds in this repository
};
using RuleEntries = std::vector<RuleEntry>;

/// "off", or the severity that holds where nothing is configured.
std::string default_level(const agent::Rule& rule);

void print_rule_table(std::ostream& out, const RuleEntries& entries);
void print_rule(std::ostream& out, const RuleEntry& entry);
void print_rules_json(std::ostream& out, const RuleEntries& entries);
/// The sections of these rules; with `whole`, the page of the catalogue, in which the repository's
/// configuration does not show.
void print_rules_markdown(std::ostream& out, const RuleEntries& entries, bool whole);

}  // namespace cli
