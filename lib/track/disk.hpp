#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "os/file.hpp"

namespace track {

/// What is at a path.
struct OnDisk {
  enum class Kind { nothing, file, other } kind = Kind::nothing;
  os::Stat stat;
  std::string bytes, hash;  ///< of a file
};

/// Does not follow a symbolic link: that is `other`. Error(invalid) above 256 MiB.
OnDisk look_at(const std::string& path);

/// Paths of one operation that differ in case alone, because a file is renamed. Where the file
/// system ignores case, one of them is found under the name of the other.
class CaseTwins {
 public:
  explicit CaseTwins(const std::vector<std::string>& paths);
  /// The same as track::look_at(), but what has a twin's name is not there.
  OnDisk look_at(const std::string& path) const;

 private:
  std::set<std::string> paths_;
};

/// The symbolic link through which `path` leads, or nothing. The last component is not looked at.
std::optional<std::string> link_on_the_way(const std::string& path);

/// The deepest directory above `path` that is there.
std::string existing_directory(const std::string& path);

/// A name beside `path` that nobody has: `.<name>.<random>.tmp`.
std::string temporary_beside(const std::string& path);

/// Permission bits less the umask.
std::uint32_t less_umask(std::uint32_t mode);

/// Makes the file, which must not be there, with exactly this mode.
void write_new_file(const std::string& path, std::string_view bytes, std::uint32_t mode,
                    os::Sync sync);

/// Renames `from` to `to`, over a file that is still as `seen` says, or onto nothing. False where
/// it is not so; then nothing is done.
bool rename_over(const std::string& from, const std::string& to,
                 const std::optional<os::Stat>& seen);

/// Removes a file where it is still as `seen` says; false where it is not.
bool remove_if_unchanged(const std::string& path, const os::Stat& seen);

/// Makes renames and removals in these directories durable; skips those that are gone.
void sync_directories(const std::set<std::string>& directories);

}  // namespace track
