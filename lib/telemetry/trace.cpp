#include "telemetry/trace.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>

#include "base/text.hpp"
#include "os/environment.hpp"

namespace telemetry {
namespace {

constexpr int off = -1;

int open_trace() {
  const std::string value = os::variable("GIT_AGENTS_TRACE").value_or("");
  if (value.starts_with('/')) {
    return ::open(value.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
  }
  if (value == "1" || base::to_lower_ascii(value) == "true") return STDERR_FILENO;
  if (value.size() == 1 && value[0] >= '2' && value[0] <= '9') return value[0] - '0';
  return off;
}

/// Where the trace goes, decided once.
int trace_fd() {
  static const int fd = open_trace();
  return fd;
}

long long steady_ns() {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

/// Time of day in UTC.
std::string clock_text() {
  const long long us = os::now_ns() / 1000 % 86'400'000'000;
  char text[48];
  std::snprintf(text, sizeof text, "%02lld:%02lld:%02lld.%06lld ", us / 3'600'000'000,
                us / 60'000'000 % 60, us / 1'000'000 % 60, us % 1'000'000);
  return text;
}

/// One write per line, so that the lines of several processes do not mix.
void write_line(std::string line, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    line += byte < 0x20 || byte == 0x7F ? '?' : c;
  }
  line += '\n';
  static_cast<void>(!::write(trace_fd(), line.data(), line.size()));
}

}  // namespace

Span::Span(std::string_view what) : what_(what), start_ns_(trace_fd() == off ? 0 : steady_ns()) {}

Span::~Span() {
  if (start_ns_ == 0) return;
  char duration[48];
  std::snprintf(duration, sizeof duration, "+%.3fms ",
                static_cast<double>(steady_ns() - start_ns_) / 1e6);
  write_line(clock_text() + duration, what_);
}

void note(std::string_view text) {
  if (trace_fd() != off) write_line(clock_text(), text);
}

}  // namespace telemetry
