#pragma once

#include <string>
#include <vector>

#include "git/push.hpp"
#include "git/repository.hpp"

namespace hooks {

/// Refs that were pushed to a remote while their requests of approval could not be written: the
/// next push to it writes them. A hint file; what it holds of other remotes stays.
std::vector<git::PushedRef> unrecorded(const git::Repository& repository,
                                       const std::string& remote);
void set_unrecorded(const git::Repository& repository, const std::string& remote,
                    const std::vector<git::PushedRef>& refs);

}  // namespace hooks
