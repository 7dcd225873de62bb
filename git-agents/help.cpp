#include "git-agents/help.hpp"

#include <algorithm>
#include <ostream>

#include "base/text.hpp"
#include "git-agents/words.hpp"

namespace cli {
namespace {

constexpr std::size_t narrowest = 40;
constexpr std::size_t widest_name = 24;

struct Entry {
  std::string name, text;
};

/// Appends pieces separated by blanks; breaks before a piece that would pass `width`.
void fill(std::ostream& out, std::span<const std::string> pieces, std::size_t column,
          std::size_t indent, std::size_t width) {
  bool first = true;
  for (const std::string& piece : pieces) {
    const std::size_t length = base::count_code_points(piece);
    if (!first && column + 1 + length > width) {
      out << '\n' << std::string(indent, ' ');
      column = indent;
    } else if (!first) {
      out << ' ';
      ++column;
    }
    out << piece;
    column += length;
    first = false;
  }
  out << '\n';
}

void list(std::ostream& out, std::span<const Entry> entries, std::size_t width) {
  std::size_t longest = 0;
  for (const Entry& entry : entries) {
    if (entry.name.size() <= widest_name) longest = std::max(longest, entry.name.size());
  }
  const std::size_t indent = 4 + longest + 2;
  for (const Entry& entry : entries) {
    out << "    " << entry.name;
    if (entry.name.size() > longest) {
      out << '\n' << std::string(indent, ' ');
    } else {
      out << std::string(indent - 4 - entry.name.size(), ' ');
    }
    std::vector<std::string> words;
    for (const std::string_view word : split_words(entry.text)) words.emplace_back(word);
    fill(out, words, indent, indent, width);
  }
}

std::string option_name(const Option& option) {
  std::string name;
  if (option.name.size() == 1) {
    name = "-" + std::string(option.name);
  } else {
    if (option.letter != 0) name = std::string("-") + option.letter + ", ";
    name += "--" + std::string(option.name);
  }
  return option.value.empty() ? name : name + " " + std::string(option.value);
}

std::string option_text(const Option& option) {
  std::string text(option.text);
  if (!option.choices.empty()) text += " (" + choices_text(option) + ")";
  if (option.repeatable) text += "; may be repeated";
  return text;
}

std::string placeholder(const Option& option) {
  std::string value(option.choices.empty() ? option.value : option.choices);
  std::ranges::replace(value, ' ', '|');
  return value;
}

}  // namespace

std::string_view title(Group group) {
  switch (group) {
    case Group::start:
      return "set up";
    case Group::check:
      return "check definitions";
    case Group::build:
      return "build and look up";
    case Group::share:
      return "share";
    case Group::deploy:
      return "deploy";
    case Group::track:
      return "track";
    case Group::approve:
      return "approve";
    case Group::serve:
      return "serve";
    case Group::plumbing:
      return "for scripts";
  }
  return {};
}

std::string choices_text(const Option& option) {
  const std::vector<std::string_view> choices = split_words(option.choices);
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) text += i + 1 == choices.size() ? " or " : ", ";
    text += choices[i];
    if (i == 0 && option.has_default) text += " (the default)";
  }
  return text;
}

std::vector<std::string> synopsis(const Command& command) {
  std::vector<std::string> parts = {std::string(command.name)};
  for (const Option& option : command.options) {
    std::string part = "[";
    part += option.letter != 0 && option.name.size() > 1 && option.value.empty()
                ? std::string("-") + option.letter + " | --" + std::string(option.name)
                : (option.name.size() == 1 ? "-" : "--") + std::string(option.name);
    if (!option.value.empty()) part += " " + placeholder(option);
    parts.push_back(part + "]" + (option.repeatable ? "..." : ""));
  }
  if (!command.arguments.empty()) parts.emplace_back(command.arguments);
  return parts;
}

namespace {

void usage_of(std::ostream& out, std::string_view label, const Command& command,
              std::size_t width) {
  std::vector<std::string> parts = synopsis(command);
  const std::string start = std::string(label) + ": git agents " + parts.front() + " ";
  parts.erase(parts.begin());
  out << (parts.empty() ? start.substr(0, start.size() - 1) : start);
  fill(out, parts, start.size(), start.size(), std::max(width, narrowest));
}

}  // namespace

void usage_line(std::ostream& out, const Command& command, std::size_t width) {
  std::string_view label = "usage";
  if (command.words.empty()) usage_of(out, label, command, width);
  for (const Command* own : command.words) {
    usage_of(out, label, *own, width);
    label = "   or";
  }
}

void command_help(std::ostream& out, const Command& command, std::size_t width) {
  usage_line(out, command, width);
  out << '\n' << command.summary << "\n\n";
  std::vector<Entry> entries;
  for (const Command* own : command.words) {
    entries.push_back({std::string(last_word(*own)), std::string(own->summary)});
  }
  for (const Option& option : command.options) {
    entries.push_back({option_name(option), option_text(option)});
    if (option.name == "format" && has_json_alias(command)) {
      entries.push_back({"--json", "The same as --format json"});
    }
  }
  entries.push_back({"-h", "Show this text"});
  entries.push_back({"--help", "Open the manual page"});
  list(out, entries, std::max(width, narrowest));
  if (command.words.empty()) return;
  out << "\n'git agents " << command.name << " <command> -h' shows the options of one of them.\n";
}

void overview(std::ostream& out, std::span<const Command* const> commands, std::size_t width) {
  out << "usage: git agents <command> [<options>] [<arguments>]\n"
         "   or: git agents (-h | --help | --version)\n";
  std::vector<Group> groups;
  for (const Command* command : commands) {
    if (!command->hidden && std::ranges::find(groups, command->group) == groups.end()) {
      groups.push_back(command->group);
    }
  }
  std::size_t longest = 0;
  for (const Command* command : commands) {
    if (!command->hidden) longest = std::max(longest, command->name.size());
  }
  for (const Group group : groups) {
    out << '\n' << title(group) << '\n';
    std::vector<Entry> entries;
    for (const Command* command : commands) {
      if (command->hidden || command->group != group) continue;
      std::string name(command->name);
      name.resize(longest, ' ');
      entries.push_back({name, std::string(command->summary)});
    }
    list(out, entries, std::max(width, narrowest));
  }
  out << "\n'git agents <command> -h' shows the options of a command,\n"
         "'git agents <command> --help' opens its manual page.\n";
}

}  // namespace cli
