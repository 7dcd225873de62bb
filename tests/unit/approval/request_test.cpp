#include "approval/request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "approval/risk.hpp"
#include "os/digest.hpp"

namespace approval {
namespace {

using testing::HasSubstr;
using testing::Not;
using What = agent::PrivilegeChange::What;

const std::string head(40, 'a'), tree(40, 'b'), base(40, 'c'), blob(40, 'd'), hex(64, '1');

Request sample() {
  Request request;
  request.execution_id = "2026-11-21_task-push-111111111111";
  request.created_ns = 1'795'253'400'000'000'000;
  request.person = {"A U Thor", "author@example.com"};
  request.identity = "github.com/org/external-api";
  request.pushed = {.ref = {"refs/heads/topic", head, "refs/heads/main", base},
                    .head = head,
                    .tree = tree,
                    .settings = blob,
                    .known = PushedCommit::Known::reported,
                    .tip = base,
                    .tip_ref = {},
                    .tip_settings = blob};
  request.base = request.compared = base;
  request.digest = "ga-change-v1:sha256:" + hex;
  request.changes = {{'M', 0100644, 0100644, "1", "2", "agents/a.md"}};
  request.triggers = {{"gated-path", "agents/**", "agents/a.md", 1}};
  request.lines = LineCounts{3, 1};
  request.commits = {{head, "A U Thor <author@example.com>", "Let it run"}};
  request.privileges = {{.what = What::changed,
                         .kind = agent::Kind::agent,
                         .name = "a",
                         .path = "agents/a.md",
                         .old_path = {},
                         .before = "tools: Read\n",
                         .after = "tools: Bash\ntools: Read\n",
                         .added = {"tools: Bash"},
                         .removed = {},
                         .widened = {"tools: Bash"}}};
  return request;
}

TEST(ExecutionId, IsTheDateAndTheBeginningOfTheDigest) {
  EXPECT_EQ(execution_id(1'795'253'400'000'000'000, "ga-change-v1:sha256:0123456789abcdef", 12),
            "2026-11-21_task-push-0123456789ab");
}

TEST(MetadataJson, IsCanonical) {
  EXPECT_EQ(
      metadata_json(sample()),
      R"({"created_at":"2026-11-21T09:30:00Z","execution_id":"2026-11-21_task-push-111111111111",)"
      R"("expires_at":"2026-11-28T09:30:00Z","performed_by":{"definition_blob":null,)"
      R"("definition_path":null,"id":"author@example.com","kind":null,"name":"A U Thor"},)"
      R"("policy":{"blob":")" +
          blob + R"(","commit":")" + base +
          R"(","source_ref":null,"version":null},)"
          R"("requested_by":{"id":"author@example.com","kind":"human"},"required":null,)"
          R"("risk":{"critical":0,"high":1,"low":0,"medium":0},)"
          R"("schema":"https://git-agents/execution/v1","supersedes":null,)"
          R"("task_id":"push-111111111111","title":"Let it run","tool":"git-agents )" GIT_AGENTS_VERSION
          R"(","trigger":[{"detail":"agents/**","rule":"gated-path"}]})"
          "\n");
}

TEST(TargetReposJson, IsCanonical) {
  EXPECT_EQ(target_repos_json(sample()),
            R"({"repos":[{"access":null,"base_commit":")" + base +
                R"(","change_digest":)"
                R"("ga-change-v1:sha256:)" +
                hex + R"(","evidence":{},"head_commit":")" + head +
                R"(","head_ref":"refs/heads/topic","head_tree":")" + tree +
                R"(","pr":null,"repo":"github.com/org/external-api","slug":"external_api",)"
                R"("stats":{"deletions":1,"files":1,"insertions":3},"strategy":"push",)"
                R"("target_ref":"refs/heads/main","target_tip":")" +
                base +
                R"(","target_tip_source":"remote"}],"schema":"https://git-agents/targets/v1"})"
                "\n");
}

TEST(RequestJson, SaysNullForWhatIsNotKnown) {
  Request request = sample();
  request.person = {};
  request.pushed.tip = request.base = "";
  request.pushed.known = PushedCommit::Known::nothing;
  request.lines.reset();
  request.commits.clear();
  const auto metadata = nlohmann::json::parse(metadata_json(request));
  EXPECT_TRUE(metadata["requested_by"]["id"].is_null());
  EXPECT_TRUE(metadata["performed_by"]["name"].is_null());
  EXPECT_TRUE(metadata["policy"].is_null());
  EXPECT_EQ(metadata["title"], "Push to refs/heads/main");
  const auto repository = nlohmann::json::parse(target_repos_json(request))["repos"][0];
  EXPECT_TRUE(repository["base_commit"].is_null());
  EXPECT_TRUE(repository["stats"]["insertions"].is_null());
  EXPECT_EQ(repository["target_tip_source"], "none");
}

TEST(RequestJson, IsAsciiWhateverTheRepositorySays) {
  Request request = sample();
  request.commits[0].subject = "\xE2\x80\xAE\x1b[31m\xFFx";
  request.pushed.ref.local_ref = "refs/heads/\xC3\xBC";
  EXPECT_THAT(metadata_json(request), HasSubstr(R"("title":"\u202e\u001b[31m\ufffdx")"));
  EXPECT_THAT(target_repos_json(request), HasSubstr(R"("head_ref":"refs/heads/\u00fc")"));
}

TEST(RequestJson, CutsAVeryLongTitle) {
  Request request = sample();
  request.commits[0].subject = std::string(201, 'x');
  const auto title = nlohmann::json::parse(metadata_json(request))["title"].get<std::string>();
  EXPECT_EQ(title, std::string(200, 'x') + "…");
}

TEST(RequestDigest, IsOverBothFilesWithANulBetween) {
  EXPECT_EQ(request_digest("a\n", "b\n"), os::sha256_hex(std::string("a\n\0b\n", 5)));
  EXPECT_NE(request_digest("a", "b"), request_digest("ab", ""));
}

TEST(RequestText, SaysWhatAReviewerNeeds) {
  EXPECT_EQ(request_text(sample(), hex), R"(# Request of approval

`2026-11-21_task-push-111111111111`

## Why this needs a look

- **high**: `agents/a.md`: the agent may now `tools: Bash`

## What is asked for

- repository: `github.com/org/external-api`
- ref: `refs/heads/main`, from `refs/heads/topic`
- head commit: `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`
- compared with: `cccccccccccccccccccccccccccccccccccccccc`
- change digest: `ga-change-v1:sha256:1111111111111111111111111111111111111111111111111111111111111111`
- request digest: `sha256:1111111111111111111111111111111111111111111111111111111111111111`
- asked by: `A U Thor`, `author@example.com` (what git's configuration says, no evidence)
- asked at: 2026-11-21T09:30:00Z
- open until: 2026-11-28T09:30:00Z
- see it with: `git diff cccccccccccccccccccccccccccccccccccccccc aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`

## What asked for approval

- the gated path `agents/**`: 1 file, first `agents/a.md`

## What definitions may do

Lines with `!` let a definition do more.

agent `a`, changed, `agents/a.md`

```text
! + tools: Bash
```

## Files

1 file changed, 3 lines added, 1 line removed.

```text
M agents/a.md
```

## Newest commits

```text
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa Let it run
    A U Thor <author@example.com>
```
)");
}

TEST(RequestText, ShowsHostileTextAndDoesNothing) {
  Request request = sample();
  const std::string hostile = "`@team` <!-- x -->\n# Approved\n```\n\xE2\x80\xAE[x](javascript:1)";
  request.identity = request.pushed.ref.local_ref = request.person.name = hostile;
  request.changes[0].path = request.triggers[0].detail = request.triggers[0].path = hostile;
  request.commits[0] = {head, hostile, hostile};
  auto& change = request.privileges[0];
  change.name = change.path = hostile;
  change.added = change.widened = {"hooks: " + hostile};
  const std::string text = request_text(request, hex);
  EXPECT_THAT(text, Not(HasSubstr("\xE2\x80\xAE")));
  EXPECT_THAT(text, Not(HasSubstr("\n# Approved")));
  // Outside of code nothing of it is left.
  std::string outside;
  for (std::size_t i = 0; i < text.size();) {
    const auto run = std::min(text.find_first_not_of('`', i), text.size()) - i;
    if (run == 0) {
      outside += text[i++];
      continue;
    }
    std::size_t end = text.find(std::string(run, '`'), i + run);
    while (end != text.npos && end + run < text.size() && text[end + run] == '`') {
      end = text.find(std::string(run, '`'), text.find_first_not_of('`', end));
    }
    ASSERT_NE(end, text.npos);
    i = end + run;
  }
  EXPECT_THAT(outside, Not(HasSubstr("@")));
  EXPECT_THAT(outside, Not(HasSubstr("<!--")));
  EXPECT_THAT(outside, Not(HasSubstr("javascript")));
}

TEST(RequestText, CutsLongListsAndSaysSo) {
  Request request = sample();
  for (int i = 0; i < 300; ++i) {
    request.changes.push_back({'A', 0, 0100644, "0", "1", "x" + std::to_string(i)});
    request.privileges.push_back(request.privileges[0]);
  }
  const std::string text = request_text(request, hex);
  EXPECT_THAT(text, HasSubstr("\n101 more files.\n"));
  EXPECT_THAT(text, HasSubstr("\n251 more definitions change what they may do.\n"));
  EXPECT_THAT(text, HasSubstr("\n251 more of these; the least grave are not shown.\n"));
}

std::vector<std::string> risk_lines(const Request& request) {
  std::vector<std::string> lines;
  for (const auto& risk : risks_of(request)) {
    lines.push_back(std::string(to_string(risk.level)) + " " + risk.about + ": " + risk.words +
                    " " + risk.quote);
  }
  return lines;
}

TEST(Risks, TheGravestComeFirst) {
  Request request = sample();
  request.changes.push_back({'M', 0100644, 0100644, "1", "2", ".git-agents.yaml"});
  request.changes.push_back({'M', 0100644, 0100644, "1", "2", ".git-agents-baseline.json"});
  request.changes.push_back({'T', 0100644, 0120000, "1", "2", "agents/link.md"});
  request.changes.push_back({'M', 0100644, 0100755, "1", "2", "agents/run.sh"});
  auto& change = request.privileges[0];
  change.widened = {"tools: Write", "hooks: {}", "permissionMode: bypassPermissions"};
  request.privileges.push_back(change);
  request.privileges[1].what = What::removed;
  request.privileges[1].path = "agents/z.md";
  request.privileges[1].widened.clear();
  EXPECT_THAT(
      risk_lines(request),
      testing::ElementsAre(
          "critical agents/a.md: the agent may now permissionMode: bypassPermissions",
          "high agents/a.md: the agent may now hooks: {}",
          "high .git-agents.yaml: the configuration changes: what is checked and what needs "
          "approval ",
          "medium agents/a.md: the agent may now tools: Write",
          "medium .git-agents-baseline.json: the accepted findings change ",
          "medium agents/link.md: becomes a symbolic link ",
          "medium agents/run.sh: becomes executable ", "low agents/z.md: is removed "));
}

TEST(Risks, OfAHistoryThatDoesNotTellAll) {
  Request request = sample();
  request.privileges.clear();
  EXPECT_THAT(risk_lines(request), testing::IsEmpty());
  request.pushed.tip = std::string(40, 'e');
  EXPECT_THAT(risk_lines(request),
              testing::ElementsAre(
                  "medium : the target holds commits that this push does not: they are given up "));
  request.pushed.known = PushedCommit::Known::default_branch;
  EXPECT_THAT(risk_lines(request), testing::IsEmpty());
  request.base.clear();
  EXPECT_THAT(risk_lines(request),
              testing::ElementsAre("medium : the target and the change share no history, so "
                                   "everything counts as new "));
  request.shallow = true;
  EXPECT_THAT(risk_lines(request),
              testing::ElementsAre("medium : the history ends early here (a shallow clone), so "
                                   "everything counts as new "));
  request.shallow = false;
  request.pushed.tip.clear();
  request.privileges_known = false;
  EXPECT_THAT(risk_lines(request),
              testing::ElementsAre(
                  "medium : nothing of the target is known here, so everything counts as new ",
                  "medium : what the definitions may do could not be compared "));
}

}  // namespace
}  // namespace approval
