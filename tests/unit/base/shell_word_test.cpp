#include "base/shell_word.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(ShellWord, QuotesWhatAShellWouldTakeApart) {
  EXPECT_EQ(shell_word("/home/me/.cache/up@main"), "/home/me/.cache/up@main");
  EXPECT_EQ(shell_word("a b"), "'a b'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word("$(x)"), "'$(x)'");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(ShellWord, IsInQuotesInASentenceOnlyWhereItHasNoneOfItsOwn) {
  EXPECT_EQ(quoted_command("git agents pull lib"), "'git agents pull lib'");
  EXPECT_EQ(quoted_command("git agents pull 'a b'"), "git agents pull 'a b'");
}

}  // namespace
}  // namespace base
