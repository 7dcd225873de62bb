#pragma once

#include <exception>
#include <iosfwd>
#include <span>
#include <string>

#include "git-agents/command.hpp"

namespace cli {

/// Runs the command that `words` (argv without the program's name) names; gives the exit code.
/// Prints usage errors; everything else that fails is thrown.
int dispatch(std::span<const Command* const> commands, std::span<const std::string> words,
             Session& session);

/// Prints what is known about a failed command as "fatal:" (a conflict: "error:") and "hint:"
/// lines; gives the exit code.
int print_failure(std::ostream& out, const std::exception& error);

}  // namespace cli
