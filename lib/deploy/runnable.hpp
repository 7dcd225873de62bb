#pragma once

#include <cstdint>
#include <string_view>

namespace deploy {

/// May this file beside a skill be something to run? Only what is plainly a document, an image or a
/// font is not: others can be given to an interpreter whatever they are called.
bool may_be_run(std::string_view path, std::string_view content, std::uint32_t mode);

}  // namespace deploy
