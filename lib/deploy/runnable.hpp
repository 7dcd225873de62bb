#pragma once

#include <cstdint>
#include <string_view>

#include "agent/kind.hpp"

namespace deploy {

/// May this file beside a skill be something to run? Only what is plainly a document, an image or a
/// font is not: others can be given to an interpreter whatever they are called.
bool may_be_run(std::string_view path, std::string_view content, std::uint32_t mode);

/// Does Claude Code run commands that this skill's or command's text holds when it is used (`!`
/// before backquotes, or a block that begins with it)?
bool runs_on_use(agent::Kind kind, std::string_view content);

}  // namespace deploy
