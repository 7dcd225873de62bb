#include "agent/compatibility.hpp"

#include <gmock/gmock.h>

namespace agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Compatibility read(std::string_view text, std::string_view version = "1.2.0") {
  return read_compatibility(text, "agents-manifest.yaml", version);
}

/// "severity line:column: message" of each finding.
std::vector<std::string> told(const Compatibility& compatibility) {
  std::vector<std::string> lines;
  for (const auto& finding : compatibility.findings) {
    EXPECT_EQ(finding.path, "agents-manifest.yaml");
    lines.push_back(std::string(base::to_string(finding.severity)) + " " +
                    std::to_string(finding.place.line) + ":" +
                    std::to_string(finding.place.column) + ": " + finding.message);
  }
  return lines;
}

TEST(Compatibility, OfTheKnownFormatRefusesNothing) {
  for (const char* text : {"", "# nothing\n", "repo_format_version: 1\n",
                           "repo_format_version: \"1\"\nmin_git_agents_version: 1.2\n",
                           "repo_format_version: 0\n", "unknown: {a: [1]}\n"}) {
    EXPECT_EQ(read(text).refusal, "") << text;
    EXPECT_THAT(told(read(text)), IsEmpty()) << text;
  }
}

TEST(Compatibility, RefusesALaterFormat) {
  const std::string reason = ", and this program knows none above 1";
  EXPECT_EQ(read("repo_format_version: 2\n").refusal,
            "it has the repository format version 2" + reason);
  EXPECT_EQ(read("repo_format_version: 99999999999999999999\n").refusal,
            "it has the repository format version 99999999999999999999" + reason);
}

TEST(Compatibility, RefusesWhereALaterVersionOfThisProgramIsNeeded) {
  const char* text = "min_git_agents_version: 1.10.0\n";
  EXPECT_EQ(read(text, "1.9.0").refusal, "it needs git agents 1.10.0 or later, and this is 1.9.0");
  EXPECT_EQ(read(text, "1.10.0-rc.1").refusal,
            "it needs git agents 1.10.0 or later, and this is 1.10.0-rc.1");
  EXPECT_EQ(read(text, "1.10.0").refusal, "");
  EXPECT_EQ(read(text, "1.11").refusal, "");
}

TEST(Compatibility, TellsWhatConcernsClaudeMpmAndRefusesNothingForIt) {
  const auto compatibility = read(
      "repo_format_version: 1\n"
      "min_cli_version: \"5.10.0\"\n"
      "max_cli_version: 7\n"
      "migration_notes: |\n"
      "  Move your files.\n"
      "  Then sync.\n"
      "compatibility_ranges:\n"
      "  - {cli: \">=5.8.0 <5.10.0\", status: degraded, notes: no skills}\n"
      "agents:\n"
      "  qa: {min_cli_version: 6.0.0, notes: needs hooks}\n"
      "  ops: {notes: slow}\n"
      "  dev: {}\n");
  EXPECT_EQ(compatibility.refusal, "");
  EXPECT_THAT(told(compatibility),
              ElementsAre("info 2:18: claude-mpm must be 5.10.0 or later",
                          "info 3:18: claude-mpm must be 7 or earlier",
                          "info 4:18: migration notes: Move your files. …",
                          "info 8:5: claude-mpm >=5.8.0 <5.10.0: degraded: no skills",
                          "info 10:3: 'qa' needs claude-mpm 6.0.0 or later: needs hooks",
                          "info 11:3: 'ops': slow"));
}

TEST(Compatibility, WarnsOfWhatIsGoingAway) {
  EXPECT_THAT(told(read("deprecation_warnings:\n"
                        "- feature: base_v1\n"
                        "  removed_in: \"7.0\"\n"
                        "  replacement: base_v2\n"
                        "  deadline: 2026-12-31\n"
                        "- feature: old\n"
                        "- {replacement: nothing}\n")),
              ElementsAre("warning 2:3: 'base_v1' is deprecated, to be removed in 7.0 by "
                          "2026-12-31: use base_v2",
                          "warning 6:3: 'old' is deprecated"));
}

TEST(Compatibility, OfAFileThatCannotBeReadIsAWarningAndRefusesNothing) {
  const auto broken = read("repo_format_version: 2\n- {a: \"b\n");
  EXPECT_EQ(broken.refusal, "");
  ASSERT_EQ(broken.findings.size(), 1U);
  EXPECT_EQ(broken.findings[0].severity, base::Severity::warning);
  EXPECT_GT(broken.findings[0].place.line, 0U);
  EXPECT_GT(broken.findings[0].place.column, 0U);
  EXPECT_THAT(told(read("- a\n- b\n")), ElementsAre("warning 1:1: it is not a mapping"));
  EXPECT_THAT(told(read("repo_format_version: two\nmin_cli_version: latest\n"
                        "min_git_agents_version: [1]\n")),
              ElementsAre("warning 1:22: 'repo_format_version' is not a whole number",
                          "warning 3:25: 'min_git_agents_version' is not a version",
                          "warning 2:18: 'min_cli_version' is not a version"));
}

TEST(Compatibility, TakesListsAndMappingsOfTheWrongKindForNothing) {
  EXPECT_THAT(told(read("agents: [a, b]\ncompatibility_ranges: {a: b}\n"
                        "deprecation_warnings: text\nmigration_notes: [a]\n")),
              IsEmpty());
  EXPECT_THAT(told(read("agents: {a: text, b: [1]}\ncompatibility_ranges: [text, [1]]\n"
                        "deprecation_warnings: [text]\n")),
              IsEmpty());
}

}  // namespace
}  // namespace agent
