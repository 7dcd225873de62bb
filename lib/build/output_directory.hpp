#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "build/composed.hpp"
#include "build/stamps.hpp"
#include "os/file.hpp"

namespace build {

/// A file that is in the place of an output: as it should be, as we once wrote it, or somebody's.
enum class State { current, ours, foreign };

/// Is the output, for all that its state tells, what `old` (may be null) remembers?
inline bool is_known(const Stamp* old, const os::Stat& target) {
  return old && old->output_stat == target;
}

/// Where the composed files go.
class OutputDirectory {
 public:
  /// Error(invalid) unless `output` is strictly inside `root` (both absolute), not under `.git` and
  /// not reached through a symbolic link. With `anywhere` it may also lie outside of the root.
  OutputDirectory(const std::string& root, const std::string& output, bool anywhere);

  const std::string& relative() const {
    return relative_;
  }  ///< to the root; absolute outside of it
  std::string at(std::string_view output) const { return os::join(path_, output); }
  /// `old` = what is remembered of it, or null.
  State state_of(std::string_view output, const os::Stat& target, const Stamp* old,
                 const Composed& wanted) const;
  /// Creates the directories that hold it. Error(invalid) where one is a symbolic link.
  void prepare(std::string_view output) const;
  /// Gives the state of the file, or Stat{} where a later write to it might not show.
  os::Stat write(std::string_view output, const Composed& text) const;
  /// Is it exactly what we wrote?
  bool holds(const Stamp& old, const os::Stat& target) const;
  void remove(std::string_view output) const;

 private:
  std::string path_, relative_;
};

}  // namespace build
