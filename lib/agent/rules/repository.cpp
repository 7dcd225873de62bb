#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "configuration",
     .severity = error,
     .summary = "the configuration or the baseline cannot be used",
     .why = "`.git-agents.yaml` or `.git-agents-baseline.json` has a mistake: a key or value that "
            "is not known, a feature that this version lacks, or it cannot be read. Nothing else "
            "is checked then, because it is not known what to check and how; a check that quietly "
            "went by its defaults would let through what the team decided against.",
     .bad = R"(==> .git-agents.yaml <==
version: 1
validate:
  fail_on: warning
)",
     .good = R"(==> .git-agents.yaml <==
version: 1
validate:
  fail-on: warning
)"},
    {.id = "missing-object",
     .severity = warning,
     .summary = "a file's content is not in the repository",
     .why =
         "The tree names a file whose content git does not have here, as in a partial or damaged "
         "clone. The file is not checked; references to it count as good. It is a warning because "
         "the content may be sound: `git fetch` or a checkout of the file brings it."},
    {.id = "too-large",
     .severity = error,
     .summary = "a file is larger than the limit",
     .why =
         "A definition larger than `validate.max-bytes`, which is 1 MiB unless the configuration "
         "says otherwise, is not parsed: it is neither checked nor deployed. No host can give so "
         "much text to a model. Mostly it is data that was committed to the wrong place.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026); the "
                 "largest has 294,426 bytes, and all together have 25.3 MB."},
    {.id = "unmerged",
     .severity = error,
     .summary = "a file has unmerged changes",
     .why = "The index holds several versions of the file, because a merge, rebase or cherry-pick "
            "stopped at a conflict. git cannot commit it, and which of the versions is meant is "
            "not known, so none is checked. Resolve the conflict and `git add` the file."},
};

}  // namespace

constinit const RuleGroup repository_rules{"Repository", table};

}  // namespace agent
