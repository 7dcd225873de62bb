#pragma once

#include "agent/fields.hpp"

namespace agent {

/// Checks what lies deeper in a plugin.json, marketplace.json or hooks.json than its top-level
/// fields.
void check_manifest(const Fields& fields);

}  // namespace agent
