#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/host.hpp"
#include "syntax/document.hpp"

namespace agent {

/// Has the value the shape? A `strict` host takes null for a value, and no words for numbers.
bool fits(const syntax::Node& node, Shape shape, bool strict);

/// "a string", "a list of strings", …
const char* wanted(Shape shape);

/// Why the value of `word` does not fit: "'name' must be a string, this is an integer".
std::string misfit(std::string_view word, const syntax::Node& node, Shape shape);

/// The value of an integer or a floating-point number as JavaScript has it.
std::optional<double> number_of(const syntax::Node& node);

}  // namespace agent
