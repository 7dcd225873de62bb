#pragma once

#include <string_view>

#include "syntax/document.hpp"

namespace syntax {

/// What a plain scalar means under the YAML 1.2 core schema.
Type resolve_plain(std::string_view text);

/// Whether the core schema reads `text` as null; the empty text counts.
bool is_null(std::string_view text);

}  // namespace syntax
