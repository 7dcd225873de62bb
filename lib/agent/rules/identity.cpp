#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "name-missing", .severity = error, .summary = "a definition has no name"},
    {.id = "description-missing", .severity = error, .summary = "a definition has no description"},
    {.id = "name-charset",
     .severity = error,
     .summary = "a name has characters that the host refuses"},
    {.id = "name-style",
     .severity = info,
     .summary = "a name is not lower-case words joined by '-'"},
    {.id = "skill-dir-mismatch",
     .severity = warning,
     .summary = "a skill's name is not the name of its directory"},
    {.id = "skill-filename",
     .severity = error,
     .summary = "a skill's file is not called SKILL.md",
     .fixable = true},
    {.id = "duplicate-name", .severity = error, .summary = "two definitions have one identity"},
    {.id = "length",
     .severity = error,
     .summary = "a name or a text is longer than the host takes"},
    {.id = "deploy-collision",
     .severity = error,
     .summary = "two definitions would be deployed to one path"},
    {.id = "not-an-agent", .severity = info, .summary = "a Markdown file among agents is no agent"},
};

}  // namespace

constinit const RuleGroup identity_rules{"Identity", table};

}  // namespace agent
