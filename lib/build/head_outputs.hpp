#pragma once

#include <map>
#include <set>
#include <string>

#include "git/repository.hpp"

namespace build {

/// Built files in the commit that is checked out.
struct HeadOutputs {
  std::map<std::string, std::string> blobs;  ///< by path: what HEAD has there
  std::set<std::string> built;  ///< those that HEAD's own definitions compose to, to the byte
};

/// Of these paths in the repository. Nothing in it where HEAD is unborn or builds nothing.
HeadOutputs head_outputs(const git::Repository& repository, const std::set<std::string>& paths);

}  // namespace build
