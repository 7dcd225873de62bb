#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "syntax/document.hpp"
#include "syntax/patch.hpp"

namespace syntax {

/// What is wrong at `offset`, where the parser gave up, in words for a person. `edits` are the
/// values that were quoted to no avail.
Problem explain(std::string_view text, std::size_t offset, const std::vector<Edit>& edits);

/// The opening quote of the first value whose closing quote is missing.
std::optional<std::size_t> unclosed_quote(std::string_view text);

}  // namespace syntax
