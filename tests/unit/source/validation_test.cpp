#include "source/validation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory_tree.hpp"

namespace source {
namespace {

using test::MemoryTree;
using testing::ElementsAre;
using testing::IsEmpty;
using Lines = std::vector<std::string>;

constexpr const char* settings_path = ".git-agents.yaml";
constexpr const char* baseline_path = ".git-agents-baseline.json";

std::string text_of(const std::string& name, const std::string& fields = {},
                    const std::string& body = "Text.\n") {
  return "---\nname: " + name + "\ndescription: d\n" + fields + "---\n" + body;
}

Lines said(const base::Diagnostics& diagnostics) {
  Lines out;
  for (const auto& d : diagnostics) {
    out.push_back(std::string(base::to_string(d.severity)) + " " + d.rule + " " + d.path + " " +
                  d.message);
  }
  return out;
}

/// An error in each of two files, and a warning.
MemoryTree faulty() {
  return MemoryTree{{"agents/a.agent.md", text_of("a", "agents: [zz]\n")},
                    {"agents/b/b.agent.md", text_of("b", "agents: [zz]\n")},
                    {"agents/c.md", text_of("c", "", "[x](x.txt)\n")}};
}
const std::string in_a = "error dangling-agent agents/a.agent.md there is no agent 'zz' (agents)";
const std::string in_b = "error dangling-agent agents/b/b.agent.md there is no agent 'zz' (agents)";
const std::string in_c =
    "warning broken-link agents/c.md the link leads to 'x.txt', which is not in the repository";

TEST(Govern, WithoutFilesTheDefaultsHold) {
  MemoryTree tree;
  const auto governance = govern(tree);
  EXPECT_FALSE(governance.has_settings);
  EXPECT_FALSE(governance.baseline);
  EXPECT_THAT(governance.loaded.diagnostics, IsEmpty());
  EXPECT_EQ(governance.loaded.settings.build.base, "BASE-AGENT.md");
}

TEST(Govern, ReadsSettingsAndBaseline) {
  MemoryTree tree{{settings_path, "version: 1\nbuild: {base: B.md}\n"},
                  {baseline_path, agent::Baseline().text()}};
  const auto governance = govern(tree);
  EXPECT_TRUE(governance.has_settings);
  EXPECT_EQ(governance.loaded.settings.build.base, "B.md");
  ASSERT_TRUE(governance.baseline);
  EXPECT_THAT(governance.baseline->entries, IsEmpty());
}

TEST(Govern, VocabularyIsThatOfTheRulesKindsHostsAndTools) {
  MemoryTree tree{{settings_path, "version: 1\nvalidate: {rules: {cycel: off}}\n"}};
  const auto governance = govern(tree);
  ASSERT_EQ(governance.loaded.diagnostics.size(), 1u);
  EXPECT_EQ(governance.loaded.diagnostics[0].hint, "did you mean 'cycle'?");
  EXPECT_EQ(vocabulary().kinds.front(), "agent");
  EXPECT_EQ(vocabulary().tools.front(), "claude");
}

TEST(Govern, RefusesABaselineThatIsNone) {
  MemoryTree tree{{baseline_path, "{}"}};
  const auto governance = govern(tree);
  EXPECT_THAT(said(governance.loaded.diagnostics),
              ElementsAre("error configuration .git-agents-baseline.json the baseline cannot be "
                          "used: its 'schema' is not 1"));
  EXPECT_EQ(governance.loaded.diagnostics[0].hint,
            "renew it: git agents validate --write-baseline");
  EXPECT_EQ(governance.loaded.diagnostics[0].consequence, "nothing is checked or deployed");
  EXPECT_FALSE(governance.baseline);
}

TEST(Govern, RefusesGoverningFilesThatAreNotRegular) {
  MemoryTree tree;
  tree.put(settings_path, {.content = "/etc/passwd", .mode = 0120000});
  EXPECT_THAT(said(govern(tree).loaded.diagnostics),
              ElementsAre("error configuration .git-agents.yaml it is not a regular file"));
  EXPECT_THAT(tree.reads, IsEmpty());
}

TEST(Govern, RefusesUnmergedMissingAndTooLargeFiles) {
  MemoryTree unmerged, missing, large{{settings_path, std::string(256 * 1024 + 1, '#')}};
  unmerged.put(settings_path, {.content = "version: 1\n", .stage = 2});
  missing.put(settings_path, {.content = {}});
  EXPECT_THAT(said(govern(unmerged).loaded.diagnostics),
              ElementsAre("error configuration .git-agents.yaml the file has unmerged changes"));
  EXPECT_THAT(said(govern(missing).loaded.diagnostics),
              ElementsAre("error configuration .git-agents.yaml its content is missing"));
  EXPECT_THAT(said(govern(large).loaded.diagnostics),
              ElementsAre("error configuration .git-agents.yaml '.git-agents.yaml' is larger than "
                          "262144 bytes"));
}

TEST(ListedPaths, AreGoverningFilesDefinitionsAndOutput) {
  settings::Settings settings;
  settings.definitions = {{"lib", "agent", ""}, {"more/x", "skill", ""}};
  settings.build.output = "dist";
  EXPECT_THAT(listed_paths(settings),
              ElementsAre(baseline_path, settings_path, "lib", "more/x", "dist"));
}

TEST(ListedPaths, AreTheWholeTreeWithoutAConfiguration) {
  settings::Settings settings;
  EXPECT_THAT(listed_paths(settings), ElementsAre(""));
  settings.definitions = {{"agents", "agent", ""}};
  settings.discovered = true;
  EXPECT_THAT(listed_paths(settings), ElementsAre(""));
}

TEST(Validate, SortsAllDiagnosticsByPath) {
  auto tree = faulty();
  const auto validation = validate(tree, {});
  EXPECT_THAT(said(validation.diagnostics), ElementsAre(in_a, in_b, in_c));
  EXPECT_EQ(validation.files, 3u);
  EXPECT_TRUE(validation.usable);
  EXPECT_TRUE(validation.failed());
  EXPECT_EQ(validation.count(base::Severity::error), 2u);
  EXPECT_EQ(validation.count(base::Severity::warning), 1u);
  EXPECT_EQ(validation.count(base::Severity::info), 0u);
}

TEST(Validate, ReportsWhatTheTreeSays) {
  MemoryTree tree;
  tree.put("agents/l.md", {.content = "x", .mode = 0120000});
  EXPECT_THAT(said(validate(tree, {}).diagnostics), testing::SizeIs(1));
  tree.add(settings_path, "version: 1\nvalidate: {rules: {symlink: off}}\n");
  EXPECT_THAT(said(validate(tree, {}).diagnostics), IsEmpty());
}

TEST(Validate, WrongSettingsAreAllThatIsSaid) {
  auto tree = faulty();
  tree.add(settings_path, "version: 2\n");
  const auto validation = validate(tree, {});
  EXPECT_FALSE(validation.usable);
  EXPECT_TRUE(validation.failed());
  EXPECT_EQ(validation.files, 0u);
  EXPECT_THAT(said(validation.diagnostics),
              ElementsAre("error configuration .git-agents.yaml version 2 of this file is not "
                          "known"));
}

TEST(Validate, WrongBaselineIsBorneWhereNoneIsUsed) {
  auto tree = faulty();
  tree.add(baseline_path, "no");
  EXPECT_FALSE(validate(tree, {}).usable);
  const auto validation = validate(tree, {.use_baseline = false});
  EXPECT_TRUE(validation.usable);
  EXPECT_THAT(said(validation.diagnostics), ElementsAre(in_a, in_b, in_c));
}

TEST(Validate, FailsFromTheConfiguredSeverityOn) {
  const std::map<std::string, std::string> files = {
      {"agents/c.md", text_of("c", "", "[x](x.txt)\n")}};
  MemoryTree tree(files), stern(files), lenient(files);
  EXPECT_FALSE(validate(tree, {}).failed());
  stern.add(settings_path, "version: 1\nvalidate: {fail-on: warning}\n");
  EXPECT_TRUE(validate(stern, {}).failed());
  lenient.add(settings_path, "version: 1\nvalidate: {fail-on: info, ignore: \"*.md\"}\n");
  EXPECT_FALSE(validate(lenient, {}).failed());
}

TEST(Validate, StrictTakesWarningsForErrors) {
  auto tree = faulty();
  const auto validation = validate(tree, {.strict = true});
  EXPECT_EQ(validation.count(base::Severity::error), 3u);
  EXPECT_EQ(validation.count(base::Severity::warning), 0u);
}

TEST(Validate, OnlySomePathsAreReportedButAllAreLookedAt) {
  auto tree = faulty();
  const auto only = [&](const Lines& paths) {
    return said(validate(tree, {.only = paths}).diagnostics);
  };
  EXPECT_THAT(only({"agents/a.agent.md"}), ElementsAre(in_a));
  EXPECT_THAT(only({"agents/b"}), ElementsAre(in_b));
  EXPECT_THAT(only({"agents/a.agent.md", "agents/c.md"}), ElementsAre(in_a, in_c));
  EXPECT_THAT(only({""}), testing::SizeIs(3));
  EXPECT_THAT(only({"agents/a"}), IsEmpty());
  EXPECT_EQ(validate(tree, {.only = {"agents/a"}}).files, 3u);
}

TEST(Validate, BaselineAcceptsOldErrors) {
  auto tree = faulty();
  auto old = validate(tree, {}).diagnostics;
  std::erase_if(old, [](const auto& d) { return d.path == "agents/b/b.agent.md"; });
  tree.add(baseline_path, agent::Baseline::of(old).text());
  const auto validation = validate(tree, {});
  EXPECT_THAT(said(validation.diagnostics), ElementsAre(in_b, in_c));
  EXPECT_EQ(validation.known, 1u);
  EXPECT_THAT(validation.fixed, IsEmpty());
  EXPECT_THAT(said(validate(tree, {.use_baseline = false}).diagnostics),
              ElementsAre(in_a, in_b, in_c));
}

TEST(Validate, FixedEntriesAreThoseOfTheSelectedPaths) {
  agent::Baseline baseline;
  baseline.entries = {{"cycle", "agents/a.agent.md", "1"}, {"cycle", "agents/b/b.agent.md", "2"}};
  auto tree = faulty();
  tree.add(baseline_path, baseline.text());
  EXPECT_THAT(validate(tree, {}).fixed, testing::SizeIs(2));
  EXPECT_THAT(validate(tree, {.only = {"agents/b"}}).fixed,
              ElementsAre(agent::BaselineEntry{"cycle", "agents/b/b.agent.md", "2"}));
}

TEST(Validate, LooksOutsideForLinksThatTheListingDoesNotHold) {
  const std::string roots =
      "version: 1\ndefinitions: [{path: agents}, {path: skills, kind: skill}]\n";
  MemoryTree inside{{settings_path, roots},
                    {"agents/a.md", text_of("a", "", "[x](x.txt) [d](../skills/)\n")},
                    {"agents/x.txt", "x"},
                    {"skills/p/notes.txt", "x"}};
  EXPECT_FALSE(validate(inside, {}).looked_outside);
  EXPECT_THAT(inside.questions, IsEmpty());
  MemoryTree outside{{settings_path, roots},
                     {"agents/a.md", text_of("a", "", "[x](x.txt) [d](../docs/d.md)\n")},
                     {"agents/x.txt", "x"},
                     {"docs/d.md", "x"}};
  const auto validation = validate(outside, {});
  EXPECT_TRUE(validation.looked_outside);
  EXPECT_THAT(validation.diagnostics, IsEmpty());
  EXPECT_THAT(outside.questions, ElementsAre(ElementsAre("docs/d.md")));
}

TEST(Validate, ListingOfAWholeTreeAnswersForWhatMayBeADefinition) {
  MemoryTree tree{{"agents/a.md", text_of("a", "", "[x](x.txt) [d](../docs/d.md)\n")},
                  {"agents/x.txt", "x"},
                  {"docs/d.md", "x"}};
  const auto validation = validate(tree, {});
  EXPECT_TRUE(validation.looked_outside);
  EXPECT_THAT(validation.diagnostics, IsEmpty());
  EXPECT_THAT(tree.questions, ElementsAre(ElementsAre("agents/x.txt")));
}

TEST(Validate, ListsOnlyWhereDefinitionsAre) {
  MemoryTree tree{{settings_path, "version: 1\ndefinitions: [{path: lib}]\n"},
                  {"lib/a.md", text_of("a")},
                  {"agents/b.md", "no definition here"},
                  {"src/x.cpp", "x"}};
  const auto validation = validate(tree, {});
  EXPECT_THAT(validation.diagnostics, IsEmpty());
  EXPECT_EQ(validation.files, 1u);
  Lines paths;
  for (const auto& entry : validation.listing) paths.push_back(entry.path);
  EXPECT_THAT(paths, ElementsAre(settings_path, "lib/a.md"));
}

}  // namespace
}  // namespace source
