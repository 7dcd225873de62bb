#include "deploy/ledger_paths.hpp"

#include "os/file.hpp"

namespace deploy {

std::set<std::string> ledger_paths(const git::Repository& repository, const track::State& state) {
  std::set<std::string> result;
  const std::string root = canonical_work_tree(repository);
  if (root.empty()) return result;
  for (const std::string& path : state.paths_below(root)) {
    result.insert(path.substr(root.size() + 1));
  }
  return result;
}

std::string canonical_work_tree(const git::Repository& repository) {
  if (repository.work_tree.empty()) return {};
  return std::string(os::parent(track::canonical_path(os::join(repository.work_tree, "x"))));
}

std::string origin_of(const git::Repository& repository) {
  std::string common = repository.common_dir;
  if (os::file_name(common) == ".git") common = std::string(os::parent(common));
  return common;
}

}  // namespace deploy
