#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "hidden-unicode",
     .severity = error,
     .summary = "invisible or direction-changing characters hide text"},
    {.id = "zero-width",
     .severity = error,
     .summary = "zero-width characters between visible ones"},
    {.id = "odd-space", .severity = info, .summary = "a space that is not the usual one"},
    {.id = "secret-token", .severity = error, .summary = "a credential of a known service"},
    {.id = "private-key", .severity = error, .summary = "a private key"},
    {.id = "generic-secret",
     .severity = warning,
     .summary = "a password or secret in quotes",
     .off = true},
    {.id = "credential-url", .severity = info, .summary = "a URL with a user's name and password"},
    {.id = "dynamic-exec",
     .severity = info,
     .summary = "a command runs when the definition is loaded"},
    {.id = "remote-shell",
     .severity = warning,
     .summary = "a downloaded script is piped into a shell"},
    {.id = "permission-bypass",
     .severity = warning,
     .summary = "the definition works without asking for permission"},
    {.id = "override-language",
     .severity = warning,
     .summary = "words that ask a model to set instructions aside"},
    {.id = "hidden-comment",
     .severity = info,
     .summary = "an HTML comment gives instructions that nobody sees rendered"},
    {.id = "encoded-blob", .severity = warning, .summary = "a long run of encoded data"},
    {.id = "symlink", .severity = warning, .summary = "a definition is a symbolic link"},
    {.id = "submodule", .severity = info, .summary = "a submodule lies at a definition's place"},
};

}  // namespace

constinit const RuleGroup security_rules{"Security", table};

}  // namespace agent
