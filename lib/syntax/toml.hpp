#pragma once

#include <string_view>

#include "syntax/document.hpp"

namespace syntax {

/// Values nested deeper than this are refused whatever the limits say: the parser is recursive.
inline constexpr int max_toml_nesting = 64;

/// Parses one TOML 1.0 document. Entries are in file order. The value of a number is as YAML's core
/// schema writes it (decimal, no underscores, ".inf"), that of a date its source text. Without an
/// entry there is no tree.
///
/// A table that stands in no braces, and a list of such tables, has the range from its first key to
/// its last value, wherever the headers in between belong; without any it is the empty range after
/// its header. The range of its key is that of the first mention.
///
/// After any problem there is no tree: in TOML a repeated key (`duplicate_key`) is an error too.
/// Every part of a dotted name counts as a value towards the limit. Never throws for bad input.
Document parse_toml(std::string_view text, const Limits& limits = {});

}  // namespace syntax
