#include "os/lock_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"

namespace os {
namespace {

using Clock = std::chrono::steady_clock;

Fd open_lock(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (!fd) throw base::io_error("lock", path, errno);
  return fd;
}

bool acquire(const Fd& fd, const std::string& path) {
  while (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) throw base::io_error("lock", path, errno);
  }
  return true;
}

void sign(const Fd& fd, const std::string& path, const std::string& owner) {
  const std::string text = "pid " + std::to_string(::getpid()) + " " + owner + "\n";
  if (::ftruncate(fd.get(), 0) != 0 ||
      ::pwrite(fd.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    throw base::io_error("lock", path, errno);
  }
}

std::string owner_of(const Fd& fd) {
  char text[200];
  const ssize_t length = ::pread(fd.get(), text, sizeof text, 0);
  const std::string_view line =
      base::trim({text, static_cast<std::size_t>(std::max<ssize_t>(length, 0))});
  return line.empty() ? "another process" : base::quote_path(line);
}

}  // namespace

LockFile::LockFile(const std::string& path, const std::string& owner,
                   std::chrono::milliseconds timeout)
    : LockFile(open_lock(path)) {
  const auto deadline = Clock::now() + timeout;
  Clock::duration pause = std::chrono::milliseconds(1);
  while (!acquire(fd_, path)) {
    const auto left = deadline - Clock::now();
    if (left <= Clock::duration::zero()) {
      throw base::Error(base::ErrorCode::busy,
                        "cannot lock '" + path + "': it is held by " + owner_of(fd_),
                        "try again when it has finished");
    }
    std::this_thread::sleep_for(std::min(pause, left));
    pause = std::min<Clock::duration>(pause * 2, std::chrono::milliseconds(50));
  }
  sign(fd_, path, owner);
}

std::optional<LockFile> LockFile::try_lock(const std::string& path, const std::string& owner) {
  LockFile lock(open_lock(path));
  if (!acquire(lock.fd_, path)) return std::nullopt;
  sign(lock.fd_, path, owner);
  return lock;
}

}  // namespace os
