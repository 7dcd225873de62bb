#include "base/error.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace {

TEST(IoError, NamesTheActionThePathAndTheReason) {
  const base::Error error = base::io_error("read", "x", EACCES);
  EXPECT_EQ(error.message(), "cannot read 'x': Permission denied");
  EXPECT_EQ(error.code(), base::ErrorCode::io);
  EXPECT_EQ(error.hint(), "");
}

TEST(Error, PutsTheContextBeforeTheMessage) {
  base::Error error(base::ErrorCode::invalid, "it is empty", "write something");
  error.add_context("a.md").add_context("source 'main'");
  EXPECT_STREQ(error.what(), "source 'main': a.md: it is empty");
  EXPECT_EQ(error.hint(), "write something");
}

}  // namespace
