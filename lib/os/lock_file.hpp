#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "os/file.hpp"

namespace os {

/// One writer per directory: an flock on `path`, whose text names the owner ("pid 123 deploy").
/// The kernel frees it when the owner dies, so there is no stale lock.
class LockFile {
 public:
  /// Waits up to `timeout`; then Error(busy) that names the owner.
  LockFile(const std::string& path, const std::string& owner, std::chrono::milliseconds timeout);
  /// Nothing where somebody else holds it.
  static std::optional<LockFile> try_lock(const std::string& path, const std::string& owner);

 private:
  explicit LockFile(Fd fd) : fd_(std::move(fd)) {}
  Fd fd_;
};

}  // namespace os
