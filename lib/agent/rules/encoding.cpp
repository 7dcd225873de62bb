#include <string_view>

#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;
using std::literals::string_view_literals::operator""sv;

constexpr Rule table[] = {
    {.id = "not-utf8",
     .severity = error,
     .summary = "the file is not valid UTF-8",
     .why = "Every host reads definitions as UTF-8. Bytes that are not become U+FFFD (`�`) or make "
            "the host refuse the file, so the model is given a text that nobody wrote. Once such a "
            "file was saved again, the original characters are lost for good: that is why this is "
            "an error, found before the commit.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026); 2 "
                 "paths in the history of 18 of them. In one of them the damage has reached the "
                 "present text, which now says 'latency < 10�s'.",
     .bad = "==> .claude/agents/latency.md <==\n"
            "---\n"
            "name: latency\n"
            "description: Use to keep the latency below 10 \xb5s.\n"
            "---\n"
            "You measure before you change anything.\n",
     .good = R"(==> .claude/agents/latency.md <==
---
name: latency
description: Use to keep the latency below 10 µs.
---
You measure before you change anything.
)"},
    {.id = "binary",
     .severity = error,
     .summary = "the file holds NUL bytes or is UTF-16",
     .why = "A file with NUL bytes, or one that was saved as UTF-16, is no text for any host: "
            "Claude Code's parser refuses the frontmatter, and no host promises to read it. Some "
            "shells and editors on Windows write UTF-16 without being asked. Nothing else is "
            "checked in such a file.",
     .bad = "==> .claude/agents/reviewer.md <==\n"
            "---\n"
            "name: reviewer\n"
            "description: Use after a change to review it.\0\n"
            "---\n"
            "You review changes.\n"sv,
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
You review changes.
)"},
    {.id = "bom",
     .severity = warning,
     .summary = "the file begins with a UTF-8 byte order mark",
     .why = "The three invisible bytes stand before the opening `---`. Gemini CLI, claude-mpm and "
            "the reference validator of agentskills.io then see no frontmatter at all; Claude Code "
            "silently skipped agents, skills and commands with a byte order mark until a recent "
            "release. It is a warning because current versions of Claude Code read the file.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026); 15 "
                 "paths in the history of 18 of them.",
     .bad = "==> .claude/skills/pdf/SKILL.md <==\n"
            "\xef\xbb\xbf---\n"
            "name: pdf\n"
            "description: Use to read and fill PDF forms.\n"
            "---\n"
            "Open the form first.\n",
     .good = R"(==> .claude/skills/pdf/SKILL.md <==
---
name: pdf
description: Use to read and fill PDF forms.
---
Open the form first.
)",
     .fixable = true},
    {.id = "eol",
     .severity = warning,
     .summary = "lines end in CR LF, in a lone CR, or in several ways",
     .why = "Parsers that look for `\\n---\\n`, such as claude-mpm's, see no frontmatter in a file "
            "whose lines end in CR LF. In a file with several line ends hosts do not agree where a "
            "value ends, and a lone CR starts a new key for YAML but not for readers that go by "
            "line feeds. What counts is what git stores: a repository that checks files out with "
            "`eol=crlf` is fine as long as the committed content has plain line feeds.",
     .evidence =
         "1 of 3,481 definitions in 25 public repositories (August–November 2026); about 82 paths "
         "in the history of 18 of them, 41 of them in one pull request that left stray CRs behind.",
     .bad = "==> agents/reviewer.md <==\n"
            "---\r\n"
            "name: reviewer\r\n"
            "description: Use after a change to review it.\r\n"
            "---\r\n"
            "You review changes.\r\n",
     .good = R"(==> agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
You review changes.
)",
     .fixable = true},
    {.id = "replacement-char",
     .severity = warning,
     .summary = "the text holds U+FFFD, the trace of a wrong conversion",
     .why = "U+FFFD (`�`) is what a program writes for bytes that it could not decode. The "
            "character that stood there, often a sign or a unit that matters, is lost, and the "
            "model has to guess. Look the original up in the history; a definition that explains "
            "the character itself is the exception, and may ignore the rule.",
     .evidence =
         "4 of 3,481 definitions in 25 public repositories (August–November 2026), 3 of them real "
         "damage and one that means the character; 12 paths in the history of 18 of them.",
     .bad = "==> .claude/agents/latency.md <==\n"
            "---\n"
            "name: latency\n"
            "description: Use to keep the latency below 10 \xef\xbf\xbds.\n"
            "---\n"
            "You measure before you change anything.\n",
     .good = R"(==> .claude/agents/latency.md <==
---
name: latency
description: Use to keep the latency below 10 µs.
---
You measure before you change anything.
)"},
    {.id = "control-char",
     .severity = warning,
     .summary = "the text holds a control character",
     .why =
         "Control characters other than tab and line ends are never meant: mostly a program took "
         "the `\\a` of a path for BEL. People do not see them, terminals obey them, and strict "
         "YAML refuses them in the frontmatter. The model is given a word with a hole in it.",
     .evidence =
         "None of 3,481 definitions in 25 public repositories (August–November 2026); 3 paths in "
         "the history of 18 of them, among them a path `\\assessments` that begins with BEL.",
     .bad = "==> .claude/commands/assess.md <==\n"
            "---\n"
            "description: Assess the open risks\n"
            "---\n"
            "Write the result to docs\x07"
            "ssessments.md.\n",
     .good = R"(==> .claude/commands/assess.md <==
---
description: Assess the open risks
---
Write the result to docs/assessments.md.
)"},
    {.id = "lfs-pointer",
     .severity = error,
     .summary = "the file is a Git LFS pointer",
     .why = "The content lies in Git LFS and what is here is its pointer: three lines of which no "
            "host makes a definition. It happens where a pattern in `.gitattributes` catches "
            "Markdown, or where the content was not fetched. Definitions are small texts that "
            "people review: keep them out of LFS.",
     .bad = R"(==> .gitattributes <==
* filter=lfs diff=lfs merge=lfs -text

==> .claude/agents/reviewer.md <==
version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 1834
)",
     .good = R"(==> .gitattributes <==
* filter=lfs diff=lfs merge=lfs -text
*.md !filter !diff !merge text

==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
You review changes.
)"},
    {.id = "encrypted",
     .severity = warning,
     .summary = "the file is encrypted by git-crypt",
     .why = "Without the key nothing in the file can be checked, and hosts on machines without it "
            "are given ciphertext. It is a warning and not an error because a team may want it so: "
            "where the repository is unlocked, the definition works. What is committed, and so "
            "what a hook or a server sees, stays encrypted.",
     .bad = "==> .claude/agents/reviewer.md <==\n"
            "\0GITCRYPT\0\x1f\x8b\x02\x91\x7c\xe4\x0b\x53\n"sv,
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
You review changes.
)"},
};

}  // namespace

constinit const RuleGroup encoding_rules{"Encoding", table};

}  // namespace agent
