#include "git/tree_differences.hpp"

#include "git/failure.hpp"
#include "git/records.hpp"

namespace git {

// git-diff-tree(1), "--stdin": for each line "tree1 tree2" the same line, then its raw differences.
std::optional<std::vector<std::vector<Change>>> tree_differences(
    const Repository& repository, const std::vector<std::pair<std::string, std::string>>& pairs,
    const std::vector<std::string>& roots) {
  std::string input;
  for (const auto& [from, to] : pairs) input += from + " " + to + "\n";
  if (input.empty()) return std::vector<std::vector<Change>>();
  std::vector<std::string> arguments = {
      "diff-tree", "--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff"};
  append_roots(arguments, roots);
  const auto output = query_if(repository, std::move(arguments), std::move(input));
  if (!output) return std::nullopt;

  std::vector<std::vector<Change>> found;
  for (std::string_view rest = *output; !rest.empty();) {
    if (rest.front() != ':') {
      take(rest, '\n', rest);
      found.emplace_back();
      continue;
    }
    const std::string_view record = rest;
    take(rest, '\0', record);
    take(rest, '\0', record);
    if (found.empty()) malformed(record);
    auto change = parse_changes(record.substr(0, record.size() - rest.size()));
    found.back().push_back(std::move(change.front()));
  }
  if (found.size() != pairs.size()) return std::nullopt;
  return found;
}

std::optional<std::vector<std::vector<Change>>> tree_differences(
    const Repository& repository, const std::string& base, const std::vector<std::string>& trees,
    const std::vector<std::string>& roots) {
  std::vector<std::pair<std::string, std::string>> pairs;
  pairs.reserve(trees.size());
  for (const auto& tree : trees) pairs.emplace_back(base, tree);
  return tree_differences(repository, pairs, roots);
}

}  // namespace git
