#include "git-agents/help.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "sample_commands.hpp"

namespace {

TEST(Help, AUsageLineWrapsBelowItsFirstOption) {
  std::ostringstream out;
  cli::usage_line(out, test::check_command, 60);
  EXPECT_EQ(out.str(),
            "usage: git agents check [--staged] [--rev REV]\n"
            "                        [--format human|json] [--output DIR]\n"
            "                        [--rule RULE]... [-z]\n"
            "                        [-n | --dry-run] [<path>...]\n");
}

TEST(Help, OptionsAreAlignedAndWrapped) {
  std::ostringstream out;
  cli::command_help(out, test::check_command, 50);
  EXPECT_NE(out.str().find("\ncheck definitions\n\n"
                           "    --staged          read the index\n"
                           "    --rev REV         read the tree of REV\n"
                           "    --format FORMAT   write FORMAT (human (the\n"
                           "                      default) or json)\n"
                           "    --json            The same as --format json\n"
                           "    -o, --output DIR  write below DIR\n"
                           "    --rule RULE       only RULE; may be repeated\n"
                           "    -z                end each path with NUL\n"
                           "    -n, --dry-run     only say what would be done\n"
                           "    -h                Show this text\n"
                           "    --help            Open the manual page\n"),
            std::string::npos)
      << out.str();
}

TEST(Help, TheOverviewGroupsCommandsAndLeavesOutHiddenOnes) {
  std::ostringstream out;
  cli::overview(out, test::sample_commands, 80);
  EXPECT_EQ(out.str(),
            "usage: git agents <command> [<options>] [<arguments>]\n"
            "   or: git agents (-h | --help | --version)\n"
            "\ncheck definitions\n    check   check definitions\n"
            "\nbuild and look up\n    show    show a definition\n"
            "\nshare\n    remote  manage remotes\n"
            "\n'git agents <command> -h' shows the options of a command,\n"
            "'git agents <command> --help' opens its manual page.\n");
}

TEST(Help, ACommandWithWordsOfItsOwnListsThem) {
  std::ostringstream out;
  cli::command_help(out, test::remote_command, 80);
  EXPECT_EQ(out.str(),
            "usage: git agents remote add [--format human|json] <url>\n"
            "   or: git agents remote remove\n"
            "\nmanage remotes\n\n"
            "    add     add a remote\n"
            "    remove  remove a remote\n"
            "    -h      Show this text\n"
            "    --help  Open the manual page\n"
            "\n'git agents remote <command> -h' shows the options of one of them.\n");
}

}  // namespace
