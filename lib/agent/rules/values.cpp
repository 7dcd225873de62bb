#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "invalid-model", .severity = warning, .summary = "a model that the host does not know"},
    {.id = "invalid-enum",
     .severity = error,
     .summary = "a value is none of those that the host knows"},
    {.id = "color", .severity = info, .summary = "a colour that the host does not know"},
    {.id = "tools-empty", .severity = warning, .summary = "the list of tools is empty"},
    {.id = "tools-unresolved",
     .severity = error,
     .summary = "no tool, or not every tool, of a list is known"},
    {.id = "argument-hint-list",
     .severity = warning,
     .summary = "an argument hint in brackets is a YAML list",
     .fixable = true},
    {.id = "invalid-globs",
     .severity = warning,
     .summary = "a pattern matches nothing, or has the wrong form"},
    {.id = "cursor-rule-inert",
     .severity = info,
     .summary = "a Cursor rule that is only applied by hand"},
    {.id = "kiro-companions",
     .severity = error,
     .summary = "a Kiro inclusion mode lacks the fields that it needs"},
    {.id = "copilot-deprecated",
     .severity = info,
     .summary = "a field or a file name that Copilot has renamed",
     .fixable = true},
    {.id = "copilot-body", .severity = error, .summary = "the text is longer than Copilot takes"},
    {.id = "plugin-ignored-field",
     .severity = warning,
     .summary = "a field that is ignored in a plugin"},
    {.id = "body-empty", .severity = warning, .summary = "nothing follows the frontmatter"},
    {.id = "file-size", .severity = info, .summary = "a definition is very long"},
    {.id = "unclosed-code-fence", .severity = info, .summary = "a code block is not closed"},
};

}  // namespace

constinit const RuleGroup value_rules{"Values", table};

}  // namespace agent
