#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forge/github.hpp"

namespace syncing {

/// A file, symbolic link or submodule of a tree.
struct Leaf {
  std::uint32_t mode = 0;  ///< 0100644, 0100755, 0120000 or 0160000
  std::string id, path;
  std::uint64_t size = 0;  ///< as listed: not to be believed
  bool is_blob() const { return mode != 0160000; }
};

/// A listing that is whole and is what its id says.
struct Verified {
  std::vector<Leaf> leaves;
  /// Directories whose content is not listed: of a listing that is not recursive. Paths and ids.
  std::vector<std::pair<std::string, std::string>> directories;
};

/// Computes from a listing the ids that git would give its trees. Nothing where the root's is not
/// `root`: it is the listing of another tree. Error(invalid) where an id below is not what was
/// listed, or an entry cannot be one of git's. Paths are below `directory`.
std::optional<Verified> verify(const forge::Listing& listing, bool recursive,
                               const std::string& root, const std::string& directory = {});

/// The id of the tree that holds these, in no order.
std::string tree_id(const std::vector<Leaf>& leaves);

/// Why no file of that name is written: it leads out of its directory, into git's own, or cannot be
/// one; "" = it may be.
std::string unsafe_path(std::string_view path);

}  // namespace syncing
