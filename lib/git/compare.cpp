#include "git/compare.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"
#include "git/records.hpp"
#include "os/file.hpp"

namespace git {

std::vector<std::string> paths_unlike(const Repository& repository, const std::string& treeish,
                                      const std::vector<std::string>& roots) {
  if (!is_revision_argument(treeish)) return {};
  // Not diff-index, which takes a file that was only touched for a changed one.
  std::vector<std::string> arguments = {"diff",
                                        "--raw",
                                        "-z",
                                        "--no-color",
                                        "--no-renames",
                                        "--no-ext-diff",
                                        "--no-textconv",
                                        "--ignore-submodules=all",
                                        treeish};
  append_roots(arguments, roots);
  if (arguments.back() == treeish) arguments.emplace_back("--");
  std::vector<std::string> paths;
  for (auto& change : parse_changes(query(repository, std::move(arguments)))) {
    paths.push_back(std::move(change.path));
  }
  std::ranges::sort(paths);
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

std::optional<std::string> merge_base(const Repository& repository, const std::string& a,
                                      const std::string& b) {
  for (const std::string& name : {a, b}) {
    if (!is_revision_argument(name)) {
      throw base::Error(base::ErrorCode::not_found, "'" + name + "' is not a commit");
    }
  }
  const std::vector<std::string> arguments = {"merge-base", a, b};
  const os::Result result = os::run(command(repository, arguments));
  if (result.status == 1) return std::nullopt;
  if (!result.ok()) throw failure(arguments, result);
  return std::string(base::trim(result.output));
}

bool is_shallow(const Repository& repository) {
  return os::exists(os::join(repository.common_dir, "shallow"));
}

}  // namespace git
