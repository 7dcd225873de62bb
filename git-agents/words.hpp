#pragma once

#include <string_view>
#include <vector>

#include "git-agents/command.hpp"

namespace cli {

/// The words of a list separated by single spaces, e.g. of Option::choices.
std::vector<std::string_view> split_words(std::string_view list);

/// Has the command an option "format" that can be "json"? Then it also has `--json`.
bool has_json_alias(const Command& command);

/// What may follow "--": the long names of the options, "json" where it is an alias, and "help".
std::vector<std::string_view> long_names(const Command& command);

}  // namespace cli
