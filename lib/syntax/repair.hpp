#pragma once

#include <string_view>
#include <vector>

#include "syntax/document.hpp"
#include "syntax/patch.hpp"

namespace syntax {

/// The quoting that may turn `text`, which is not YAML, into YAML: the plain single-line values
/// that are no YAML by themselves, as double-quoted scalars, and tabs before a line as spaces.
std::vector<Edit> find_repairs(std::string_view text, const Limits& limits);

}  // namespace syntax
