#pragma once

#include <string>

#include "syntax/document.hpp"

namespace agent {

/// `node` as JSON text, typed by YAML 1.2's core schema, keys in file order. Of a key that is used
/// twice the last value counts, as in the hosts. Infinity and not-a-number become strings, which
/// JSON has no numbers for.
std::string frontmatter_json(const syntax::Node& node);

}  // namespace agent
