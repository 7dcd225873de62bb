#include "git-agents/manual.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "sample_commands.hpp"

namespace {

constexpr std::string_view prose =
    ".\\\" 2026-11-21\n.SH DESCRIPTION\nText.\n@OPTIONS@\n.SH SEE ALSO\nMore.\n";

TEST(Manual, APageIsMadeFromTheTableAndTheProse) {
  EXPECT_EQ(cli::manual_page(test::sample_commands, "show", prose),
            ".TH GIT\\-AGENTS\\-SHOW 1 2026-11-21 \"git\\-agents " GIT_AGENTS_VERSION
            "\" \"Git Agents Manual\"\n"
            ".SH NAME\ngit\\-agents\\-show \\- show a definition\n"
            ".SH SYNOPSIS\n.SY \"git agents show\"\n\\&\\fIname\\fP\n.YS\n"
            ".SH DESCRIPTION\nText.\n"
            ".SH OPTIONS\n.TP\n\\fB\\-h\\fP\nShow a short help text.\n"
            ".TP\n\\fB\\-\\-help\\fP\nOpen this page.\n"
            ".SH SEE ALSO\nMore.\n");
}

TEST(Manual, OptionsShowLettersValuesAndChoices) {
  const std::string page = cli::manual_page(test::sample_commands, "git-agents-check", prose);
  EXPECT_NE(page.find("\\&[\\fB\\-\\-format\\fP\\ \\fBhuman\\fP|\\fBjson\\fP]\n"),
            std::string::npos)
      << page;
  EXPECT_NE(page.find(".TP\n\\fB\\-o\\fP \\fIDIR\\fP, \\fB\\-\\-output\\fP=\\fIDIR\\fP\n"
                      "Write below DIR.\n"),
            std::string::npos);
  EXPECT_NE(page.find("\\fIFORMAT\\fP is human (the default) or json.\n"), std::string::npos);
  EXPECT_NE(page.find(".TP\n\\fB\\-z\\fP\nEnd each path with NUL.\n"), std::string::npos);
  EXPECT_NE(page.find("\\fB\\-\\-json\\fP\nThe same as \\fB\\-\\-format=json\\fP.\n"),
            std::string::npos);
}

TEST(Manual, APageDescribesTheWordsOfACommand) {
  EXPECT_EQ(cli::manual_page(test::sample_commands, "remote", prose),
            ".TH GIT\\-AGENTS\\-REMOTE 1 2026-11-21 \"git\\-agents " GIT_AGENTS_VERSION
            "\" \"Git Agents Manual\"\n"
            ".SH NAME\ngit\\-agents\\-remote \\- manage remotes\n"
            ".SH SYNOPSIS\n.SY \"git agents remote add\"\n"
            "\\&[\\fB\\-\\-format\\fP\\ \\fBhuman\\fP|\\fBjson\\fP]\n"
            "\\&\\fIurl\\fP\n.YS\n"
            ".SY \"git agents remote remove\"\n.YS\n"
            ".SH DESCRIPTION\nText.\n"
            ".SH COMMANDS\n.SS add\nAdd a remote.\n"
            ".TP\n\\fB\\-\\-format\\fP=\\fIFORMAT\\fP\nWrite FORMAT.\n"
            "\\fIFORMAT\\fP is human (the default) or json.\n"
            ".TP\n\\fB\\-\\-json\\fP\nThe same as \\fB\\-\\-format=json\\fP.\n"
            ".SS remove\nRemove a remote.\n"
            ".SH OPTIONS\n.TP\n\\fB\\-h\\fP\nShow a short help text.\n"
            ".TP\n\\fB\\-\\-help\\fP\nOpen this page.\n"
            ".SH SEE ALSO\nMore.\n");
}

TEST(Manual, TheOverviewListsTheCommands) {
  const std::string page = cli::manual_page(test::sample_commands, "git-agents",
                                            ".\\\" 2026-11-21\n.SH D\n@COMMANDS@\n.SH E\n");
  EXPECT_NE(page.find(".SS Check definitions\n.TP\n.BR git\\-agents\\-check (1)\n"
                      "Check definitions.\n"),
            std::string::npos);
  EXPECT_EQ(page.find("__raw"), std::string::npos);
}

TEST(Manual, ProseWithoutDateOrPlaceIsRefused) {
  EXPECT_THROW(cli::manual_page(test::sample_commands, "show", ".SH X\n@OPTIONS@\n"), base::Error);
  EXPECT_THROW(cli::manual_page(test::sample_commands, "show", ".\\\" 2026-11-21\n.SH X\n"),
               base::Error);
  EXPECT_THROW(cli::manual_page(test::sample_commands, "nope", prose), base::Error);
}

}  // namespace
