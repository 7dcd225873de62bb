#pragma once

#include <string_view>

namespace telemetry {

/// Times a piece of work and writes "12:00:00.000123 +1.234ms <what>" where GIT_AGENTS_TRACE says:
/// 1|true|2 = stderr, 3-9 = that descriptor, an absolute path = appended (git(1), GIT_TRACE).
/// Costs one comparison where tracing is off.
class Span {
 public:
  explicit Span(std::string_view what);
  ~Span();
  Span(const Span&) = delete;
  Span& operator=(const Span&) = delete;

 private:
  std::string_view what_;
  long long start_ns_;
};

/// Writes one line to the trace.
void note(std::string_view text);

}  // namespace telemetry
