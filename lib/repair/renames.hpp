#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.hpp"

namespace repair {

/// The path under which the file has to lie for the finding to be gone; nothing where the finding
/// is not about the file's name.
std::optional<std::string> new_path(const base::Diagnostic& diagnostic);

}  // namespace repair
