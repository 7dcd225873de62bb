#include "os/terminal.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "os/file.hpp"
#include "support/temp_dir.hpp"

namespace {

/// A terminal; `master` is the screen.
struct Terminal {
  Terminal() : master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    ::grantpt(master.get());
    ::unlockpt(master.get());
    slave = os::Fd(::open(::ptsname(master.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
    const winsize size{24, 20, 0, 0};
    ::ioctl(slave.get(), TIOCSWINSZ, &size);
  }
  bool has_output() const {
    pollfd fd{master.get(), POLLIN, 0};
    return ::poll(&fd, 1, 0) == 1;
  }
  std::string output() const {
    char buffer[256];
    const ssize_t got = ::read(master.get(), buffer, sizeof buffer);
    return got > 0 ? std::string(buffer, static_cast<std::size_t>(got)) : "";
  }
  os::Fd master, slave;
};

TEST(Terminal, IsTakenFor80ColumnsWhereItIsNone) {
  const test::TempDir dir;
  const os::Fd file(::open(dir.write("f", "").c_str(), O_RDWR | O_CLOEXEC));
  EXPECT_FALSE(os::is_terminal(file.get()));
  EXPECT_EQ(os::terminal_width(file.get()), 80U);
  const test::ScopedVariable term("TERM", "xterm"), colour("NO_COLOR", std::nullopt);
  EXPECT_FALSE(os::wants_colour(file.get()));
}

TEST(Terminal, TellsItsWidth) {
  const Terminal terminal;
  EXPECT_TRUE(os::is_terminal(terminal.slave.get()));
  EXPECT_EQ(os::terminal_width(terminal.slave.get()), 20U);
}

TEST(WantsColour, FollowsTermAndNoColor) {
  const Terminal terminal;
  const test::ScopedVariable term("TERM", "xterm"), colour("NO_COLOR", "");
  EXPECT_TRUE(os::wants_colour(terminal.slave.get()));
  {
    const test::ScopedVariable refused("NO_COLOR", "1");
    EXPECT_FALSE(os::wants_colour(terminal.slave.get()));
  }
  const test::ScopedVariable dumb("TERM", "dumb");
  EXPECT_FALSE(os::wants_colour(terminal.slave.get()));
}

}  // namespace
