#pragma once

#include "git-agents/command.hpp"

namespace cli {

extern const Command init_command;
extern const Command install_command;
extern const Command uninstall_command;
extern const Command trust_command;
extern const Command doctor_command;
extern const Command status_command;
extern const Command validate_command;
extern const Command verify_command;
extern const Command rules_command;
extern const Command build_command;
extern const Command index_command;
extern const Command list_command;
extern const Command show_command;
extern const Command deps_command;
extern const Command search_command;
extern const Command source_command;
extern const Command pull_command;
extern const Command outdated_command;
extern const Command push_command;
extern const Command cache_command;
extern const Command deploy_command;
extern const Command undo_command;
extern const Command hook_command;
extern const Command complete_command;
extern const Command manual_command;
extern const Command schema_command;

}  // namespace cli
