#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "body-empty",
     .severity = warning,
     .summary = "nothing follows the frontmatter",
     .why = "The text after the frontmatter is what the model is told. Without it an agent has an "
            "empty system prompt and a skill or command does nothing but take up a place in the "
            "list. It is a warning, since the file loads; mostly it was committed too early.",
     .evidence = "1 of 3,481 definitions in 25 public repositories (August–November 2026), 9 paths "
                 "in the history of 18 of them.",
     .bad = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
You review changes.
)"},
    {.id = "file-size",
     .severity = info,
     .summary = "a definition is very long",
     .why =
         "A skill of more than 500 lines, or any definition of more than 100 KiB, costs context "
         "each time it is loaded, and of a skill only the first 5,000 tokens survive when Claude "
         "Code compacts the conversation. The skills standard advises to keep the main file short "
         "and to put the rest into files that are read on demand. It informs: long files work.",
     .evidence = "107 of 1,398 skills have more than 500 lines and 1 of 3,481 definitions more "
                 "than 100 KiB in 25 public repositories (August–November 2026); 595 paths in the "
                 "history of 18 of them."},
    {.id = "unclosed-code-fence",
     .severity = info,
     .summary = "a code block is not closed",
     .why = "For Markdown everything after the last opening fence is code: a viewer shows headings "
            "and lists below it as plain text, and links in it are none. Models mostly understand "
            "what was meant, so this informs. Often the cause is a code block inside a code block, "
            "whose outer fence needs more backticks than the inner one.",
     .evidence = "36 of 3,481 definitions in 25 public repositories (August–November 2026), about "
                 "a third of them nested examples; 174 paths in the history of 18 of them.",
     .bad = R"(==> .claude/commands/release.md <==
---
description: Tag a release
---
Run:

```sh
git tag -s v1.2.0

Then tell what to push.
)",
     .good = R"(==> .claude/commands/release.md <==
---
description: Tag a release
---
Run:

```sh
git tag -s v1.2.0
```

Then tell what to push.
)"},
};

}  // namespace

constinit const RuleGroup text_rules{"Text", table};

}  // namespace agent
