#pragma once

#include <string>
#include <vector>

#include "git/repository.hpp"

namespace syncing {

/// git::command(), but no hook runs: neither one that lies in the repository nor the user's own.
os::Command unhooked_command(const git::Repository& cache, std::vector<std::string> arguments);

/// git::query() with it.
std::string unhooked(const git::Repository& cache, std::vector<std::string> arguments,
                     std::string input = {});

}  // namespace syncing
