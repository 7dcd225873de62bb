#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "syntax/document.hpp"

namespace syntax {

/// What may follow the last token that was read.
enum class JsonState : std::uint8_t {
  value,        ///< at the start of the text
  first_item,   ///< after '['
  first_key,    ///< after '{'
  after_key,    ///< a colon
  after_item,   ///< a comma or ']'
  after_value,  ///< a comma or '}'
  end,          ///< nothing but white space
};

/// Where a JSON text that the parser refused is wrong, and why. `last` is the end of the last token
/// that is right, commas and colons not counted; `open` is the innermost bracket not closed there.
Problem explain_json(std::string_view text, std::size_t last, JsonState state,
                     std::optional<std::size_t> open);

}  // namespace syntax
