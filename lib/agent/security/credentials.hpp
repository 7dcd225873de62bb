#pragma once

#include <cstddef>

#include "agent/security/source.hpp"

namespace agent::security {

/// Checks generic-secret where a word for secrets begins: `password = "…"`.
void check_assignment(Source& source, std::size_t at);

/// Checks credential-url at "://".
void check_url(Source& source, std::size_t at);

}  // namespace agent::security
