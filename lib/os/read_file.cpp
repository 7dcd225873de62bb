#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/error.hpp"
#include "os/file.hpp"

namespace os {
namespace {

base::Error refusal(const std::string& path, const std::string& reason) {
  return base::Error(base::ErrorCode::invalid, "cannot read '" + path + "': " + reason);
}

base::Error too_large(const std::string& path, std::size_t max_bytes) {
  return refusal(path, "it is larger than " + std::to_string(max_bytes) + " bytes");
}

/// Reads to the end; `expected` is the size that the file system reports, 0 for files of /proc.
std::string read_all(const Fd& fd, const std::string& path, std::size_t expected,
                     std::size_t max_bytes) {
  std::string content(std::max<std::size_t>(expected, 511) + 1, '\0');
  std::size_t length = 0;
  for (;;) {
    if (length == content.size()) content.resize(content.size() * 2);
    const ssize_t got = ::read(fd.get(), content.data() + length, content.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw base::io_error("read", path, errno);
    length += static_cast<std::size_t>(got);
    if (length > max_bytes) throw too_large(path, max_bytes);
    // A regular file that gave exactly what it promised, with room for more, has ended.
    if (got == 0 || (expected > 0 && length == expected)) break;
  }
  content.resize(length);
  return content;
}

std::optional<std::string> read(const std::string& path, std::size_t max_bytes) {
  // O_NONBLOCK: a named pipe in the place of a file must not make us wait for a writer.
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw base::io_error("read", path, errno);
  }
  struct stat raw;
  if (::fstat(fd.get(), &raw) != 0) throw base::io_error("read", path, errno);
  if (S_ISDIR(raw.st_mode)) throw refusal(path, "it is a directory");
  if (!S_ISREG(raw.st_mode)) throw refusal(path, "it is not a regular file");
  const auto size = static_cast<std::size_t>(raw.st_size);
  if (size > max_bytes) throw too_large(path, max_bytes);
  return read_all(fd, path, size, max_bytes);
}

}  // namespace

std::optional<std::string> read_file_if_exists(const std::string& path, std::size_t max_bytes) {
  return read(path, max_bytes);
}

std::string read_file(const std::string& path, std::size_t max_bytes) {
  if (auto content = read(path, max_bytes)) return *std::move(content);
  throw base::Error(base::ErrorCode::not_found,
                    "cannot read '" + path + "': No such file or directory");
}

}  // namespace os
