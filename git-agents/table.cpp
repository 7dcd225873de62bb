#include <algorithm>

#include "git-agents/commands.hpp"

namespace cli {
namespace {

constexpr const Command* table[] = {
    &init_command,   &install_command,  &uninstall_command, &trust_command,    &doctor_command,
    &status_command, &validate_command, &verify_command,    &rules_command,    &build_command,
    &index_command,  &list_command,     &show_command,      &deps_command,     &search_command,
    &source_command, &pull_command,     &outdated_command,  &push_command,     &cache_command,
    &deploy_command, &undo_command,     &hook_command,      &complete_command, &manual_command,
    &schema_command,
};

}  // namespace

std::span<const Command* const> commands() {
  return table;
}

const Command* find_command(std::string_view name) {
  const auto* found = std::ranges::find(table, name, &Command::name);
  return found == std::end(table) ? nullptr : *found;
}

std::string_view last_word(const Command& command) {
  return command.name.substr(command.name.rfind(' ') + 1);
}

const Command* find_word(const Command& command, std::string_view word) {
  const auto found =
      std::ranges::find(command.words, word, [](const Command* own) { return last_word(*own); });
  return found == command.words.end() ? nullptr : *found;
}

}  // namespace cli
