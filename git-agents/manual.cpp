#include "git-agents/manual.hpp"

#include <algorithm>
#include <ostream>

#include "base/error.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/help.hpp"
#include "git-agents/session.hpp"
#include "git-agents/words.hpp"
#include "os/file.hpp"

namespace cli {
namespace {

constexpr std::size_t largest_prose = 1 << 20;

std::string escaped(std::string_view text) {
  std::string result;
  if (text.starts_with('.') || text.starts_with('\'')) result = "\\&";
  for (const char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else {
      result += c;
    }
  }
  return result;
}

std::string bold(std::string_view text) {
  return "\\fB" + escaped(text) + "\\fP";
}
std::string italic(std::string_view text) {
  return "\\fI" + escaped(text) + "\\fP";
}

std::string sentence(std::string_view text) {
  std::string result(text);
  if (!result.empty() && result[0] >= 'a' && result[0] <= 'z') {
    result[0] = static_cast<char>(result[0] - 'a' + 'A');
  }
  return escaped(result) + ".\n";
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

/// One part of a synopsis, unbreakable; literal words bold, placeholders (upper case or in angle
/// brackets) italic.
std::string synopsis_part(std::string_view part) {
  std::string result, word;
  const auto flush = [&] {
    if (word.empty()) return;
    const bool placeholder = !word.starts_with('-') && std::ranges::none_of(word, [](char c) {
      return c >= 'a' && c <= 'z';
    });
    result += placeholder ? italic(word) : bold(word);
    word.clear();
  };
  for (std::size_t i = 0; i < part.size(); ++i) {
    const char c = part[i];
    if (c == '<') {
      const std::size_t end = std::min(part.find('>', i), part.size());
      flush();
      result += italic(part.substr(i + 1, end - i - 1));
      i = end;
    } else if (std::string_view("[]|. ").find(c) != std::string_view::npos) {
      flush();
      result += c == ' ' ? std::string("\\ ") : std::string(1, c);
    } else {
      word += c;
    }
  }
  flush();
  return result;
}

std::string head(std::string_view page, std::string_view date, std::string_view summary) {
  return ".TH " + escaped(upper(std::string(page))) + " 1 " + std::string(date) +
         " \"git\\-agents " GIT_AGENTS_VERSION "\" \"Git Agents Manual\"\n.SH NAME\n" +
         escaped(page) + " \\- " + escaped(summary) + "\n.SH SYNOPSIS\n";
}

std::string synopsis_section(const Command& command) {
  if (!command.words.empty()) {
    std::string text;
    for (const Command* own : command.words) text += synopsis_section(*own);
    return text;
  }
  const std::vector<std::string> parts = synopsis(command);
  std::string text = ".SY \"git agents " + escaped(parts.front()) + "\"\n";
  for (std::size_t i = 1; i < parts.size(); ++i) text += "\\&" + synopsis_part(parts[i]) + "\n";
  return text + ".YS\n";
}

std::string option_entry(const Option& option) {
  std::string text = ".TP\n";
  const std::string value = option.value.empty() ? "" : italic(option.value);
  if (option.letter != 0 || option.name.size() == 1) {
    text += bold(std::string("-") + (option.letter != 0 ? option.letter : option.name[0]));
    if (!value.empty()) text += " " + value;
  }
  if (option.name.size() > 1) {
    if (option.letter != 0) text += ", ";
    text += bold("--" + std::string(option.name)) + (value.empty() ? "" : "=" + value);
  }
  text += "\n" + sentence(option.text);
  if (!option.choices.empty()) {
    text += italic(option.value) + " is " + escaped(choices_text(option)) + ".\n";
  }
  if (option.repeatable) text += "May be given more than once.\n";
  return text;
}

std::string option_entries(const Command& command) {
  std::string text;
  for (const Option& option : command.options) {
    text += option_entry(option);
    if (option.name == "format" && has_json_alias(command)) {
      text += ".TP\n" + bold("--json") + "\nThe same as " + bold("--format=json") + ".\n";
    }
  }
  return text;
}

/// The options, of a command with words of its own after these.
std::string options_section(const Command& command) {
  std::string text;
  if (!command.words.empty()) text += ".SH COMMANDS\n";
  for (const Command* own : command.words) {
    text +=
        ".SS " + escaped(last_word(*own)) + "\n" + sentence(own->summary) + option_entries(*own);
  }
  return text + ".SH OPTIONS\n" + option_entries(command) + ".TP\n" + bold("-h") +
         "\nShow a short help text.\n.TP\n" + bold("--help") + "\nOpen this page.\n";
}

std::string commands_section(std::span<const Command* const> commands) {
  std::string text = ".SH COMMANDS\n";
  const Command* previous = nullptr;
  for (const Command* command : commands) {
    if (command->hidden) continue;
    if (previous == nullptr || previous->group != command->group) {
      std::string heading(title(command->group));
      heading[0] = upper(heading.substr(0, 1))[0];
      text += ".SS " + heading + "\n";
    }
    text +=
        ".TP\n.BR git\\-agents\\-" + escaped(command->name) + " (1)\n" + sentence(command->summary);
    previous = command;
  }
  return text;
}

base::Error bad_prose(const std::string& what) {
  return base::Error(base::ErrorCode::invalid, "cannot make the manual page: " + what);
}

}  // namespace

std::string manual_page(std::span<const Command* const> commands, std::string_view name,
                        std::string_view prose) {
  constexpr std::string_view prefix = "git-agents-", date_mark = ".\\\" ";
  const bool all = name == "git-agents";
  if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  const auto found = std::ranges::find(commands, name, &Command::name);
  if (!all && found == commands.end()) {
    throw base::Error(base::ErrorCode::not_found, "no command '" + std::string(name) + "'");
  }
  const std::size_t end = prose.find('\n');
  if (!prose.starts_with(date_mark) || end != date_mark.size() + 10) {
    throw bad_prose("the first line is not a comment with a date");
  }
  const std::string_view date = prose.substr(date_mark.size(), 10);
  prose.remove_prefix(end + 1);

  const std::string mark = all ? "\n@COMMANDS@\n" : "\n@OPTIONS@\n";
  const std::size_t place = prose.find(mark);
  if (place == std::string_view::npos)
    throw bad_prose("there is no line " + mark.substr(1, mark.size() - 2));
  std::string page = all ? head("git-agents", date, "git for AI-agent definitions") +
                               ".SY \"git agents\"\n\\&" + synopsis_part("<command>") + "\n\\&" +
                               synopsis_part("[<options>]") + "\n\\&" +
                               synopsis_part("[<arguments>]") + "\n.YS\n.SY \"git agents\"\n\\&" +
                               synopsis_part("-h | --help | --version") + "\n.YS\n"
                         : head(std::string(prefix) + std::string(name), date, (*found)->summary) +
                               synopsis_section(**found);
  page += prose.substr(0, place + 1);
  page += all ? commands_section(commands) : options_section(**found);
  page += prose.substr(place + mark.size());
  return page;
}

namespace {

int run(const Args& args, Session& session) {
  const std::string prose = os::read_file(args.arguments()[1], largest_prose);
  session.out() << manual_page(commands(), args.arguments()[0], prose);
  return Exit::done;
}

}  // namespace

constinit const Command manual_command{
    .name = "__manual",
    .group = Group::plumbing,
    .summary = "write the manual page of a command from its prose, for the build",
    .arguments = "<command> <file>",
    .min_arguments = 2,
    .max_arguments = 2,
    .run = run,
    .hidden = true,
};

}  // namespace cli
