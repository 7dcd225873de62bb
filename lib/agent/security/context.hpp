#pragma once

#include <cstddef>
#include <string>

#include "agent/security/source.hpp"

namespace agent::security {

/// The line around `at`, in lower case, up to `at` and from there on.
struct Surroundings {
  std::string before, after;
};
Surroundings surroundings(const Source& source, std::size_t at);

/// Does the line forbid or look for what it names at `at`, instead of asking for it?
bool is_warned_against(const Surroundings& around);
/// Is the place between quotation marks of its line?
bool is_quoted(const Surroundings& around);

}  // namespace agent::security
