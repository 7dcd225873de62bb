#pragma once

#include <string_view>

#include "syntax/document.hpp"

namespace syntax {

/// Parses one JSON text strictly (RFC 8259: no comments, no commas at the end, no NaN). The value
/// of a number is its source text. A byte order mark is reported as `portability`, a repeated key
/// as `duplicate_key`; after any other problem there is no tree. Never throws for bad input.
Document parse_json(std::string_view text, const Limits& limits = {});

}  // namespace syntax
