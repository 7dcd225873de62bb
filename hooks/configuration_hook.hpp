#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hooks/baked_text.hpp"

namespace hooks {

/// Does the git that says `version` ("git version 2.54.1") run hooks named in its configuration?
bool has_configuration_hooks(std::string_view version);

/// "hook.agents-pre-commit". Its `command` must be written before its `event`: an event without a
/// command makes git refuse every commit.
std::string configuration_section(std::string_view event);

/// A shell line to which git appends the hook's arguments. `everywhere`: for the configuration of
/// all repositories, so that it is silent in those that have no settings of ours.
std::string configuration_command(std::string_view event, const std::string& program,
                                  bool everywhere = false);

/// Is `command` what this or an earlier version wrote for `event`, in either form?
std::optional<Baked> recognise_command(std::string_view event, std::string_view command);

}  // namespace hooks
