#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "os/terminal.hpp"

namespace os {
namespace {

constexpr long long quiet_ns = 300'000'000;
constexpr long long redraw_ns = 100'000'000;
constexpr std::string_view erase = "\r\033[K";

long long steady_ns() {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

/// Progress is only decoration: what cannot be written is dropped.
void draw(std::string_view text) {
  static_cast<void>(!::write(STDERR_FILENO, text.data(), text.size()));
}

/// The longest beginning of valid `text` with at most `width` code points.
std::string_view fit(std::string_view text, std::size_t width) {
  while (base::count_code_points(text) > width) {
    do {
      text.remove_suffix(1);
    } while (!text.empty() && base::first_invalid_utf8(text));
  }
  return text;
}

}  // namespace

Progress::Progress(std::string label, std::size_t total)
    : label_(base::to_valid_utf8(label)),
      total_(total),
      start_ns_(steady_ns()),
      active_(is_terminal(STDERR_FILENO)) {}

Progress::~Progress() {
  if (drawn_ns_ != 0) draw(erase);
}

void Progress::advance(std::size_t done) {
  if (!active_) return;
  const long long now = steady_ns();
  if (now - start_ns_ < quiet_ns || now - drawn_ns_ < redraw_ns) return;
  drawn_ns_ = now;
  std::string line = label_ + ": ";
  if (total_ > 0) {
    line += std::to_string(std::min(done, total_) * 100 / total_) + "% (" + std::to_string(done) +
            "/" + std::to_string(total_) + ")";
  } else {
    line += std::to_string(done);
  }
  // The last column stays free: writing it would wrap the line on some terminals.
  draw(std::string(erase).append(fit(line, terminal_width(STDERR_FILENO) - 1)));
}

}  // namespace os
