#pragma once

#include "git/repository.hpp"
#include "track/state.hpp"

namespace cli {

/// Is the operation one on the user's own directories, or on a source's cache?
inline bool concerns_user(const track::OperationInfo& operation) {
  return operation.target.find(":project:") == std::string::npos;
}

/// Is the operation one of this repository's, or one on the user's own directories?
inline bool concerns(const track::OperationInfo& operation, const git::Repository& repository) {
  return operation.target.ends_with(":" + repository.work_tree) || concerns_user(operation);
}

}  // namespace cli
