#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "invalid-model",
     .severity = warning,
     .summary = "a model that the host does not know",
     .why =
         "Claude Code takes `sonnet`, `opus`, `haiku`, `fable`, `inherit`, names that begin with "
         "`claude-`, and the identifiers of cloud providers; Cursor takes `inherit`, `fast` and "
         "its own identifiers. With another word the definition fails when it is called, or runs "
         "with a model that nobody chose. It is a warning because new models appear before this "
         "program knows them. Copilot's models are free text and not checked.",
     .evidence = "None of the 438 models that agents of Claude Code name in 25 public repositories "
                 "(August–November 2026); 23 paths in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
model: sonet
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
model: sonnet
---
You review changes.
)"},
    {.id = "invalid-enum",
     .severity = error,
     .summary = "a value is none of those that the host knows",
     .why = "Some fields take one of a few words: `permissionMode`, `effort`, `isolation` and "
            "`memory` in Claude Code, `inclusion` in Kiro, `trigger` in Windsurf, `target` in "
            "Copilot. With any other word the field does not do what it says, and mostly nothing "
            "tells so. It is an error because these fields decide what an agent may do and when a "
            "text is given to the model.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026).",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
permissionMode: readOnly
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
permissionMode: plan
---
You review changes.
)"},
    {.id = "color",
     .severity = info,
     .summary = "a colour that the host does not know",
     .why = "Claude Code documents eight colours: red, blue, green, yellow, purple, orange, pink "
            "and cyan. Another one is ignored and the agent gets a colour of Claude Code's choice; "
            "nothing else happens.",
     .evidence = "21 of 3,481 definitions in 25 public repositories (August–November 2026), most "
                 "often indigo, magenta and black; 141 paths in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
color: indigo
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
color: purple
---
You review changes.
)"},
    {.id = "tools-empty",
     .severity = warning,
     .summary = "the list of tools is empty",
     .why = "An agent of Claude Code with `tools: []`, or with `tools:` and nothing after it, is "
            "likely a mistake: to give it all tools the key must be left out, and an agent without "
            "any tool can only answer with what it was told. It is a warning because that may be "
            "wanted. For Copilot an empty list is the documented way to say no tools, and is left "
            "alone.",
     .evidence = "1 of 3,481 definitions in 25 public repositories (August–November 2026), 3 paths "
                 "in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
tools: []
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
tools: [Read, Grep, Glob]
---
You review changes.
)"},
    {.id = "tools-unresolved",
     .severity = error,
     .summary = "no tool, or not every tool, of a list is known",
     .why = "Claude Code refuses to start an agent when none of its tools exists, which is what a "
            "list with the names of another host comes to. A single unknown or removed name, such "
            "as `LS` or `MultiEdit`, is filtered out without a word and the agent runs without it: "
            "that is an info. Names that begin with `mcp__` are those of servers and always "
            "accepted. Other hosts have tables of their own, or none.",
     .evidence =
         "None of 3,481 definitions in 25 public repositories (August–November 2026) has a list "
         "without a known tool; 3 agents name unknown tools and 23 definitions removed ones.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
tools: read_file, search_text
---
You review changes.
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
tools: Read, Grep
---
You review changes.
)"},
    {.id = "argument-hint-list",
     .severity = warning,
     .summary = "an argument hint in brackets is a YAML list",
     .why = "`argument-hint: [file]` looks like the usual way to write an optional argument and is "
            "a list for YAML. Claude Code crashed on it once; other hosts show nothing, or `file` "
            "without the brackets. In quotes it is the text that was meant.",
     .evidence = "3 of 3,481 definitions in 25 public repositories (August–November 2026), 38 "
                 "paths in the history of 18 of them.",
     .bad = R"(==> .claude/commands/explain.md <==
---
description: Explain a file
argument-hint: [file]
---
Explain $ARGUMENTS.
)",
     .good = R"(==> .claude/commands/explain.md <==
---
description: Explain a file
argument-hint: "[file]"
---
Explain $ARGUMENTS.
)",
     .fixable = true},
    {.id = "invalid-globs",
     .severity = warning,
     .summary = "a pattern matches nothing, or has the wrong form",
     .why = "Rules and instructions are given to the model when a file matches their patterns. "
            "Copilot's `applyTo` is one text with commas and not a list; a pattern with an open "
            "`[` matches nothing in Claude Code. The rule is then silent where it should speak. "
            "Instructions without `applyTo` are only attached by hand; that is legal and reported "
            "as an info.",
     .evidence = "4 of 3,481 definitions in 25 public repositories (August–November 2026) have a "
                 "list where a text belongs and 16 instructions no `applyTo`; 13 and 47 paths in "
                 "the history of 18 of them.",
     .bad = R"(==> .github/instructions/tests.instructions.md <==
---
description: How to write tests
applyTo:
  - "tests/**"
  - "**/*_test.go"
---
One reason to fail for each test.
)",
     .good = R"(==> .github/instructions/tests.instructions.md <==
---
description: How to write tests
applyTo: "tests/**,**/*_test.go"
---
One reason to fail for each test.
)"},
};

}  // namespace

constinit const RuleGroup value_rules{"Values", table};

}  // namespace agent
