#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "name-missing",
     .severity = error,
     .summary = "a definition has no name",
     .why = "Claude Code knows an agent by its `name` alone and takes a file without one for a "
            "document, without a word. A skill without a name is called by its directory in Claude "
            "Code and refused by hosts that follow agentskills.io; there it is a warning. Copilot "
            "and OpenCode go by the file's name and need none.",
     .evidence = "15 agents and 16 skills of 3,481 definitions in 25 public repositories "
                 "(August–November 2026); the 15 are documents that lie in an agents' directory. "
                 "34 agents in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
description: Use after a change to review it.
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
    {.id = "description-missing",
     .severity = error,
     .summary = "a definition has no description",
     .why =
         "The description is all that a model sees when it decides whom to call. Claude Code skips "
         "an agent without one and Copilot requires it; a skill without it is never chosen. For "
         "kinds that are called by name, such as commands, it is a warning or nothing.",
     .evidence = "9 of 3,481 definitions in 25 public repositories (August–November 2026), 25 "
                 "paths in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
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
    {.id = "name-charset",
     .severity = error,
     .summary = "a name has characters that the host refuses",
     .why = "Claude Code skips an agent whose name begins with `-` or has a `:`, which separates a "
            "plugin from its agents. Gemini CLI takes lower-case letters, digits, `-` and `_` "
            "only. Control characters and characters that change the direction of writing make "
            "people read another name than the one that hosts compare.",
     .evidence =
         "None of 3,481 definitions in 25 public repositories (August–November 2026) and none in "
         "the history of 18 of them: Claude Code refuses such names since version 2.1.218 only.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: team:reviewer
description: Use after a change to review it.
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: team-reviewer
description: Use after a change to review it.
---
You review changes.
)"},
    {.id = "name-style",
     .severity = info,
     .summary = "a name is not lower-case words joined by '-'",
     .why = "Documentation of Claude Code asks for lower-case words joined by `-`, and the skills "
            "standard requires them, but no client refuses other names. Such a name is harder to "
            "type and to match, and that is all: it informs, and is an error only for skills that "
            "are checked as agentskills.io does. Copilot's names are made for display and "
            "claude-mpm goes by `agent_id`; both are left alone.",
     .evidence = "24 skills and 5 agents of 3,481 definitions in 25 public repositories "
                 "(August–November 2026); 130 and 34 paths in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: Code Reviewer
description: Use after a change to review it.
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: code-reviewer
description: Use after a change to review it.
---
You review changes.
)"},
    {.id = "skill-dir-mismatch",
     .severity = warning,
     .summary = "a skill's name is not the name of its directory",
     .why = "The skills standard wants both to be the same, and validators refuse the skill "
            "otherwise. Claude Code calls the skill by its directory and only shows the `name`, so "
            "people and references that use the name do not find it. It is a warning because "
            "clients load the skill all the same.",
     .evidence = "91 of 1,398 skills in 25 public repositories (August–November 2026); 273 paths "
                 "in the history of 18 of them.",
     .bad = R"(==> .claude/skills/pdf/SKILL.md <==
---
name: pdf-forms
description: Use to read and fill PDF forms.
---
Open the form first.
)",
     .good = R"(==> .claude/skills/pdf-forms/SKILL.md <==
---
name: pdf-forms
description: Use to read and fill PDF forms.
---
Open the form first.
)"},
    {.id = "skill-filename",
     .severity = error,
     .summary = "a skill's file is not called SKILL.md",
     .why = "The name of the file is fixed, with its case. Where the file system tells upper from "
            "lower case, as on Linux, `skill.md` is not found and the skill is not there; on macOS "
            "and Windows it seems to work, which is how such files come to be committed.",
     .evidence = "1 of 3,481 definitions in 25 public repositories (August–November 2026), 29 "
                 "paths in the history of 18 of them.",
     .bad = R"(==> .claude/skills/pdf/skill.md <==
---
name: pdf
description: Use to read and fill PDF forms.
---
Open the form first.
)",
     .good = R"(==> .claude/skills/pdf/SKILL.md <==
---
name: pdf
description: Use to read and fill PDF forms.
---
Open the form first.
)",
     .fixable = true},
    {.id = "duplicate-name",
     .severity = error,
     .summary = "two definitions have one identity",
     .why = "Of two agents with one name in one directory Claude Code loads one, and which depends "
            "on the order in which the file system lists them: it may differ from machine to "
            "machine. Names that differ only in case count as one, and so do paths, of which a "
            "checkout on macOS or Windows has only one. In different roots, such as copies for "
            "several hosts, a name may occur twice, and plugins put theirs before it.",
     .evidence = "2 of 3,481 definitions in 25 public repositories (August–November 2026), one "
                 "pair of skills and one of agents; about 240 names that occur in several roots of "
                 "one repository, which are left alone.",
     .bad = R"(==> .claude/agents/quality/reviewer.md <==
---
name: reviewer
description: Use after a change to review its quality.
---
You review changes.

==> .claude/agents/security/reviewer.md <==
---
name: reviewer
description: Use after a change to look for weaknesses.
---
You look for weaknesses.
)",
     .good = R"(==> .claude/agents/quality/reviewer.md <==
---
name: reviewer
description: Use after a change to review its quality.
---
You review changes.

==> .claude/agents/security/reviewer.md <==
---
name: security-reviewer
description: Use after a change to look for weaknesses.
---
You look for weaknesses.
)"},
    {.id = "length",
     .severity = error,
     .summary = "a name or a text is longer than the host takes",
     .why = "The skills standard allows 64 characters for a skill's name, 1,024 for its "
            "description and 500 for `compatibility`; hosts that follow it refuse the skill. "
            "Characters are counted, not bytes. Claude Code cuts description and `when_to_use` "
            "together after 1,536 characters where it lists them for the model: that is an info, "
            "and a very long name of an agent is a warning.",
     .evidence = "3 of 3,481 definitions in 25 public repositories (August–November 2026), 16 "
                 "paths in the history of 18 of them. The longest description of a skill has 1,214 "
                 "characters, half of them at most 224.",
     .bad =
         R"(==> .claude/skills/convert-quarterly-spreadsheets-into-presentations-for-the-board-of-directors/SKILL.md <==
---
name: convert-quarterly-spreadsheets-into-presentations-for-the-board-of-directors
description: Use to make slides of the quarterly figures.
---
Read the figures first.
)",
     .good = R"(==> .claude/skills/quarterly-slides/SKILL.md <==
---
name: quarterly-slides
description: Use to make slides of the quarterly figures.
---
Read the figures first.
)"},
    {.id = "deploy-collision",
     .severity = error,
     .summary = "two definitions would be deployed to one path",
     .why = "Deployment writes all agents of the configured places into one directory. Where two "
            "have the same name, with case ignored, one would overwrite the other; the deployment "
            "keeps the first by path and holds the other back. It is reported before, because "
            "which of the two wins is a decision for people.",
     .evidence =
         "44 of 768 names of agents occur in at least two of 25 public repositories "
         "(August–November 2026): of what people install from several of them about 6 % collides.",
     .bad = R"(==> .git-agents.yaml <==
version: 1
definitions:
  - {path: agents, kind: agent}
  - {path: vendor/agents, kind: agent}
deploy:
  targets: [{tool: claude, scope: project}]

==> agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
You review changes.

==> vendor/agents/reviewer.md <==
---
name: reviewer
description: Reviews code.
---
You are a reviewer.
)",
     .good = R"(==> .git-agents.yaml <==
version: 1
definitions:
  - {path: agents, kind: agent}
  - {path: vendor/agents, kind: agent}
deploy:
  targets: [{tool: claude, scope: project}]

==> agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
You review changes.

==> vendor/agents/vendor-reviewer.md <==
---
name: vendor-reviewer
description: Reviews code.
---
You are a reviewer.
)"},
    {.id = "not-an-agent",
     .severity = info,
     .summary = "a Markdown file among agents is no agent",
     .why = "The file lies in an agents' directory and has none of an agent's fields, so it is "
            "taken for a document, as Claude Code takes it. It informs, because such documents are "
            "common and harmless; if an agent was meant, it does not load. Files called README.md "
            "and the like are not mentioned.",
     .evidence = "15 of 3,481 definitions in 25 public repositories (August–November 2026).",
     .bad = R"(==> .claude/agents/how-we-review.md <==
# How we review

Two people look at each change.
)",
     .good = R"(==> docs/how-we-review.md <==
# How we review

Two people look at each change.
)"},
};

}  // namespace

constinit const RuleGroup identity_rules{"Identity", table};

}  // namespace agent
