// Looks at every file below the given directories, once, with as little as possible around it: the
// floor that an incremental build is measured against. Prints the number of files.

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

std::size_t walk(int fd, const char* name) {
  DIR* directory = ::fdopendir(fd);
  if (!directory) {
    std::perror(name);
    std::exit(1);
  }
  std::size_t files = 0;
  while (const dirent* entry = ::readdir(directory)) {
    const std::string_view entry_name = entry->d_name;
    if (entry_name == "." || entry_name == "..") continue;
    if (entry->d_type == DT_DIR) {
      const int below = ::openat(fd, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      if (below >= 0) files += walk(below, entry->d_name);
      continue;
    }
    struct stat raw;
    if (::fstatat(fd, entry->d_name, &raw, AT_SYMLINK_NOFOLLOW) == 0) ++files;
  }
  ::closedir(directory);
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t files = 0;
  for (int i = 1; i < argc; ++i) {
    const int fd = ::open(argv[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
      std::perror(argv[i]);
      return 1;
    }
    files += walk(fd, argv[i]);
  }
  std::printf("%zu\n", files);
}
