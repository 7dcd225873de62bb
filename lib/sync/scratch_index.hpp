#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "git/repository.hpp"
#include "os/scratch_directory.hpp"

namespace syncing {

/// An index beside the repository's own, in which a tree is made without touching that one; removed
/// at the end.
class ScratchIndex {
 public:
  /// Holds what `treeish` holds.
  ScratchIndex(const git::Repository& repository, const std::string& treeish);

  /// Takes these files from the work tree as `git add` does; one that is not there is removed.
  void take_files(const std::vector<std::string>& paths);

  struct Entry {
    std::string path;
    std::uint32_t mode = 0;  ///< 0 = it is removed
    std::string id;          ///< of what is removed the former one
  };
  void put(const std::vector<Entry>& entries);

  std::string write_tree();  ///< its id

 private:
  std::string run(std::vector<std::string> arguments, std::string input = {});
  git::Repository repository_;
  os::ScratchDirectory directory_;
};

}  // namespace syncing
