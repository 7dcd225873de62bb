#pragma once

#include <cstddef>

#include "agent/security/source.hpp"

namespace agent::security {

/// Checks override-language at a verb that sets instructions aside.
void check_override(Source& source, std::size_t at);

/// Checks override-language at "the user": are people to be kept in the dark?
void check_concealment(Source& source, std::size_t at);

/// Checks hidden-comment at "<!--". Gives the end of the comment.
std::size_t check_comment(Source& source, std::size_t at);

}  // namespace agent::security
