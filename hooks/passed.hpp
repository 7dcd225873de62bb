#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/repository.hpp"

namespace hooks {

/// The last staged content that passed without a word, and the paths that it was listed by: so that
/// a commit that touches no definition costs one `git ls-files`. A hint; losing it costs time only.
struct Passed {
  std::string key;
  std::vector<std::string> paths;

  static std::optional<Passed> load(const git::Repository& repository);
  void save(const git::Repository& repository) const;
};

}  // namespace hooks
