#include "git-agents/dispatch.hpp"

#include <algorithm>
#include <ostream>

#include "base/edit_distance.hpp"
#include "base/error.hpp"
#include "git-agents/help.hpp"
#include "git-agents/session.hpp"
#include "os/process.hpp"
#include "os/terminal.hpp"
#include "report/human.hpp"
#include "telemetry/trace.hpp"

namespace cli {
namespace {

void print_lines(std::ostream& out, std::string_view label, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out << label << report::printable(text.substr(0, end)) << '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// Opens the page in man(1); returns where man or the page is missing.
void open_manual(const std::string& page, Session& session) {
  if (!os::find_program("man")) return;
  os::Command look;
  look.argv = {"man", "-w", page};
  if (!os::run(look).ok()) return;
  session.out().flush();
  os::exec({"man", page});
}

int misused(const std::string& message, const std::string& hint, Session& session) {
  print_lines(session.err(), "error: ", message);
  print_lines(session.err(), "hint: ", hint);
  return Exit::misuse;
}

int unknown_command(std::span<const Command* const> commands, const std::string& word,
                    Session& session) {
  std::vector<std::string_view> names;
  for (const Command* command : commands) {
    if (!command->hidden) names.push_back(command->name);
  }
  session.err() << "git-agents: '" << report::printable(word) << "' is not a git-agents command\n";
  if (const auto near = base::nearest(word, names)) {
    session.err() << "hint: did you mean '" << *near << "'?\n";
  } else {
    session.err() << "hint: 'git agents -h' lists the commands\n";
  }
  return Exit::misuse;
}

int global_option(std::span<const Command* const> commands, const std::string& word,
                  Session& session) {
  if (word == "--version") {
    session.out() << "git-agents version " GIT_AGENTS_VERSION "\n";
  } else if (word == "-h" || word == "--help") {
    if (word == "--help") open_manual("git-agents", session);
    overview(session.out(), commands, os::terminal_width(1));
  } else {
    return misused("unknown option '" + word + "'", "'git agents -h' shows the usage", session);
  }
  return Exit::done;
}

std::string page_of(const Command& command) {
  return "git-agents-" + std::string(command.name.substr(0, command.name.find(' ')));
}

int run_command(const Command& command, std::span<const std::string> words, Session& session) {
  const telemetry::Span span(command.name);
  try {
    const Args args(command, words);
    if (args.wants_manual()) open_manual(page_of(command), session);
    if (args.wants_manual() || args.wants_help()) {
      command_help(session.out(), command, os::terminal_width(1));
      return Exit::done;
    }
    return command.run(args, session);
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::usage) throw;
    const int code = misused(error.message(), error.hint(), session);
    usage_line(session.err(), command, os::terminal_width(2));
    return code;
  }
}

/// A command that has words of its own: runs the one that is named.
int run_word(const Command& command, std::span<const std::string> words, Session& session) {
  const std::string word = words.empty() ? "" : words.front();
  if (word == "-h" || word == "--help") {
    if (word == "--help") open_manual(page_of(command), session);
    command_help(session.out(), command, os::terminal_width(1));
    return Exit::done;
  }
  if (const Command* own = find_word(command, word)) {
    return run_command(*own, words.subspan(1), session);
  }
  std::vector<std::string_view> known;
  for (const Command* own : command.words) known.push_back(last_word(*own));
  const auto near = base::nearest(word, known);
  const std::string name = "'git agents " + std::string(command.name) + "'";
  const int code = misused(words.empty() ? name + " needs a command of its own"
                                         : name + " has no command '" + word + "'",
                           near ? "did you mean '" + std::string(*near) + "'?" : "", session);
  usage_line(session.err(), command, os::terminal_width(2));
  return code;
}

}  // namespace

int dispatch(std::span<const Command* const> commands, std::span<const std::string> words,
             Session& session) {
  if (words.empty()) {
    overview(session.err(), commands, os::terminal_width(2));
    return Exit::misuse;
  }
  const std::string& word = words.front();
  if (word.starts_with('-')) return global_option(commands, word, session);
  if (word == "version") return global_option(commands, "--version", session);
  if (word == "help" && words.size() == 1) return global_option(commands, "-h", session);
  if (word == "help") {
    std::vector<std::string> asked(words.begin() + 1, words.end());
    asked.emplace_back("--help");
    return dispatch(commands, asked, session);
  }
  const auto found = std::ranges::find(commands, word, &Command::name);
  if (found == commands.end()) return unknown_command(commands, word, session);
  const auto rest = words.subspan(1);
  return (*found)->words.empty() ? run_command(**found, rest, session)
                                 : run_word(**found, rest, session);
}

int print_failure(std::ostream& out, const std::exception& error) {
  if (const auto* known = dynamic_cast<const base::Error*>(&error)) {
    const bool conflict = known->code() == base::ErrorCode::conflict;
    print_lines(out, conflict ? "error: " : "fatal: ", known->message());
    print_lines(out, "hint: ", known->hint());
    return conflict ? Exit::findings : Exit::failure;
  }
  print_lines(out, "fatal: internal error: ", error.what());
  return Exit::failure;
}

}  // namespace cli
