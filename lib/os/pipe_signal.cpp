#include "os/pipe_signal.hpp"

namespace os {
namespace {

bool is_pending() {
  sigset_t pending;
  sigpending(&pending);
  return sigismember(&pending, SIGPIPE) == 1;
}

sigset_t only_sigpipe() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  return set;
}

}  // namespace

PipeSignalBlocked::PipeSignalBlocked() : was_pending_(is_pending()) {
  const sigset_t set = only_sigpipe();
  pthread_sigmask(SIG_BLOCK, &set, &before_);
}

PipeSignalBlocked::~PipeSignalBlocked() {
  if (!was_pending_ && is_pending()) {
    const sigset_t set = only_sigpipe();
    int signal = 0;
    sigwait(&set, &signal);
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace os
