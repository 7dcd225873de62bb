#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "git/repository.hpp"

namespace hooks {

/// Another program that installs hooks, and what is known of it.
struct OtherManager {
  std::string_view name;
  std::string_view mark;  ///< what every hook file that it writes holds
  /// Where a repository lists its jobs, relative to the top of the work tree; "%" stands for the
  /// event.
  std::span<const std::string_view> files;
  bool runs_legacy = false;  ///< a hook that it moved to <hook>.legacy runs first
  /// What ours must know that are inside of a hook file of its; "" = nothing.
  std::string_view caution;
};

/// Whose hook is `text`, in `directory`? Null where nobody is known.
const OtherManager* other_manager(std::string_view directory, std::string_view text);

/// The file of the work tree in which `manager` is told to call us for `event`, if any.
std::optional<std::string> calls_ours(const git::Repository& repository,
                                      const OtherManager& manager, std::string_view event);

/// How to have ours run for `event` beside that manager: a clause without the stop.
std::string way_out(const OtherManager& manager, std::string_view event);

}  // namespace hooks
