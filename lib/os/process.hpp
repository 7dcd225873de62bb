#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "os/file.hpp"

namespace os {

/// A program to run: never through a shell.
struct Command {
  std::vector<std::string> argv;
  std::string directory;  ///< "" = this process's
  /// Applied to this process's environment in order; nothing as value removes the variable.
  std::vector<std::pair<std::string, std::optional<std::string>>> environment;
  std::string input;  ///< given on stdin; stdin is /dev/null where empty
  enum class Stderr { capture, inherit, discard } error = Stderr::capture;
  enum class Stdout { capture, inherit, to_stderr } output = Stdout::capture;
};

struct Result {
  int status = 0;  ///< exit code, or 128 + signal
  std::string output, error;
  bool ok() const { return status == 0; }
};

/// Runs to the end with both pipes drained. Error(not_found) where the program does not exist.
Result run(const Command& command);

/// A running child with pipes on stdin and stdout. The destructor closes both and waits.
class Child {
 public:
  /// `input` and `output` are ignored; Stderr::capture means discard, since nobody would read it.
  explicit Child(const Command& command);
  ~Child();
  Child(Child&&) noexcept;
  int in() const { return in_.get(); }    ///< we write
  int out() const { return out_.get(); }  ///< we read
  void close_in() { in_.reset(); }
  /// Writes all of it, blocking. False where the child no longer reads: writing to in() oneself
  /// would then end this process with SIGPIPE.
  bool write(std::string_view bytes);
  /// Closes in() and waits. Exit code or 128 + signal, -1 where it cannot be known; idempotent.
  int wait();

 private:
  pid_t pid_ = -1;
  int status_ = -1;
  Fd in_, out_;
};

/// A process that is no child of ours.
class Detached {
 public:
  explicit Detached(pid_t pid) : pid_(pid) {}
  /// Waits for its end. False where it goes on, and, at once, where this system has no way to wait
  /// for a process that is no child (pidfd_open(2) is Linux 5.3).
  bool ends_within(std::chrono::milliseconds time) const;

 private:
  pid_t pid_;
};

/// Starts a program that outlives us and can hold nothing of ours: double fork, own session,
/// stdin /dev/null, stdout and stderr appended to `log_path` (created 0600).
Detached spawn_detached(const Command& command, const std::string& log_path);

/// Replaces this process; returns only by Error.
[[noreturn]] void exec(const std::vector<std::string>& argv);

/// Absolute path of the running program (Linux: /proc/self/exe).
std::string own_path();
/// Where `program` is on PATH, or nothing. Relative entries of PATH are skipped; a `program` with a
/// slash is not searched.
std::optional<std::string> find_program(std::string_view program);

}  // namespace os
