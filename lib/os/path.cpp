#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/error.hpp"
#include "os/file.hpp"

namespace os {
namespace {

/// Position of the dot that begins the extension of a bare file name, else its length.
std::size_t extension_dot(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == name.npos || dot == 0 || name == ".." ? name.size() : dot;
}

std::string working_directory() {
  std::string buffer(256, '\0');
  while (!::getcwd(buffer.data(), buffer.size())) {
    if (errno != ERANGE) throw base::io_error("find", "the working directory", errno);
    buffer.resize(buffer.size() * 2);
  }
  buffer.resize(buffer.find('\0'));
  return buffer;
}

}  // namespace

std::string join(std::string_view directory, std::string_view name) {
  if (directory.empty()) return std::string(name);
  if (name.empty()) return std::string(directory);
  std::string path;
  path.reserve(directory.size() + name.size() + 1);
  path.append(directory);
  if (!directory.ends_with('/') && !name.starts_with('/')) path += '/';
  return path.append(name);
}

std::string_view parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == path.npos || path == "/") return {};
  return path.substr(0, slash == 0 ? 1 : slash);
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view stem(std::string_view path) {
  const std::string_view name = file_name(path);
  return name.substr(0, extension_dot(name));
}

std::string_view extension(std::string_view path) {
  const std::string_view name = file_name(path);
  return name.substr(extension_dot(name));
}

std::string absolute(std::string_view path) {
  return normalise(path.starts_with('/') ? std::string(path) : join(working_directory(), path));
}

std::string normalise(std::string_view path) {
  const std::size_t root = path.starts_with('/') ? 1 : 0;
  std::string out(path.substr(0, root));
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (out.size() > root && file_name(out) != "..") {
        out.resize(parent(out).size());
        continue;
      }
      if (root == 1) continue;
    }
    if (out.size() > root) out += '/';
    out += part;
  }
  return out;
}

bool stays_inside(std::string_view relative) {
  // A NUL would end the path for the system but not for us.
  if (relative.starts_with('/') || relative.find('\0') != relative.npos) return false;
  const std::string path = normalise(relative);
  return path != ".." && !path.starts_with("../");
}

std::optional<std::string> first_symlink(const std::string& root, std::string_view relative) {
  const std::string path = normalise(relative);
  for (std::size_t end = 0; end < path.size();) {
    end = std::min(path.find('/', end + 1), path.size());
    std::string component = join(root, std::string_view(path).substr(0, end));
    const auto stat = stat_if_exists(component);
    if (!stat) return std::nullopt;
    if (stat->is_symlink()) return component;
  }
  return std::nullopt;
}

}  // namespace os
