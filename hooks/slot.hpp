#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "hooks/managed_block.hpp"

namespace hooks {

/// Every event that any version of ours has installed a hook for.
std::span<const std::string_view> all_events();

/// What the file of one hook holds.
struct Slot {
  enum class Holds {
    nothing,
    shim,          ///< ours alone, as we wrote it
    edited_shim,   ///< ours once, changed by somebody
    block,         ///< somebody's script with our block, as we wrote it
    edited_block,  ///< the same, but somebody changed the block
    script,        ///< somebody's script that can take a block
    other,         ///< somebody's, of another form: see `reason`
  } holds = Holds::nothing;
  std::string path;
  std::string text;  ///< of a regular file
  std::uint32_t mode = 0;
  bool executable = false;     ///< by us, now
  std::optional<Baked> baked;  ///< of a shim or block
  std::optional<Block> block;
  std::string reason;  ///< why `other`: "is a symbolic link"

  bool ours() const { return holds == Holds::shim || holds == Holds::block; }
};

Slot read_slot(const std::string& directory, std::string_view event);
/// The same for a file beside, which another hook manager may have moved ours to.
Slot read_slot_file(const std::string& path, std::string_view event);

/// Where a hook that --force replaced is kept.
std::string kept_path(const Slot& slot);

}  // namespace hooks
