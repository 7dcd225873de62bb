#pragma once

#include "agent/rules.hpp"

namespace agent {

// The catalogue, one file a group. Neighbours of one title are shown under one heading.
extern const RuleGroup encoding_rules;
extern const RuleGroup frontmatter_rules;
extern const RuleGroup key_rules;
extern const RuleGroup identity_rules;
extern const RuleGroup value_rules;
extern const RuleGroup host_rules;
extern const RuleGroup text_rules;
extern const RuleGroup reference_rules;
extern const RuleGroup hidden_text_rules;
extern const RuleGroup security_rules;
extern const RuleGroup repository_rules;

}  // namespace agent
