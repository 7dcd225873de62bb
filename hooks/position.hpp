#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/repository.hpp"

namespace hooks {

/// A commit whose definitions are those that the index shows, and the paths that decide it: so that
/// a commit that touches none of them costs one question to git, and no database. A hint; losing it
/// costs time only. Only kept while nothing is deployed by hooks.
struct Position {
  std::string commit;
  std::vector<std::string> paths;

  static std::optional<Position> load(const git::Repository& repository);
  void save(const git::Repository& repository) const;
  static void forget(const git::Repository& repository);
};

}  // namespace hooks
