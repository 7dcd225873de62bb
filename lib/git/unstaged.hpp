#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"

namespace git {

/// Lines [first, first + count) of a file on disk that the index has not; 1-based. A count of 0:
/// lines that the index has are missing behind line `first`.
struct LineRange {
  std::size_t first = 0, count = 0;
  friend bool operator==(const LineRange&, const LineRange&) = default;
};

/// How the work tree differs from the index. Files that are only intended to be added are not in
/// it.
struct Unstaged {
  std::map<std::string, std::vector<LineRange>> lines;  ///< by path, in order
  std::set<std::string> unmerged;
};

/// Of these paths (literal files). One spawn.
Unstaged unstaged_lines(const Repository& repository, const std::vector<std::string>& paths);

/// Same, from the patch that `git diff-files -p -U0` prints with the prefixes a/ and b/.
Unstaged parse_unstaged(std::string_view patch);

}  // namespace git
