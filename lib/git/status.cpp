#include "git/status.hpp"

#include <algorithm>

#include "git/failure.hpp"
#include "git/records.hpp"

namespace git {
namespace {

/// Drops `count` space-separated words from the front.
std::string_view after_words(std::string_view line, int count) {
  for (; count > 0; --count) {
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return {};
    line.remove_prefix(space + 1);
  }
  return line;
}

}  // namespace

// `git status --porcelain=v2 -z` (git-status(1)): "1 XY …7 words… path", "2 XY …8 words… path NUL
// old path", "u XY …9 words… path", "? path".
std::vector<Change> work_tree_changes(const Repository& repository,
                                      const std::vector<std::string>& roots) {
  std::vector<std::string> arguments = {"status",
                                        "--porcelain=v2",
                                        "-z",
                                        "--no-renames",
                                        "--untracked-files=all",
                                        "--no-ahead-behind",
                                        "--ignore-submodules=all"};
  append_roots(arguments, roots);
  const std::string output = query(repository, arguments);
  std::vector<Change> found;
  for (std::string_view rest = output; !rest.empty();) {
    const auto line = take(rest, '\0', rest);
    if (line.empty()) continue;
    Change change;
    std::string_view codes;
    switch (line[0]) {
      case '1':
        codes = line.substr(2, 2);
        change.path = after_words(line, 8);
        break;
      case '2':
        codes = line.substr(2, 2);
        change.path = after_words(line, 9);
        take(rest, '\0', rest);
        break;
      case 'u':
        codes = "MM";
        change.path = after_words(line, 10);
        break;
      case '?':
        codes = "AA";
        change.path = line.substr(2);
        break;
      default:
        continue;
    }
    const bool gone = codes[1] == 'D' || (codes[0] == 'D' && codes[1] == '.');
    change.status = gone ? 'D' : codes[0] == 'A' ? 'A' : 'M';
    found.push_back(std::move(change));
  }
  std::ranges::sort(found, {}, &Change::path);
  return found;
}

std::vector<Change> staged_changes(const Repository& repository,
                                   const std::vector<std::string>& roots) {
  const auto head = tree_of(repository, "HEAD");
  std::vector<std::string> arguments = {"diff-index",
                                        "--cached",
                                        "--raw",
                                        "-z",
                                        "-r",
                                        "--no-renames",
                                        "--ita-invisible-in-index",
                                        "--no-abbrev",
                                        "--no-ext-diff",
                                        head ? *head : empty_tree(repository)};
  append_roots(arguments, roots);
  auto found = parse_changes(query(repository, arguments));
  std::ranges::sort(found, {}, &Change::path);
  return found;
}

}  // namespace git
