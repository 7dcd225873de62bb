#pragma once

#include <string>

namespace os {

/// A directory of one's own (0700) that is gone afterwards, with all that is in it.
class ScratchDirectory {
 public:
  /// `prefix.XXXXXX`, absolute; missing directories above it are made.
  explicit ScratchDirectory(const std::string& prefix);
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace os
