#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "agent/baseline.hpp"
#include "agent/rules.hpp"
#include "report/rule_document.hpp"
#include "unit/report/sample_findings.hpp"

namespace {

using Json = nlohmann::ordered_json;

std::string written(const std::vector<base::Diagnostic>& diagnostics) {
  return sample::written(report::FindingsFormat::sarif, diagnostics);
}

Json run_of(const std::vector<base::Diagnostic>& diagnostics) {
  return Json::parse(written(diagnostics)).at("runs").at(0);
}

Json first_result(const base::Diagnostic& diagnostic) {
  return run_of({diagnostic}).at("results").at(0);
}

TEST(Sarif, TheDocumentSaysWhatItIsAndHowTheRunEnded) {
  EXPECT_EQ(written({}),
            "{\"version\":\"2.1.0\",\n"
            "\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
            "sarif-schema-2.1.0.json\",\n"
            "\"runs\":[{\n"
            "\"tool\":{\"driver\":{\"name\":\"git agents\",\"semanticVersion\":\"1.2.3\","
            "\"rules\":[]}},\n"
            "\"invocations\":[{\"executionSuccessful\":true,\"exitCode\":0}],\n"
            "\"originalUriBaseIds\":{\"%SRCROOT%\":{\"description\":{\"text\":"
            "\"The top of the repository.\"}}},\n"
            "\"automationDetails\":{\"id\":\"git-agents/validate/\"},\n"
            "\"columnKind\":\"unicodeCodePoints\",\n"
            "\"results\":[],\n"
            "\"properties\":{\"definitions\":2,\"baseline\":0,\"hidden\":0}\n}]}\n");
}

TEST(Sarif, AResultHasPlaceContextMessageAndFingerprint) {
  const base::Diagnostic diagnostic = sample::portability();
  EXPECT_EQ(first_result(diagnostic).dump(),
            "{\"ruleId\":\"yaml-portability\",\"ruleIndex\":0,\"level\":\"warning\",\"message\":"
            "{\"text\":\"unquoted value contains ': '. strict YAML parsers refuse the file. hint: "
            "put the value in double quotes\"},\"locations\":[{\"physicalLocation\":{"
            "\"artifactLocation\":{\"uri\":\"agents/x.md\",\"uriBaseId\":\"%SRCROOT%\"},"
            "\"region\":{\"startLine\":3,\"startColumn\":14,\"endColumn\":18},\"contextRegion\":{"
            "\"startLine\":3,\"snippet\":{\"text\":\"description: a: b\"}}}}],"
            "\"partialFingerprints\":{\"gitAgents/v1\":\"" +
                agent::fingerprint(diagnostic) + "\"}}");
}

TEST(Sarif, AFindingAboutAWholeFileHasNoRegion) {
  const auto result = first_result(sample::bare(base::Severity::info, "a.md", "r", "m"));
  EXPECT_EQ(result["level"], "note");
  EXPECT_EQ(result["locations"].dump(),
            "[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"a.md\","
            "\"uriBaseId\":\"%SRCROOT%\"}}}]");
}

TEST(Sarif, ALineOfUnknownColumnIsTheRegion) {
  base::Diagnostic diagnostic = sample::bare(base::Severity::error, "a.md", "r", "m");
  diagnostic.place.line = 5;
  diagnostic.place.excerpt = "cut…";
  const auto place = first_result(diagnostic)["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["region"].dump(), "{\"startLine\":5}");
  EXPECT_FALSE(place.contains("contextRegion"));
}

TEST(Sarif, ACutLineIsNoSnippet) {
  base::Diagnostic diagnostic = sample::portability();
  diagnostic.place.excerpt = "description: a: b…";
  EXPECT_FALSE(
      first_result(diagnostic)["locations"][0]["physicalLocation"].contains("contextRegion"));
}

TEST(Sarif, APathOfAnyBytesIsARelativeUri) {
  const std::string path = "http:/a b/%41\n\"\xFF\xC3\xA4[#?]\\~.md";
  const auto result = first_result(sample::bare(base::Severity::error, path, "r", "m"));
  EXPECT_EQ(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "http%3A/a%20b/%2541%0A%22%FF%C3%A4%5B%23%3F%5D%5C~.md");
}

TEST(Sarif, AMessageHasNoPlaceholdersAndNoLinks) {
  const auto result = first_result(sample::bare(base::Severity::error, "a.md", "r",
                                                "'{0}' [click](http://x) \x1b[2J\\](1) \xFF"));
  EXPECT_EQ(result["message"]["text"], "'{{0}}' [click] (http://x) \x1b[2J\\] (1) \uFFFD");
}

TEST(Sarif, RulesAreThoseThatOccurOnceEach) {
  const auto run = run_of({sample::bare(base::Severity::error, "a.md", "private-key", "m"),
                           sample::bare(base::Severity::error, "a.md", "duplicate-key", "m"),
                           sample::bare(base::Severity::info, "b.md", "private-key", "m"),
                           sample::bare(base::Severity::error, "c.md", "no-such-rule", "m")});
  const auto& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), 3U);
  for (const auto& result : run["results"]) {
    EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
  }
  EXPECT_EQ(rules[0]["name"], "DuplicateKey");
  EXPECT_FALSE(rules[0]["properties"].contains("security-severity"));
  EXPECT_EQ(rules[1].dump(), "{\"id\":\"no-such-rule\",\"name\":\"NoSuchRule\"}");
  EXPECT_EQ(rules[2]["shortDescription"]["text"], "a private key");
  EXPECT_EQ(rules[2]["defaultConfiguration"]["level"], "error");
  EXPECT_EQ(rules[2]["properties"]["security-severity"], "8.0");
  EXPECT_EQ(rules[2]["properties"]["tags"][0], "security");
}

TEST(Sarif, EveryRuleOfTheCatalogueCanBeDescribed) {
  std::vector<base::Diagnostic> all;
  for (const agent::Rule& rule : agent::rules()) {
    all.push_back(sample::bare(rule.severity, "a.md", std::string(rule.id), "m"));
  }
  const auto run = run_of(all);
  const auto& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), all.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const agent::Rule& rule = agent::rules()[i];
    SCOPED_TRACE(rule.id);
    EXPECT_EQ(rules[i]["id"], rule.id);
    EXPECT_FALSE(rules[i]["fullDescription"]["text"].get<std::string>().empty());
    EXPECT_FALSE(rules[i]["help"]["text"].get<std::string>().empty());
    EXPECT_FALSE(rules[i]["help"]["markdown"].get<std::string>().empty());
    EXPECT_FALSE(rules[i]["properties"]["tags"][0].get<std::string>().empty());
    EXPECT_EQ(rules[i].contains("relationships"), rule.cwe != 0);
    if (rule.cwe == 0) continue;
    const std::string number = std::to_string(rule.cwe);
    EXPECT_EQ(rules[i]["relationships"].dump(),
              "[{\"target\":{\"id\":\"" + number +
                  "\",\"toolComponent\":{\"name\":\"CWE\",\"index\":0}},"
                  "\"kinds\":[\"superset\"]}]");
    const auto& taxa = run["taxonomies"][0]["taxa"];
    EXPECT_TRUE(std::ranges::any_of(taxa, [&](const Json& taxon) {
      return taxon["id"] == number &&
             taxon["helpUri"] == "https://cwe.mitre.org/data/definitions/" + number + ".html";
    }));
  }
}

TEST(RuleDocument, ShowsReasonEvidenceAndFencedExamples) {
  const agent::Rule rule{.id = "x",
                         .severity = base::Severity::error,
                         .summary = "s",
                         .why = "Because.",
                         .evidence = "Seen 3 times.",
                         .bad = "\n==> a.md <==\n```\ncode\n```\n",
                         .good = "==> a.md <==\nfine\n"};
  EXPECT_EQ(report::rule_markdown(rule),
            "Because.\n\nSeen 3 times.\n\nBreaks the rule:\n\n"
            "````text\n==> a.md <==\n```\ncode\n```\n````\n\n"
            "Keeps it:\n\n```text\n==> a.md <==\nfine\n```");
  EXPECT_EQ(report::rule_text(rule),
            "Because.\n\nSeen 3 times.\n\nBreaks the rule:\n\n"
            "==> a.md <==\n```\ncode\n```\n\nKeeps it:\n\n==> a.md <==\nfine");
  EXPECT_EQ(
      report::rule_text({.id = "x", .severity = base::Severity::error, .summary = "the summary"}),
      "the summary");
}

}  // namespace
