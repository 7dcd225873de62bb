#include <sys/stat.h>
#include <unistd.h>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include <algorithm>
#include <cerrno>

#include "os/environment.hpp"
#include "os/spawn.hpp"

namespace os {
namespace {

bool is_program(const std::string& path) {
  struct stat raw;
  return ::stat(path.c_str(), &raw) == 0 && S_ISREG(raw.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

void exec(const std::vector<std::string>& argv) {
  Command command;
  command.argv = argv;
  const std::string program = resolve_program(command);
  ::execve(program.c_str(), Arguments(command).argv(), environ);
  throw run_error(command, errno);
}

std::string own_path() {
#ifdef __APPLE__
  std::uint32_t size = 0;
  _NSGetExecutablePath(nullptr, &size);
  std::string path(size, '\0');
  _NSGetExecutablePath(path.data(), &size);
  path.resize(path.find('\0'));
  return absolute(path);
#else
  std::string path(256, '\0');
  for (;;) {
    const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
    if (length < 0) throw base::io_error("read", "/proc/self/exe", errno);
    if (static_cast<std::size_t>(length) < path.size()) {
      path.resize(static_cast<std::size_t>(length));
      return path;
    }
    path.resize(path.size() * 2);
  }
#endif
}

std::optional<std::string> find_program(std::string_view program) {
  std::string path(program);
  if (program.empty() || program.find('/') != program.npos) {
    return is_program(path) ? std::optional(std::move(path)) : std::nullopt;
  }
  const std::string directories = variable("PATH").value_or("/usr/local/bin:/usr/bin:/bin");
  for (std::size_t begin = 0; begin < directories.size();) {
    const std::size_t end = std::min(directories.find(':', begin), directories.size());
    const auto directory = std::string_view(directories).substr(begin, end - begin);
    begin = end + 1;
    // A relative entry would let the repository we stand in choose the program.
    if (!directory.starts_with('/')) continue;
    path = join(directory, program);
    if (is_program(path)) return path;
  }
  return std::nullopt;
}

}  // namespace os
