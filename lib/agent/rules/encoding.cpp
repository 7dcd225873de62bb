#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "not-utf8", .severity = error, .summary = "the file is not valid UTF-8"},
    {.id = "binary", .severity = error, .summary = "the file holds NUL bytes or is UTF-16"},
    {.id = "bom",
     .severity = warning,
     .summary = "the file begins with a UTF-8 byte order mark",
     .fixable = true},
    {.id = "eol",
     .severity = warning,
     .summary = "lines end in CR LF, in a lone CR, or in several ways",
     .fixable = true},
    {.id = "replacement-char",
     .severity = warning,
     .summary = "the text holds U+FFFD, the trace of a wrong conversion"},
    {.id = "control-char", .severity = warning, .summary = "the text holds a control character"},
    {.id = "lfs-pointer", .severity = error, .summary = "the file is a Git LFS pointer"},
    {.id = "encrypted", .severity = warning, .summary = "the file is encrypted by git-crypt"},
};

}  // namespace

constinit const RuleGroup encoding_rules{"Encoding", table};

}  // namespace agent
