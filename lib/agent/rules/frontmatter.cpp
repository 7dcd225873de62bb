#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "missing-frontmatter",
     .severity = error,
     .summary = "a definition that needs frontmatter has none"},
    {.id = "frontmatter-not-first",
     .severity = error,
     .summary = "something stands before the opening '---'",
     .fixable = true},
    {.id = "unclosed-frontmatter", .severity = error, .summary = "the closing '---' is missing"},
    {.id = "conflict-markers",
     .severity = error,
     .summary = "merge conflict markers were left in the file"},
    {.id = "yaml-syntax",
     .severity = error,
     .summary = "the frontmatter, or the file, cannot be parsed"},
    {.id = "yaml-portability",
     .severity = warning,
     .summary = "strict YAML fails where hosts are lenient",
     .fixable = true},
    {.id = "duplicate-key", .severity = error, .summary = "a key occurs twice"},
    {.id = "not-mapping", .severity = error, .summary = "the frontmatter is not a mapping"},
    {.id = "wrong-type",
     .severity = error,
     .summary = "a value has a type that the host does not take"},
    {.id = "literal-backslash-n",
     .severity = warning,
     .summary = "an unquoted value holds '\\n', which stays two characters",
     .fixable = true},
    {.id = "comment-truncation",
     .severity = warning,
     .summary = "a plain value is cut off at ' #'",
     .fixable = true},
    {.id = "near-miss-key", .severity = error, .summary = "a key is a known one misspelled"},
    {.id = "unknown-key", .severity = info, .summary = "a key that the host does not know"},
    {.id = "wrong-kind-key", .severity = warning, .summary = "a key of another kind of definition"},
};

}  // namespace

constinit const RuleGroup frontmatter_rules{"Frontmatter", table};

}  // namespace agent
