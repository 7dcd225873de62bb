#include "agent/auto_deploy_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "files -> words" of each rule.
std::vector<std::string> rules(std::string_view text) {
  std::vector<std::string> all;
  for (const auto& rule : parse_auto_deploy_index(text).rules) {
    std::string line;
    for (const auto& file : rule.files) line += file + " ";
    line += "->";
    for (const auto& word : rule.deploy) line += " " + word;
    all.push_back(line);
  }
  return all;
}

std::vector<std::string> left_out(std::string_view text) {
  std::vector<std::string> all;
  for (const auto& [line, reason] : parse_auto_deploy_index(text).left_out) {
    all.push_back(std::to_string(line) + ": " + reason);
  }
  return all;
}

TEST(AutoDeployIndex, UniversalGroupsAreOneRuleWithoutFiles) {
  EXPECT_THAT(rules("# Index\n\n## Universal Agents (Always Deployed)\n\nFor **ALL** projects:\n\n"
                    "### Framework\n- `mpm/manager` - Discovery\n\n### Universal Agents\n"
                    "- `universal/research` - Looks\n* `mpm/manager`\n\n## Other\n- `x/y`\n"),
              ElementsAre("-> mpm/manager universal/research"));
}

TEST(AutoDeployIndex, IndicatorFilesAreAnchoredPatterns) {
  EXPECT_THAT(rules("## Project Type Detection\n### Python Projects\n\n"
                    "**Indicator Files**: `pyproject.toml`, `setup.py`, `src-tauri/`\n\n"
                    "**Auto-Deploy Agents**:\n- `engineer/python` - Python\n- `qa/qa`\n\n"
                    "### Go\n**Indicator Files:** `go.mod`\n**Deploy**:\n- `engineer/go`\n"),
              ElementsAre("/pyproject.toml /setup.py /src-tauri/ -> engineer/python qa/qa",
                          "/go.mod -> engineer/go"));
}

TEST(AutoDeployIndex, IndicatorFilesMayBeAList) {
  EXPECT_THAT(rules("### Data\n**Indicator Files**:\n- `dbt_project.yml` (dbt)\n- `airflow.cfg`\n\n"
                    "**Deploy**:\n- `data/engineer`\n"),
              ElementsAre("/dbt_project.yml /airflow.cfg -> data/engineer"));
}

TEST(AutoDeployIndex, AgentsMayFollowTheFilesWithoutALabel) {
  EXPECT_THAT(rules("### Vercel\r\n**Indicator Files**: `vercel.json`, `.vercelignore`\r\n"
                    "- `ops/vercel`\r\n"),
              ElementsAre("/vercel.json /.vercelignore -> ops/vercel"));
}

TEST(AutoDeployIndex, OptionalAgentsGoByTheFilesOfTheirCondition) {
  const std::string_view text =
      "### Java\n**Indicator Files**: `pom.xml`\n**Auto-Deploy Agents**:\n- `engineer/java`\n\n"
      "**Optional Agents** (by files):\n- `ops/gcp` - If `cloudbuild.yaml` or `.gcloudignore` "
      "exists\n- `ops/aws`\n- `ops/k8s` - If a chart with `values.yaml` is there\n";
  EXPECT_THAT(rules(text), ElementsAre("/cloudbuild.yaml /.gcloudignore -> ops/gcp",
                                       "/pom.xml -> engineer/java"));
  EXPECT_THAT(left_out(text),
              ElementsAre("8: 'ops/aws' is optional, and no file says when it is wanted",
                          "9: 'ops/k8s' is wanted where more than a file's being there says so"));
}

TEST(AutoDeployIndex, RulesOfTheSameFilesAreOne) {
  EXPECT_THAT(rules("### A\n**Indicator Files**: `a`\n- `x/one`\n### B\n**Indicator Files**: `a`\n"
                    "- `x/two`\n- `x/one`\n"),
              ElementsAre("/a -> x/one x/two"));
}

TEST(AutoDeployIndex, AlwaysThereIsGitsOwnDirectory) {
  EXPECT_THAT(
      rules("### Go\n**Indicator Files**: `go.mod`\n- `x/go`\n## Version Control\n"
            "**Indicator Files**: `.git/` directory\n**Auto-Deploy Agents**:\n- `ops/vc`\n"),
      ElementsAre("-> ops/vc", "/go.mod -> x/go"));
}

TEST(AutoDeployIndex, WhatFilesHoldIsLeftOutAndNamed) {
  const std::string_view text =
      "#### React Projects\n**Dependencies**: `\"react\"` in dependencies\n- `engineer/react`\n"
      "- `qa/web` - Browsers\n"
      "### Clerk\n**Indicator Files**: `.env` containing `CLERK_` variables, or `clerk.json`\n"
      "- `ops/clerk`\n"
      "### Images\n**Indicator Files**:\n- `package.json` with `\"sharp\"`, or `\"jimp\"`\n"
      "**Deploy**:\n- `engineer/images`\n";
  EXPECT_THAT(rules(text), ElementsAre("/clerk.json -> ops/clerk"));
  EXPECT_THAT(
      left_out(text),
      ElementsAre("1: 'React Projects' goes by more than files: engineer/react, qa/web",
                  "6: what '.env' contains", "8: 'Images' goes by more than files: engineer/images",
                  "10: what 'package.json' contains"));
}

TEST(AutoDeployIndex, ExamplesCodeAndProseAreSkipped) {
  EXPECT_THAT(rules("## Multi\n**Example**: Python\n- `engineer/python`\n"
                    "## Examples\n### One\n**Indicator Files**: `a`\n**Deploy**:\n- `x/y`\n"
                    "## Order\n```\n**Indicator Files**: `a`\n- `x/y`\n```\n1. **Universal**\n"
                    "- see `x/y`\n- plain\n"),
              IsEmpty());
}

TEST(AutoDeployIndex, WhatCannotBeAPathIsNamed) {
  const std::string_view text =
      "## Universal Agents\n- `../../etc/passwd`\n- `/abs`\n- `a b`\n- ``\n- `ok/id`\n- `open\n";
  EXPECT_THAT(rules(text), ElementsAre("-> ok/id"));
  EXPECT_THAT(left_out(text),
              ElementsAre("2: '../../etc/passwd' is no definition's path",
                          "3: '/abs' is no definition's path", "4: 'a b' is no definition's path",
                          "5: '' is no definition's path"));
  EXPECT_THAT(rules(""), IsEmpty());
  EXPECT_THAT(left_out("**Deploy**:\n- `a/b`\n"),
              ElementsAre("1: 'the beginning' goes by no files: a/b"));
}

}  // namespace
}  // namespace agent
