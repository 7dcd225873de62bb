#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "unit/report/sample_findings.hpp"

namespace {

std::string written(const std::vector<base::Diagnostic>& diagnostics) {
  return sample::written(report::FindingsFormat::gitlab, diagnostics);
}

std::vector<std::string> fingerprints(const std::vector<base::Diagnostic>& diagnostics) {
  std::vector<std::string> all;
  for (const auto& entry : nlohmann::json::parse(written(diagnostics))) {
    all.push_back(entry.at("fingerprint"));
  }
  return all;
}

TEST(Gitlab, AFindingHasTheKeysOfACodeQualityReport) {
  EXPECT_EQ(
      written({sample::portability()}),
      "[\n{\"description\":\"unquoted value contains ': '. strict YAML parsers refuse the file. "
      "hint: put the value in double quotes\",\"check_name\":\"yaml-portability\","
      "\"fingerprint\":\"" +
          fingerprints({sample::portability()}).front() +
          "\",\"severity\":\"minor\",\"location\":{\"path\":\"agents/x.md\","
          "\"lines\":{\"begin\":3}}}\n]\n");
}

TEST(Gitlab, AFindingAboutAWholeFileIsAtItsFirstLine) {
  const auto text = written({sample::bare(base::Severity::info, "a\n\xFF.md", "r", "m")});
  EXPECT_NE(text.find("\"severity\":\"info\",\"location\":{\"path\":\"a\\n\uFFFD.md\","
                      "\"lines\":{\"begin\":1}}"),
            std::string::npos)
      << text;
}

TEST(Gitlab, AnErrorOfSecurityIsCriticalAndAnotherMajor) {
  const auto text = written({sample::bare(base::Severity::error, "a.md", "private-key", "m"),
                             sample::bare(base::Severity::error, "a.md", "duplicate-key", "m")});
  const auto report = nlohmann::json::parse(text);
  EXPECT_EQ(report[0]["severity"], "critical");
  EXPECT_EQ(report[1]["severity"], "major");
}

TEST(Gitlab, EqualFindingsHaveFingerprintsOfTheirOwn) {
  std::vector<base::Diagnostic> diagnostics(4, sample::portability());
  diagnostics[3].path = "agents/y.md";
  const auto all = fingerprints(diagnostics);
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 4U);
}

TEST(Gitlab, AFingerprintSurvivesMovedLinesAndOtherFindings) {
  std::vector<base::Diagnostic> before = {sample::portability()};
  std::vector<base::Diagnostic> after = {sample::bare(base::Severity::error, "a.md", "r", "m"),
                                         sample::portability()};
  after[1].place.line = 300;
  EXPECT_EQ(fingerprints(before)[0], fingerprints(after)[1]);
}

}  // namespace
