#include <gtest/gtest.h>

#include "unit/report/sample_findings.hpp"

namespace {

std::string written(const std::vector<base::Diagnostic>& diagnostics) {
  return sample::written(report::FindingsFormat::github, diagnostics);
}

TEST(Github, AnAnnotationHasPlaceTitleAndWholeMessage) {
  EXPECT_EQ(written({sample::portability()}),
            "::warning file=agents/x.md,line=3,col=14,endColumn=18,title=yaml-portability::"
            "unquoted value contains ': '%0Astrict YAML parsers refuse the file%0A"
            "hint: put the value in double quotes\n"
            "1 warning in 2 definitions\n");
}

TEST(Github, ErrorsComeFirstBecauseOnlyTenOfALevelAreShown) {
  EXPECT_EQ(written({sample::bare(base::Severity::info, "a.md", "r", "i"),
                     sample::bare(base::Severity::warning, "a.md", "r", "w"),
                     sample::bare(base::Severity::error, "b.md", "r", "e1"),
                     sample::bare(base::Severity::error, "c.md", "r", "e2")}),
            "::error file=b.md,title=r::e1\n"
            "::error file=c.md,title=r::e2\n"
            "::warning file=a.md,title=r::w\n"
            "::notice file=a.md,title=r::i\n"
            "2 errors, 1 warning, 1 info in 2 definitions\n");
}

TEST(Github, APathCannotEndItsProperty) {
  EXPECT_EQ(written({sample::bare(base::Severity::error, "a,line=1::b%0A.md", "r:,", "m")}),
            "::error file=a%2Cline=1%3A%3Ab%250A.md,title=r%3A%2C::m\n"
            "1 error in 2 definitions\n");
  EXPECT_EQ(written({sample::bare(base::Severity::error, "a\r\n::error::b\n\n\x1b[2J\xFF\".md", "r",
                                  "m")}),
            "::error file=a%0D%0A%3A%3Aerror%3A%3Ab%0A%0A\\x1b[2J\uFFFD\".md,title=r::m\n"
            "1 error in 2 definitions\n");
}

TEST(Github, AMessageCannotBeginACommand) {
  base::Diagnostic diagnostic =
      sample::bare(base::Severity::error, "a.md", "r", "100%\n::error file=x::owned\r\x1b[31m");
  diagnostic.consequence = "::set-output name=a::b";
  diagnostic.hint = "\n::stop-commands::x\n";
  EXPECT_EQ(written({diagnostic}),
            "::error file=a.md,title=r::100%25\\x0a::error file=x::owned\\x0d\\x1b[31m%0A"
            "::set-output name=a::b%0Ahint: \\x0a::stop-commands::x\\x0a\n"
            "1 error in 2 definitions\n");
}

TEST(Github, ALineOfUnknownColumnHasNone) {
  base::Diagnostic diagnostic = sample::bare(base::Severity::error, "a.md", "r", "m");
  diagnostic.place.line = 5;
  EXPECT_EQ(written({diagnostic}),
            "::error file=a.md,line=5,title=r::m\n1 error in 2 definitions\n");
}

}  // namespace
