#pragma once

#include "agent/security/source.hpp"

namespace agent::security {

/// Checks encoded-blob. After the secrets, which are reported as such.
void check_blobs(Source& source);

}  // namespace agent::security
