#include <unistd.h>

#include <cerrno>
#include <utility>

#include "os/pipe_signal.hpp"
#include "os/spawn.hpp"

namespace os {

Child::Child(const Command& command) {
  resolve_program(command);
  Pipe in = make_pipe(command);
  Pipe out = make_pipe(command);
  pid_ = spawn(command, {in.read.get(), out.write.get(), -1});
  in_ = std::move(in.write);
  out_ = std::move(out.read);
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      status_(other.status_),
      in_(std::move(other.in_)),
      out_(std::move(other.out_)) {}

Child::~Child() {
  out_.reset();
  wait();
}

bool Child::write(std::string_view bytes) {
  const PipeSignalBlocked blocked;
  while (!bytes.empty()) {
    const ssize_t put = ::write(in_.get(), bytes.data(), bytes.size());
    if (put >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(put));
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

int Child::wait() {
  in_.reset();
  if (pid_ > 0) status_ = wait_for(std::exchange(pid_, -1));
  return status_;
}

}  // namespace os
