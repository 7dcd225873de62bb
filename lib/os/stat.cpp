#include "os/stat.hpp"

#include <algorithm>
#include <cerrno>

#include "base/error.hpp"

namespace os {
namespace {

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

Stat to_stat(const struct stat& raw) {
  Stat stat;
  stat.device = static_cast<std::uint64_t>(raw.st_dev);
  stat.inode = static_cast<std::uint64_t>(raw.st_ino);
  stat.size = static_cast<std::uint64_t>(raw.st_size);
#ifdef __APPLE__
  stat.mtime_ns = nanoseconds(raw.st_mtimespec);
  stat.ctime_ns = nanoseconds(raw.st_ctimespec);
#else
  stat.mtime_ns = nanoseconds(raw.st_mtim);
  stat.ctime_ns = nanoseconds(raw.st_ctim);
#endif
  stat.mode = static_cast<std::uint32_t>(raw.st_mode);
  return stat;
}

bool Stat::is_file() const {
  return S_ISREG(mode);
}
bool Stat::is_directory() const {
  return S_ISDIR(mode);
}
bool Stat::is_symlink() const {
  return S_ISLNK(mode);
}

bool Stat::settled(std::int64_t now_ns, std::int64_t margin_ns) const {
  return std::max(mtime_ns, ctime_ns) <= now_ns - margin_ns;
}

std::optional<Stat> stat_if_exists(const std::string& path) {
  struct stat raw;
  if (::lstat(path.c_str(), &raw) == 0) return to_stat(raw);
  if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  throw base::io_error("look at", path, errno);
}

bool exists(const std::string& path) {
  return stat_if_exists(path).has_value();
}

}  // namespace os
