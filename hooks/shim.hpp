#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hooks/baked_text.hpp"

namespace hooks {

/// A hook file that is only ours. Tries the baked path, then PATH, then says one line and lets git
/// go on, unless agents.hooks.required is true.
std::string shim_text(std::string_view event, const std::string& program);

/// Is `text`, byte for byte, a shim that this or an earlier version wrote?
std::optional<Baked> recognise_shim(std::string_view event, std::string_view text);

/// Was `text` once a shim of ours, whatever has been done to it since?
bool was_shim(std::string_view text);

}  // namespace hooks
