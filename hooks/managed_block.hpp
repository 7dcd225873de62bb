#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "hooks/baked_text.hpp"

namespace hooks {

/// Lines that we put into a POSIX-sh hook of somebody else, so that ours runs first. What git gives
/// on stdin is still there for the rest of the hook. Works under `set -eu`.
std::string block_text(std::string_view event, const std::string& program);

/// A block inside a hook's text, from its first marker to the end of its last.
struct Block {
  std::size_t begin = 0, end = 0;
  bool closed = true;          ///< false: the last marker is missing
  std::optional<Baked> baked;  ///< nothing where somebody edited it
};
std::optional<Block> find_block(std::string_view event, std::string_view text);

/// Why no block can be put into a hook with this text; nothing where it can.
std::optional<std::string> why_not_extendable(std::string_view text);

/// `text` with `block` after its shebang.
std::string with_block(std::string_view text, std::string_view block);
/// The inverse of with_block(), byte for byte.
std::string without_block(std::string_view text, const Block& block);

}  // namespace hooks
