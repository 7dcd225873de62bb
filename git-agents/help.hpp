#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "git-agents/command.hpp"

namespace cli {

/// Heading of a group in the overview: "check definitions".
std::string_view title(Group group);

/// The parts of a command's synopsis after "git agents": "validate", "[--rev REV]", "[<path>...]".
std::vector<std::string> synopsis(const Command& command);

/// What help says about an option beyond its text: "human (the default) or json".
std::string choices_text(const Option& option);

/// "usage: git agents …", wrapped at `width` with the continuation below the first option; one for
/// each word of a command that has some.
void usage_line(std::ostream& out, const Command& command, std::size_t width);

/// The whole -h of a command: usage, summary, options or the words of its own.
void command_help(std::ostream& out, const Command& command, std::size_t width);

/// All commands by group in the order of the table.
void overview(std::ostream& out, std::span<const Command* const> commands, std::size_t width);

}  // namespace cli
