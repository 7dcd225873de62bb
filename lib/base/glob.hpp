#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace base {

/// Does `path` match `pattern` with git's wildmatch meaning under WM_PATHNAME: `*` and `?` stop at
/// '/', `**` between slashes spans directories, `[a-z]`, `[!x]`, `[[:alpha:]]`, backslash escapes.
bool glob_match(std::string_view pattern, std::string_view path);

/// A list of patterns with the meaning of a .gitignore file at the root (gitignore(5)): the last
/// match wins, `!` negates, a slash anchors, a trailing slash wants a directory, an ignored
/// directory ignores all below it. Tested against `git check-ignore`.
class PathFilter {
 public:
  explicit PathFilter(const std::vector<std::string>& patterns);
  /// `path` is a file's path relative to the root, without a leading slash.
  bool matches(std::string_view path) const;
  bool empty() const { return patterns_.empty(); }

 private:
  struct Pattern {
    std::string text;
    bool negated = false;
    bool directory_only = false;
    bool anchored = false;
  };
  int decide(std::string_view path, bool directory) const;
  std::vector<Pattern> patterns_;
};

}  // namespace base
