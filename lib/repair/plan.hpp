#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "git/unstaged.hpp"
#include "source/validation.hpp"

namespace repair {

/// What of a file the user wants to keep as it is.
struct Guard {
  std::vector<git::LineRange> lines;
  std::string reason, hint;  ///< a reason: nothing in the file may change
};
using Guards = std::map<std::string, Guard>;  ///< by path

/// Gives the guards of these files; asked once for each. Null: nothing is guarded.
using FindGuards = std::function<Guards(const std::vector<std::string>& paths)>;

/// A file that is to be written, or renamed, or both.
struct FileRepair {
  std::string path, new_path;  ///< equal where it keeps its name
  std::uint32_t mode = 0100644;
  std::string before, after;
  std::size_t findings = 0;  ///< that are gone
};

/// A finding that could be repaired but was not.
struct Refusal {
  base::Diagnostic diagnostic;  ///< with its place in the repaired file
  std::string reason, hint;
};

struct Plan {
  std::vector<FileRepair> files;  ///< sorted by path
  std::vector<Refusal> refused;
  source::Validation left;  ///< of the tree as it would be
  std::size_t findings() const;
};

/// Pure. Repairs what source::validate() reports as fixable under `options`: what is off, ignored
/// or silenced by a comment stays as it is, what the baseline accepts is repaired too. Repeats as
/// long as that changes something, so that a second run finds nothing to do. `renames`: files may
/// get another name.
enum class Renames { no, yes };
Plan plan(source::Tree& tree, const source::ValidationOptions& options, const FindGuards& guards,
          Renames renames);

}  // namespace repair
