#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "git/repository.hpp"

namespace syncing {

/// A file of a download.
struct DownloadedFile {
  std::string id;  ///< that git would give its bytes
  std::uint32_t mode = 0100644;
};

/// Where a download came from.
struct Likeness {
  std::string
      commit;  ///< upstream's whose files are most like the download's; the newest of several
  /// Path → the blob of upstream's that the file is, or, where it was edited, was most likely made
  /// from. Files that upstream never had are not in it.
  std::map<std::string, std::string> origins;
};

/// Compares the files with upstream's last 1,000 commits, by blob ids and, where a file was edited,
/// by lines. `read` gives a file's bytes.
Likeness likeness(const git::Repository& cache, const std::string& upstream,
                  const std::map<std::string, DownloadedFile>& files,
                  const std::function<std::string(const std::string&)>& read);

}  // namespace syncing
