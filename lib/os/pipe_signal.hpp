#pragma once

#include <signal.h>

namespace os {

/// While it lives, writing to a pipe that nobody reads gives EPIPE on this thread instead of ending
/// the process; the process-wide disposition of SIGPIPE is not touched.
class PipeSignalBlocked {
 public:
  PipeSignalBlocked();
  ~PipeSignalBlocked();
  PipeSignalBlocked(const PipeSignalBlocked&) = delete;
  PipeSignalBlocked& operator=(const PipeSignalBlocked&) = delete;

 private:
  sigset_t before_;
  bool was_pending_;
};

}  // namespace os
