#pragma once

#include <string>
#include <vector>

#include "agent/privilege_delta.hpp"
#include "git/repository.hpp"
#include "settings/settings.hpp"
#include "source/catalog.hpp"

namespace hooks {

/// A tree by its id, with its settings where they were read already (else null).
struct KnownTree {
  std::string id;
  const settings::Settings* settings = nullptr;
};

/// What definitions may do otherwise in `after` than in the tree-ish `before`, between which
/// `files` are all that changes. Error where a tree cannot be read. `memo` may be null.
std::vector<agent::PrivilegeChange> pushed_privileges(const git::Repository& repository,
                                                      const std::vector<git::Change>& files,
                                                      const std::string& before,
                                                      const KnownTree& after, source::Memo* memo);

}  // namespace hooks
