#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "base/error.hpp"
#include "base/handle.hpp"
#include "os/file.hpp"

namespace os {
namespace {

/// One descriptor is open per level, so the depth is bounded well below the usual limit of 1024.
constexpr int deepest = 256;

using Directory = base::Handle<DIR, ::closedir>;

/// The type of an entry whose file system does not give it in the directory.
unsigned char type_of(int directory, const char* name) {
  struct stat raw;
  if (::fstatat(directory, name, &raw, AT_SYMLINK_NOFOLLOW) != 0) return DT_UNKNOWN;
  return S_ISDIR(raw.st_mode)   ? DT_DIR
         : S_ISREG(raw.st_mode) ? DT_REG
         : S_ISLNK(raw.st_mode) ? DT_LNK
                                : DT_UNKNOWN;
}

/// Takes over `fd`.
Directory open_directory(Fd fd, const std::string& path) {
  Directory directory(::fdopendir(fd.get()));
  if (!directory) throw base::io_error("read directory", path, errno);
  fd.release();
  return directory;
}

std::vector<DirectoryEntry> read_entries(DIR* directory, const std::string& path) {
  std::vector<DirectoryEntry> entries;
  for (;;) {
    errno = 0;
    const dirent* raw = ::readdir(directory);
    if (!raw && errno != 0) throw base::io_error("read directory", path, errno);
    if (!raw) return entries;
    const std::string_view name = raw->d_name;
    if (name == "." || name == "..") continue;
    unsigned char type = raw->d_type;
    if (type == DT_UNKNOWN) type = type_of(::dirfd(directory), raw->d_name);
    entries.push_back({std::string(name), type == DT_DIR, type == DT_REG, type == DT_LNK});
  }
}

/// Compares as if directories ended in '/', which puts the paths below them in byte order.
bool precedes(const DirectoryEntry& a, const DirectoryEntry& b) {
  const std::size_t common = std::min(a.name.size(), b.name.size());
  if (const int order = a.name.compare(0, common, b.name, 0, common)) return order < 0;
  const auto next = [common](const DirectoryEntry& entry) -> int {
    if (entry.name.size() > common) return static_cast<unsigned char>(entry.name[common]);
    return entry.is_directory ? '/' : -1;
  };
  return next(a) < next(b);
}

class Walker {
 public:
  Walker(const std::string& root, const std::function<bool(const std::string&)>& enter,
         const std::function<void(const std::string&, const DirectoryEntry&)>& visit)
      : root_(root), enter_(enter), visit_(visit) {}

  void walk(Fd fd, const std::string& relative, int depth) {
    const std::string here = join(root_, relative);
    if (depth > deepest) {
      throw base::Error(base::ErrorCode::invalid, "cannot read directory '" + here +
                                                      "': more than " + std::to_string(deepest) +
                                                      " levels deep");
    }
    const Directory directory = open_directory(std::move(fd), here);
    std::vector<DirectoryEntry> entries = read_entries(directory.get(), here);
    std::sort(entries.begin(), entries.end(), precedes);
    for (const DirectoryEntry& entry : entries) {
      const std::string path = join(relative, entry.name);
      if (entry.is_directory) {
        if (!enter_ || enter_(path)) descend(::dirfd(directory.get()), entry.name, path, depth);
      } else if (entry.is_file || entry.is_symlink) {
        visit_(path, entry);
      }
    }
  }

 private:
  void descend(int directory, const std::string& name, const std::string& path, int depth) {
    Fd fd(::openat(directory, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (fd) return walk(std::move(fd), path, depth + 1);
    // Somebody removed or replaced it since we read its name.
    if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP) return;
    throw base::io_error("read directory", join(root_, path), errno);
  }

  const std::string& root_;
  const std::function<bool(const std::string&)>& enter_;
  const std::function<void(const std::string&, const DirectoryEntry&)>& visit_;
};

/// Nothing where there is no such directory; "" is the working directory.
std::optional<Fd> open_top(const std::string& path) {
  Fd fd(::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd) return fd;
  if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  throw base::io_error("read directory", path, errno);
}

}  // namespace

std::vector<DirectoryEntry> list_directory(const std::string& path) {
  std::optional<Fd> fd = open_top(path);
  if (!fd) return {};
  const Directory directory = open_directory(*std::move(fd), path);
  std::vector<DirectoryEntry> entries = read_entries(directory.get(), path);
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  return entries;
}

void walk(const std::string& root, const std::function<bool(const std::string&)>& enter,
          const std::function<void(const std::string&, const DirectoryEntry&)>& visit) {
  if (std::optional<Fd> fd = open_top(root)) Walker(root, enter, visit).walk(*std::move(fd), "", 0);
}

}  // namespace os
