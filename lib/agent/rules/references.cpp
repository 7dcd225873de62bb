#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "dangling-agent",
     .severity = error,
     .summary = "a reference names an agent that does not exist"},
    {.id = "dangling-skill",
     .severity = warning,
     .summary = "a reference names a skill that does not exist"},
    {.id = "broken-link",
     .severity = warning,
     .summary = "a relative link leads to a file that is not there"},
    {.id = "link-breaks-on-deploy",
     .severity = warning,
     .summary = "a relative link works here, but not where the file is deployed"},
    {.id = "link-escapes-repo",
     .severity = error,
     .summary = "a relative link leads out of the repository"},
    {.id = "cycle", .severity = error, .summary = "definitions need each other in a circle"},
    {.id = "disabled-preload",
     .severity = error,
     .summary = "an agent preloads a skill that models may not call"},
    {.id = "base-agent",
     .severity = warning,
     .summary = "a base has frontmatter, or nothing inherits it"},
};

}  // namespace

constinit const RuleGroup reference_rules{"References and inheritance", table};

}  // namespace agent
