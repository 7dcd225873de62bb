#pragma once

#include <string_view>

#include "syntax/document.hpp"

namespace syntax {

/// Parses the header of a rule file of Cursor's, which looks like YAML and is read line by line:
/// what follows `key:` is the value as it stands, without white space and one pair of quotes around
/// it, so that `globs: **/*.ts,**/*.tsx` is one string. `alwaysApply` may be a boolean; an empty
/// value is null, or the list of the `- item` lines after it; `globs: [a, b]` is a list, too.
///
/// A text with any other line is read as YAML, and values that YAML would have in quotes are no
/// problem there either. Never throws for bad input.
Document parse_mdc(std::string_view text, const Limits& limits = {});

}  // namespace syntax
