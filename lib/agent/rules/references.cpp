#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "dangling-agent",
     .severity = error,
     .summary = "a reference names an agent that does not exist",
     .why = "A field such as `agents`, `agent` or `handoffs` names an agent that neither the "
            "repository nor the host has, so the call fails at the moment when it is made. Names "
            "are compared without regard to case, `_` and file endings; placeholders such as "
            "`[agent-type]` and names with a plugin's prefix are left alone. A `subagent_type` in "
            "the text is reported as a warning, because the agent may be installed elsewhere.",
     .evidence = "2 of 3 `handoffs` in 25 public repositories (August–November 2026) name no "
                 "agent; of 190 `subagent_type` only the 2 placeholders do not.",
     .bad = R"(==> .github/agents/planner.agent.md <==
---
description: Plans a change
handoffs:
  - {label: Document it, agent: documenter, prompt: Document the plan.}
---
You plan changes.

==> .github/agents/doc-writer.agent.md <==
---
description: Writes documentation
---
You write documentation.
)",
     .good = R"(==> .github/agents/planner.agent.md <==
---
description: Plans a change
handoffs:
  - {label: Document it, agent: doc-writer, prompt: Document the plan.}
---
You plan changes.

==> .github/agents/doc-writer.agent.md <==
---
description: Writes documentation
---
You write documentation.
)"},
    {.id = "dangling-skill",
     .severity = warning,
     .summary = "a reference names a skill that does not exist",
     .why = "Claude Code loads the skills that an agent lists before it starts it. One that does "
            "not exist is left out, and the agent works without the knowledge that it was given. "
            "It is a warning because skills are often installed from elsewhere, and an info where "
            "the repository has no skills at all.",
     .evidence =
         "894 of 924 entries in 25 public repositories (August–November 2026) are not in the same "
         "repository, 647 of them in a sibling that is installed together with it.",
     .bad = R"(==> .claude/agents/clerk.md <==
---
name: clerk
description: Use to fill in forms.
skills: [pdf]
---
You fill in forms.

==> .claude/skills/pdf-forms/SKILL.md <==
---
name: pdf-forms
description: Use to read and fill PDF forms.
---
Open the form first.
)",
     .good = R"(==> .claude/agents/clerk.md <==
---
name: clerk
description: Use to fill in forms.
skills: [pdf-forms]
---
You fill in forms.

==> .claude/skills/pdf-forms/SKILL.md <==
---
name: pdf-forms
description: Use to read and fill PDF forms.
---
Open the form first.
)"},
    {.id = "broken-link",
     .severity = warning,
     .summary = "a relative link leads to a file that is not there",
     .why = "The model follows the link, finds nothing, and goes on without what the file would "
            "have told it, or makes it up. Links are looked up in the tree that is checked, so a "
            "file that was forgotten in the commit counts as missing. Links in code blocks and "
            "placeholders such as `path/to/file` are left alone; it is a warning because about one "
            "in twelve is an illustration.",
     .evidence = "103 of 1,622 relative links in 25 public repositories (August–November 2026).",
     .bad = R"(==> .claude/skills/pdf/SKILL.md <==
---
name: pdf
description: Use to read and fill PDF forms.
---
The fields are described in [forms](references/forms.md).
)",
     .good = R"(==> .claude/skills/pdf/SKILL.md <==
---
name: pdf
description: Use to read and fill PDF forms.
---
The fields are described in [forms](references/forms.md).

==> .claude/skills/pdf/references/forms.md <==
# Fields of a form
)"},
    {.id = "link-breaks-on-deploy",
     .severity = warning,
     .summary = "a relative link works here, but not where the file is deployed",
     .why = "Deployment copies a definition into the directory of the host and leaves its "
            "directory structure behind, so a relative link that leaves the definition's own "
            "directory leads elsewhere, or nowhere. The source looks right and every check of it "
            "succeeds; only the copy is broken. Name the file by its path from the top of the "
            "repository, or move it into the skill's own directory, which is copied with it.",
     .evidence = "67 links in one of twelve public repositories (August–November 2026), all of "
                 "them right at their source and broken in the copies that it commits.",
     .bad = R"(==> .git-agents.yaml <==
version: 1
definitions:
  - {path: agents, kind: agent}
deploy:
  targets: [{tool: claude, scope: project}]

==> agents/go.md <==
---
name: go
description: Use to write Go.
---
Follow the [style guide](../docs/style.md).

==> docs/style.md <==
# Style guide
)",
     .good = R"(==> .git-agents.yaml <==
version: 1
definitions:
  - {path: agents, kind: agent}
deploy:
  targets: [{tool: claude, scope: project}]

==> agents/go.md <==
---
name: go
description: Use to write Go.
---
Follow the style guide, `docs/style.md` at the top of the repository.

==> docs/style.md <==
# Style guide
)"},
    {.id = "link-escapes-repo",
     .severity = error,
     .summary = "a relative link leads out of the repository",
     .why = "The link has more `..` than the file has directories above it. What it leads to "
            "depends on where the repository was cloned: nothing on most machines, and on some a "
            "file that its author never meant to give to a model. It works for the author alone, "
            "so it is an error.",
     .evidence = "2 of 1,622 relative links in 25 public repositories (August–November 2026).",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
Follow the [style guide](../../../handbook/style.md).
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
Follow the [style guide](https://handbook.acme.test/style).
)"},
    {.id = "cycle",
     .severity = error,
     .summary = "definitions need each other in a circle",
     .why = "Each of the definitions names the next in `agents` or `skills`, and the last names "
            "the first. An agent that calls one that calls it back spends tokens until a limit of "
            "the host stops it, and nobody can say which of them is built on which. Only fields "
            "count: definitions may mention each other in their texts.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026).",
     .bad = R"(==> .github/agents/planner.agent.md <==
---
description: Plans a change
agents: [implementer]
---
You plan changes.

==> .github/agents/implementer.agent.md <==
---
description: Carries a plan out
agents: [planner]
---
You carry plans out.
)",
     .good = R"(==> .github/agents/planner.agent.md <==
---
description: Plans a change
agents: [implementer]
---
You plan changes.

==> .github/agents/implementer.agent.md <==
---
description: Carries a plan out
---
You carry plans out.
)"},
    {.id = "disabled-preload",
     .severity = error,
     .summary = "an agent preloads a skill that models may not call",
     .why =
         "A skill with `disable-model-invocation: true` may only be called by people. Claude Code "
         "does not load it into an agent that lists it under `skills`, so the agent starts without "
         "it. One of the two contradicts the other, and the agent is the one that does not work.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026).",
     .bad = R"(==> .claude/agents/releaser.md <==
---
name: releaser
description: Use to prepare a release.
skills: [tag]
---
You prepare releases.

==> .claude/skills/tag/SKILL.md <==
---
name: tag
description: Tags a release.
disable-model-invocation: true
---
Sign the tag.
)",
     .good = R"(==> .claude/agents/releaser.md <==
---
name: releaser
description: Use to prepare a release.
skills: [tag]
---
You prepare releases.

==> .claude/skills/tag/SKILL.md <==
---
name: tag
description: Tags a release.
---
Sign the tag.
)"},
    {.id = "base-agent",
     .severity = warning,
     .summary = "a base has frontmatter, or nothing inherits it",
     .why = "The text of a base (`BASE-AGENT.md`) is appended to the agents in its directory and "
            "below. Its frontmatter is dropped, so a model or tools that are set there hold for no "
            "agent. A base below which there is no agent is read by nobody; that is an info.",
     .evidence = "None of 15 bases in twelve public repositories (August–November 2026).",
     .bad = R"(==> agents/BASE-AGENT.md <==
---
model: sonnet
---
Say what you are not sure of.

==> agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
You review changes.
)",
     .good = R"(==> agents/BASE-AGENT.md <==
Say what you are not sure of.

==> agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
model: sonnet
---
You review changes.
)"},
};

}  // namespace

constinit const RuleGroup reference_rules{"References and inheritance", table};

}  // namespace agent
