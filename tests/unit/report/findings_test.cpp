#include "report/findings.hpp"

#include <gtest/gtest.h>

#include <streambuf>

#include "unit/report/sample_findings.hpp"

namespace {

using report::FindingsFormat;

TEST(FindingsFormats, EveryListedWordIsAFormatAndNothingElse) {
  std::istringstream words(report::findings_formats);
  std::size_t count = 0;
  for (std::string word; words >> word; ++count) EXPECT_TRUE(report::findings_format(word)) << word;
  EXPECT_EQ(count, 6U);
  EXPECT_EQ(report::findings_format("sarif"), FindingsFormat::sarif);
  EXPECT_EQ(report::findings_format("SARIF"), std::nullopt);
  EXPECT_EQ(report::findings_format(""), std::nullopt);
}

TEST(Write, HumanEndsWithTheSummary) {
  EXPECT_EQ(sample::written(FindingsFormat::human,
                            {sample::bare(base::Severity::error, "a.md", "r", "is wrong")}),
            "a.md: error: is wrong [r]\n"
            "1 error in 2 definitions\n");
}

TEST(Write, NothingFoundIsStillADocument) {
  EXPECT_EQ(sample::written(FindingsFormat::human, {}), "2 definitions, no findings\n");
  EXPECT_EQ(sample::written(FindingsFormat::jsonl, {}),
            "{\"schema\":1,\"summary\":{\"files\":2,\"errors\":0,\"warnings\":0,\"infos\":0,"
            "\"baseline\":0,\"hidden\":0}}\n");
  EXPECT_EQ(sample::written(FindingsFormat::github, {}), "2 definitions, no findings\n");
  EXPECT_EQ(sample::written(FindingsFormat::gitlab, {}), "[]\n");
}

/// Takes one byte at a time, and from `room` on none, as a pipe whose reader has gone.
class NarrowPipe : public std::streambuf {
 public:
  explicit NarrowPipe(std::size_t room) : room_(room) {}
  std::string taken;

 protected:
  int_type overflow(int_type c) override {
    if (taken.size() == room_) return traits_type::eof();
    taken += traits_type::to_char_type(c);
    return c;
  }

 private:
  std::size_t room_;
};

TEST(Write, LargeOutputIsWholeAndAClosedPipeOnlyFailsTheStream) {
  std::vector<base::Diagnostic> many(200, sample::portability());
  for (base::Diagnostic& diagnostic : many) diagnostic.hint.append(1000, '!');
  const report::Findings findings{.diagnostics = many, .files = 1};
  for (const auto format : {FindingsFormat::json, FindingsFormat::jsonl, FindingsFormat::sarif,
                            FindingsFormat::github, FindingsFormat::gitlab}) {
    const std::string whole = sample::written_all(format, findings);
    EXPECT_GT(whole.size(), 200U * 1024);
    NarrowPipe open(SIZE_MAX), closed(1000);
    std::ostream good(&open), bad(&closed);
    report::write(good, format, findings);
    report::write(bad, format, findings);
    EXPECT_EQ(open.taken, whole);
    EXPECT_TRUE(good.good());
    EXPECT_TRUE(bad.bad());
    EXPECT_EQ(closed.taken, whole.substr(0, 1000));
  }
}

TEST(Summary, TellsWhatIsNotShownAndWhatTheBaselineAccepts) {
  std::vector<base::Diagnostic> shown(3, sample::portability());
  shown[0].severity = shown[1].severity = base::Severity::error;
  report::Findings findings{.diagnostics = shown, .files = 49};
  EXPECT_EQ(report::summary(findings), "2 errors, 1 warning in 49 definitions");
  findings.known = 12;
  EXPECT_EQ(report::summary(findings),
            "2 errors, 1 warning in 49 definitions; 12 more in the baseline");
  findings.hidden = {31, 1, 0};
  EXPECT_EQ(report::summary(findings),
            "2 errors, 1 warning in 49 definitions; 1 warning, 31 infos not shown, "
            "12 more in the baseline");
}

TEST(Summary, ClaimsNoMoreThanWasLookedFor) {
  report::Findings findings{.diagnostics = {}, .files = 49};
  EXPECT_EQ(report::summary(findings), "49 definitions, no findings");
  findings.hidden = {1, 0, 0};
  EXPECT_EQ(report::summary(findings), "49 definitions, no errors or warnings; 1 info not shown");
  findings.hidden = {3, 2, 0};
  EXPECT_EQ(report::summary(findings), "49 definitions, no errors; 2 warnings, 3 infos not shown");
  findings.known = 12;
  EXPECT_EQ(report::summary(findings),
            "49 definitions, no new errors; 2 warnings, 3 infos not shown, 12 in the baseline");
  findings.hidden = {0, 0, 1};
  EXPECT_EQ(report::summary(findings),
            "49 definitions, no findings shown; 1 error not shown, 12 in the baseline");
  findings.hidden = {};
  EXPECT_EQ(report::summary(findings), "49 definitions, no new findings; 12 in the baseline");
}

}  // namespace
