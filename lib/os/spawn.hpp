#pragma once

#include "base/error.hpp"
#include "os/process.hpp"

namespace os {

struct Pipe {
  Fd read, write;
};

/// Both ends are close-on-exec and numbered 3 or higher, so that handing one to a child as 0, 1 or
/// 2 cannot overwrite another.
Pipe make_pipe(const Command& command);

/// Descriptors that the child gets as 0, 1 and 2; -1 = /dev/null for stdin, and for the others what
/// `command` says.
struct Streams {
  int in = -1, out = -1, error = -1;
};

pid_t spawn(const Command& command, const Streams& streams);

/// Exit code or 128 + signal; -1 where the child cannot be waited for.
int wait_for(pid_t pid);

/// The path to execute. Error(not_found) where there is no such program.
std::string resolve_program(const Command& command);

/// "cannot run '<program>': <reason>".
base::Error run_error(const Command& command, int error_number);

/// Null-terminated vectors for exec, valid while the command they were made from lives.
class Arguments {
 public:
  explicit Arguments(const Command& command);
  char* const* argv() { return argv_.data(); }
  /// This process's own environment where the command does not change it.
  char* const* environment();

 private:
  std::vector<char*> argv_, environment_;
  std::vector<std::string> added_;
};

}  // namespace os
