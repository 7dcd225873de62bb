#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace os {

/// Owns a file descriptor; -1 = none. Descriptors are opened close-on-exec.
class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(other.release()) {}
  Fd& operator=(Fd&& other) noexcept;
  ~Fd() { reset(); }
  int get() const { return fd_; }
  int release();
  void reset(int fd = -1);
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_;
};

/// What lstat says; times in nanoseconds since the epoch. Equal values mean "very likely the same
/// content", never more: see `settled`.
struct Stat {
  std::uint64_t device = 0, inode = 0, size = 0;
  std::int64_t mtime_ns = 0, ctime_ns = 0;
  std::uint32_t mode = 0;
  bool is_file() const;
  bool is_directory() const;
  bool is_symlink() const;
  /// True where both times are at least `margin_ns` older than `now_ns`: a later write would show.
  bool settled(std::int64_t now_ns, std::int64_t margin_ns = 20'000'000) const;
  friend bool operator==(const Stat&, const Stat&) = default;
};

/// Does not follow symbolic links. Nothing where there is no such file; Error otherwise.
std::optional<Stat> stat_if_exists(const std::string& path);
bool exists(const std::string& path);

/// The whole file. Error(not_found|io), and Error(invalid) where it is larger than `max_bytes` or
/// not a regular file. Follows symbolic links; callers that must not, check with stat first.
std::string read_file(const std::string& path, std::size_t max_bytes = SIZE_MAX);
std::optional<std::string> read_file_if_exists(const std::string& path,
                                               std::size_t max_bytes = SIZE_MAX);

/// yes: the data is on disk before the rename (fdatasync). no: for files that can be rebuilt, or
/// where the caller syncs a whole batch with sync_filesystem().
enum class Sync { yes, no };

/// A file that appears whole or not at all: written beside `path` as `.<name>.<random>.tmp`, then
/// renamed. The destructor without commit() removes the temporary file and leaves the old one.
class AtomicFile {
 public:
  explicit AtomicFile(std::string path, mode_t mode = 0644);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  void write(std::string_view bytes);
  /// Writes all pieces with as few system calls as possible.
  void write_all(const std::vector<std::string_view>& pieces);
  /// Closes, renames over `path`. With Sync::yes also syncs the data before and the directory
  /// after.
  void commit(Sync sync);
  const std::string& temporary_path() const { return temporary_; }

 private:
  std::string path_, temporary_;
  Fd fd_;
};

/// AtomicFile in one call; keeps the mode of an existing regular file, else 0644. Creates missing
/// directories.
void write_atomically(const std::string& path, std::string_view content, Sync sync);

/// Flushes the file system that holds `path` (Linux syncfs; elsewhere sync).
void sync_filesystem(const std::string& path);

void make_directories(const std::string& path, mode_t mode = 0777);  ///< like mkdir -p
/// False where there was none. Error for anything else.
bool remove_file(const std::string& path);
/// Removes empty directories from `path` upward, stopping below `stop`.
void remove_empty_directories(std::string path, const std::string& stop);

struct DirectoryEntry {
  std::string name;
  bool is_directory = false, is_file = false, is_symlink = false;
};
/// Entries without "." and "..", sorted by bytes of the name; empty where there is no directory. ""
/// is the working directory.
std::vector<DirectoryEntry> list_directory(const std::string& path);

/// Calls `visit` with the path relative to `root` of every regular file and symbolic link below,
/// in byte order of the paths, not following links. `enter(relative_directory)` false skips a
/// directory. Nothing where `root` is no directory; Error(invalid) below 256 levels.
void walk(const std::string& root, const std::function<bool(const std::string&)>& enter,
          const std::function<void(const std::string&, const DirectoryEntry&)>& visit);

/// `name` below `directory`, also where it begins with a slash; either may be empty.
std::string join(std::string_view directory, std::string_view name);
std::string_view parent(std::string_view path);     ///< "" for a bare name and for "/"
std::string_view file_name(std::string_view path);  ///< after the last slash
std::string_view stem(std::string_view path);       ///< file_name without its last extension
std::string_view extension(std::string_view path);  ///< with the dot; "" if none
std::string absolute(std::string_view path);        ///< against the working directory, lexically
/// Removes ".", "..", "//" without looking at the disk. "../x" stays where it leads out; "" is the
/// directory itself.
std::string normalise(std::string_view path);
/// True where a relative path, normalised, stays inside its root.
bool stays_inside(std::string_view relative);
/// The path of the first component of root/relative (the last included) that is a symbolic link.
std::optional<std::string> first_symlink(const std::string& root, std::string_view relative);

}  // namespace os
