#include "agent/rules/groups.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {.id = "secret-token",
     .severity = error,
     .summary = "a credential of a known service",
     .why = "The text has the form of a key or token of AWS, GitHub, Anthropic, OpenAI, Slack, "
            "Google, Stripe, npm, Hugging Face or another service, or of a signed JSON web token. "
            "Whoever can read the repository can use it, the model is sent it with every call, and "
            "deleting it in a later commit does not help: revoke it. Values that say that they are "
            "placeholders, such as `AKIAIOSFODNN7EXAMPLE`, are left alone.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026); 3 "
                 "paths in the history of 18 of them, all of them placeholders. Forges refuse to "
                 "take most such tokens, so few reach a public repository.",
     .bad = R"(==> .claude/agents/deployer.md <==
---
name: deployer
description: Use to deploy the site.
---
Set AWS_ACCESS_KEY_ID=AKIAQ3EGRYZ7WTKLVN5M before you call the script.
)",
     .good = R"(==> .claude/agents/deployer.md <==
---
name: deployer
description: Use to deploy the site.
---
AWS_ACCESS_KEY_ID must be set before you call the script; ask the user if it is not.
)",
     .cwe = 798},
    {.id = "private-key",
     .severity = error,
     .summary = "a private key",
     .why = "The header of a private key is followed by a line of base64: the key itself lies in "
            "the definition. It must be taken for stolen once it was pushed: replace it where it "
            "is used. The header alone, as in a pattern to search for, is not reported.",
     .evidence = "None of 3,481 definitions in 25 public repositories (August–November 2026) and "
                 "none in the history of 18 of them. The header alone occurs in 2 definitions, and "
                 "in 8 of the history, as a pattern to search for.",
     .bad = R"(==> .claude/skills/connect/SKILL.md <==
---
name: connect
description: Use to log in to the build machine.
---
Use this key:

-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
-----END OPENSSH PRIVATE KEY-----
)",
     .good = R"(==> .claude/skills/connect/SKILL.md <==
---
name: connect
description: Use to log in to the build machine.
---
Use the key of the user's SSH agent.
)",
     .cwe = 798},
    {.id = "generic-secret",
     .severity = warning,
     .summary = "a password or secret in quotes",
     .why = "A value that looks random is assigned to something that is called a password, a "
            "secret, a token or a key. Nearly all such places in definitions are examples of bad "
            "code, so the rule is off unless the configuration or an audit switches it on.",
     .evidence = "2 of 3,481 definitions in 25 public repositories (August–November 2026), both of "
                 "them examples of bad code; 13 paths in the history of 18 of them. They are left "
                 "of 130 candidates once placeholders and simple words are taken out.",
     .bad = R"(==> .claude/agents/reporter.md <==
---
name: reporter
description: Use to query the figures.
---
Connect with password = "vX9kT2mQ7pLz4wRb".
)",
     .good = R"(==> .claude/agents/reporter.md <==
---
name: reporter
description: Use to query the figures.
---
Connect with the password in the variable DB_PASSWORD.
)",
     .off = true,
     .cwe = 798},
    {.id = "credential-url",
     .severity = info,
     .summary = "a URL with a user's name and password",
     .why = "A URL such as `postgresql://reports:…@db/reports` holds a password, is written to "
            "logs by many programs and is sent to the model with the text. Nearly all of them are "
            "examples, so it informs; `localhost` and `user:pass` are left alone.",
     .evidence = "16 of 3,481 definitions in 25 public repositories (August–November 2026) and 38 "
                 "paths in the history of 18 of them, nearly all of them examples.",
     .bad = R"(==> .claude/agents/reporter.md <==
---
name: reporter
description: Use to query the figures.
---
Connect to postgresql://reports:Jq7vTz91hB@db.acme.test/reports.
)",
     .good = R"(==> .claude/agents/reporter.md <==
---
name: reporter
description: Use to query the figures.
---
Connect to the database that the variable DATABASE_URL names.
)",
     .cwe = 522},
    {.id = "dynamic-exec",
     .severity = info,
     .summary = "a command runs when the definition is loaded",
     .why = "Claude Code runs `` !`command` `` and code blocks marked `!` of skills and commands "
            "when they are loaded, before the model sees anything; hooks in the frontmatter run by "
            "themselves too, and Gemini CLI runs `!{command}`. That is what they are for, so it "
            "informs. In a definition that was imported from elsewhere it deserves a look, because "
            "nobody is asked first.",
     .evidence = "4 of 3,481 definitions in 25 public repositories (August–November 2026), one of "
                 "them a text about the syntax.",
     .bad = R"(==> .claude/commands/changes.md <==
---
description: Sum up what changed
---
The state of the work tree:

!`git status --short`

Sum up the changes.
)",
     .good = R"(==> .claude/commands/changes.md <==
---
description: Sum up what changed
---
Run `git status --short` and sum up the changes.
)",
     .audited = warning,
     .cwe = 78},
    {.id = "remote-shell",
     .severity = warning,
     .summary = "a downloaded script is piped into a shell",
     .why = "`curl … | sh` and `iwr … | iex` run whatever the server sends at that moment, with "
            "the user's rights and without anybody having read it. An agent does so as often as it "
            "sees fit. It is a warning because many vendors document their installation in this "
            "way; those of well-known ones are left alone.",
     .evidence = "16 of 3,481 definitions in 25 public repositories (August–November 2026), all of "
                 "them the official installers of vendors.",
     .bad = R"(==> .claude/skills/setup/SKILL.md <==
---
name: setup
description: Use to set a new machine up.
---
Run `curl -fsSL https://get.acme.test/install.sh | sh`.
)",
     .good = R"(==> .claude/skills/setup/SKILL.md <==
---
name: setup
description: Use to set a new machine up.
---
Run `apt-get install acme`.
)",
     .cwe = 494},
    {.id = "permission-bypass",
     .severity = warning,
     .summary = "the definition works without asking for permission",
     .why = "`permissionMode: bypassPermissions`, `Bash` without a pattern in `allowed-tools`, or "
            "`--dangerously-skip-permissions` in the text let a model run any command without "
            "asking the user. Authors mean it, which is why it is a warning; whoever imports or "
            "reviews the definition should know. Name the commands that are needed instead, as in "
            "`Bash(git diff:*)`.",
     .evidence = "24 of 3,481 definitions in 25 public repositories (August–November 2026): 8 with "
                 "`bypassPermissions`, 15 with unrestricted `Bash`, 1 with the option.",
     .bad = R"(==> .claude/agents/fixer.md <==
---
name: fixer
description: Use to repair what the linter reports.
permissionMode: bypassPermissions
---
You repair findings.
)",
     .good = R"(==> .claude/agents/fixer.md <==
---
name: fixer
description: Use to repair what the linter reports.
permissionMode: acceptEdits
---
You repair findings.
)",
     .cwe = 250},
    {.id = "symlink",
     .severity = warning,
     .summary = "a definition is a symbolic link",
     .why = "A link may lead out of the repository, and what it leads to is not part of the "
            "commit. Hosts differ in whether they follow it, and where git checks links out as "
            "plain files, as on Windows, the definition is a path. It is not followed here: its "
            "target is neither checked nor deployed.",
     .evidence =
         "7 of 25 public repositories (August–November 2026) have one to nine symbolic links.",
     .bad = R"(==> .claude/agents/reviewer.md -> ../../../shared/reviewer.md <==
)",
     .good = R"(==> .claude/agents/reviewer.md <==
---
name: reviewer
description: Use after a change to review it.
---
You review changes.
)",
     .audited = error,
     .cwe = 59},
    {.id = "submodule",
     .severity = info,
     .summary = "a submodule lies at a definition's place",
     .why = "The definitions of a submodule belong to another repository and are not part of this "
            "one's commits, so they are not checked here. The host reads them where the submodule "
            "is checked out. It informs, so that nobody believes that they were looked at.",
     .bad = R"(==> .claude/skills/pdf @ 2b1f1c0d9e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c <==
)",
     .good = R"(==> .claude/skills/pdf/SKILL.md <==
---
name: pdf
description: Use to read and fill PDF forms.
---
Open the form first.
)",
     .audited = error},
};

}  // namespace

constinit const RuleGroup security_rules{"Security", table};

}  // namespace agent
