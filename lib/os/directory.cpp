#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.hpp"
#include "os/file.hpp"

namespace os {
namespace {

/// True where the directory is there now, false where its parent is missing.
bool make_directory(const std::string& path, mode_t mode) {
  if (::mkdir(path.c_str(), mode) == 0) return true;
  const int error = errno;
  if (error == ENOENT) return false;
  struct stat raw;
  if (::stat(path.c_str(), &raw) == 0 && S_ISDIR(raw.st_mode)) return true;
  throw base::io_error("create directory", path, error == EEXIST ? ENOTDIR : error);
}

/// Is the normalised `path` strictly below the normalised `top`?
bool is_below(const std::string& path, const std::string& top) {
  if (top.empty()) return !path.empty() && path.front() != '/' && stays_inside(path);
  if (top == "/") return path.size() > 1 && path.front() == '/';
  return path.size() > top.size() && path.starts_with(top) && path[top.size()] == '/';
}

}  // namespace

void make_directories(const std::string& path, mode_t mode) {
  const std::string whole = path.substr(0, path.find_last_not_of('/') + 1);
  if (whole.empty() || make_directory(whole, mode)) return;
  for (std::size_t slash = whole.find('/', 1); slash != whole.npos;
       slash = whole.find('/', slash + 1)) {
    make_directory(whole.substr(0, slash), mode);
  }
  if (!make_directory(whole, mode)) throw base::io_error("create directory", path, ENOENT);
}

bool remove_file(const std::string& path) {
  if (::unlink(path.c_str()) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  throw base::io_error("remove", path, errno);
}

void remove_empty_directories(std::string path, const std::string& stop) {
  const std::string top = normalise(stop);
  for (path = normalise(path); is_below(path, top); path = std::string(parent(path))) {
    if (::rmdir(path.c_str()) == 0 || errno == ENOENT) continue;
    if (errno == ENOTEMPTY || errno == EEXIST) return;
    throw base::io_error("remove directory", path, errno);
  }
}

}  // namespace os
