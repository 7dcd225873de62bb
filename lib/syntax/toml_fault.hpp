#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "syntax/document.hpp"

namespace syntax {

/// Reads a text that is TOML; nothing where it is not after all.
using TomlReader = std::function<std::optional<Node>(std::string_view text)>;

/// What the parser says is wrong at the offset `at`, in our words and with the place where the
/// mistake is. `description` is "Error while parsing <what>: <why>". `read` is asked for the part
/// before a repeated key, to find the first use of it.
Problem explain_toml(std::string_view text, std::size_t at, std::string_view description,
                     const TomlReader& read);

}  // namespace syntax
