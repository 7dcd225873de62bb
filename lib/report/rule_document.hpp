#pragma once

#include <string>
#include <string_view>

#include "agent/rules.hpp"

namespace report {

/// The title of the group that the rule belongs to.
std::string_view group_title(const agent::Rule& rule);
bool is_security(const agent::Rule& rule);

/// "duplicate-key" as "DuplicateKey".
std::string pascal_case(std::string_view id);

/// Why the rule exists, what was counted, and files that break and keep it; the summary where
/// there is nothing of that.
std::string rule_markdown(const agent::Rule& rule);
std::string rule_text(const agent::Rule& rule);  ///< the same without fences around the files

}  // namespace report
