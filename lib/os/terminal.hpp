#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace os {

bool is_terminal(int fd);
/// Columns of the terminal on `fd`; 80 where it is none.
std::size_t terminal_width(int fd);

/// auto, resolved: a terminal, TERM not "dumb", NO_COLOR unset or empty (no-color.org).
bool wants_colour(int fd);

/// A line on stderr that is redrawn in place. Draws nothing where stderr is no terminal, nor in the
/// first 300 ms. The destructor clears the line.
class Progress {
 public:
  explicit Progress(std::string label, std::size_t total);
  ~Progress();
  void advance(std::size_t done);

 private:
  std::string label_;
  std::size_t total_;
  long long start_ns_;
  long long drawn_ns_ = 0;
  bool active_;
};

}  // namespace os
