#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace syncing {

/// Which files of a repository a mirror holds: those below some directories, what is inherited by
/// them from above (every BASE-AGENT.md), and what says how to read the repository as a whole.
class Coverage {
 public:
  /// "" = everything.
  explicit Coverage(const std::vector<std::string>& directories);

  bool holds(std::string_view file) const;
  bool holds_all_below(std::string_view directory) const;
  bool holds_some_below(std::string_view directory) const;
  bool includes(const Coverage& other) const;
  Coverage with(const Coverage& other) const;
  /// Sorted, none below another; one "" where it is everything.
  const std::vector<std::string>& directories() const { return directories_; }
  bool operator==(const Coverage&) const = default;

 private:
  std::vector<std::string> directories_;
};

/// In one word, as a ref's name or a commit's message can hold it.
std::string format_coverage(const Coverage& coverage);
Coverage parse_coverage(std::string_view word);

}  // namespace syncing
