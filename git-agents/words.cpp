#include "git-agents/words.hpp"

#include <algorithm>

namespace cli {

std::vector<std::string_view> split_words(std::string_view list) {
  std::vector<std::string_view> words;
  while (!list.empty()) {
    const std::size_t space = std::min(list.find(' '), list.size());
    if (space > 0) words.push_back(list.substr(0, space));
    list.remove_prefix(std::min(space + 1, list.size()));
  }
  return words;
}

bool has_json_alias(const Command& command) {
  const auto format = std::ranges::find(command.options, "format", &Option::name);
  if (format == command.options.end()) return false;
  const std::vector<std::string_view> choices = split_words(format->choices);
  return std::ranges::find(choices, "json") != choices.end();
}

std::vector<std::string_view> long_names(const Command& command) {
  std::vector<std::string_view> names;
  for (const Option& option : command.options) {
    if (option.name.size() > 1) names.push_back(option.name);
    if (option.name == "format" && has_json_alias(command)) names.push_back("json");
  }
  names.push_back("help");
  return names;
}

}  // namespace cli
