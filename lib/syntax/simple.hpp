#pragma once

#include <optional>
#include <string_view>

#include "syntax/document.hpp"

namespace syntax {

/// The tree of a text that uses only block mappings and lists, plain values, quoted values of one
/// line and lists of plain values in brackets: nearly every frontmatter, at a tenth of the general
/// parser's time. Gives exactly the tree of read_strict(), or nothing where the text is anything
/// else, right or wrong.
std::optional<Node> read_simple(std::string_view text, const Limits& limits);

}  // namespace syntax
