#pragma once

#include <span>
#include <string>
#include <string_view>

#include "git-agents/command.hpp"

namespace cli {

/// The manual page of a command ("validate" or "git-agents-validate"), or of all ("git-agents"), in
/// man(7): title, NAME and SYNOPSIS from the table, then `prose`. Its first line is a comment with
/// the date of its last change (`.\" 2026-11-21`). `@OPTIONS@` (of a command) or `@COMMANDS@` (of
/// the overview) stands alone on one line of it and is replaced. Error(invalid|not_found).
std::string manual_page(std::span<const Command* const> commands, std::string_view name,
                        std::string_view prose);

}  // namespace cli
