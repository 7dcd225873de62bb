#include "track/disk.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <random>

#include "base/error.hpp"
#include "base/text.hpp"
#include "os/digest.hpp"

namespace track {
namespace {

constexpr std::size_t max_file_bytes = std::size_t{256} << 20;

/// Removes a half-written file unless told to keep it.
class Unfinished {
 public:
  explicit Unfinished(const std::string& path) : path_(path) {}
  ~Unfinished() {
    if (!finished_) ::unlink(path_.c_str());
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  void finish() { finished_ = true; }

 private:
  const std::string& path_;
  bool finished_ = false;
};

/// Renames onto nothing, atomically where the file system can. EEXIST where there is something.
int rename_onto_nothing(const std::string& from, const std::string& to) {
#ifdef RENAME_NOREPLACE
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
#endif
  if (os::stat_if_exists(to)) return EEXIST;
  return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

}  // namespace

OnDisk look_at(const std::string& path) {
  OnDisk result;
  const std::optional<os::Stat> stat = os::stat_if_exists(path);
  if (!stat) return result;
  result.stat = *stat;
  result.kind = stat->is_file() ? OnDisk::Kind::file : OnDisk::Kind::other;
  if (!stat->is_file()) return result;
  if (stat->size > max_file_bytes) {
    throw base::Error(base::ErrorCode::invalid, "'" + path + "' is too large to keep an image of",
                      "the limit is 256 MiB");
  }
  result.bytes = os::read_file(path, max_file_bytes);
  result.hash = os::sha256_hex(result.bytes);
  return result;
}

CaseTwins::CaseTwins(const std::vector<std::string>& paths) {
  std::map<std::string, std::string> first;
  for (const std::string& path : paths) {
    const auto [at, is_new] = first.emplace(base::fold(path), path);
    if (!is_new) paths_.insert({at->second, path});
  }
}

OnDisk CaseTwins::look_at(const std::string& path) const {
  if (paths_.contains(path)) {
    const std::vector<os::DirectoryEntry> entries =
        os::list_directory(std::string(os::parent(path)));
    const bool listed =
        std::ranges::find(entries, os::file_name(path), &os::DirectoryEntry::name) != entries.end();
    if (!listed) return {};
  }
  return track::look_at(path);
}

std::string existing_directory(const std::string& path) {
  std::string directory(os::parent(path));
  while (directory.size() > 1 && !os::stat_if_exists(directory)) {
    directory = std::string(os::parent(directory));
  }
  return directory.empty() ? "/" : directory;
}

std::optional<std::string> link_on_the_way(const std::string& path) {
  const std::string_view directory = os::parent(path);
  if (directory.size() <= 1) return std::nullopt;
  return os::first_symlink("/", directory.substr(1));
}

std::string temporary_beside(const std::string& path) {
  // Leaves room for the affixes in the 255 bytes that file systems allow.
  constexpr std::size_t longest_name = 200;
  static constexpr char digits[] = "0123456789abcdef";
  std::random_device device;
  std::string random;
  for (int word = 0; word < 2; ++word) {
    std::uint32_t value = device();
    for (int i = 0; i < 8; ++i, value >>= 4) random.push_back(digits[value & 15]);
  }
  const std::string name(os::file_name(path).substr(0, longest_name));
  return os::join(os::parent(path), "." + name + "." + random + ".tmp");
}

std::uint32_t less_umask(std::uint32_t mode) {
  // Reading the mask means setting it.
  const mode_t mask = ::umask(022);
  ::umask(mask);
  return mode & ~static_cast<std::uint32_t>(mask) & 0777;
}

void write_new_file(const std::string& path, std::string_view bytes, std::uint32_t mode,
                    os::Sync sync) {
  os::Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fd) throw base::io_error("create", path, errno);
  Unfinished unfinished(path);
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw base::io_error("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fchmod(fd.get(), mode & 0777) != 0) throw base::io_error("write", path, errno);
  if (sync == os::Sync::yes && ::fsync(fd.get()) != 0) {
    throw base::io_error("write", path, errno);
  }
  unfinished.finish();
}

bool rename_over(const std::string& from, const std::string& to,
                 const std::optional<os::Stat>& seen) {
  if (!seen) {
    const int failure = rename_onto_nothing(from, to);
    if (failure == EEXIST) return false;
    if (failure != 0) throw base::io_error("replace", to, failure);
    return true;
  }
  if (os::stat_if_exists(to) != seen) return false;
  if (::rename(from.c_str(), to.c_str()) != 0) throw base::io_error("replace", to, errno);
  return true;
}

bool remove_if_unchanged(const std::string& path, const os::Stat& seen) {
  if (os::stat_if_exists(path) != seen) return false;
  if (::unlink(path.c_str()) != 0) throw base::io_error("remove", path, errno);
  return true;
}

void sync_directories(const std::set<std::string>& directories) {
  for (const std::string& directory : directories) {
    const os::Fd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd && (errno == ENOENT || errno == ENOTDIR)) continue;
    if (!fd) throw base::io_error("open", directory, errno);
    // Some network file systems cannot sync a directory and say EINVAL.
    if (::fsync(fd.get()) != 0 && errno != EINVAL) {
      throw base::io_error("sync", directory, errno);
    }
  }
}

}  // namespace track
