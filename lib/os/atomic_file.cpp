#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "base/error.hpp"
#include "os/file.hpp"

namespace os {
namespace {

/// File systems allow 255 bytes in a name; the random part and the dots take 22.
constexpr std::size_t longest_name = 230;

std::string random_name(std::string_view path) {
  std::uint64_t number = 0;
  if (::getentropy(&number, sizeof number) != 0) throw base::io_error("write", path, errno);
  std::string name = ".";
  name.append(file_name(path).substr(0, longest_name)).append(".");
  constexpr std::string_view digits = "0123456789abcdef";
  for (int i = 0; i < 16; ++i, number >>= 4) name += digits[number & 15];
  return join(parent(path), name + ".tmp");
}

void sync_data(const Fd& fd, const std::string& path) {
#ifdef __APPLE__
  const int result = ::fsync(fd.get());
#else
  const int result = ::fdatasync(fd.get());
#endif
  if (result != 0) throw base::io_error("write", path, errno);
}

void sync_directory(const std::string& path) {
  const std::string directory(parent(path).empty() ? "." : parent(path));
  const Fd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // Some file systems cannot sync a directory and say so with EINVAL.
  if (!fd || (::fsync(fd.get()) != 0 && errno != EINVAL)) {
    throw base::io_error("sync", directory, errno);
  }
}

}  // namespace

AtomicFile::AtomicFile(std::string path, mode_t mode) : path_(std::move(path)) {
  for (int attempt = 0; !fd_; ++attempt) {
    temporary_ = random_name(path_);
    fd_.reset(
        ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!fd_ && (errno != EEXIST || attempt == 10)) throw base::io_error("write", path_, errno);
  }
  if (::fchmod(fd_.get(), mode) != 0) {
    const int error = errno;
    ::unlink(temporary_.c_str());
    throw base::io_error("write", path_, error);
  }
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
  write_all({bytes});
}

void AtomicFile::write_all(const std::vector<std::string_view>& pieces) {
  std::vector<iovec> waiting;
  waiting.reserve(pieces.size());
  for (const std::string_view piece : pieces) {
    if (!piece.empty()) waiting.push_back({const_cast<char*>(piece.data()), piece.size()});
  }
  for (std::size_t next = 0; next < waiting.size();) {
    const auto count = std::min<std::size_t>(waiting.size() - next, IOV_MAX);
    const ssize_t result = ::writev(fd_.get(), &waiting[next], static_cast<int>(count));
    if (result < 0 && errno == EINTR) continue;
    if (result < 0) throw base::io_error("write", path_, errno);
    auto written = static_cast<std::size_t>(result);
    for (; next < waiting.size() && written >= waiting[next].iov_len; ++next) {
      written -= waiting[next].iov_len;
    }
    if (written > 0) {
      waiting[next].iov_base = static_cast<char*>(waiting[next].iov_base) + written;
      waiting[next].iov_len -= written;
    }
  }
}

void AtomicFile::commit(Sync sync) {
  if (sync == Sync::yes) sync_data(fd_, path_);
  // EINTR leaves the descriptor closed on Linux; other errors are late write errors (NFS, quota).
  if (::close(fd_.release()) != 0 && errno != EINTR) throw base::io_error("write", path_, errno);
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    throw base::io_error("write", path_, errno);
  }
  temporary_.clear();
  if (sync == Sync::yes) sync_directory(path_);
}

void write_atomically(const std::string& path, std::string_view content, Sync sync) {
  make_directories(std::string(parent(path)));
  const auto existing = stat_if_exists(path);
  const mode_t mode = existing && existing->is_file() ? existing->mode & 07777 : 0644;
  AtomicFile file(path, mode);
  file.write(content);
  file.commit(sync);
}

void sync_filesystem(const std::string& path) {
#ifdef __linux__
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd || ::syncfs(fd.get()) != 0) throw base::io_error("sync", path, errno);
#else
  static_cast<void>(path);
  ::sync();
#endif
}

}  // namespace os
