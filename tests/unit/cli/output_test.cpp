#include "git-agents/output.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <ostream>

#include "os/file.hpp"
#include "support/temp_dir.hpp"

namespace {

TEST(Output, WritesEverythingInOrder) {
  const test::TempDir directory;
  const os::Fd file(open(directory.at("out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  const std::string text(200000, 'x');
  {
    cli::Output output(file.get());
    std::ostream stream(&output);
    stream << 'a' << text << 'b';
    stream.flush();
    EXPECT_TRUE(stream.good());
    EXPECT_EQ(output.error(), 0);
  }
  EXPECT_EQ(directory.read("out"), "a" + text + "b");
}

TEST(Output, RemembersWhyAWriteFailed) {
  const os::Fd full(open("/dev/full", O_WRONLY | O_CLOEXEC));
  cli::Output output(full.get());
  std::ostream stream(&output);
  stream << "x";
  stream.flush();
  EXPECT_EQ(output.error(), ENOSPC);
  EXPECT_FALSE(stream.good());
}

}  // namespace
