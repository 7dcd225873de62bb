#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "configuration",
     .severity = error,
     .summary = "the configuration or the baseline cannot be used"},
    {.id = "missing-object",
     .severity = warning,
     .summary = "a file's content is not in the repository"},
    {.id = "too-large", .severity = error, .summary = "a file is larger than the limit"},
    {.id = "unmerged", .severity = error, .summary = "a file has unmerged changes"},
};

}  // namespace

constinit const RuleGroup repository_rules{"Repository", table};

}  // namespace agent
