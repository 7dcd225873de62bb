#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "duplicate-key",
     .severity = error,
     .summary = "a key occurs twice",
     .why = "YAML forbids it, and hosts do not agree: most keep the last value, some the first, "
            "others refuse the file. One of the two values is lost without a word, mostly a whole "
            "list of skills or tools. It is an error although Claude Code accepts the file, "
            "because what people wrote is never what runs.",
     .evidence = "45 of 2,038 definitions in twelve public repositories (August–November 2026), "
                 "all in one of them; 53 paths in the history of 18 repositories. In 42 of the 45 "
                 "the first of two `skills` lists is lost.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
skills:
  - style-guide
  - commit-messages
tools: Read, Grep
skills:
  - threat-model
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
skills:
  - style-guide
  - commit-messages
  - threat-model
tools: Read, Grep
---
You review changes.
)"},
    {.id = "wrong-type",
     .severity = error,
     .summary = "a value has a type that the host does not take",
     .why =
         "A name that YAML reads as a number or a date, a description that is a list, a switch "
         "that is a word: the host refuses the field or the whole file. Claude Code skips an agent "
         "whose `name` or `description` is not text. Types differ between hosts (tools are a text "
         "or a list for Claude Code, a list for Gemini CLI, a mapping for OpenCode), so each is "
         "judged by its own table. Templates with `{{name}}` are the known exception.",
     .evidence = "1 of 3,481 definitions in 25 public repositories (August–November 2026), a "
                 "template; 2 paths in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description:
  - Use after a change to review it.
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
You review changes.
)"},
    {.id = "near-miss-key",
     .severity = error,
     .summary = "a key is a known one misspelled",
     .why =
         "Hosts ignore keys that they do not know, so a field written `allowed_tools`, "
         "`Description` or `user_invocable` is not there: the restriction that it states does not "
         "hold. It is an error where the key differs from a known one only by case, `-` and `_`. A "
         "key that is one typing error away is reported as an info, since it may be meant.",
     .evidence = "4 of 3,481 definitions in 25 public repositories (August–November 2026), all of "
                 "them `allowed_tools`; about 85 paths in the history of 18 of them.",
     .bad = R"(==> .claude/commands/changes.md <==
---
description: Sum up what changed
allowed_tools: Bash(git diff:*)
---
Sum up the changes since the last tag.
)",
     .good = R"(==> .claude/commands/changes.md <==
---
description: Sum up what changed
allowed-tools: Bash(git diff:*)
---
Sum up the changes since the last tag.
)"},
    {.id = "unknown-key",
     .severity = info,
     .summary = "a key that the host does not know",
     .why = "The host ignores it. Mostly that is intended: people keep a version, tags or an "
            "origin for tools of their own, which is why this only informs. Gemini CLI refuses an "
            "agent with any key that it does not know, and so do the checks of agentskills.io for "
            "skills; there it is an error.",
     .evidence = "60 agents, 31 commands and 472 skills of 3,481 definitions in 25 public "
                 "repositories (August–November 2026), nearly all of them on purpose.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
owner: platform-team
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
# owner: platform-team
---
You review changes.
)"},
    {.id = "wrong-kind-key",
     .severity = warning,
     .summary = "a key of another kind of definition",
     .why = "The key exists, but for another kind of definition or another host: `tools` in a "
            "skill, where the key is `allowed-tools`; `allowed-tools` in an agent, where it is "
            "`tools`; Cursor's `readonly` in an agent of Claude Code. The host ignores it, so what "
            "it should restrict is not restricted. It is a warning because a file may be shared "
            "between hosts on purpose.",
     .evidence = "14 of 3,481 definitions in 25 public repositories (August–November 2026), all of "
                 "them skills with `tools`; 52 paths in the history of 18 of them.",
     .bad = R"(==> .claude/skills/pdf/SKILL.md <==
---
name: pdf
description: Use to read and fill PDF forms.
tools: Read, Grep
---
Open the form first.
)",
     .good = R"(==> .claude/skills/pdf/SKILL.md <==
---
name: pdf
description: Use to read and fill PDF forms.
allowed-tools: Read, Grep
---
Open the form first.
)"},
};

}  // namespace

constinit const RuleGroup key_rules{"Keys", table};

}  // namespace agent
