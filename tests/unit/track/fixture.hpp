#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"
#include "support/temp_dir.hpp"
#include "track/state.hpp"

namespace track {

/// A state directory and a target directory, both new.
struct World {
  test::TempDir root;
  test::ScopedVariable home{"HOME", root.path()};
  test::ScopedVariable state_home{"XDG_STATE_HOME", root.at("state")};
  std::string directory = root.at("state/git-agents");

  State open(StageObserver observer = {}) const {
    return State::open(directory, State::Access::write, "test", std::move(observer));
  }
  std::optional<std::string> content(std::string_view name) const {
    return os::read_file_if_exists(root.at(name));
  }
  /// Names of everything below the target directory that looks like a temporary file.
  std::vector<std::string> strays() const {
    std::vector<std::string> found;
    os::walk(
        root.at("t"), [](const std::string&) { return true; },
        [&](const std::string& path, const os::DirectoryEntry&) {
          if (path.ends_with(".tmp")) found.push_back(path);
        });
    return found;
  }
};

inline LedgerEntry entry(const std::string& path, const std::string& content) {
  LedgerEntry result;
  result.path = path;
  result.target = "claude:user";
  result.hash = os::sha256_hex(content);
  result.name = std::string(os::stem(path));
  result.kind = "agent";
  result.origin = "/work/repo";
  result.origin_path = "agents/x.md";
  return result;
}

inline Step write_step(const std::string& path, const std::string& content,
                       const std::optional<std::string>& over = {}) {
  Step step;
  step.path = path;
  step.after = content;
  step.entry = entry(path, content);
  if (over) step.expected = os::sha256_hex(*over);
  return step;
}

inline Step remove_step(const std::string& path, const std::string& content,
                        const std::string& keep_directory = {}) {
  Step step;
  step.path = path;
  step.expected = os::sha256_hex(content);
  step.keep_directory = keep_directory;
  return step;
}

inline std::uint32_t mode_of(const std::string& path) {
  return os::stat_if_exists(path)->mode & 0777;
}

/// The Error that `work` throws.
inline base::Error error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return {base::ErrorCode::internal, ""};
}

}  // namespace track
