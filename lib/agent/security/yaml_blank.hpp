#pragma once

#include <cstddef>

#include "agent/security/source.hpp"

namespace agent::security {

/// Does the odd space at `at`, in the frontmatter, stand where YAML needs a blank or has a key: in
/// the indentation of a key, inside of one, or right after its colon or a dash?
bool stands_for_yaml_blank(const Source& source, std::size_t at);

}  // namespace agent::security
