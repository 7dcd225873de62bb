#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "syntax/document.hpp"

namespace syntax {

/// The first place of a tree that the parser let pass and YAML or the hosts do not: a quoted value
/// that continues on a line without indentation, text right after a closing quote, an unquoted
/// value that goes on after an empty line, a list or mapping as a key.
std::optional<Problem> first_fault(std::string_view text, const Node& root);

/// Every second and later use of a key in a mapping.
std::vector<Problem> duplicate_keys(const Node& root);

/// Lines of block collections that are indented with a tab.
std::vector<Problem> tab_indentation(std::string_view text, const Node& root);

}  // namespace syntax
