#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "missing-frontmatter",
     .severity = error,
     .summary = "a definition that needs frontmatter has none",
     .why =
         "An agent or a skill is known to its host by the fields between two lines of `---`. "
         "Without them Claude Code takes an agent for a document and says nothing; a skill loads "
         "as text that has no name and no description, so the model never chooses it. Commands, "
         "rules, prompts, instructions and bases work without frontmatter and are left alone.",
     .evidence = "3 of 3,481 definitions in 25 public repositories (August–November 2026), one of "
                 "them a document beside agents; 247 paths in the history of 18 of them, mostly "
                 "early templates of claude-mpm.",
     .bad = R"(==> .claude/skills/pdf/SKILL.md <==
# Working with PDF forms

Open the form first.
)",
     .good = R"(==> .claude/skills/pdf/SKILL.md <==
---
name: pdf
description: Use to read and fill PDF forms.
---
# Working with PDF forms

Open the form first.
)"},
    {.id = "frontmatter-not-first",
     .severity = error,
     .summary = "something stands before the opening '---'",
     .why = "Frontmatter begins in the first line or it is none. A blank line, a comment, a "
            "heading or a code fence before it, or `----` in place of `---`, makes all hosts read "
            "the fields as text: Claude Code skips such an agent without a word. Texts that were "
            "copied out of a chat often come wrapped in a code fence.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026); 28 "
                 "paths in the history of 18 of them, 18 of them wrapped in a code fence.",
     .bad = R"(==> .claude/agents/reviewer.md <==
<!-- Owner: platform team -->
---
name: reviewer
description: Use after a change to review it.
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
<!-- Owner: platform team -->
You review changes.
)",
     .fixable = true},
    {.id = "unclosed-frontmatter",
     .severity = error,
     .summary = "the closing '---' is missing",
     .why = "The fields end with a line that is exactly `---`; `...` and `----` do not close them. "
            "Without it hosts see no frontmatter: the agent is skipped, and the skill or command "
            "loads its fields as text. Nothing in the host tells that it happened.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026); 7 "
                 "paths in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.

You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---

You review changes.
)"},
    {.id = "conflict-markers",
     .severity = error,
     .summary = "merge conflict markers were left in the file",
     .why = "A merge was committed before its conflict was resolved. In the frontmatter the "
            "markers are no YAML, and hosts skip the file; in the text the model is given both "
            "sides and has to choose. Markers inside a code block are taken for an example.",
     .evidence =
         "None of 3,481 definitions in 25 public repositories (August–November 2026), where three "
         "examples in code blocks are left alone; 18 paths in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
<<<<<<< HEAD
description: Use after a change to review it.
=======
description: Use before a merge to review the branch.
>>>>>>> topic
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change, and before a merge, to review it.
---
You review changes.
)"},
    {.id = "yaml-syntax",
     .severity = error,
     .summary = "the frontmatter, or the file, cannot be parsed",
     .why =
         "The fields cannot be read, not even as leniently as Claude Code reads them, which puts "
         "quotes around plain values and tries again. What remains are text after a closing quote, "
         "a key without a blank after its colon, wrong indentation, and the like. Claude Code "
         "skips an agent whose fields it cannot read, and loads a skill or command without any "
         "field; other hosts refuse the file. The same goes for files that are TOML or JSON.",
     .evidence = "6 of 3,481 definitions in 25 public repositories (August–November 2026), 61 "
                 "paths in the history of 18 of them. Four of the 15 agents in Claude Code's own "
                 "repository did not load.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: "Quick" review of a change
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: '"Quick" review of a change'
---
You review changes.
)"},
    {.id = "yaml-portability",
     .severity = warning,
     .summary = "strict YAML fails where hosts are lenient",
     .why = "Claude Code quotes plain values and tries again, so it reads `description: Use when: "
            "…`, a value that begins with `@`, `*`, `&`, `%`, `!` or a backtick, and `[a] or [b]`. "
            "A strict YAML parser refuses the whole frontmatter, and with it hosts such as Gemini "
            "CLI and most tools that index definitions. It is a warning because Claude Code's "
            "users see no difference. Cursor's `globs` are never YAML and are exempt.",
     .evidence = "20 of 3,481 definitions in 25 public repositories (August–November 2026), 212 "
                 "paths in the history of 18 of them. Of 1,537 versions that strict YAML refuses, "
                 "Claude Code refuses 102.",
     .bad = R"(==> agents/privacy.md <==
---
name: privacy
description: Use for two laws: GDPR and CCPA.
---
You check how personal data flows.
)",
     .good = R"(==> agents/privacy.md <==
---
name: privacy
description: "Use for two laws: GDPR and CCPA."
---
You check how personal data flows.
)",
     .fixable = true},
    {.id = "not-mapping",
     .severity = error,
     .summary = "the frontmatter is not a mapping",
     .why =
         "Hosts look fields up by their keys. A list or a bare text between the fences parses as "
         "YAML but has no keys, so the definition has no name and no description and is skipped.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026); 5 "
                 "paths in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
- name: reviewer
- description: Use after a change to review it.
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
    {.id = "literal-backslash-n",
     .severity = warning,
     .summary = "an unquoted value holds '\\n', which stays two characters",
     .why = "Only double quotes make a line end of `\\n`. In a plain value it stays a backslash "
            "and an `n`, and the model reads examples that were meant to stand on lines of their "
            "own as one run of text. A literal block (`|`) says the same and can be read.",
     .evidence = "7 of 3,481 definitions in 25 public repositories (August–November 2026), 13 "
                 "paths in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change.\n\nFor example after a refactoring.
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: |
  Use after a change.

  For example after a refactoring.
---
You review changes.
)",
     .fixable = true},
    {.id = "comment-truncation",
     .severity = warning,
     .summary = "a plain value is cut off at ' #'",
     .why = "In YAML a `#` after a blank begins a comment, so the rest of a plain value is gone "
            "wherever the host uses a YAML parser. Descriptions that mention an issue or pull "
            "request are the usual victims. A comment that is meant is the exception; it may stand "
            "on a line of its own.",
     .evidence = "1 of 3,481 definitions in 25 public repositories (August–November 2026), an "
                 "agent in Claude Code's own repository whose description mentions 'PR #1234'; 3 "
                 "paths in the history of 18 of them, and two comments that were meant.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use to review a change such as PR #1234 before it is merged.
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: "Use to review a change such as PR #1234 before it is merged."
---
You review changes.
)",
     .fixable = true},
};

}  // namespace

constinit const RuleGroup frontmatter_rules{"Frontmatter", table};

}  // namespace agent
