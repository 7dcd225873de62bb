#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "cursor-rule-inert",
     .severity = info,
     .summary = "a Cursor rule that is only applied by hand",
     .why =
         "Cursor applies a rule always (`alwaysApply: true`), when a file matches its `globs`, or "
         "when the model asks for it by its `description`. A rule with none of these, or an `.mdc` "
         "file without frontmatter, is only applied where somebody writes `@rule`. `alwaysApply: "
         "true` together with `globs` makes the patterns idle. All this is legal, so it informs.",
     .evidence = "3 of 3,481 definitions in 25 public repositories (August–November 2026) have "
                 "none of the three fields, 1 has `alwaysApply` with `globs`, 1 no frontmatter; "
                 "18, 17 and 4 paths in the history of 18 of them.",
     .bad = R"(==> .cursor/rules/errors.mdc <==
---
description:
globs:
alwaysApply: false
---
Say what was being done and why it failed.
)",
     .good = R"(==> .cursor/rules/errors.mdc <==
---
description: How to word error messages
globs:
alwaysApply: false
---
Say what was being done and why it failed.
)"},
    {.id = "kiro-companions",
     .severity = error,
     .summary = "a Kiro inclusion mode lacks the fields that it needs",
     .why = "Kiro includes a steering file with `inclusion: fileMatch` where `fileMatchPattern` "
            "matches, and one with `inclusion: auto` by its `name` and `description`. Without "
            "these fields it has nothing to go by and the file is never given to the model. Kiro's "
            "documentation says so; it was not tried with every version.",
     .evidence = "8 of 3,481 definitions in 25 public repositories (August–November 2026), all of "
                 "them in one repository; 8 paths in the history of 18 of them.",
     .bad = R"(==> .kiro/steering/api.md <==
---
inclusion: fileMatch
---
Every endpoint has a version in its path.
)",
     .good = R"(==> .kiro/steering/api.md <==
---
inclusion: fileMatch
fileMatchPattern: "src/api/**"
---
Every endpoint has a version in its path.
)"},
    {.id = "copilot-deprecated",
     .severity = info,
     .summary = "a field or a file name that Copilot has renamed",
     .why = "Copilot renamed `mode` of prompts to `agent`, retired `infer` of agents, and calls "
            "chat modes (`.chatmode.md`) custom agents. The old spellings still work in the "
            "versions that were looked at, so this informs; they will stop one day, and other "
            "tools already ignore them.",
     .evidence = "18 files with an old field and 2 chat modes of 3,481 definitions in 25 public "
                 "repositories (August–November 2026); 292 paths in the history of 18 of them.",
     .bad = R"(==> .github/prompts/release-notes.prompt.md <==
---
description: Write the release notes
mode: agent
---
List what changed since the last tag.
)",
     .good = R"(==> .github/prompts/release-notes.prompt.md <==
---
description: Write the release notes
agent: agent
---
List what changed since the last tag.
)",
     .fixable = true},
    {.id = "copilot-body",
     .severity = error,
     .summary = "the text is longer than Copilot takes",
     .why = "GitHub accepts at most 30,000 characters after the frontmatter of a custom agent. A "
            "longer one is not usable there, although VS Code may still read it. Move what is "
            "rarely needed into files that the agent reads when it needs them.",
     .evidence = "2 of 3,481 definitions in 25 public repositories (August–November 2026), 6 paths "
                 "in the history of 18 of them. Half of all Copilot agents have at most 6,408 "
                 "bytes, the longest 41,316."},
    {.id = "plugin-ignored-field",
     .severity = warning,
     .summary = "a field that is ignored in a plugin",
     .why = "Claude Code ignores `hooks`, `mcpServers` and `permissionMode` of agents that come "
            "with a plugin, since installing a plugin is no consent to them. The agent runs "
            "without the servers and with the user's own permission mode. It is a warning because "
            "the same file may also be used outside of the plugin.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026).",
     .bad = R"(==> plugins/review/.claude-plugin/plugin.json <==
{"name": "review-tools"}

==> plugins/review/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
permissionMode: plan
---
You review changes.
)",
     .good = R"(==> plugins/review/.claude-plugin/plugin.json <==
{"name": "review-tools"}

==> plugins/review/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
tools: Read, Grep, Glob
---
You review changes.
)"},
};

}  // namespace

constinit const RuleGroup host_rules{"Hosts", table};

}  // namespace agent
