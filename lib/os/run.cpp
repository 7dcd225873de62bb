#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "os/pipe_signal.hpp"
#include "os/spawn.hpp"

namespace os {
namespace {

/// Waits for the child also where draining its pipes threw, so that no zombie stays.
class Running {
 public:
  explicit Running(const Command& command) : command_(command) {}
  ~Running() {
    if (pid_ > 0) wait_for(pid_);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  void start(const Streams& streams) { pid_ = spawn(command_, streams); }
  int finish() {
    const int status = wait_for(pid_);
    pid_ = -1;
    if (status >= 0) return status;
    throw base::Error(base::ErrorCode::io, "cannot learn how '" + command_.argv.front() + "' ended",
                      "the program that started this one ignores SIGCHLD");
  }

 private:
  const Command& command_;
  pid_t pid_ = -1;
};

/// Reads once; closes at the end of the stream.
void drain(Fd& from, std::string& into) {
  char buffer[65536];
  const ssize_t got = ::read(from.get(), buffer, sizeof buffer);
  if (got > 0) {
    into.append(buffer, static_cast<std::size_t>(got));
  } else if (got == 0 || errno != EINTR) {
    from.reset();
  }
}

/// Writes once without blocking; closes when all is written or nobody reads any more.
void feed(Fd& to, std::string_view& rest) {
  const ssize_t put = ::write(to.get(), rest.data(), rest.size());
  if (put >= 0) {
    rest.remove_prefix(static_cast<std::size_t>(put));
  } else if (errno == EINTR || errno == EAGAIN) {
    return;
  } else {
    rest = {};
  }
  if (rest.empty()) to.reset();
}

void exchange(Fd& in, std::string_view input, Fd& out, Fd& error, Result& result) {
  std::optional<PipeSignalBlocked> blocked;
  if (in) blocked.emplace();
  while (in || (out && error)) {
    pollfd fds[] = {{in.get(), POLLOUT, 0}, {out.get(), POLLIN, 0}, {error.get(), POLLIN, 0}};
    if (::poll(fds, 3, -1) < 0) {
      if (errno == EINTR) continue;
      throw base::io_error("wait for", "a program's output", errno);
    }
    if (fds[0].revents) feed(in, input);
    if (fds[1].revents) drain(out, result.output);
    if (fds[2].revents) drain(error, result.error);
  }
  while (out) drain(out, result.output);
  while (error) drain(error, result.error);
}

}  // namespace

Result run(const Command& command) {
  Running child(command);  // destroyed after the pipes, whose closing lets it end
  Pipe in, out, error;
  if (!command.input.empty()) {
    in = make_pipe(command);
    ::fcntl(in.write.get(), F_SETFL, O_NONBLOCK);
  }
  if (command.output == Command::Stdout::capture) out = make_pipe(command);
  if (command.error == Command::Stderr::capture) error = make_pipe(command);
  child.start({in.read.get(), out.write.get(), error.write.get()});
  in.read.reset();
  out.write.reset();
  error.write.reset();

  Result result;
  exchange(in.write, command.input, out.read, error.read, result);
  result.status = child.finish();
  return result;
}

}  // namespace os
