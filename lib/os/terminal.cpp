#include "os/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include "os/environment.hpp"

namespace os {

bool is_terminal(int fd) {
  return ::isatty(fd) == 1;
}

std::size_t terminal_width(int fd) {
  winsize size = {};
  if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

bool wants_colour(int fd) {
  if (!variable("NO_COLOR").value_or("").empty()) return false;
  return is_terminal(fd) && variable("TERM").value_or("dumb") != "dumb";
}

}  // namespace os
