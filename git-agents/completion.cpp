#include "git-agents/completion.hpp"

#include <algorithm>

#include "git-agents/words.hpp"

namespace cli {
namespace {

const Candidate help_candidate = {"--help", "Open the manual page"};

/// How far the words before the cursor have come.
struct Position {
  const Option* wants_value = nullptr;  ///< the word before the cursor is this option
  bool only_arguments = false;          ///< after "--"
  std::size_t arguments = 0;
  std::vector<std::string_view> used;  ///< long names
};

const Option* find_option(const Command& command, std::string_view word) {
  for (const Option& option : command.options) {
    const bool letter = word.size() == 2 && word[0] == '-' &&
                        (option.letter == word[1] || option.name == word.substr(1));
    if (letter || (word.starts_with("--") && option.name == word.substr(2))) return &option;
  }
  return nullptr;
}

Position position(const Command& command, std::span<const std::string> before) {
  Position at;
  for (const std::string& word : before) {
    if (at.wants_value != nullptr) {
      at.wants_value = nullptr;
    } else if (at.only_arguments || !word.starts_with('-') || word == "-") {
      ++at.arguments;
    } else if (word == "--") {
      at.only_arguments = true;
    } else {
      const std::string_view name = std::string_view(word).substr(0, word.find('='));
      const Option* option = find_option(command, name);
      if (option != nullptr) at.used.push_back(option->name);
      if (name == "--json") at.used.insert(at.used.end(), {"json", "format"});
      const bool open = option != nullptr && !option->value.empty() && name.size() == word.size();
      at.wants_value = open ? option : nullptr;
    }
  }
  return at;
}

std::vector<Candidate> of_completer(Completer completer, const Candidates& candidates) {
  switch (completer) {
    case Completer::none:
      return {};
    case Completer::file:
      return {{"", "file"}};
    case Completer::shell:
      return {{"bash", ""}, {"zsh", ""}, {"fish", ""}};
    default:
      return candidates(completer);
  }
}

std::vector<Candidate> of_value(const Option& option, const Candidates& candidates) {
  std::vector<Candidate> result;
  for (const std::string_view choice : split_words(option.choices)) {
    result.push_back({std::string(choice), ""});
  }
  return option.choices.empty() ? of_completer(option.completer, candidates) : result;
}

std::vector<Candidate> of_options(const Command& command, const Position& at) {
  std::vector<Candidate> result;
  const auto add = [&](const std::string& name, std::string_view text, bool repeatable) {
    const std::string_view bare = std::string_view(name).substr(name.starts_with("--") ? 2 : 1);
    if (!repeatable && std::ranges::find(at.used, bare) != at.used.end()) return;
    result.push_back({name, std::string(text)});
  };
  for (const Option& option : command.options) {
    add((option.name.size() == 1 ? "-" : "--") + std::string(option.name), option.text,
        option.repeatable);
    if (option.name == "format" && has_json_alias(command)) {
      add("--json", "The same as --format json", false);
    }
  }
  add(help_candidate.value, help_candidate.description, false);
  return result;
}

std::vector<Candidate> of_commands(std::span<const Command* const> commands) {
  std::vector<Candidate> result;
  for (const Command* command : commands) {
    if (command->hidden) continue;
    result.push_back({std::string(last_word(*command)), std::string(command->summary)});
  }
  return result;
}

/// Names come from a repository: one that could move the cursor or end the line is not offered.
bool safe(const Candidate& candidate) {
  return std::ranges::none_of(
      candidate.value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::vector<Candidate> matching(std::vector<Candidate> all, const std::string& word) {
  std::erase_if(all, [&](const Candidate& candidate) {
    return !safe(candidate) || (!candidate.value.empty() && !candidate.value.starts_with(word));
  });
  return all;
}

/// What could stand at the last of the words after a command.
std::vector<Candidate> of_command(const Command& command, std::span<const std::string> words,
                                  const Candidates& candidates) {
  const std::string& word = words.back();
  const Position at = position(command, words.first(words.size() - 1));
  if (at.wants_value != nullptr) return matching(of_value(*at.wants_value, candidates), word);
  if (!at.only_arguments && word.starts_with('-')) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) return matching(of_options(command, at), word);
    const Option* option = find_option(command, std::string_view(word).substr(0, equals));
    if (option == nullptr || option->value.empty()) return {};
    std::vector<Candidate> values = of_value(*option, candidates);
    for (Candidate& value : values) {
      if (!value.value.empty()) value.value.insert(0, word, 0, equals + 1);
    }
    return matching(std::move(values), word);
  }
  if (at.arguments >= command.max_arguments) return {};
  return matching(of_completer(command.completer, candidates), word);
}

}  // namespace

std::vector<Candidate> complete(std::span<const Command* const> commands,
                                std::span<const std::string> words, const Candidates& candidates) {
  const std::string word = words.empty() ? "" : words.back();
  if (words.size() < 2 && word.starts_with('-')) {
    return matching({help_candidate, {"--version", "Show the version"}}, word);
  }
  if (words.size() < 2) return matching(of_commands(commands), word);
  const auto found = std::ranges::find(commands, words.front(), &Command::name);
  if (found == commands.end() || (*found)->hidden) return {};
  const auto rest = words.subspan(1);
  if ((*found)->words.empty()) return of_command(**found, rest, candidates);
  if (rest.size() < 2) {
    return matching(word.starts_with('-') ? std::vector<Candidate>{help_candidate}
                                          : of_commands((*found)->words),
                    word);
  }
  const Command* own = find_word(**found, rest.front());
  return own == nullptr ? std::vector<Candidate>() : of_command(*own, rest.subspan(1), candidates);
}

}  // namespace cli
